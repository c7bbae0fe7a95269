"""Judges one pair on a real server: there and back, with rows, against databases built from either side directly.

What was planned is run; the server then holds what is desired; planning again finds nothing; pg_dump tells no difference from a database
that was built at once. Rows stay where nothing was accepted that loses them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from functools import partial

import msgspec
import psycopg
import scenario

from evolve import dumps, rendering, roles, rows
from evolve.choice import ANY, OPTIONS
from evolve.drawing import Pair
from evolve.rendering import Files
from schemactl.desired.loader import load_files
from schemactl.errors import SchemactlError
from schemactl.kinds import KINDS, security_label
from schemactl.live.connection import Connection
from schemactl.live.contents import read_contents, without_rows
from schemactl.live.introspect import introspect
from schemactl.live.runner import run
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.compose import ordered
from schemactl.planning.diff import diff
from schemactl.planning.ground import Wanted, compared
from schemactl.planning.managed import within, without_own
from schemactl.planning.prove import explain, pin
from schemactl.planning.work import EVERYTHING, Proposal, propose, wanted
from schemactl.scratch.server import ScratchServer

REFUSALS = {"S304", "S305", "S307", "S311", "S318"}
"""With these the tool says itself that no script leads an extension to an earlier version, that a slot called none comes with CREATE alone, that PostgreSQL gives a NOT NULL no other name, that nothing tells which of two columns is meant, or that a change takes two plans: rows whose key is not there yet. A materialized view over a view whose owner
may not read what is below cannot be filled: that is the state's fault."""


class FoundError(Exception):
    """The pair shows a bug. `stage`: where; `what`: the finding."""

    def __init__(self, stage: str, what: str) -> None:
        super().__init__(f"{stage}: {what}")
        self.stage, self.what = stage, what


class ApartError(Exception):
    """Counted apart: PostgreSQL itself, or the tool with a clear word, says no."""


class RowsInTheWayError(Exception):
    """A row does not go with what is wanted: PostgreSQL says so, and it is right."""


DATA = ("22", "23")
"""Classes of SQLSTATE that are about values; some of the first are about statements."""
STATEMENTS = ("22023",)


class Texts(msgspec.Struct, frozen=True):
    """The schema files of both sides."""

    before: Files
    after: Files


def texts(pair: Pair) -> Texts:
    return Texts(before=rendering.files(pair.before, pair.after, pair.told), after=rendering.files(pair.after, pair.before, pair.told))


class Side(msgspec.Struct):
    """One side: what is wanted, and what pg_dump says of a database built from it."""

    wanted: Wanted
    dump: str | None


Between = Callable[[Connection, Side, Side], None]
"""What happens to rows before one side becomes the other."""


def _leave(_: Connection, __: Side, ___: Side) -> None:
    pass


def _clear(conn: Connection, before: Side, after: Side) -> None:
    rows.clear(conn, before.wanted.state, after.wanted.state)


class _Lent(ScratchServer):
    """A server whose next database is one that is there already."""

    def __init__(self, server: ScratchServer, conn: Connection) -> None:
        # Nothing that an earlier run kept is taken for it: what is built has to be in this very database.
        self.__dict__.update(server.__dict__, identity=secrets.token_hex(16))
        self._lent = conn

    @contextmanager
    def database(self, template: str | None = None) -> Iterator[Connection]:  # type: ignore[override]
        yield self._lent


