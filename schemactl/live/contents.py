"""Reads rows into a State: of those tables alone whose schema files list some. Knows no kind by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
import psycopg

from schemactl.errors import RefusedError, UsageError
from schemactl.kinds import KINDS
from schemactl.kinds.base import Query
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.stage import staged
from schemactl.model.state import State

NOTHING: Mapping[ObjectId, Content] = {}

ReadContents = Callable[[State, Mapping[ObjectId, Content]], State]
"""Adds the rows of some database to its state."""


@staged("read rows")
def read_contents(conn: psycopg.Connection[Any], state: State, contents: Mapping[ObjectId, Content]) -> State:
    """The state with the rows of those of the tables that it has, and no others."""
    state = without_rows(state)
    with conn.transaction():
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        conn.execute("SET LOCAL search_path TO pg_catalog, pg_temp")
        # Rows that a policy hides would look as if they were not there: now they are an error.
        conn.execute("SET LOCAL row_security TO off")
        for host, content in contents.items():
            if host in state:
                _read(_query(conn), state, host, content)
    for kind in KINDS:
        for user, used in kind.follows(state) if kind.contents and kind.follows else ():
            state.follows.setdefault(user, set()).add(used)
    return state


def contents_named(state: State, names: Iterable[str]) -> dict[ObjectId, Content]:
    """All rows of the tables of these names, with or without their schema; UsageError for a name that is no table's, or several tables'."""
    found: dict[ObjectId, Content] = {}
    for kind in KINDS:
        hosts = [one for one in state.objects if kind.contents and one.kind in kind.parents]
        for name in names if kind.contents else ():
            fitting = [one for one in hosts if name in (dotted(one.path), ".".join(one.path), one.name)]
            if len(fitting) != 1:
                several = ", ".join(dotted(one.path) for one in fitting)
                said = f"several tables are called {name}: {several}" if fitting else f"there is no table {name} in the database"
                raise UsageError(said, hint="write it as schema.table")
            assert kind.contents
            found[fitting[0]] = kind.contents.everything(fitting[0], state)
    return found


def without_rows(state: State) -> State:
    """The schema alone."""
    kept = {one: obj for one, obj in state.objects.items() if KINDS[one.kind].contents is None}
    uses = {one: used for one, used in state.uses.items() if one in kept}
    follows = {one: {used for used in every if used in kept} for one, every in state.follows.items() if one in kept}
    return msgspec.structs.replace(state, objects=kept, uses=uses, follows=follows, contents={})


def _read(query: Query, state: State, host: ObjectId, content: Content) -> None:
    for kind in KINDS:
        if kind.contents is None or host.kind not in kind.parents:
            continue
        try:
            state.contents[host], found = kind.contents.read(query, host, content)
        except psycopg.errors.InsufficientPrivilege as error:
            raise RefusedError(
                f"the rows of {host} cannot be read: {error.diag.message_primary}",
                where=content.where,
                hint="connect as a role that sees every row: the table's owner, unless row security is forced, or one with BYPASSRLS",
                code="S312",
            ) from error
        for obj in found:
            state.add(obj, uses={host})


def _query(conn: psycopg.Connection[Any]) -> Query:
    """Values as the server prints them: psycopg would make Python's of them."""

    def run(sql: str) -> list[tuple[str | None, ...]]:
        result = conn.execute(sql.encode()).pgresult
        assert result is not None
        encoding = conn.info.encoding
        columns = range(result.nfields)
        return [
            tuple(None if (value := result.get_value(row, column)) is None else value.decode(encoding) for column in columns)
            for row in range(result.ntuples)
        ]

    return run
