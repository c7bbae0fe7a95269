"""`schemactl drift`: the database against what its plans promise; what differs → the schema files, or a plan that leads back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from schemactl.cli.busy_tables import busy_tables, sizes
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import Renames, dry_run_option, json_option, rename_option
from schemactl.cli.output import shown
from schemactl.cli.project import Live, check_accepted, live, project, report_unmodelled, scratch, target_line
from schemactl.errors import UsageError

if TYPE_CHECKING:
    from schemactl.applying.drifting import Drift
    from schemactl.applying.history import History
    from schemactl.plans.make import Made, Wish
    from schemactl.scratch.server import ScratchServer

DIFFERENCES = 2
HERE = ""


class Done(NamedTuple):
    """What was written about it."""

    files: Sequence[str] = ()
    made: Made | None = None
    plan: str | None = None


@click.command()
@click.option(
    "--accept",
    multiple=True,
    is_flag=False,
    flag_value=HERE,
    metavar="[CODE[:OBJECT]]",
    help="Write what differs into the schema files. With --revert: accept a finding of its plan by name.",
)
@click.option("--revert", is_flag=True, help="Write a plan that leads the database back; other databases pass it by.")
@click.option("--ignore", multiple=True, metavar="KIND:NAME", help="Not these, as in [scope] ignore. Repeatable.")
@click.option("--name", default="undo_drift", show_default=True, help="The name of the plan that --revert writes.")
@rename_option
@dry_run_option
@json_option
@pass_app
def command(
    app: App,
    /,
    *,
    accept: Sequence[str],
    revert: bool,
    renames: Renames,
    ignore: Sequence[str],
    name: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Say what was changed in a database beside its plans. Exit code 2 when anything was.

    Compares with the plans that ran there, not with those that wait. --accept takes the changes over into the schema files: the next plan
    holds them. --revert writes a plan that undoes them; it runs where the drift is, and is recorded elsewhere.
    """
    from schemactl.applying import drifting, ledger
    from schemactl.live.introspect import introspect
    from schemactl.plans.make import Wish, checked_plans

    if not revert and any(accept):
        raise UsageError(
            "--accept takes a finding's name with --revert only", hint="schemactl drift --accept, or --revert --accept SC401:OBJECT"
        )
    if revert and HERE in accept:
        raise UsageError("--accept and --revert exclude each other")
    with live(app) as found:
        history = drifting.checked(checked_plans(project(app)), ledger.read(found.conn))
        state = introspect(found.conn, whole_server=True)
        if not history.ran():
            return _nothing(app, found, "No plan ran here, so nothing is promised.", as_json=as_json)
        if drifting.is_as_left(state, history, found.conn.info.server_version):
            return _nothing(app, found, f"No drift: the database is as {history.ran()[-1].name} left it.", as_json=as_json)
        with scratch(app, found, mismatch=True) as server:
            one = drifting.drift(server, state, history, (*app.config.scope.ignore, *ignore))
            done = Done()
            if one.changes and (revert or accept):
                wish = Wish(name=name, accepted=tuple(accept), renames=renames)
                done = _reverted(app, found, server, one, wish, dry_run) if revert else _accepted(app, server, one, dry_run)
        _tell(app, found, one, history, done, as_json=as_json)
    return DIFFERENCES if one.changes else 0


def _nothing(app: App, found: Live, text: str, *, as_json: bool) -> int:
    if as_json:
        app.json({"database": found.target.describe(), "drift": False, "compared": "everything", "changes": []})
    else:
        app.note(target_line(app, found))
        app.result(text)
    return 0


def _accepted(app: App, server: ScratchServer, one: Drift, dry_run: bool) -> Done:
    """Into the schema files, where they do not say so already; what else they say stays."""
    from schemactl.plans import schema_files

    files = project(app)
    merged = schema_files.with_changes(files, server, one.changes, one.live)
    return Done(files=sorted(merged.files) if dry_run else schema_files.write_merged(files, merged.files))


def _reverted(app: App, found: Live, server: ScratchServer, one: Drift, wish: Wish, dry_run: bool) -> Done:
    from schemactl.plans.make import write_plan
    from schemactl.plans.undoing import undo_drift

    check_accepted(app, wish.accepted, found.marker)
    files = project(app)
    made = undo_drift(files, server, one.live, one.promised, one.scope, wish, busy_tables(app, sizes(app, found.conn)))
    path = write_plan(files, made.plan, made.data) if made.plan and made.data and not dry_run else None
    return Done(made=made, plan=shown(path) if path else None)


def _tell(app: App, found: Live, one: Drift, history: History, done: Done, *, as_json: bool) -> None:
    from schemactl.reports import document, text

    report_unmodelled(app, one.live.unmodelled)
    if one.structure_only:
        app.note("note: there is no scratch server of this major version: only what is there was compared, not how it reads")
    if as_json:
        app.json(
            {
                "database": found.target.describe(),
                "drift": bool(one.changes),
                "compared": "structure" if one.structure_only else "everything",
                "since": history.ran()[-1].name,
                "changes": [document.change(change) for change in one.changes],
                "files": list(done.files),
                "plan": done.plan,
            }
        )
        return
    app.note(target_line(app, found))
    if not one.changes:
        app.result(f"No drift: the database is as {history.ran()[-1].name} left it.")
        return
    summary = text.summary(one.changes).replace("Plan:", f"Drift since {history.ran()[-1].name}:", 1)
    app.result(f"{text.changes_tree(one.changes)}\n\n{summary}")
    _tell_done(app, done)


def _tell_done(app: App, done: Done) -> None:
    from schemactl.cli.plan_report import human

    if done.files:
        app.result("".join(f"Wrote {shown(app.config.schema / file)}\n" for file in done.files).rstrip())
        app.note("Next: schemactl plan, which finds the database there already; elsewhere apply makes it so")
    elif done.made:
        app.result(human(done.made.proposal, accepted=("*",)))
        if done.plan:
            app.result(f"Wrote {done.plan}    Next: git add {shown(app.config.plans)} && git commit")
    else:
        app.note("Next: schemactl drift --accept writes it into the schema files, --revert a plan that leads back")
