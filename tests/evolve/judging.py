"""Judges one pair on a real server: there and back, with rows, against databases built from either side directly.

What was planned is run; the server then holds what is desired; planning again finds nothing; pg_dump tells no difference from a database
that was built at once. Rows stay where nothing was accepted that loses them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

import msgspec
import psycopg
import scenario

from evolve import dumps, rendering, rows
from evolve.drawing import Pair
from evolve.rendering import Files
from schemactl.desired.loader import load_files
from schemactl.errors import SchemactlError
from schemactl.live.connection import Connection
from schemactl.live.contents import read_contents
from schemactl.live.introspect import introspect
from schemactl.live.runner import run
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.compose import ordered
from schemactl.planning.diff import diff
from schemactl.planning.managed import within, without_own
from schemactl.planning.prove import explain, pin
from schemactl.planning.work import EVERYTHING, Proposal, Wanted, compared, propose, wanted
from schemactl.scratch.server import ScratchServer

REFUSALS = {"S307", "S311"}
"""With these the tool says itself that PostgreSQL gives a NOT NULL no other name, or that a change takes two plans: rows whose key is not there yet. A materialized view over a view whose owner
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
"""Classes of SQLSTATE that are about values."""


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

    def __init__(self, server: ScratchServer, dumping: dumps.Silent) -> None:
        self.server = server
        self.dumping = dumping

    def without_dumps(self) -> Judge:
        """The same judge, all but pg_dump."""
        return Judge(self.server, dumps.Silent())

    def judge(self, pair: Pair) -> None:
        """Raises FoundError for a bug, ApartError for what is counted apart."""
        both = texts(pair)
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

    def without_rows(self, both: Texts, before: Side, after: Side) -> None:
        """From the start, in a database without rows."""
        with self.side(both.before, "before") as (_, conn):
            pin(conn)
            try:
                self.there_and_back(conn, before, after)
            except RowsInTheWayError as error:
                raise ApartError(f"rows of the schema files are in the way: {error}") from error

    def there_and_back(self, conn: Connection, before: Side, after: Side) -> None:
        live = introspect(conn, before.wanted.state.contents, whole_server=True)
        live = self.lead(conn, live, after, "there")
        self.lead(conn, live, before, "back")

    @contextmanager
    def side(self, files: Files, stage: str) -> Iterator[tuple[Side, Connection]]:
        """A database built from schema files at once."""
        with self.server.database() as conn:
            try:
                wanted = self.wanted(conn, files)
            except SchemactlError as error:
                raise ApartError(f"{stage} is no state: {said(error)}") from error
            if wanted.state.unmodelled:
                raise FoundError(stage, f"unmodelled: {wanted.state.unmodelled}")
            if wanted.scope.owners:
                _own(conn, wanted)
            yield Side(wanted=wanted, dump=self.dumping.dump(conn)), conn

    def wanted(self, conn: Connection, files: Files) -> Wanted:
        """As a plan has it, in a database that stays."""
        return wanted(_Lent(self.server, conn), load_files(rendering.sources(files)), Scope())

    def lead(self, conn: Connection, live: State, target: Side, stage: str) -> State:
        """Plan, run, and compare; the state it led to."""
        held = scenario._rows(conn, live)
        proposal = self.proposed(conn, live, target, stage)
        execute(conn, proposal, stage, rows=bool(held))
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
            return propose(self.server, live, scenario._again(target.wanted), accepted=(EVERYTHING,), read=partial(read_contents, conn))
        except SchemactlError as error:
            if {one.code for one in error.problems} <= REFUSALS or "permission denied" in said(error):
                raise ApartError(said(error)) from error
            if isinstance(error.__cause__, psycopg.Error) and (error.__cause__.sqlstate or "")[:2] in DATA:
                raise RowsInTheWayError(said(error)) from error
            raise FoundError(f"{stage} plan", said(error)) from error

    def compare(self, after: State, target: Side, stage: str) -> None:
        desired = scenario._again(target.wanted).state
        live = compared(after, target.wanted)[1]
        scenario.unspoken(desired, live)
        if left := [explain(change) for change in diff(live, desired)]:
            raise FoundError(f"{stage} state", "; ".join(left[:5]))
        if after.unmodelled:
            raise FoundError(f"{stage} unmodelled", str(after.unmodelled))


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
            try:
                run(conn, statement.sql)
            except psycopg.Error as error:
                if rows and ((error.sqlstate or "")[:2] in DATA or " USING " in statement.sql):
                    raise RowsInTheWayError from error
                raise FoundError(f"{stage} apply", f"{error.sqlstate} {error.diag.message_primary}: {statement.sql}") from error
        if step.transaction:
            conn.execute("COMMIT")


def said(error: SchemactlError) -> str:
    return " | ".join(f"{one.code} {one.message}" for one in error.problems[:4])
