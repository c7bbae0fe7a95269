"""Makes a database of everything.sql and storage_parameters.csv, and the same again from its YAML."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from catalog_rows import catalogs, held
from psycopg.sql import SQL, Identifier
from tables import parameters, within

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.live.introspect import introspect
from schemactl.live.unmodelled import unmodelled_sql
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.importing import import_state
from schemactl.planning.prove import pin
from schemactl.planning.work import EVERYTHING, propose, wanted
from schemactl.scratch.server import ScratchServer

HERE = Path(__file__).parent
ROLES = {"schemactl_tests_c": "", "schemactl_tests_d": "", "schemactl_tests_super": "SUPERUSER"}
TABLESPACE = "schemactl_tests_space"


def _script(major: int) -> str:
    parts = {int(path.stem.partition("-")[2] or 14): path for path in HERE.glob("everything*.sql")}
    return "".join(path.read_text(encoding="utf-8") for first, path in sorted(parts.items()) if first <= major)


def _cluster(conn: psycopg.Connection, major: int) -> None:
    """Roles and a tablespace are of the cluster."""
    for role, words in ROLES.items():
        if not conn.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchall():
            conn.execute(SQL("CREATE ROLE {} " + words).format(Identifier(role)))
    if major >= 15 and not conn.execute("SELECT FROM pg_tablespace WHERE spcname = %s", [TABLESPACE]).fetchall():
        conn.execute("SET allow_in_place_tablespaces TO on")
        conn.execute(SQL("CREATE TABLESPACE {} LOCATION ''").format(Identifier(TABLESPACE)))


@contextmanager
def pinned_database(server: ScratchServer) -> Iterator[psycopg.Connection]:
    with server.database() as conn:
        pin(conn)
        _cluster(conn, server.major)
        yield conn


class Both:
    """The database as SQL made it, and what its YAML makes."""

    def __init__(self, server: ScratchServer) -> None:
        with pinned_database(server) as conn:
            conn.execute(_script(server.major).encode())
            _set_parameters(conn, server.major)
            self.state = introspect(conn)
            self.not_looked_at = _not_looked_at(conn, server.major)
            self.made = held(conn, server.major)
            self.catalogs = catalogs(conn)
            self.letters = {column: every for one in self.catalogs for column, every in one.letters(conn).items()}
        with pinned_database(server) as conn:
            self.files = _build(server, conn, self.state)
            self.rebuilt = held(conn, server.major)


CATALOGS_SQL = """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'oid' AND a.attnum > 0
WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND NOT c.relisshared ORDER BY c.relname"""


def _not_looked_at(conn: psycopg.Connection, major: int) -> dict[str, list[str]]:
    """What users made, by catalog, and introspection does not ask whether a kind knows it."""
    seen = {(classid, objid) for classid, objid, *_ in conn.execute(unmodelled_sql(major).encode())}
    found = {}
    for (catalog,) in conn.execute(CATALOGS_SQL):
        sql = SQL("SELECT tableoid, oid, x::text FROM {} x WHERE oid >= 16384").format(Identifier(catalog))
        found[catalog] = [row for classid, objid, row in conn.execute(sql) if (classid, objid) not in seen]
    return found


def _set_parameters(conn: psycopg.Connection, major: int) -> None:
    for row in parameters():
        if within(row.majors, major):
            conn.execute(f"ALTER {row.on} SET ({row.parameter} = {row.value})".encode())


def _build(server: ScratchServer, conn: psycopg.Connection, state: State) -> dict[str, str]:
    imported = import_state(server, state, Scope())
    assert imported.unsettled == []
    written = load_files([FileText(name=name, data=text.encode()) for name, text in imported.files.items()])
    proposal = propose(server, introspect(conn), wanted(server, written, Scope()), accepted=(EVERYTHING,))
    for step in proposal.steps:
        for statement in step.statements:
            conn.execute(statement.sql.encode())
    return imported.files
