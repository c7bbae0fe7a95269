"""Who holds, at this moment, what a plan would wait for: named by `plan` and `doctor`."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from cli_project import USERS, CliProject

from schemactl.live import holding
from schemactl.live.connection import connect, target
from schemactl.live.holding import CONFLICTS, lock_of, waits
from schemactl.model.statement import Lock

MORE = USERS.replace("name: text not null", "name: text not null\n      more: text")
INDEXED = USERS + "    indexes: {by_name: (name)}\n"


@pytest.fixture
def read(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A report that has read the table, and goes on; it is old enough at once."""
    monkeypatch.setattr(holding.held, "__kwdefaults__", {"seconds": 0.0})
    project.write("schema/users.yaml", USERS)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    with psycopg.connect(project.url, application_name="report") as report:
        report.execute("SELECT count(*) FROM app.users")
        yield report


def test_who_holds_what_an_alter_table_waits_for(project: CliProject, read: psycopg.Connection[tuple[object, ...]]) -> None:
    project.write("schema/users.yaml", MORE)
    planned = project.run("plan", "more")
    assert planned.exit_code == 0
    said = f"pid {read.info.backend_pid}: postgres (report), idle in transaction, transaction open for"
    assert said in planned.stderr
    assert "holds a lock on app.users that the plan would wait for now" in planned.stderr
    (found,) = [one for one in project.json("doctor", "--no-scratch")["findings"] if one["check"] == "locks"]
    assert found["level"] == "warning"
    assert found["message"].startswith(f"0002_more: {said}")
    read.rollback()
    assert not [one for one in project.json("doctor", "--no-scratch")["findings"] if one["check"] == "locks"]


def test_who_only_reads_is_not_in_the_way_of_an_index(project: CliProject, read: psycopg.Connection[tuple[object, ...]]) -> None:
    project.write("schema/users.yaml", INDEXED)
    assert "would wait for now" not in project.run("plan", "index").stderr
    read.execute("UPDATE app.users SET name = 'x'")
    project.sql("SELECT 1")
    assert "would wait for now" in project.run("plan", "index", "--dry-run", "--from", "live").stderr


def test_a_prepared_transaction_holds_what_it_locked(project: CliProject, read: psycopg.Connection[tuple[object, ...]]) -> None:
    read.rollback()
    with psycopg.connect(project.url) as conn:
        conn.tpc_begin(conn.xid(1, "held", "here"))
        conn.execute("LOCK TABLE app.users IN SHARE MODE")
        conn.tpc_prepare()
        project.write("schema/users.yaml", MORE)
        assert "a prepared transaction holds a lock on app.users" in project.run("plan", "more", "--dry-run").stderr
        conn.tpc_rollback()


def test_the_conflicts_are_those_of_the_server(database: str) -> None:
    """Every pair of modes, asked of PostgreSQL."""
    with psycopg.connect(database, autocommit=True) as one, psycopg.connect(database, autocommit=True) as other:
        one.execute("CREATE TABLE t ()")
        other.execute("SET lock_timeout = '1ms'")
        for holds in CONFLICTS:
            with one.transaction():
                one.execute(f"LOCK TABLE t IN {holds} MODE".encode())
                with connect(target(database, source="test")) as looking:
                    assert [each.lock for each in holding.held(looking, seconds=0)] == [holds]
                for wanted in CONFLICTS:
                    try:
                        with other.transaction():
                            other.execute(f"LOCK TABLE t IN {wanted} MODE NOWAIT".encode())
                        waited = False
                    except psycopg.errors.LockNotAvailable:
                        waited = True
                    assert waits(wanted, [holds]) == waited, (wanted, holds)


def test_modes_are_read_as_pg_locks_has_them() -> None:
    assert [lock_of(one) for one in ("AccessShareLock", "ShareUpdateExclusiveLock", "ExclusiveLock")] == [
        Lock.ACCESS_SHARE,
        Lock.SHARE_UPDATE_EXCLUSIVE,
        Lock.EXCLUSIVE,
    ]
