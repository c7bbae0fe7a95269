"""The digest of a database changes whenever its state does: catalog column by catalog column, and statement by statement."""

from __future__ import annotations

import re

import psycopg
import pytest
from building import HERE, pinned_database
from pglast import split
from tables import said_of

from schemactl.live.digest import digest, hashed
from schemactl.scratch.server import ScratchServer

# What catalog_columns.csv says of columns that no state is read from.
LEFT_OUT = {"physical", "runtime", "statistics", "rows", "secret"}
# Passwords stand there; what may be seen of the rest is hashed from the view over it.
THROUGH_VIEWS = {"pg_authid": "pg_roles", "pg_user_mapping": "pg_user_mappings"}


def test_every_column_that_a_state_is_read_from(each_server: ScratchServer) -> None:
    with each_server.database() as conn:
        columns = {name: set(re.findall(r"\w+", printed)) for name, printed in hashed(conn).items()}
    missing = {
        row.name
        for row in said_of(each_server.major)
        for catalog, _, column in [row.name.partition(".")]
        if row.what not in LEFT_OUT and catalog not in THROUGH_VIEWS and column not in columns.get(catalog, ())
    }
    # How old the oldest rows are, and where replication stands.
    assert missing == {
        "pg_database.datfrozenxid",
        "pg_database.datminmxid",
        "pg_replication_origin.roident",
        "pg_replication_origin.roname",
    }
    assert set(THROUGH_VIEWS.values()) <= set(columns)


@pytest.fixture(scope="module")
def statements() -> list[str]:
    return list(split((HERE / "everything.sql").read_text(encoding="utf-8")))


def test_statement_by_statement(each_server: ScratchServer, statements: list[str]) -> None:
    """What defines something changes it, and nothing else does."""
    with pinned_database(each_server) as conn:
        before = digest(conn)
        for sql in statements:
            conn.execute(sql.encode())
            after = digest(conn)
            # A block may find that the server cannot do it.
            assert sql.startswith("DO ") or (after == before) == stays(sql), sql
            before = after


def stays(sql: str) -> bool:
    return bool(re.match(r"(?i)\s*(SET|RESET|SELECT|INSERT|VALUES|ANALYZE|REFRESH)\b", sql))


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO t SELECT i, 'x' FROM pg_catalog.generate_series(1, 5000) i",
        "ANALYZE",
        "VACUUM t",
        "VACUUM FULL t",
        "TRUNCATE t",
        "REINDEX TABLE t",
        "SELECT pg_catalog.nextval('s')",
        "CREATE DATABASE somebody_elses; COMMENT ON DATABASE somebody_elses IS 'x'; DROP DATABASE somebody_elses",
    ],
)
def test_what_is_no_change_of_the_schema(changing: psycopg.Connection, sql: str) -> None:
    before = digest(changing)
    for one in split(sql):
        changing.execute(one.encode())
        assert digest(changing) == before, one


@pytest.fixture(scope="module")
def changing(each_server: ScratchServer) -> psycopg.Connection:
    with pinned_database(each_server) as conn:
        conn.execute(
            "CREATE SCHEMA app; CREATE TABLE app.t (a integer PRIMARY KEY, b text DEFAULT 'x', c text DEFAULT 'y'); CREATE SEQUENCE app.s"
        )
        conn.execute("SET search_path TO app")
        conn.execute("GRANT SELECT ON t TO schemactl_tests_c; GRANT ALL ON t TO schemactl_tests_d")
        yield conn


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ("GRANT SELECT ON t TO schemactl_tests_c WITH GRANT OPTION", "REVOKE GRANT OPTION FOR SELECT ON t FROM schemactl_tests_c"),
        # Of a role 1 more, of the next one 31 less.
        (
            "GRANT INSERT ON t TO schemactl_tests_c; REVOKE INSERT, SELECT, UPDATE, DELETE, TRUNCATE ON t FROM schemactl_tests_d",
            "REVOKE INSERT ON t FROM schemactl_tests_c; GRANT ALL ON t TO schemactl_tests_d",
        ),
        (
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO schemactl_tests_d WITH GRANT OPTION",
            "ALTER DEFAULT PRIVILEGES REVOKE GRANT OPTION FOR SELECT ON SEQUENCES FROM schemactl_tests_d",
        ),
        ("ALTER SEQUENCE s START 4294967296", "ALTER SEQUENCE s START 1"),
        ("ALTER SEQUENCE s MAXVALUE 2147483648", "ALTER SEQUENCE s NO MAXVALUE"),
        ("ALTER ROLE schemactl_tests_c VALID UNTIL '2031-01-01'", "ALTER ROLE schemactl_tests_c VALID UNTIL 'infinity'"),
        (
            "ALTER ROLE schemactl_tests_c IN DATABASE {database} SET work_mem TO '5MB'",
            "ALTER ROLE schemactl_tests_c IN DATABASE {database} RESET ALL",
        ),
        ("ALTER DATABASE {database} SET work_mem TO '5MB'", "ALTER DATABASE {database} RESET ALL"),
        ("COMMENT ON ROLE schemactl_tests_c IS 'x'", "COMMENT ON ROLE schemactl_tests_c IS NULL"),
        ("GRANT schemactl_tests_d TO schemactl_tests_c", "REVOKE schemactl_tests_d FROM schemactl_tests_c"),
    ],
)
def test_what_is_a_change(changing: psycopg.Connection, there: str, back: str) -> None:
    seen = [digest(changing)]
    # Of what is the whole server's, other tests see nothing.
    with changing.transaction(force_rollback=True):
        for sql in (there, back):
            changing.execute(sql.replace("{database}", changing.info.dbname).encode())
            seen.append(digest(changing))
    assert seen[0] != seen[1] != seen[2]


def test_two_columns_that_change_places(changing: psycopg.Connection) -> None:
    """The same values in other rows."""
    before = digest(changing)
    changing.execute("ALTER TABLE app.t ALTER b SET DEFAULT 'y', ALTER c SET DEFAULT 'x'")
    after = digest(changing)
    assert after != before
    changing.execute("ALTER TABLE app.t RENAME b TO d; ALTER TABLE app.t RENAME c TO b; ALTER TABLE app.t RENAME d TO c")
    assert digest(changing) not in (before, after)


def test_a_role_that_sees_less_is_another(changing: psycopg.Connection) -> None:
    before = digest(changing)
    changing.execute("SET ROLE schemactl_tests_c")
    restricted = digest(changing)
    changing.execute("RESET ROLE")
    assert restricted != before
    assert digest(changing) == before
