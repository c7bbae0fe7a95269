"""Runs a plan on a scratch copy of the live state and compares what comes out with what was desired.

The copy is made from the live state's own objects. PostgreSQL may print an expression of the copy in another way than live does, so an object
the plan leaves alone is judged by whether the copy of it stayed as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from itertools import groupby

import msgspec
import psycopg

from schemactl import __version__
from schemactl.errors import Problem, ProofError
from schemactl.kinds import KINDS
from schemactl.kinds.sql import names, names_this_database
from schemactl.live.batches import run_all
from schemactl.live.connection import Connection
from schemactl.live.contents import NOTHING
from schemactl.live.introspect import introspect
from schemactl.live.runner import parse, run, run_together
from schemactl.live.server_wide import in_scratch
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.stage import staged
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning.canonical import BATCH, SETTINGS, empty_state, know_empty, make_ready
from schemactl.planning.compose import ordered
from schemactl.planning.diff import diff
from schemactl.planning.keeping import kept
from schemactl.planning.printed import printed_anew
from schemactl.planning.rehearsed import rehearsed
from schemactl.scratch.server import ScratchServer

Contents = Mapping[ObjectId, Content]

TEMPLATE_FROM = 400
"""A copy of fewer objects is made anew faster than it is cloned."""


class Rehearsal:
    """The copy of the live state after the plan ran, and before it, which is read of another copy where hardly anybody asks."""

    def __init__(self, after: State, before: Callable[[], State]) -> None:
        self.after = after
        self._before = before

    @cached_property
    def before(self) -> State:
        return self._before()


Rehearse = Callable[[ScratchServer, State, Iterable[Statement], Contents], Rehearsal]


@staged("prove")
def rehearse(server: ScratchServer, live: State, statements: Iterable[Statement], contents: Contents = NOTHING) -> Rehearsal:
    """Run statements on a copy of the live state; raises ProofError with the statement that was refused. `contents`: whose rows to read after.

    What the copy cannot hold stays as it is: the server is asked only whether it can parse these statements.
    """
    make_ready(server, live)
    if len(live.objects) >= TEMPLATE_FROM:
        return _on_clone(server, live, statements, contents)
    with server.database() as conn:
        copy(conn, live)
        return Rehearsal(after_running(conn, statements, contents), lambda: _copied(server, live))


def _copied(server: ScratchServer, live: State) -> State:
    with server.database() as conn:
        copy(conn, live)
        return introspect(conn, live.contents)


def _on_clone(server: ScratchServer, live: State, statements: Iterable[Statement], contents: Contents) -> Rehearsal:
    """A copy of many objects is made once, and cloned."""
    key = content(live)
    template = server.template(key, lambda conn: copy(conn, live))
    with server.database(template) as conn:
        know_empty(server, conn)
        # CREATE DATABASE takes over neither settings nor privileges nor the comment of its template.
        _run_copy(conn, [one for one in _making(conn, live) if names_this_database(one.sql)], live)

        before = kept("copy", f"{server.identity} {key}", lambda: introspect(conn, live.contents))
        return Rehearsal(after_running(conn, statements, contents), lambda: before)


def content(state: State) -> str:
    """The same text for the same objects, made in the same order by the same version."""
    order = sorted((user, sorted(used)) for user, used in state.follows.items())
    encoded = msgspec.json.encode([[[list(one), obj] for one, obj in state.objects.items() if in_scratch(one)], order])
    return f"{__version__} {state.major} {sha256(encoded).hexdigest()}"


def after_running(conn: Connection, statements: Iterable[Statement], becomes: Contents) -> State:
    """What the copy holds once these ran."""
    pin(conn)
    for batch in _batches(statements):
        # Together they are done in two thirds of the time; where that does not do, one by one says which is refused, and why.
        if len(batch) == 1 or not run_together(conn, [rehearsed(one.sql) for one in batch]):
            for statement in batch:
                _prove(conn, statement)
    return introspect(conn, becomes)


def _batches(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """What may run in one transaction together, and everything else alone."""
    for together, found in groupby(statements, key=_in_company):
        every, most = list(found), BATCH if together else 1
        yield from (every[start : start + most] for start in range(0, len(every), most))


def _in_company(statement: Statement) -> bool:
    own = statement.batches or statement.alone or statement.commit_after or not statement.transactional
    return not own and in_scratch(statement.object_id)


def _prove(conn: Connection, statement: Statement) -> None:
    try:
        _run(conn, statement)
    except psycopg.Error as error:
        raise ProofError(
            f"a statement of the plan fails in scratch: {error.diag.message_primary or error}\n{statement.sql}",
            # What PostgreSQL advises about dependents is CASCADE; its detail names them.
            hint=error.diag.message_detail or error.diag.message_hint,
            code="S201",
        ) from error


def _run(conn: Connection, statement: Statement) -> None:
    if statement.batches:
        conn.execute(f"SET search_path TO {names(statement.sees)}".encode())
        run_all(conn, statement.sql, statement.batches)
        conn.execute("SET search_path TO pg_catalog, pg_temp")
    else:
        (run if in_scratch(statement.object_id) else parse)(conn, rehearsed(statement.sql))


def pin(conn: Connection) -> None:
    """The settings a plan runs under."""
    conn.execute(SETTINGS)
    conn.execute("SET search_path TO pg_catalog, pg_temp")


@staged("copy the live state")
def copy(conn: Connection, live: State) -> None:
    """Make a copy of a state, without rows but those it holds; raises ProofError naming what cannot be made."""
    _run_copy(conn, _making(conn, live), live)


def _making(conn: Connection, live: State) -> list[Statement]:
    empty = empty_state(conn)
    return [one for one in ordered(diff(empty, live), empty, live) if in_scratch(one.object_id)]


def _run_copy(conn: Connection, statements: list[Statement], live: State) -> None:
    pin(conn)
    _send(conn, [one for one in statements if not _is_row(one)], live)
    if rows := [one for one in statements if _is_row(one)]:
        with _as_they_are(conn):
            _send(conn, rows, live)


def _is_row(statement: Statement) -> bool:
    return KINDS[statement.object_id.kind].contents is not None


@contextmanager
def _as_they_are(conn: Connection) -> Iterator[None]:
    """Rows are copied: no trigger has a say again, and what they refer to may not have come along. Only a superuser may turn that off."""
    try:
        conn.execute("SET session_replication_role = replica")
    except psycopg.errors.InsufficientPrivilege:
        yield
        return
    yield
    conn.execute("SET session_replication_role = origin")


def _send(conn: Connection, statements: list[Statement], live: State) -> None:
    for start in range(0, len(statements), BATCH):
        batch = statements[start : start + BATCH]
        try:
            conn.execute(";\n".join(rehearsed(statement.sql) for statement in batch).encode())
        except psycopg.Error:
            _one_by_one(conn, batch, live)


def _one_by_one(conn: Connection, batch: list[Statement], live: State) -> None:
    for statement in batch:
        try:
            conn.execute(rehearsed(statement.sql).encode())
        except psycopg.Error as error:
            lacking = f"; not modelled: {', '.join(live.unmodelled[:5])}" if live.unmodelled else ""
            raise ProofError(
                f"the live state cannot be copied into scratch: {statement.object_id}: {error.diag.message_primary or error}{lacking}",
                hint=error.diag.message_hint or "nothing was changed; without a copy no plan can be proved",
                code="S202",
            ) from error


def remaining(
    rehearsal: Rehearsal, live: State, desired: State, renamed: Callable[[ObjectId], ObjectId] = lambda one: one, *, literal: bool = False
) -> list[Change]:
    """What still differs from desired after the plan ran."""
    left = diff(rehearsal.after, desired, literal=literal)
    alone = [change for change in left if _untouched(change, rehearsal, live, desired, renamed)]
    anew = printed_anew(live, desired) if alone else frozenset[ObjectId]()
    return [change for change in left if change not in alone or change.id in anew]


def _untouched(change: Change, rehearsal: Rehearsal, live: State, desired: State, renamed: Callable[[ObjectId], ObjectId]) -> bool:
    """The copy never printed it as live does, and the plan left it alone."""
    match change:
        case Altered(before, after, _):
            copied = rehearsal.before.objects.get(renamed(after.id))
            same = copied is not None and not differing_but_id(copied, before)
            return same and live.objects.get(after.id) == desired.objects.get(after.id)
        case _:
            return False


def differing_but_id(one: Object, other: Object) -> bool:
    """Do two versions of an object differ in more than their names?"""
    fields = [field for field in one.__struct_fields__ if field != "id"]
    return any(getattr(one, field) != getattr(other, field) for field in fields)


def unproved(changes: Iterable[Change]) -> ProofError:
    """The plan does not lead where it should: a bug, told so that it can be reported."""
    return ProofError.of([_unproved(change) for change in changes])


def _unproved(change: Change) -> Problem:
    if isinstance(change, Altered) and KINDS[change.id.kind].contents:
        # ON CONFLICT DO UPDATE runs the triggers before INSERT and then those before UPDATE.
        hint = "what a trigger makes of a value has to stay as it is when it is written again; or leave the column out of the rows"
        return Problem(code="S313", message=f"a trigger changes the values each time they are written: {explain(change)}", hint=hint)
    return Problem(code="S200", message=f"the plan does not lead to the desired state: {explain(change)}")


def explain(change: Change) -> str:
    """One difference in words; deepdiff explains a pair that is known to differ."""
    match change:
        case Added(after):
            return f"{after.id} is missing"
        case Dropped(before):
            return f"{before.id} is still there"
        case Altered(before, after, fields):
            return "; ".join(f"{after.id} {field}: {_pair(getattr(before, field), getattr(after, field))}" for field in fields)
        case _:
            return f"{change.id} differs"


def _pair(before: object, after: object) -> str:
    if isinstance(before, tuple) and isinstance(after, tuple):
        from deepdiff import DeepDiff

        return str(DeepDiff(before, after).pretty()).replace("\n", "; ")
    return f"{before!r}, not {after!r}"
