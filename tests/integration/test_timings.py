"""What statements took stays in the ledger, with what they had to do; ledgers of earlier versions get a place for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from plan_folder import PlanFolder, opened, step, taken
from psycopg import sql

from schemactl.applying import ledger, timings
from schemactl.applying.apply import apply
from schemactl.applying.options import Limits, Options
from schemactl.applying.timings import Took
from schemactl.errors import DatabaseError, LockError, RefusedError
from schemactl.live.connection import Connection
from schemactl.live.runner import Outcome
from schemactl.plans.rehearsal import Work

OPTIONS = Options(mode="development", allow_uncommitted=True, limits=Limits(lock_timeout=0.2))
BUILD = Work(what="build", relation="public.a", bytes=5 << 20, rows=70_000)


@pytest.fixture
def folder(tmp_path: Path) -> PlanFolder:
    return PlanFolder(tmp_path / "plans")


def look(_plan: str) -> Callable[[str], tuple[Work, ...]]:
    return lambda sql: (BUILD,) if "INDEX" in sql else ()


def rows(conn: Connection, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in conn.execute(query.encode())]


def test_each_step_has_its_time_and_each_statement_that_took_any(conn: Connection, folder: PlanFolder) -> None:
    folder.add("a", step("CREATE TABLE public.a (id bigint)", "SELECT pg_catalog.pg_sleep(0.05)"), makes=("a",))
    folder.add("i", step("CREATE INDEX CONCURRENTLY i ON public.a (id)", mode="no transaction"), makes=("i",))
    apply(conn, folder.path, OPTIONS, fingerprints=taken, look=look)
    assert rows(conn, "SELECT plan, step, seconds > 0 FROM schemactl.steps ORDER BY plan") == [(1, 1, True), (2, 1, True)]
    kept = "SELECT plan, step, statement, seconds > 0, waited = 0, work <> '[]' FROM schemactl.statements ORDER BY plan, statement"
    assert rows(conn, kept)[-2:] == [(1, 1, 2, True, True, False), (2, 1, 1, True, True, True)]
    (took,) = timings.read(conn)
    assert took.work == (BUILD,)


def test_what_is_rolled_back_leaves_no_time(conn: Connection, folder: PlanFolder) -> None:
    folder.add("a", step("SELECT pg_catalog.pg_sleep(0.05)", "SELECT 1/0"))
    with pytest.raises(DatabaseError):
        apply(conn, folder.path, OPTIONS, fingerprints=taken)
    assert rows(conn, "SELECT * FROM schemactl.statements") == []


def test_waiting_for_others_is_told_apart(conn: Connection, folder: PlanFolder, database: str) -> None:
    folder.table("a")
    folder.add("i", step("CREATE INDEX CONCURRENTLY i ON public.a (id)", mode="no transaction"), makes=("i",))
    apply(conn, folder.path, Options(mode="development", allow_uncommitted=True, to="1"), fingerprints=taken)
    with psycopg.connect(database) as other:
        other.execute("INSERT INTO public.a VALUES (1)")
        timer = threading.Timer(1.5, other.rollback)
        timer.start()
        apply(conn, folder.path, OPTIONS, fingerprints=taken, observe=lambda: opened(database), look=look)
        timer.join()
    (took,) = timings.read(conn)
    assert took.seconds > 0.5
    assert took.waited > took.seconds / 2


@pytest.mark.parametrize("error", [RefusedError("no"), psycopg.errors.InternalError_("cache lookup failed for relation 4711")])
def test_a_judge_that_fails_stops_nothing(conn: Connection, folder: PlanFolder, error: Exception) -> None:
    def fails(_plan: str) -> Callable[[str], tuple[Work, ...]]:
        raise error

    folder.table("a")
    assert apply(conn, folder.path, OPTIONS, fingerprints=taken, look=fails).applied


@pytest.mark.parametrize("version", range(2, ledger.VERSION))
def test_ledgers_of_earlier_versions_go_on(each_database: str, folder: PlanFolder, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made by an earlier schemactl; read as it is, and upgraded by the next plan."""
    with opened(each_database) as conn:
        with monkeypatch.context() as earlier:
            earlier.setattr(ledger, "_UPGRADES", ledger._UPGRADES[:version])
            earlier.setattr(ledger, "VERSION", version)
            ledger.ensure(conn)
        folder.table("a")
        folder.table("b")
        assert timings.read(conn) == ()
        assert ledger.read(conn).version == version
        result = apply(conn, folder.path, OPTIONS, fingerprints=taken)
        assert len(result.applied) == 2
        assert ledger.read(conn).version == ledger.VERSION
        assert rows(conn, "SELECT count(*) FROM schemactl.steps WHERE seconds IS NOT NULL") == [(2,)]


@pytest.fixture
def older(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> Connection:
    """A ledger of the last version."""
    with monkeypatch.context() as earlier:
        earlier.setattr(ledger, "_UPGRADES", ledger._UPGRADES[:-1])
        earlier.setattr(ledger, "VERSION", ledger.VERSION - 1)
        ledger.ensure(conn)
    monkeypatch.setattr(ledger, "pause", lambda _: 0.3)
    return conn


def test_an_upgrade_does_not_stall_who_looks_while_a_backup_reads(
    older: Connection, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "ATTEMPTS", 4)

    def refused() -> None:
        with pytest.raises(LockError):
            ledger.ensure(older)

    with opened(database) as backup, opened(database) as looking, backup.transaction():
        backup.execute("LOCK TABLE schemactl.steps IN ACCESS SHARE MODE")
        upgrading = threading.Thread(target=refused)
        upgrading.start()
        looking.execute("SET statement_timeout = '3s'")
        while upgrading.is_alive():
            assert ledger.read(looking).version == ledger.VERSION - 1
            time.sleep(0.05)
    assert ledger.read(older).version == ledger.VERSION - 1


def test_an_upgrade_waits_for_who_is_soon_through(older: Connection, database: str) -> None:
    with psycopg.connect(database) as backup:
        backup.execute("LOCK TABLE schemactl.steps IN ACCESS SHARE MODE")
        timer = threading.Timer(0.8, backup.rollback)
        timer.start()
        ledger.ensure(older)
        timer.join()
    assert ledger.read(older).version == ledger.VERSION


def test_who_may_not_read_it_knows_no_times(conn: Connection) -> None:
    ledger.ensure(conn)
    name = f"nobody_{conn.info.dbname}"[:63]
    conn.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
    conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(name)))
    try:
        assert timings.read(conn) == ()
    finally:
        conn.execute("RESET ROLE")
        conn.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def test_the_newest_come_first(conn: Connection) -> None:
    ledger.ensure(conn)
    for plan in (1, 2):
        timing = timings.Timing(conn, lambda _: (BUILD,))
        timing.begin(1, 1, "x")
        timing.ended(1, Outcome(tag="", rows=plan, seconds=plan), 0.0)
        timing.record(plan, 1)
    assert timings.read(conn) == tuple(Took(seconds=number, rows=number, work=(BUILD,)) for number in (2, 1))
