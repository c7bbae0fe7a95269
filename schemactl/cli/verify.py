"""`schemactl verify`: plans after a hand edit → proved again, header and lock file stamped anew."""

from __future__ import annotations

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.cli.output import shown
from schemactl.cli.project import project, scratch


@click.command()
@click.argument("plan", required=False)
@click.option("--scratch-major-mismatch", "mismatch", is_flag=True, help="Prove on another major version of PostgreSQL.")
@json_option
@pass_app
def command(app: App, /, *, plan: str | None, mismatch: bool, as_json: bool) -> None:
    """Prove plans again after a hand edit, and re-stamp them.

    Runs them in a scratch database, from PLAN on (without it, all), and writes new headers and lock lines where something changed.
    """
    from schemactl.plans import checking

    files = project(app)
    with scratch(app, mismatch=mismatch) as server:
        written = checking.verify(files, server, plan)
    if as_json:
        app.json({"written": [one.name for one in written]})
        return
    if not written:
        app.result("Every plan is as it was proved.")
        return
    app.result("\n".join(f"Stamped {shown(files.plans / one.name)}.sql" for one in written))
    app.note(f"Next: git add {shown(files.plans)} && git commit")
