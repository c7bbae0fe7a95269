"""`schemactl squash`: many plans → one, for databases that are yet to be made; the others know themselves still."""

from __future__ import annotations

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import dry_run_option, json_option, mismatch_option
from schemactl.cli.output import shown
from schemactl.cli.project import project, scratch


@click.command()
@click.argument("plans", metavar="A..B")
@click.argument("name", default="squashed")
@click.option("--keep-statements", is_flag=True, help="All statements in a row, even where the schema alone would do.")
@dry_run_option
@mismatch_option()
@json_option
@pass_app
def command(app: App, /, *, plans: str, name: str, keep_statements: bool, dry_run: bool, mismatch: bool, as_json: bool) -> None:
    """Make one plan of the plans from A to B.

    From the first plan on and without rows at stake, it is planned anew: what was made and dropped again is gone. Otherwise it is all their statements in a
    row. It is proved to lead where they lead. The old plans move to plans/squashed: databases that are in the middle of them go on with them.
    """
    from schemactl.plans import squash_making

    files = project(app)
    with scratch(app, mismatch=mismatch) as server:
        squashed = squash_making.squash(files, server, plans, name, keep=keep_statements)
    if not dry_run:
        squash_making.write(files, squashed)
    if as_json:
        app.json({"plan": squashed.file.name, "replaces": [file.name for file in squashed.replaced], "anew": squashed.anew})
        return
    how = "planned anew" if squashed.anew else "with all their statements"
    app.result(f"{'Would write' if dry_run else 'Wrote'} {shown(squashed.file.path)}    for {len(squashed.replaced)} plans, {how}")
    if not dry_run:
        app.note(
            f"Next: git add {shown(files.plans)} && git commit; plans/squashed may go once every database has passed {squashed.replaced[-1].name}"
        )