class Judge:
    """One server, and what tells of its databases beside introspection."""

    def __init__(self, server: ScratchServer, dumping: dumps.Silent, own: Callable[[], ScratchServer]) -> None:
        """`own` is a server whose roles may be made and dropped."""
        self.server, self.own = server, own
        self.dumping = dumping
        with server.database() as conn:
            there = {one for (one,) in conn.execute("SELECT name FROM pg_available_extensions()").fetchall()}
        self.offered = frozenset(ANY & (there | ({OPTIONS} if server.major >= 16 else set())))

    def without_dumps(self) -> Judge:
        """The same judge, all but pg_dump."""
        quiet = copy(self)
        quiet.dumping = dumps.Silent()
        return quiet

    def judge(self, pair: Pair) -> None:
        """Raises FoundError for a bug, ApartError for what is counted apart."""
        both = texts(pair)
        if pair.before.of("role") or pair.after.of("role"):
            return self.with_roles(pair, both)
        with ExitStack() as stack:
            before, conn = stack.enter_context(self.side(both.before, "before"))
            with self.side(both.after, "after") as (after, _):
                pass
            pin(conn)
            rows.sow(conn, pair.before)
            try:
                self.there_and_back(conn, before, after)
            except RowsInTheWayError:
                self.without_rows(both, before, after)

    def with_roles(self, pair: Pair, both: Texts) -> None:
        """On a server of its own, where plans make and drop roles; scratch is another one."""
        before, after = (self.managing(files, stage) for files, stage in ((both.before, "before"), (both.after, "after")))
        try:
            self.managed(before, after, lambda conn, *_: rows.sow(conn, pair.before), _leave)
        except RowsInTheWayError:
            try:
                self.managed(before, after, _clear, _clear)
            except RowsInTheWayError as error:
                raise ApartError(f"rows of the schema files are in the way: {error}") from error

    def managed(self, before: Side, after: Side, sow: Between, between: Between) -> None:
        with roles.without(self.own(), roles.named(before.wanted, after.wanted)) as conn:
            pin(conn)
            self.lead(conn, introspect(conn, whole_server=True), before, "made")
            sow(conn, before, after)
            self.there_and_back(conn, before, after, between)

    def managing(self, files: Files, stage: str) -> Side:
        """What is wanted of schema files that manage roles."""
        with self.server.database() as conn:
            return Side(wanted=self.is_state(conn, files, stage, Scope(roles="managed")), dump=None)

    def without_rows(self, both: Texts, before: Side, after: Side) -> None:
        """From the start, in a database without rows, but for those that the schema files of both sides speak of."""
        with self.side(both.before, "before") as (_, conn):
            pin(conn)
            _clear(conn, before, after)
            try:
                self.there_and_back(conn, before, after, _clear)
            except RowsInTheWayError as error:
                raise ApartError(f"rows of the schema files are in the way: {error}") from error

    def there_and_back(self, conn: Connection, before: Side, after: Side, between: Between = _leave) -> None:
        live = introspect(conn, before.wanted.state.contents, whole_server=True)
        live = self.lead(conn, live, after, "there")
        between(conn, after, before)
        self.lead(conn, live, before, "back")

    @contextmanager
    def side(self, files: Files, stage: str) -> Iterator[tuple[Side, Connection]]:
        """A database built from schema files at once."""
        with self.server.database() as conn:
            wanted = self.is_state(conn, files, stage, Scope())
            if wanted.state.unmodelled:
                raise FoundError(stage, f"unmodelled: {wanted.state.unmodelled}")
            if wanted.scope.owners:
                _own(conn, wanted)
            yield Side(wanted=wanted, dump=self.dumping.dump(conn)), conn

    def is_state(self, conn: Connection, files: Files, stage: str, scope: Scope) -> Wanted:
        """As a plan has it, in a database that stays; ApartError where PostgreSQL does not take it."""
        try:
            written = load_files(rendering.sources(files))
            found = wanted(_Lent(self.server, conn), written, scope)
        except SchemactlError as error:
            raise ApartError(f"{stage} is no state: {said(error)}") from error
        if lost := [str(one) for one in written.objects if one not in found.state and _has_one_name(one)]:
            raise FoundError(stage, f"written, and not there: {lost}")
        return found

    def lead(self, conn: Connection, live: State, target: Side, stage: str) -> State:
        """Plan, run, and compare; the state it led to."""
        held = scenario._rows(conn, live)
        proposal = self.proposed(conn, live, target, stage)
        execute(conn, proposal, stage, rows=bool(held) or rows.there(conn, live))
        after = introspect(conn, target.wanted.state.contents, whole_server=True)
        self.compare(after, target, stage)
        second = self.proposed(conn, after, target, f"{stage} again")
        if second.statements:
            raise FoundError(f"{stage} again", "; ".join(one.sql for one in second.statements[:3]))
        comparable = target.wanted.scope.owners or not _foreign_owners(after)
        if target.dump is not None and comparable and (found := self.told_apart(conn, target)):
            raise FoundError(f"{stage} pg_dump", found)
        try:
            scenario._check_rows(conn, live, after, target.wanted, proposal, held)
        except AssertionError as error:
            raise FoundError(f"{stage} rows", str(error)[:500]) from error
        return after

    def told_apart(self, conn: Connection, target: Side) -> str:
        """What pg_dump says differs."""
        both = (self.dumping.dump(conn), target.dump)
        return dumps.differences(*(both if target.wanted.scope.owners else map(dumps.without_owners, both)))

    def proposed(self, conn: Connection, live: State, target: Side, stage: str) -> Proposal:
        try:
            # As `plan` begins: of the rows it reads those alone that the schema files speak of by now.
            begin, wanted = without_rows(live), scenario._again(target.wanted)
            return propose(self.server, begin, wanted, accepted=(EVERYTHING,), read=partial(read_contents, conn))
        except SchemactlError as error:
            if {one.code for one in error.problems} <= REFUSALS or "permission denied" in said(error):
                raise ApartError(said(error)) from error
            if isinstance(error.__cause__, psycopg.Error) and is_about_rows(error.__cause__):
                raise RowsInTheWayError(said(error)) from error
            raise FoundError(f"{stage} plan", said(error)) from error

    def compare(self, after: State, target: Side, stage: str) -> None:
        desired = scenario._again(target.wanted).state
        live = compared(after, target.wanted)[1]
        scenario.unspoken(desired, live)
        if left := [explain(change) for change in diff(live, desired, literal=True)]:
            raise FoundError(f"{stage} state", "; ".join(left[:5]))
        if after.unmodelled:
            raise FoundError(f"{stage} unmodelled", str(after.unmodelled))


