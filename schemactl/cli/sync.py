"""`schemactl sync`: schema files → a development database, directly."""

from __future__ import annotations

from collections.abc import Sequence

import click

from schemactl.cli import direct
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import Renames, accept_option, dry_run_option, json_option, mismatch_option, rename_option, yes_option
from schemactl.cli.plan_report import human
from schemactl.cli.project import Live, live, report_unmodelled, scratch, target_line


@click.command()
@dry_run_option
@yes_option
@accept_option
@rename_option
@mismatch_option()
@json_option
@pass_app
def command(app: App, /, *, dry_run: bool, yes: bool, accept: Sequence[str], renames: Renames, mismatch: bool, as_json: bool) -> None:
    """Make a development database match the schema files, without a plan.

    Refused unless configuration and database both say development. Data loss is accepted by name, as for `plan`.
    """
    app.require_development("sync")
    with live(app, read_only=dry_run) as found:
        empty = direct.check_may_change(app, found)
        with scratch(app, found, mismatch=mismatch) as server:
            app.note(target_line(app, found))
            proposed = direct.proposed(app, found, server, accept, renames)
            _show(app, proposed, as_json=as_json)
            ran = bool(proposed.proposal.statements) and not dry_run
            if ran:
                _run(app, found, proposed, empty=empty, ask=app.interactive and not yes)
    _tell(app, proposed, ran=ran, dry_run=dry_run, as_json=as_json)


def _show(app: App, proposed: direct.Direct, *, as_json: bool) -> None:
    report_unmodelled(app, proposed.unmodelled)
    if not as_json:
        app.result(human(proposed.proposal, accepted=("*",)))


def _run(app: App, found: Live, proposed: direct.Direct, *, empty: bool, ask: bool) -> None:
    if ask:
        app.confirm(f"make {found.conn.info.dbname} match the schema files?", flag="--yes")
    direct.run(app, found, proposed, empty=empty)


def _tell(app: App, proposed: direct.Direct, *, ran: bool, dry_run: bool, as_json: bool) -> None:
    if as_json:
        from schemactl.reports import document

        app.json({"ran": ran, "dry_run": dry_run, **document.plan(proposed.proposal.changes, proposed.proposal.steps)})
    elif ran:
        app.note("The database matches the schema files. Next: schemactl plan writes the plan for the other databases.")
    elif not dry_run:
        app.note("The database matches the schema files already.")
