"""`schemactl revert`: what a plan did → a new plan that takes it back, and schema files that say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from schemactl.cli.busy_tables import busy_tables, sizes
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import Renames, accept_option, dry_run_option, json_option, mismatch_option, rename_option
from schemactl.cli.output import shown
from schemactl.cli.project import check_accepted, project, scratch

if TYPE_CHECKING:
    from schemactl.plans.undoing import Reverted


@click.command()
@click.argument("plan")
@click.option("--name", metavar="NAME", help="The name of the new plan; revert_ and the other's by default.")
@accept_option
@rename_option
@dry_run_option
@mismatch_option()
@json_option
@pass_app
def command(
    app: App, /, *, plan: str, name: str | None, accept: Sequence[str], renames: Renames, dry_run: bool, mismatch: bool, as_json: bool
) -> None:
    """Write a plan that takes back what PLAN did to the schema, and take it out of the schema files.

    Whatever later plans did stays. What would be lost is named, and has to be accepted. Rows that PLAN changed stay as they are.
    """
    from schemactl.plans.directory import find_plan, list_plans
    from schemactl.plans.make import Wish, write_plan
    from schemactl.plans.schema_files import write_merged
    from schemactl.plans.undoing import revert

    files = project(app)
    target = find_plan(list_plans(files.plans), plan)
    wish = Wish(name=name or f"revert_{target.name.partition('_')[2]}"[:80], accepted=tuple(accept), renames=renames, base="plans")
    check_accepted(app, wish.accepted, None)
    with scratch(app, mismatch=mismatch) as server:
        found = revert(files, server, target.name, wish, busy_tables(app, sizes(app, None)))
    path = None
    if not dry_run and found.made.plan and found.made.data:
        write_merged(files, found.files)
        path = shown(write_plan(files, found.made.plan, found.made.data))
    _tell(app, found, path, as_json=as_json)


def _tell(app: App, found: Reverted, path: str | None, *, as_json: bool) -> None:
    from schemactl.cli.plan_report import human
    from schemactl.reports import document

    if found.kept:
        app.note(
            f"note: what its data steps did stays as it is (step {', '.join(found.kept)}): a data step by hand takes it back, if that can be done"
        )
    proposal = found.made.proposal
    if as_json:
        app.json({"plan": path, "files": sorted(found.files), **document.plan(proposal.changes, proposal.steps)})
        return
    app.result(human(proposal, accepted=("*",)))
    for name in sorted(found.files):
        app.result(f"{'Wrote' if path else 'Would write'} {shown(app.config.root / name)}")
    if path:
        app.result(f"Wrote {path}    Next: git add {shown(app.config.plans)} {shown(app.config.schema)} && git commit")
