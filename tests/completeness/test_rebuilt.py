"""A database with something unusual in every column of the catalogs, built again from its own YAML: both hold the same, column by column.

What no kind reads is lost on the way and found here, whatever catalog_columns.csv says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from rows import Catalog, catalogs, differences, held
from tables import said_of

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.importing import import_state
from schemactl.planning.prove import pin
from schemactl.planning.work import EVERYTHING, propose, wanted
from schemactl.scratch.server import ScratchServer

HERE = Path(__file__).parent
ROLES = {"schemactl_tests_c": "", "schemactl_tests_d": "", "schemactl_tests_super": "SUPERUSER"}
TABLESPACE = "schemactl_tests_space"
ONE_VALUE = {
    "pg_attribute.attisdropped": "a dropped column stays until its table is made again",
    "pg_language.lanispl": "false for the three languages built into the server",
    "pg_type.typisdefined": "a shell waits for its type",
    "pg_extension.extname": "the embedded server has one extension besides plpgsql",
    "pg_extension.extnamespace": "the embedded server has one extension besides plpgsql",
}
"""Columns with a single value in everything.sql, and why."""
EMPTY = {
    "pg_depend": "edges, not compared",
    "pg_init_privs": "written by extensions that grant",
    "pg_seclabel": "needs a provider's library",
    "pg_largeobject_metadata": "large objects are rows of the database",
}


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
def _database(server: ScratchServer) -> Iterator[psycopg.Connection]:
    with server.database() as conn:
        pin(conn)
        yield conn


class Both:
    """The database as SQL made it, and what its YAML makes."""

    def __init__(self, server: ScratchServer) -> None:
        with _database(server) as conn:
            _cluster(conn, server.major)
            conn.execute(_script(server.major).encode())
            self.state = introspect(conn)
            self.made = held(conn, server.major)
            self.catalogs = catalogs(conn)
        with _database(server) as conn:
            _build(server, conn, self.state)
            self.rebuilt = held(conn, server.major)


def _build(server: ScratchServer, conn: psycopg.Connection, state: State) -> None:
    imported = import_state(server, state, Scope())
    assert imported.unsettled == []
    written = load_files([FileText(name=name, data=text.encode()) for name, text in imported.files.items()])
    proposal = propose(server, introspect(conn), wanted(server, written, Scope()), accepted=(EVERYTHING,))
    for step in proposal.steps:
        for statement in step.statements:
            conn.execute(statement.sql.encode())


@pytest.fixture(scope="session")
def both(each_server: ScratchServer) -> Both:
    return Both(each_server)


def test_nothing_is_unmodelled(both: Both) -> None:
    assert both.state.unmodelled == ()


def test_catalogs_are_the_same(both: Both) -> None:
    assert differences(both.made, both.rebuilt) == []


def test_every_column_is_put_to_the_test(both: Both, each_server: ScratchServer) -> None:
    """What is always the same would be the same if nobody read it."""
    read = {row.name for row in said_of(each_server.major) if row.what == "read"}
    assert {name for name, every in both.made.items() if not every} - EMPTY.keys() == set()
    same = {name for catalog in both.catalogs for name in _with_one_value(catalog, both.made) if name in read}
    if each_server.major < 15:
        same.discard("pg_class.reltablespace")  # a tablespace in place came with 15
    if not any(row["collprovider"] == "i" for row in both.made["pg_collation"]):
        same = {one for one in same if not one.startswith("pg_collation.")}  # built without ICU
    assert same - ONE_VALUE.keys() == set()


def _with_one_value(catalog: Catalog, made: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    for column in catalog.types:
        values = {str(row[column]) for row in made.get(catalog.name, ()) if column in row}
        if len(values) == 1:
            yield f"{catalog.name}.{column}"
