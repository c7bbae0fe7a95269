"""Leads one database to another with a plan of the engine, and says what the plan said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.desired.writer import not_read_back, write
from schemactl.kinds import KINDS
from schemactl.live.introspect import introspect
from schemactl.model.state import State
from schemactl.planning.canonical import canonical
from schemactl.planning.compose import plan_steps
from schemactl.planning.diff import diff
from schemactl.scratch.server import ScratchServer

Connection = psycopg.Connection[tuple[object, ...]]


@contextmanager
def database(server: ScratchServer) -> Iterator[Connection]:
    with server.database() as conn:
        url = server.url(conn.info.dbname)
        conn.close()
        with psycopg.connect(url, autocommit=True) as own:
            own.execute("SET search_path TO pg_catalog, pg_temp")
            yield own


def roles(conn: Connection, *names: str) -> None:
    for name in names:
        if not conn.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).fetchall():
            conn.execute(psycopg.sql.SQL("CREATE ROLE {}").format(psycopg.sql.Identifier(name)))


def read_as(conn: Connection, role: str) -> State:
    """What a role sees of a database."""
    conn.execute(psycopg.sql.SQL("SET SESSION AUTHORIZATION {}").format(psycopg.sql.Identifier(role)))
    try:
        return introspect(conn)
    finally:
        conn.execute("RESET SESSION AUTHORIZATION")


def state_of(server: ScratchServer, sql: str) -> State:
    """What a database holds in which this ran."""
    with database(server) as conn:
        conn.execute(sql)
        return introspect(conn)


def moved(server: ScratchServer, before: str, after: str, *, path: str = "pg_catalog") -> list[str]:
    """The statements that lead from one to the other, and the proof that they do. `path`: the search_path both are written under."""
    with database(server) as there:
        there.execute(f"SET search_path TO {path}")
        there.execute(after)
        desired = introspect(there)
    with database(server) as here:
        here.execute(f"SET search_path TO {path}")
        here.execute(before)
        here.execute("SET search_path TO pg_catalog, pg_temp")
        statements = planned(introspect(here), desired)
        for sql in statements:
            here.execute(sql)
        rest = differences(introspect(here), desired)
        assert not rest, rest
    return statements


def planned(live: State, desired: State) -> list[str]:
    """Every statement of the plan."""
    _, steps = plan_steps(live, desired)
    return [statement.sql for step in steps for statement in step.statements]


def differences(live: State, desired: State) -> list[str]:
    return [repr(change) for change in diff(live, desired)]


def comes_back(state: State) -> State:
    """The state as its own YAML says it; nothing may be lost."""
    files = write(state)
    loaded = load_files([FileText(name=name, data=text.encode()) for name, text in files.items()])
    lost = [(state.objects.get(one), loaded.objects.get(one)) for one in not_read_back(state, loaded)]
    assert lost == [], files
    return loaded


def rebuilt(server: ScratchServer, sql: str) -> list[str]:
    """The plan that makes it all from nothing."""
    comes_back(state_of(server, sql))
    return moved(server, "SELECT", sql)


def answers(kind: str, major: int, conn: Connection) -> list[str]:
    """The names of the columns of a kind's query."""
    catalog = KINDS[kind].catalog
    cursor = conn.execute(catalog(major) if callable(catalog) else catalog)
    return [column.name for column in cursor.description or ()]


def builds_from_files(server: ScratchServer, sql: str) -> None:
    """What the database's own files make of an empty one is the same."""
    state = state_of(server, sql)
    rest = differences(canonical(server, comes_back(state)), state)
    assert not rest, rest
