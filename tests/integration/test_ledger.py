"""The ledger: made on first use, upgraded in place, read before anybody is trusted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from plan_folder import opened, promised
from psycopg import sql

from schemactl.applying import ledger
from schemactl.errors import ConfigurationError, DatabaseError, RefusedError
from schemactl.live.connection import Connection

PLAN = ledger.PlanRecord(number=1, name="0001_a", sha256="aa", parent="-", before=promised(set()), after=promised({"a"}))
BY = ledger.Author(os_user="me", host="here", tool_version="1.0", git_commit="abc")


def test_a_database_without_ledger_has_an_empty_one(conn: Connection) -> None:
    assert ledger.read(conn) == ledger.LedgerState()
    found = conn.execute("SELECT pg_catalog.to_regnamespace('schemactl')").fetchone()
    assert found == (None,)


def test_it_is_made_on_every_major_and_once(each_database: str) -> None:
    with opened(each_database) as conn:
        ledger.ensure(conn)
        ledger.ensure(conn)
        assert ledger.read(conn) == ledger.LedgerState(version=ledger.VERSION)


def test_what_is_written_is_what_is_read(conn: Connection) -> None:
    ledger.ensure(conn)
    ledger.start_plan(conn, PLAN, BY)
    ledger.record_step(conn, 1, 1, "s1", "done")
    ledger.record_step(conn, 1, 2, "s2", "started")
    state = ledger.read(conn)
    (row,) = state.unfinished
    assert (row.name, row.sha256, row.status, row.how, row.os_user, row.git_commit) == ("0001_a", "aa", "running", "run", "me", "abc")
    assert row.role == conn.info.user
    assert row.seconds is None
    assert {number: step.status for number, step in state.steps_of(1).items()} == {1: "done", 2: "started"}
    ledger.fail_plan(conn, 1, "no")
    assert ledger.read(conn).unfinished[0].error == "no"
    ledger.record_step(conn, 1, 2, "s2", "done")
    ledger.finish_plan(conn, 1, promised({"a"}))
    state = ledger.read(conn)
    (row,) = state.applied
    assert row.stored == promised({"a"})
    assert row.server_version == conn.info.server_version
    assert row.error is None
    assert row.seconds is not None
    assert state.steps == ()


def test_a_mended_plan_replaces_the_one_that_failed(conn: Connection) -> None:
    ledger.ensure(conn)
    ledger.start_plan(conn, PLAN, BY)
    ledger.fail_plan(conn, 1, "no")
    mended = ledger.PlanRecord(number=1, name="0001_a", sha256="bb", parent="-", before=promised(set()), after=promised({"b"}))
    ledger.start_plan(conn, mended, BY)
    (row,) = ledger.read(conn).plans
    assert (row.sha256, row.status, row.error) == ("bb", "running", None)


def test_it_is_upgraded_in_place(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.ensure(conn)
    ledger.start_plan(conn, PLAN, BY)
    monkeypatch.setattr(ledger, "_UPGRADES", (*ledger._UPGRADES, ("ALTER TABLE schemactl.plans ADD COLUMN mood text",)))
    monkeypatch.setattr(ledger, "VERSION", ledger.VERSION + 1)
    ledger.ensure(conn)
    state = ledger.read(conn)
    assert state.version == ledger.VERSION
    assert state.plans[0].name == "0001_a"
    monkeypatch.undo()
    assert ledger.read(conn).version == ledger.VERSION + 1, "what only adds is read by the version before"
    with pytest.raises(ConfigurationError, match="has format"):
        ledger.ensure(conn)
    conn.execute("UPDATE schemactl.ledger SET readable_by = version")
    with pytest.raises(ConfigurationError, match=f"has format {state.version}; this schemactl knows {ledger.VERSION}"):
        ledger.read(conn)


def test_shadowing_functions_and_operators_are_not_called(conn: Connection) -> None:
    """CVE-2018-1058: whoever may create in a schema of the path could lend us functions and operators."""
    conn.execute("CREATE FUNCTION public.evil(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'canary'; END $$")
    conn.execute("CREATE FUNCTION public.evil(integer, integer) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'canary'; END $$")
    conn.execute("CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN RAISE 'canary'; END $$")
    for operator in ("=", "<>"):
        conn.execute(
            sql.SQL("CREATE OPERATOR public.{} (FUNCTION = public.evil, LEFTARG = text, RIGHTARG = text)").format(sql.SQL(operator))
        )
        conn.execute(
            sql.SQL("CREATE OPERATOR public.{} (FUNCTION = public.evil, LEFTARG = integer, RIGHTARG = integer)").format(sql.SQL(operator))
        )
    conn.execute("CREATE DOMAIN public.text AS pg_catalog.text CHECK (false)")
    conn.execute("SET search_path TO public, pg_catalog")
    ledger.ensure(conn)
    ledger.start_plan(conn, PLAN, BY)
    ledger.record_step(conn, 1, 1, "s1", "done")
    ledger.finish_plan(conn, 1, promised({"a"}))
    assert ledger.read(conn).applied[0].name == "0001_a"


@pytest.fixture
def role(conn: Connection) -> Iterator[str]:
    name = f"someone_{conn.info.dbname}"[:63]
    conn.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
    yield name
    conn.execute("RESET ROLE")
    conn.execute(sql.SQL("DROP OWNED BY {} CASCADE").format(sql.Identifier(name)))
    conn.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def become(conn: Connection, role: str) -> None:
    conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def test_a_role_that_may_not_create_it_is_told_so(conn: Connection, role: str) -> None:
    become(conn, role)
    with pytest.raises(DatabaseError, match="cannot create the ledger") as caught:
        ledger.ensure(conn)
    assert "CREATE on the database" in str(caught.value.problems[0].hint)


def test_a_role_that_may_not_read_it_is_told_so(conn: Connection, role: str) -> None:
    ledger.ensure(conn)
    become(conn, role)
    with pytest.raises(DatabaseError, match="cannot read the ledger") as caught:
        ledger.read(conn)
    assert "USAGE on schema schemactl" in str(caught.value.problems[0].hint)


def test_a_schema_made_ready_for_the_role_will_do(conn: Connection, role: str) -> None:
    conn.execute(sql.SQL("CREATE SCHEMA schemactl AUTHORIZATION {}").format(sql.Identifier(role)))
    become(conn, role)
    ledger.ensure(conn)
    assert ledger.read(conn).version == ledger.VERSION


def test_a_schema_of_somebody_elses_will_not(conn: Connection, role: str) -> None:
    conn.execute("CREATE SCHEMA schemactl")
    conn.execute("GRANT ALL ON SCHEMA schemactl TO PUBLIC")
    become(conn, role)
    with pytest.raises(RefusedError, match="schema schemactl belongs to the role"):
        ledger.ensure(conn)


def test_a_publication_of_all_tables_does_not_stop_the_ledger(database: str) -> None:
    """PostgreSQL refuses to update a published table that has no replica identity."""
    with opened(database) as conn:
        conn.execute("CREATE PUBLICATION everything FOR ALL TABLES")
        ledger.ensure(conn)
        ledger.ensure(conn)
        tables = conn.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'schemactl'::regnamespace AND c.relkind = 'r'"
        ).fetchall()
        for (table,) in tables:
            assert conn.execute(
                "SELECT 1 FROM pg_index WHERE indrelid = ('schemactl.' || %s)::regclass AND indisprimary", [table]
            ).fetchone(), table


def rights_of(conn: Connection, role: str) -> list[tuple[object, ...]]:
    return conn.execute(
        """SELECT o.name, x.privilege_type FROM (
            SELECT relname AS name, relacl AS acl FROM pg_class WHERE relnamespace = 'schemactl'::regnamespace
            UNION ALL SELECT nspname, nspacl FROM pg_namespace WHERE nspname = 'schemactl') o, aclexplode(o.acl) x
        WHERE x.grantee::regrole::text IN (%s, '-') ORDER BY 1, 2""",
        [role],
    ).fetchall()


def test_default_privileges_give_nothing_of_it(each_database: str) -> None:
    with opened(each_database) as conn:
        name = f"someone_{conn.info.dbname}"[:63]
        conn.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
        for what in ("TABLES", "SCHEMAS"):
            conn.execute(sql.SQL(f"ALTER DEFAULT PRIVILEGES GRANT ALL ON {what} TO {{}}, PUBLIC").format(sql.Identifier(name)))
        ledger.ensure(conn)
        assert rights_of(conn, name) == []
        conn.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
        conn.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def test_what_they_gave_before_is_taken_back_but_not_from_readers(conn: Connection, role: str) -> None:
    ledger.ensure(conn)
    conn.execute(sql.SQL("GRANT ALL ON ALL TABLES IN SCHEMA schemactl TO {}, PUBLIC").format(sql.Identifier(role)))
    conn.execute(sql.SQL("GRANT ALL ON SCHEMA schemactl TO {} WITH GRANT OPTION").format(sql.Identifier(role)))
    ledger.ensure(conn)
    assert {words for name, words in rights_of(conn, role) if name != "schemactl"} == {"SELECT"}
    assert {words for name, words in rights_of(conn, role) if name == "schemactl"} == {"USAGE"}


def test_what_an_upgrade_adds_is_the_owners(conn: Connection, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(ledger, "_UPGRADES", ledger._UPGRADES[:-1])
        earlier.setattr(ledger, "VERSION", ledger.VERSION - 1)
        ledger.ensure(conn)
    conn.execute(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA schemactl TO {}").format(sql.Identifier(role)))
    conn.execute(sql.SQL("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO {}").format(sql.Identifier(role)))
    ledger.ensure(conn)
    assert ("plans", "SELECT") in rights_of(conn, role)
    assert [name for name, _ in rights_of(conn, role) if name == "statements"] == []


def test_roles_that_share_it_keep_what_they_gave_one_another(conn: Connection, role: str) -> None:
    both = f"both_{conn.info.dbname}"[:63]
    conn.execute(
        sql.SQL("CREATE ROLE {0}; CREATE SCHEMA schemactl AUTHORIZATION {0}; GRANT {0} TO {1}").format(*map(sql.Identifier, (both, role)))
    )
    ledger.ensure(conn)
    conn.execute(sql.SQL("GRANT ALL ON ALL TABLES IN SCHEMA schemactl TO {}").format(sql.Identifier(role)))
    ledger.ensure(conn)
    assert ("plans", "INSERT") in rights_of(conn, role)
    conn.execute(sql.SQL("DROP OWNED BY {0} CASCADE; DROP ROLE {0}").format(sql.Identifier(both)))