def _has_one_name(object_id: ObjectId) -> bool:
    """Is it in the catalog as it is written? Rows and routines are found under what PostgreSQL makes of their values and types."""
    kind = KINDS[object_id.kind]
    return bool(kind.parents) and not kind.contents and not kind.incidental and kind.name not in ("partition_short",)


def _foreign_owners(state: State) -> bool:
    """Do objects belong to others, of whom nobody speaks now? pg_dump prints privileges as what differs from the owner's."""
    return any(one.kind == "owner" for one in without_own(state).objects)


def _own(conn: Connection, target: Wanted) -> None:
    """What comes by itself (a partition in short form, an operator class's family) gets the owner that everything else has."""
    here = within(introspect(conn, whole_server=True), target.scope)
    missing = [one for one in diff(here, target.state) if one.id.kind == "owner"]
    for statement in ordered(missing, here, target.state):
        conn.execute(statement.sql.encode())


def execute(conn: Connection, proposal: Proposal, stage: str, *, rows: bool) -> None:
    for step in proposal.steps:
        if step.transaction:
            conn.execute("BEGIN")
        for statement in step.statements:
            with _heard(stage, statement.sql, rows=rows):
                run(conn, security_label.rehearsed(statement.sql))
        if step.transaction:
            with _heard(stage, "COMMIT", rows=rows):  # what is deferred is looked at now
                conn.execute("COMMIT")


@contextmanager
def _heard(stage: str, sql: str, *, rows: bool) -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        # A new foreign key looks at rows as the table's owner, who may have taken the right to from himself.
        if rows and (is_about_rows(error) or error.sqlstate == "42501" or " USING " in sql):
            raise RowsInTheWayError from error
        raise FoundError(f"{stage} apply", f"{error.sqlstate} {error.diag.message_primary}: {sql}") from error


def is_about_rows(error: psycopg.Error) -> bool:
    # Rows of a published table without a replica identity may not change.
    lacking = error.sqlstate == "55000" and "replica identity" in str(error)
    return lacking or ((error.sqlstate or "")[:2] in DATA and error.sqlstate not in STATEMENTS)


def said(error: SchemactlError) -> str:
    return " | ".join(f"{one.code} {one.message}" for one in error.problems[:4])
