"""`schemactl verify`: plans after a hand edit → proved again, header and lock file stamped anew."""

from __future__ import annotations

from collections.abc import Sequence

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import accept_option, json_option, mismatch_option
from schemactl.cli.output import shown
from schemactl.cli.project import check_accepted, project, scratch


@click.command()
@click.argument("plan", required=False)
@mismatch_option()
@accept_option
@json_option
@pass_app
def command(app: App, /, *, plan: str | None, accept: Sequence[str], mismatch: bool, as_json: bool) -> None:
    """Prove plans again after a hand edit, and re-stamp them.

    Runs them in a scratch database, from PLAN on (without it, all), and writes new headers and lock lines where something changed. What a statement
    of an edited plan locks and loses is read from its SQL; lost data that nobody accepted by name is refused with exit code 3.
    """
    from schemactl.cli import linting
    from schemactl.plans import checking

    files = project(app)
    check_accepted(app, accept, None)
    with scratch(app, mismatch=mismatch) as server:
        written = checking.verify(files, server, plan, linting.look(files.root, accept))
    if as_json:
        app.json({"written": [one.name for one in written]})
        return
    if not written:
        app.result("Every plan is as it was proved.")
        return
    app.result("\n".join(f"Stamped {shown(files.plans / one.name)}.sql" for one in written))
    app.note(f"Next: git add {shown(files.plans)} && git commit")
