"""What `sync` and `reset` share: the guard, and the way from a database to the schema files without a plan file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from schemactl.cli import durations
from schemactl.cli.context import App
from schemactl.cli.plan_report import human
from schemactl.cli.project import EVERYTHING, Live, check_accepted, project
from schemactl.cli.questions import answered
from schemactl.errors import RefusedError

if TYPE_CHECKING:
    from schemactl.live.contents import ReadContents
    from schemactl.model.state import State
    from schemactl.planning.ground import Wanted
    from schemactl.planning.work import Proposal
    from schemactl.plans.make import Wish
    from schemactl.scratch.server import ScratchServer


class Direct(NamedTuple):
    """Proved changes, and where they lead."""

    proposal: Proposal
    target: Wanted
    unmodelled: tuple[str, ...]


def check_may_change(app: App, found: Live) -> bool:
    """Configuration and marker must both say development, else RefusedError; is the database empty?"""
    from schemactl.applying import environment

    empty = environment.is_empty(found.conn)
    environment.may_change_directly(app.environment.mode, found.marker, database_is_empty=empty, is_embedded=app.address.url is None)
    return empty


def proposed(app: App, found: Live, server: ScratchServer, accept: Sequence[str], renames: Sequence[tuple[str, str]]) -> Direct:
    """The changes; what loses data unaccepted is shown, then refused."""
    from schemactl.live.contents import read_contents
    from schemactl.planning.seen import seen
    from schemactl.plans.make import Wish

    check_accepted(app, accept, found.marker)
    state, read = seen(found.conn), partial(read_contents, found.conn)
    wish = Wish(name="sync", accepted=tuple(accept), renames=tuple(renames))
    return answered(app, project(app), wish, lambda one: _proposed(app, server, state, one, read))


def _proposed(app: App, server: ScratchServer, state: State, wish: Wish, read: ReadContents) -> Direct:
    from schemactl.planning.work import check_needed, effective_scope, propose, wanted
    from schemactl.plans.make import read_schema

    files = project(app)
    written = read_schema(files)
    check_needed(written, effective_scope(written, files.scope), state)
    target = wanted(server, written, files.scope)
    _refuse_emptying(app, written, state, wish)
    try:
        proposal = propose(server, state, target, accepted=wish.accepted, given=wish.renames, read=read)
        return Direct(proposal, target, state.unmodelled)
    except RefusedError as refused:
        codes = sorted({problem.code for problem in refused.problems})
        if all(code.startswith("SC") for code in codes):
            shown = propose(server, state, target, accepted=(*wish.accepted, *codes), given=wish.renames, read=read)
            app.note(human(shown, accepted=wish.accepted))
        raise


def _refuse_emptying(app: App, written: State, state: State, wish: Wish) -> None:
    from schemactl.planning.written import holds_something

    if written.origins or EVERYTHING in wish.accepted or not holds_something(state):
        return
    raise RefusedError(
        f"{app.config.schema} holds no object: everything would be dropped",
        hint="`schemactl import` writes what the database holds; if everything shall go: schemactl reset, or --accept '*'",
        code="S302",
    )


def run(app: App, found: Live, direct: Direct, *, empty: bool) -> None:
    """Make it so. An empty database becomes a development database by this: it would be refused the next time otherwise."""
    from schemactl.applying import environment
    from schemactl.applying.direct import run_directly
    from schemactl.cli.telling import observer, told
    from schemactl.kinds.backfill import data_path
    from schemactl.plans.plan import plan_steps

    conn = found.conn
    if empty and found.marker is None and app.address.url is not None:
        environment.mark(conn, "development", by=f"{conn.info.user} with the first sync")
    with told(app) as events:
        run_directly(
            conn,
            plan_steps(direct.proposal.steps),
            search_path=data_path(direct.target.state),
            lookup=app.lookup,
            lock_timeout=durations.setting(app.environment.lock_timeout, name="lock_timeout"),
            events=events,
            observe=observer(found),
        )
    _compare(app, found, direct)


def _compare(app: App, found: Live, direct: Direct) -> None:
    """It was proved in scratch; here something else may have a say: event triggers, default privileges of the role."""
    from schemactl.live.introspect import introspect
    from schemactl.planning.prove import explain
    from schemactl.plans.make import changes_between

    for change in changes_between(introspect(found.conn, direct.target.state.contents, whole_server=True), direct.target):
        app.note(f"warning: after the sync something still differs: {explain(change)}")
