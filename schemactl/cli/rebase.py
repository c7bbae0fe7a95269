"""`schemactl rebase`: the plans of this branch → behind those that another branch merged meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from schemactl.cli.busy_tables import busy_tables, sizes
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import Renames, accept_option, dry_run_option, json_option, mismatch_option, rename_option
from schemactl.cli.output import shown
from schemactl.cli.project import check_accepted, live, project, scratch
from schemactl.errors import ConfigurationError, ConnectError, RefusedError

if TYPE_CHECKING:
    from schemactl.plans.rebasing import Branches, Rebased


@click.command()
@click.option("--onto", metavar="REF", help="The branch that was merged; without it, the one being merged or rebased onto, or main.")
@accept_option
@rename_option
@dry_run_option
@mismatch_option()
@json_option
@pass_app
def command(
    app: App, /, *, onto: str | None, accept: Sequence[str], renames: Renames, dry_run: bool, mismatch: bool, as_json: bool
) -> None:
    """Put the plans of this branch behind those that were merged meanwhile.

    For the conflict in plans.lock after `git merge` or `git rebase`, once the schema files are merged. A plan that still works behind the others keeps its
    statements and gets a new number; otherwise one new plan leads to the schema files. Data steps written by hand stay.
    """
    from schemactl.plans import rebasing
    from schemactl.plans.make import Wish

    check_accepted(app, accept, None)
    files = project(app)
    found = rebasing.branches(files, onto)
    if not found.own:
        _nothing(app, found, as_json=as_json)
        return
    _refuse_where_they_ran(app, found)
    wish = Wish(accepted=tuple(accept), renames=renames, base="plans")
    major = int((*found.merged, *found.own)[-1].header.after.major)
    with scratch(app, major=major, mismatch=mismatch) as server:
        rebased = rebasing.rebase(files, server, found, wish, busy_tables(app, sizes(app, None)))
    if not dry_run:
        rebasing.write(files, found, rebased)
    _tell(app, found, rebased, dry_run=dry_run, as_json=as_json)


def _refuse_where_they_ran(app: App, found: Branches) -> None:
    """A plan that ran keeps its name and its bytes. The environment's database is asked, if it answers."""
    from schemactl.applying import ledger

    own = {file.sha256: file for file in found.own}
    try:
        with live(app) as database:
            ran = [own[row.sha256].name for row in ledger.read(database.conn).plans if row.sha256 in own]
    except (ConnectError, ConfigurationError) as error:
        app.note(f"note: whether these plans ran anywhere was not looked at: {error}")
        return
    if ran and not app.environment.development:
        raise RefusedError(
            f"{', '.join(ran)} ran in this database already, so the plan keeps its place",
            hint="let the other branch's plans follow it: run schemactl rebase there",
        )
    if ran:
        app.note(f"note: {', '.join(ran)} ran in the development database: schemactl reset builds it again")


def _nothing(app: App, found: Branches, *, as_json: bool) -> None:
    if as_json:
        app.json({"onto": found.onto, "anew": False, "plans": []})
    else:
        app.result(f"Nothing to do: {found.onto} lists every plan of this folder")


def _tell(app: App, found: Branches, rebased: Rebased, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        plans = [{"name": file.name, "was": rebased.former[file.filename]} for file in rebased.written]
        app.json({"onto": found.onto, "anew": rebased.anew, "plans": plans})
        return
    verb = "Would write" if dry_run else "Wrote"
    how = "planned anew: read it" if rebased.anew else "the same statements, proved behind the merged plans"
    for file in rebased.written:
        app.result(f"{verb} {shown(file.path)}    was {rebased.former[file.filename]}; {how}")
    if not rebased.written:
        app.result("The merged plans lead to the schema files already: the plans of this branch are gone")
    if not dry_run:
        app.note(f"Next: git add {shown(app.config.plans)}, and go on with the merge")
