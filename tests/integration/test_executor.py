"""apply: what runs, what does not, and what is known afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest
from plan_folder import PlanFolder, one, opened, promised, step, taken
from psycopg import conninfo, sql

from schemactl.applying import ledger, locks
from schemactl.applying.apply import apply, would_run
from schemactl.applying.events import Events
from schemactl.applying.locks import advisory_lock
from schemactl.applying.options import Limits, Options, Result
from schemactl.applying.recording import record_applied
from schemactl.errors import (
    ConnectError,
    DatabaseError,
    HalfwayError,
    IntegrityError,
    InterruptError,
    LockError,
    RefusedError,
    SchemactlError,
    TerminatedError,
)
from schemactl.live.connection import Connection
from schemactl.model.statement import Lock
from schemactl.plans import lockfile
from schemactl.plans.directory import list_plans
from schemactl.plans.plan import PlanStep
from schemactl.scratch import binaries

DEVELOPMENT = Options(mode="development", tool_version="1.0", allow_uncommitted=True, limits=Limits(lock_timeout=0.2, lock_retries=3))


class Recorded(Events):
    """Every event by name, with its positional arguments."""

    def __init__(self) -> None:
        self.seen: list[tuple[Any, ...]] = []

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_") or name in ("seen", "names", "of"):
            return super().__getattribute__(name)
        return lambda *args, **more: self.seen.append((name, *args, more))

    def names(self) -> list[str]:
        return [event[0] for event in self.seen]

    def of(self, name: str) -> list[tuple[Any, ...]]:
        return [event[1:] for event in self.seen if event[0] == name]


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemactl.applying.steps.pause", lambda _attempt: 0.05)


def run(conn: Connection, folder: PlanFolder, options: Options = DEVELOPMENT, **more: Any) -> Result:
    return apply(conn, folder.path, options, fingerprints=taken, **more)


def relations(conn: Connection) -> set[str]:
    rows = conn.execute("SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = 'public'::pg_catalog.regnamespace")
    return {row[0] for row in rows}


def code(error: SchemactlError) -> str:
    return error.problems[0].code


def test_pending_plans_run_once_and_in_order(each_database: str, folder: PlanFolder) -> None:
    folder.table("a")
    folder.add(
        "b",
        step("CREATE TABLE public.b (id bigint)", "CREATE TABLE public.c (id bigint DEFAULT 100 % 7)"),
        step("CREATE INDEX CONCURRENTLY b_idx ON public.b (id)", mode="no transaction"),
        step("INSERT INTO public.b SELECT 5 % 3", mode="data"),
        makes=("b", "c", "b_idx"),
    )
    events = Recorded()
    with opened(each_database) as conn:
        result = run(conn, folder, events=events)
        assert [one.name for one in result.applied] == ["0001_a", "0002_b"]
        assert result.pending == ()
        assert relations(conn) == {"a", "b", "c", "b_idx"}
        assert conn.execute("SELECT id FROM public.b").fetchall() == [(2,)]
        state = ledger.read(conn)
        assert [(plan.name, plan.status, plan.tool_version) for plan in state.applied] == [
            ("0001_a", "applied", "1.0"),
            ("0002_b", "applied", "1.0"),
        ]
        assert conn.execute("SELECT plan, step, status FROM schemactl.steps ORDER BY 1, 2").fetchall() == [
            (1, 1, "done"),
            (2, 1, "done"),
            (2, 2, "done"),
            (2, 3, "done"),
        ]
        assert events.of("applying") == [(["0001_a", "0002_b"], {})]
        assert [event[1] for event in events.of("statement_done")] == ["1.1", "1.1", "1.2", "2.1", "3.1"]
        again = Recorded()
        assert run(conn, folder, events=again) == Result()
        assert again.names() == ["up_to_date"]


def test_up_to_date_needs_no_lock(conn: Connection, folder: PlanFolder, database: str) -> None:
    folder.table("a")
    run(conn, folder)
    with opened(database) as other, advisory_lock(other, wait=0):
        assert run(conn, folder) == Result()


def test_no_plans_are_up_to_date(conn: Connection, folder: PlanFolder) -> None:
    events = Recorded()
    assert run(conn, folder, events=events) == Result()
    assert events.names() == ["up_to_date"]
    assert not ledger.read(conn).version


def test_to_stops_at_a_plan(conn: Connection, folder: PlanFolder) -> None:
    for name in ("a", "b", "c"):
        folder.table(name)
    options = Options(mode="development", allow_uncommitted=True, to="2")
    assert run(conn, folder, options).pending == ("0003_c",)
    assert relations(conn) == {"a", "b"}
    assert run(conn, folder, options) == Result(pending=("0003_c",))
    assert [one.name for one in run(conn, folder).applied] == ["0003_c"]


def test_a_dry_run_checks_and_writes_nothing(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    (plan,) = would_run(conn, folder.path, DEVELOPMENT, fingerprints=taken)
    assert plan.name == "0001_a"
    assert ledger.read(conn) == ledger.LedgerState()
    conn.execute("CREATE TABLE public.other ()")
    with pytest.raises(IntegrityError, match="not in the state"):
        would_run(conn, folder.path, DEVELOPMENT, fingerprints=taken)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("CREATE TABLE public.a (); CREATE TABLE public.b ()", "holds 2 commands instead of one"),
        ("-- nothing", "holds 0 commands"),
        ("COMMIT", "do not begin or end transactions"),
        ("SET search_path TO public", "use SET LOCAL"),
        ("RESET ALL", "use SET LOCAL"),
        ("SET ROLE postgres", "use SET LOCAL"),
        ("COPY public.a FROM STDIN", "COPY through the client"),
        ("DISCARD ALL", "would throw away the settings"),
    ],
)
def test_what_no_plan_may_hold_is_refused_before_the_first_step(conn: Connection, folder: PlanFolder, statement: str, reason: str) -> None:
    folder.table("a")
    folder.add("b", step(statement))
    with pytest.raises(IntegrityError, match=reason):
        run(conn, folder)
    assert relations(conn) == set()


def test_the_server_refuses_a_second_command_in_one_statement(
    conn: Connection, folder: PlanFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schemactl.applying.checks.check_statements", lambda _conn, _plans: None)
    folder.add("a", step("CREATE TABLE public.a (); CREATE TABLE public.b ()"))
    with pytest.raises(DatabaseError, match="cannot insert multiple commands") as caught:
        run(conn, folder)
    assert caught.value.exit_code == 1
    assert relations(conn) == set()


def test_what_the_servers_grammar_refuses_stops_everything(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    folder.add("b", step("CREATE TABEL public.b ()"))
    with pytest.raises(DatabaseError, match=r'0002_b, statement 1.1 .* syntax error at or near "TABEL"'):
        run(conn, folder)
    assert relations(conn) == set()


def test_an_error_in_the_first_step_changes_nothing(conn: Connection, folder: PlanFolder) -> None:
    name = folder.add("a", step("CREATE TABLE public.a (id bigint)", "SELECT 1 / 0"), makes=("a",))
    with pytest.raises(DatabaseError, match=r"0001_a, statement 1.2 \(it\): division by zero") as caught:
        run(conn, folder)
    assert (caught.value.exit_code, caught.value.sqlstate) == (1, "22012")
    where = caught.value.problems[0].where
    assert where is not None
    assert (folder.path / "0001_a.sql").read_text().split("\n")[where.line - 1].startswith("-- statement 1.2 ")
    assert relations(conn) == set()
    (row,) = ledger.read(conn).unfinished
    assert row.status == "failed"
    assert "division by zero" in str(row.error)
    folder.mend(name, step("CREATE TABLE public.a (id bigint)"))
    assert [one.name for one in run(conn, folder).applied] == ["0001_a"]


def half_way(conn: Connection, folder: PlanFolder) -> str:
    name = folder.add(
        "a", step("CREATE TABLE public.a (id bigint)"), step("SELECT 1 / 0"), step("CREATE TABLE public.b ()"), makes=("a", "b")
    )
    with pytest.raises(HalfwayError, match=r"stopped half-way: 0001_a, statement 2.1 \(it\): division by zero") as caught:
        run(conn, folder)
    assert caught.value.exit_code == 8
    assert relations(conn) == {"a"}
    return name


def test_an_error_after_the_first_step_is_half_way_and_goes_on_once_mended(conn: Connection, folder: PlanFolder) -> None:
    name = half_way(conn, folder)
    with pytest.raises(HalfwayError):
        run(conn, folder)
    folder.mend(name, step("CREATE TABLE public.a (id bigint)"), step("SELECT 1 / 1"), step("CREATE TABLE public.b ()"))
    events = Recorded()
    assert [one.name for one in run(conn, folder, events=events).applied] == [name]
    assert [event[1] for event in events.of("step_done")] == [2, 3]
    assert events.of("plan_started") == [(name, {"steps": 3, "resumed": True})]


def test_a_step_that_ran_may_not_be_mended(conn: Connection, folder: PlanFolder) -> None:
    name = half_way(conn, folder)
    folder.mend(name, step("CREATE TABLE public.a (id text)"), step("SELECT 1 / 1"), step("CREATE TABLE public.b ()"))
    with pytest.raises(IntegrityError, match="step 1 of 0001_a ran in this database, and was edited since"):
        run(conn, folder)


def test_a_later_plan_that_fails_is_half_way(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    folder.add("b", step("SELECT 1 / 0"))
    with pytest.raises(HalfwayError, match="0002_b"):
        run(conn, folder)
    with pytest.raises(DatabaseError):
        run(conn, folder)


def test_a_deferred_constraint_speaks_at_commit(conn: Connection, folder: PlanFolder) -> None:
    folder.add(
        "a",
        step(
            "CREATE TABLE public.a (id bigint CONSTRAINT a_key UNIQUE DEFERRABLE INITIALLY DEFERRED)",
            "INSERT INTO public.a VALUES (1), (1)",
        ),
        makes=("a", "a_key"),
    )
    with pytest.raises(DatabaseError, match="statement 1 \\(COMMIT\\): duplicate key"):
        run(conn, folder)
    assert relations(conn) == set()


def test_data_steps_run_under_the_headers_search_path_and_others_do_not(conn: Connection, folder: PlanFolder) -> None:
    folder.add(
        "a",
        step("CREATE TABLE public.a (path text DEFAULT current_setting('search_path'))", "INSERT INTO public.a VALUES (DEFAULT)"),
        step("INSERT INTO a VALUES (DEFAULT)", mode="data"),
        step("INSERT INTO public.a VALUES (DEFAULT)"),
        makes=("a",),
        search_path=("public", 'we"ird'),
    )
    run(conn, folder)
    rows = conn.execute("SELECT path FROM public.a").fetchall()
    assert rows == [("pg_catalog, pg_temp",), ('"public", "we""ird"',), ("pg_catalog, pg_temp",)]


def test_a_statement_timeout_bounds_statements_in_transactions(conn: Connection, folder: PlanFolder) -> None:
    folder.add("a", step("SELECT pg_catalog.pg_sleep(5)"))
    options = Options(mode="development", allow_uncommitted=True, limits=Limits(statement_timeout=0.1))
    with pytest.raises(DatabaseError, match="statement timeout"):
        run(conn, folder, options)


# Integrity


def refused(conn: Connection, folder: PlanFolder, message: str) -> None:
    before = relations(conn)
    with pytest.raises(IntegrityError, match=message) as caught:
        run(conn, folder)
    assert caught.value.exit_code == 7
    assert relations(conn) == before


def test_an_edited_plan_is_refused(conn: Connection, folder: PlanFolder) -> None:
    path = folder.path / f"{folder.table('a')}.sql"
    path.write_bytes(path.read_bytes().replace(b"bigint", b"text"))
    refused(conn, folder, "0001_a was edited")


def test_an_unlisted_plan_is_refused(conn: Connection, folder: PlanFolder) -> None:
    lockfile.remove_from_lock(folder.path, f"{folder.table('a')}.sql")
    refused(conn, folder, "0001_a is not listed")


def test_a_plan_that_ran_may_not_change(conn: Connection, folder: PlanFolder) -> None:
    name = folder.table("a")
    run(conn, folder)
    folder.mend(name, step("CREATE TABLE public.a (id text)"))
    refused(conn, folder, "0001_a was edited, but this database ran it on 20")


def test_a_plan_that_ran_may_not_get_another_name(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    run(conn, folder)
    (folder.path / "0001_a.sql").rename(folder.path / "0001_z.sql")
    sha = list_plans(folder.path)[0].sha256
    lockfile.write_lock(folder.path, [lockfile.Entry(sha, "0001_z.sql")])
    refused(conn, folder, "0001_z is not 0001_a, but this database ran it")


def test_an_older_image_is_told_that_the_database_is_ahead(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    name = folder.table("b")
    run(conn, folder)
    (folder.path / f"{name}.sql").unlink()
    lockfile.remove_from_lock(folder.path, f"{name}.sql")
    refused(conn, folder, "this database ran 0002_b, which is not in the plans folder")


def older(folder: PlanFolder, *names: str) -> None:
    """The folder of an image that was built before these plans."""
    for name in names:
        (folder.path / f"{name}.sql").unlink()
        lockfile.remove_from_lock(folder.path, f"{name}.sql")


def test_an_older_image_goes_on_where_all_that_it_does_not_know_is_backward_compatible(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    later = [folder.table("b", compatible="yes"), folder.table("c", compatible="declared")]
    run(conn, folder)
    assert [row.compatible for row in ledger.read(conn).applied] == [False, True, True]
    older(folder, *later)
    events = Recorded()
    assert run(conn, folder, events=events) == Result()
    assert events.of("newer") == [(["0002_b", "0003_c"], {})]


def test_an_older_image_stops_where_one_plan_may_break_it(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    later = [folder.table("b", compatible="yes"), folder.table("c", compatible="no")]
    run(conn, folder)
    older(folder, *later)
    refused(conn, folder, "this database ran 0003_c, which is not in the plans folder and is not known to leave")


def test_a_newer_plan_that_is_under_way_stops_nobody_if_it_is_backward_compatible(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    later = folder.table("b", compatible="yes")
    run(conn, folder)
    conn.execute("UPDATE schemactl.plans SET status = 'running' WHERE number = 2")
    older(folder, later)
    events = Recorded()
    assert run(conn, folder, events=events) == Result()
    assert events.of("newer") == [(["0002_b"], {})]


def test_a_newer_database_that_lacks_a_plan_of_the_folder_is_refused(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    folder.table("b", compatible="yes")
    later = folder.table("c", compatible="yes")
    run(conn, folder)
    conn.execute("DELETE FROM schemactl.steps WHERE plan = 2")
    conn.execute("DELETE FROM schemactl.plans WHERE number = 2")
    older(folder, later)
    refused(conn, folder, "this database ran 0003_c, but not plan 0002")


def test_a_folder_without_plans_knows_no_database(conn: Connection, folder: PlanFolder) -> None:
    name = folder.table("a", compatible="yes")
    run(conn, folder)
    older(folder, name)
    refused(conn, folder, "this database ran 0001_a, which is not in the plans folder")


def test_a_ledger_with_a_gap_is_refused(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    folder.table("b")
    run(conn, folder)
    conn.execute("DELETE FROM schemactl.steps WHERE plan = 1")
    conn.execute("DELETE FROM schemactl.plans WHERE number = 1")
    refused(conn, folder, "this database ran 0002_b, but not plan 0001")


def test_drift_is_refused_before_the_first_plan(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    conn.execute("CREATE TABLE public.other ()")
    with pytest.raises(IntegrityError, match="changed by other means before its first plan") as caught:
        run(conn, folder)
    assert code(caught.value) == "S710"
    assert ledger.read(conn).version == 0


def test_drift_is_refused_between_plans(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    run(conn, folder)
    folder.table("b")
    conn.execute("CREATE TABLE public.other ()")
    refused(conn, folder, "0002_b starts from: it was changed by other means since 0001_a")
    conn.execute("DROP TABLE public.other")
    assert run(conn, folder).applied


def test_another_release_of_the_server_is_compared_by_structure(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    run(conn, folder)
    conn.execute("UPDATE schemactl.plans SET server_version = 140001, stored_full = '14/00'")
    folder.table("b")
    assert run(conn, folder).applied
    conn.execute("UPDATE schemactl.plans SET stored_full = '14/00'")
    folder.table("c")
    refused(conn, folder, "0003_c starts from")


def test_a_plan_that_leads_elsewhere_is_not_done(conn: Connection, folder: PlanFolder) -> None:
    folder.add("a", step("CREATE TABLE public.a ()", "CREATE TABLE public.b ()"), makes=("a",))
    with pytest.raises(HalfwayError, match="the database is not what the plan promised") as caught:
        run(conn, folder)
    assert code(caught.value) == "S710"
    assert ledger.read(conn).unfinished[0].status == "failed"
    conn.execute("DROP TABLE public.b")
    assert [one.name for one in run(conn, folder).applied] == ["0001_a"]


def git(folder: PlanFolder, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder.path), *identity, *arguments], check=True, capture_output=True)


def test_where_there_is_a_repository_plans_are_committed(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    git(folder, "init", "--quiet", str(folder.path.parent))
    options = Options(mode="development")
    with pytest.raises(IntegrityError, match=r"0001_a\.sql is not committed") as caught:
        run(conn, folder, options)
    assert [problem.message.split(" ")[0] for problem in caught.value.problems] == ["0001_a.sql", "plans.lock"]
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "plan")
    assert run(conn, folder, options).applied
    assert len(str(ledger.read(conn).applied[0].git_commit)) == 40


def test_uncommitted_is_for_development_only(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    with pytest.raises(RefusedError, match="development environments only"):
        run(conn, folder, Options(mode="protected", allow_uncommitted=True))
    run(conn, folder, Options(mode="protected"))
    folder.table("b")
    with pytest.raises(RefusedError, match="marked protected"):
        run(conn, folder)


def test_the_first_apply_from_a_protected_environment_marks_the_database(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    run(conn, folder)
    assert ledger.read(conn).marker is None
    folder.table("b")
    run(conn, folder, Options(mode="protected"))
    marker = ledger.read(conn).marker
    assert marker is not None
    assert marker.mode == "protected"


# Outside of transactions


INDEX = "CREATE UNIQUE INDEX CONCURRENTLY a_idx ON public.a (id)"


def indexed(folder: PlanFolder) -> str:
    return folder.add(
        "a",
        step("CREATE TABLE public.a (id bigint)", "INSERT INTO public.a VALUES (1), (1)"),
        step(INDEX, mode="no transaction"),
        makes=("a", "a_idx"),
    )


def validity(conn: Connection) -> list[tuple[Any, ...]]:
    return conn.execute(
        "SELECT i.indisvalid, i.indexrelid::pg_catalog.oid FROM pg_catalog.pg_index i WHERE i.indexrelid::regclass::text LIKE '%a_idx'"
    ).fetchall()


def test_an_index_that_failed_is_dropped_and_built_again(each_database: str, folder: PlanFolder) -> None:
    indexed(folder)
    with opened(each_database) as conn:
        with pytest.raises(HalfwayError, match="could not create unique index"):
            run(conn, folder)
        assert [row[0] for row in validity(conn)] == [False]
        conn.execute("DELETE FROM public.a")
        events = Recorded()
        run(conn, folder, events=events)
        assert [row[0] for row in validity(conn)] == [True]
        assert events.of("repaired") == [("0001_a", 2, {"sql": 'DROP INDEX CONCURRENTLY "public"."a_idx"'})]


MADE = step("CREATE TABLE public.a (id bigint)", "INSERT INTO public.a VALUES (1), (1)")


@pytest.mark.parametrize(
    "instead",
    [
        step(INDEX.replace("UNIQUE ", ""), mode="no transaction"),
        step("DELETE FROM public.a", "DROP INDEX public.a_idx", INDEX.replace("CONCURRENTLY ", "")),
    ],
)
def test_a_step_that_failed_outside_of_a_transaction_may_be_mended(conn: Connection, folder: PlanFolder, instead: PlanStep) -> None:
    name = indexed(folder)
    with pytest.raises(HalfwayError, match="could not create unique index"):
        run(conn, folder)
    folder.mend(name, MADE, instead)
    assert [one.name for one in run(conn, folder).applied] == [name]
    assert [valid for valid, _ in validity(conn)] == [True]


def test_a_valid_index_is_not_taken_for_what_a_mended_step_left(conn: Connection, folder: PlanFolder) -> None:
    name = indexed(folder)
    with pytest.raises(HalfwayError):
        run(conn, folder)
    conn.execute("DELETE FROM public.a")
    conn.execute("REINDEX INDEX public.a_idx")
    folder.mend(name, MADE, step(INDEX.replace("UNIQUE ", ""), mode="no transaction"))
    with pytest.raises(HalfwayError, match="does not show whether it happened"):
        run(conn, folder)
    assert [valid for valid, _ in validity(conn)] == [True]


def test_an_index_that_was_built_is_not_built_again(conn: Connection, folder: PlanFolder) -> None:
    indexed(folder)
    with pytest.raises(HalfwayError):
        run(conn, folder)
    conn.execute("DELETE FROM public.a")
    conn.execute("DROP INDEX public.a_idx")
    # As if the client had died before it could record the end.
    conn.execute(INDEX)
    built = validity(conn)
    events = Recorded()
    run(conn, folder, events=events)
    assert validity(conn) == built
    assert events.of("step_found_done") == [("0001_a", 2, {})]


def test_an_index_of_somebody_elses_is_left_alone(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    run(conn, folder)
    conn.execute("INSERT INTO public.a VALUES (1), (1)")
    with pytest.raises(psycopg.errors.UniqueViolation):
        conn.execute(INDEX)
    folder.names.add("a_idx")
    conn.execute(
        "UPDATE schemactl.plans SET stored_full = %s, stored_structure = %s",
        [promised(folder.names).full, promised(folder.names).structure],
    )
    folder.add("idx", step(INDEX, mode="no transaction"))
    for _ in range(2):
        with pytest.raises(DatabaseError, match=r'"public"\."a_idx" is there already, and this plan did not make it') as caught:
            run(conn, folder)
        assert caught.value.exit_code == 1
    assert [row[0] for row in validity(conn)] == [False]


@pytest.mark.parametrize(
    ("made", "statement", "left", "names"),
    [
        ("CREATE INDEX d_idx ON public.d (k)", "DROP INDEX CONCURRENTLY public.d_idx", "DROP INDEX public.d_idx", set()),
        ("CREATE INDEX d_idx ON public.d (k)", "DROP INDEX CONCURRENTLY public.d_idx", "SELECT 1", set()),
        (
            "SELECT 1",
            "ALTER TABLE public.p DETACH PARTITION public.d CONCURRENTLY",
            "ALTER TABLE public.p DETACH PARTITION public.d",
            set(),
        ),
        ("SELECT 1", "ALTER TABLE public.p DETACH PARTITION public.d CONCURRENTLY", "SELECT 1", set()),
        ("CREATE TYPE public.e AS ENUM ('x')", "ALTER TYPE public.e ADD VALUE 'y'", "ALTER TYPE public.e ADD VALUE 'y'", {"e"}),
        ("SELECT 1", "VACUUM public.d", "VACUUM public.d", set()),
    ],
)
def test_what_happened_is_not_done_again(
    conn: Connection, folder: PlanFolder, made: str, statement: str, left: str, names: set[str]
) -> None:
    """As if the client had died after the statement, or before it."""
    setup = ("CREATE TABLE public.p (k bigint) PARTITION BY LIST (k)", "CREATE TABLE public.d PARTITION OF public.p FOR VALUES IN (1)")
    name = folder.add("a", step(*setup, made), step(statement, mode="no transaction"), makes=("p", "d"))
    for text in (*setup, made, left):
        conn.execute(sql.SQL(text))  # type: ignore[arg-type]
    ledger.ensure(conn)
    file = list_plans(folder.path)[0]
    plan = file.plan()
    record = ledger.PlanRecord(number=1, name=name, sha256=file.sha256, parent="-", before=plan.header.before, after=plan.header.after)
    ledger.start_plan(conn, record, ledger.author(tool_version="1"))
    ledger.record_step(conn, 1, 1, plan.steps[0].sha256, "done")
    ledger.record_step(conn, 1, 2, plan.steps[1].sha256, "started")
    assert run(conn, folder).applied
    attached = conn.execute("SELECT count(*) FROM pg_catalog.pg_inherits").fetchone()
    assert attached == (0 if "DETACH" in statement else 1,)


def test_a_half_detached_partition_is_finalized(conn: Connection, folder: PlanFolder, database: str) -> None:
    detach = "ALTER TABLE public.p DETACH PARTITION public.d CONCURRENTLY"
    folder.add(
        "a",
        step("CREATE TABLE public.p (k bigint) PARTITION BY LIST (k)", "CREATE TABLE public.d PARTITION OF public.p FOR VALUES IN (1)"),
        step(one(detach), mode="no transaction"),
        makes=("p", "d"),
    )
    with opened(database) as other:

        class Reader(Recorded):
            def statement_started(self, _plan: str, number: str, _label: str, *, sql: str) -> None:
                if number == "2.1" and not other.info.transaction_status:
                    other.execute("BEGIN")
                    other.execute("SELECT 1 FROM public.p")
                    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()

            def __getattribute__(self, name: str) -> Any:
                return object.__getattribute__(self, name) if name == "statement_started" else super().__getattribute__(name)

        with pytest.raises(TerminatedError):
            run(conn, folder, events=Reader())
        other.execute("ROLLBACK")
    assert conn.execute("SELECT inhdetachpending FROM pg_catalog.pg_inherits").fetchall() == [(True,)]
    events = Recorded()
    run(conn, folder, events=events)
    assert conn.execute("SELECT 1 FROM pg_catalog.pg_inherits").fetchall() == []
    assert events.of("repaired") == [("0001_a", 2, {"sql": 'ALTER TABLE "public"."p" DETACH PARTITION "public"."d" FINALIZE'})]


def test_where_no_catalog_can_tell_a_person_decides(conn: Connection, folder: PlanFolder) -> None:
    folder.add("a", step("CREATE TABLE public.a (id bigint)"), step("DO $$ BEGIN RAISE 'no'; END $$", mode="no transaction"), makes=("a",))
    with pytest.raises(HalfwayError, match="no"):
        run(conn, folder)
    with pytest.raises(HalfwayError, match="the catalog does not show whether it happened"):
        run(conn, folder)


# Locks, and other sessions


@pytest.fixture
def locked(conn: Connection, folder: PlanFolder, database: str) -> Iterator[psycopg.Connection[Any]]:
    """A session that reads the table a plan wants to alter, and does not end."""
    folder.table("a")
    run(conn, folder)
    folder.add("note", step(one("ALTER TABLE public.a ADD COLUMN note text", "table public.a", Lock.ACCESS_EXCLUSIVE)))
    with psycopg.connect(database, application_name="reporting") as other:
        other.execute("SELECT 1 FROM public.a")
        yield other


def test_a_lock_that_does_not_come_is_named(conn: Connection, folder: PlanFolder, database: str, locked: psycopg.Connection[Any]) -> None:
    events = Recorded()
    with pytest.raises(LockError, match=r"no lock in 3 attempts: held by pid .* \(reporting\), idle in transaction") as caught:
        run(conn, folder, events=events, observe=lambda: opened(database))
    assert caught.value.exit_code == 5
    assert [more["attempt"] for _, _, more in events.of("retrying")] == [1, 2]
    (_plan, number, sessions, _more) = events.of("waiting_for_lock")[0]
    assert (number, [one.pid for one in sessions]) == ("1.1", [locked.info.backend_pid])
    assert run_after(lambda: locked.rollback(), conn, folder)


def test_a_role_that_does_not_see_who_holds_the_lock_is_told_so(
    conn: Connection, folder: PlanFolder, database: str, locked: psycopg.Connection[Any]
) -> None:
    conn.execute('DROP ROLE IF EXISTS "short \'sighted"')
    conn.execute('CREATE ROLE "short \'sighted" LOGIN')
    dsn = conninfo.make_conninfo(database, user="short 'sighted")
    try:
        with pytest.raises(LockError, match=r"\(reporting\), its state is not shown to this role, which lacks pg_read_all_stats$"):
            run(conn, folder, observe=lambda: opened(dsn))
    finally:
        conn.execute('DROP ROLE "short \'sighted"')


def run_after(first: Callable[[], object], conn: Connection, folder: PlanFolder) -> tuple[Any, ...]:
    first()
    return run(conn, folder).applied


def test_a_transaction_that_is_open_for_long_is_told_of_before_the_first_lock(
    conn: Connection, folder: PlanFolder, locked: psycopg.Connection[Any]
) -> None:
    events = Recorded()
    with pytest.raises(LockError):
        run(conn, folder, msgspec.structs.replace(DEVELOPMENT, limits=Limits(lock_retries=1, transaction_age=0.0)), events=events)
    ((found,), _more) = events.of("long_transactions")[0]
    assert (found.pid, found.application) == (locked.info.backend_pid, "reporting")
    names = events.names()
    assert names.index("long_transactions") < names.index("applying")


def test_a_transaction_that_is_open_for_long_is_waited_for(conn: Connection, folder: PlanFolder, locked: psycopg.Connection[Any]) -> None:
    limits = Limits(transaction_age=0.0, transaction_wait=0.7)
    with pytest.raises(LockError, match=r"did not end within 1 s: pid .*reporting") as caught:
        run(conn, folder, msgspec.structs.replace(DEVELOPMENT, limits=limits))
    assert caught.value.exit_code == 5
    timer = threading.Timer(0.3, locked.rollback)
    timer.start()
    limits = Limits(transaction_age=0.0, transaction_wait=20)
    events = Recorded()
    assert run(conn, folder, msgspec.structs.replace(DEVELOPMENT, limits=limits), events=events).applied
    assert "retrying" not in events.names()
    timer.join()


def test_a_prepared_transaction_has_no_session_and_is_told_of(conn: Connection, folder: PlanFolder, database: str) -> None:
    folder.table("a")
    run(conn, folder)
    folder.table("b")
    with psycopg.connect(database, autocommit=True) as other:
        other.execute("BEGIN")
        other.execute("INSERT INTO public.a VALUES (1)")
        other.execute("PREPARE TRANSACTION 'left over'")
        try:
            events = Recorded()
            run(conn, folder, msgspec.structs.replace(DEVELOPMENT, limits=Limits(transaction_age=0.0)), events=events)
            assert "prepared transaction left over" in str(events.of("long_transactions")[0][0][0])
        finally:
            other.execute("ROLLBACK PREPARED 'left over'")


def test_what_people_wrote_to_lock_a_table_outside_of_a_transaction_does_not_wait_for_ever(
    conn: Connection, folder: PlanFolder, database: str
) -> None:
    """The first lock of a hand-written VACUUM FULL lets everybody queue up behind it."""
    folder.table("a")
    run(conn, folder)
    folder.add("full", step("VACUUM FULL public.a", mode="no transaction"))
    with psycopg.connect(database) as other:
        other.execute("SELECT 1 FROM public.a")
        with pytest.raises(LockError, match="0002_full"):
            run(conn, folder)
    assert run(conn, folder).applied


def test_without_a_second_connection_the_server_says_why(conn: Connection, folder: PlanFolder, locked: psycopg.Connection[Any]) -> None:
    with pytest.raises(LockError, match="canceling statement due to lock timeout"):
        run(conn, folder)


def test_a_lock_that_comes_later_is_waited_for(conn: Connection, folder: PlanFolder, locked: psycopg.Connection[Any]) -> None:
    timer = threading.Timer(0.6, locked.rollback)
    timer.start()
    events = Recorded()
    assert run(conn, folder, Options(mode="development", allow_uncommitted=True), events=events).applied
    assert "retrying" in events.names()
    timer.join()


def test_lock_timeouts_outlast_the_deadlock_timeout_now_and_then() -> None:
    assert list(locks.lock_timeouts(2.0, 1.0, 9)) == [0.2, 0.5, 1.0, 1.5, 1.0, 1.0, 2.0, 2.0, 1.0]
    assert list(locks.lock_timeouts(0.3, 1.0, 4)) == [0.2, 0.3, 0.3, 1.5]
    assert all(0.25 * 1.6**k <= locks.pause(k) <= 0.5 * 1.6**k for k in range(9))


def test_another_apply_is_waited_for_and_its_work_is_not_done_again(database: str, folder: PlanFolder) -> None:
    folder.add("a", step("CREATE TABLE public.a (id bigint)", "SELECT pg_catalog.pg_sleep(0.5)"), makes=("a",))
    folder.add("b", step("CREATE INDEX CONCURRENTLY a_idx ON public.a (id)", mode="no transaction"), makes=("a_idx",))

    def once(_: int) -> Result:
        with opened(database) as conn:
            return run(conn, folder)

    with ThreadPoolExecutor(12) as pool:
        results = list(pool.map(once, range(12)))
    assert sorted(len(result.applied) for result in results) == [0] * 11 + [2]


def test_another_apply_that_does_not_end_is_named(conn: Connection, folder: PlanFolder, database: str) -> None:
    folder.table("a")
    events = Recorded()
    with psycopg.connect(database, autocommit=True, application_name="schemactl:0001_a:1") as other:
        pid = other.info.backend_pid
        other.execute("SELECT pg_advisory_lock(3898346340282022832)")
        with pytest.raises(LockError, match=r"another schemactl works on this database \(pid .*schemactl:0001_a:1") as caught:
            run(conn, folder, Options(mode="development", allow_uncommitted=True, wait=0.5), events=events)
        assert caught.value.exit_code == 5
    holder, _more = events.of("waiting_for_other_apply")[0]
    assert holder.pid == pid
    assert run(conn, folder).applied


def test_the_lock_is_given_back(conn: Connection, folder: PlanFolder, database: str) -> None:
    folder.add("a", step("SELECT 1 / 0"))
    with pytest.raises(DatabaseError):
        run(conn, folder)
    with opened(database) as other, advisory_lock(other, wait=0) as held:
        assert held


# Being stopped


@pytest.mark.parametrize(("number", "error", "exit_code"), [(signal.SIGTERM, TerminatedError, 143), (signal.SIGINT, InterruptError, 130)])
def test_a_signal_cancels_the_statement_and_the_next_apply_goes_on(
    conn: Connection, folder: PlanFolder, number: signal.Signals, error: type[TerminatedError], exit_code: int
) -> None:
    name = folder.add(
        "a", step("CREATE TABLE public.a ()"), step("CREATE TABLE public.b ()", "SELECT pg_catalog.pg_sleep(20)"), makes=("a", "b")
    )
    timer = threading.Timer(0.7, os.kill, (os.getpid(), number))
    timer.start()
    started = time.monotonic()
    before = signal.getsignal(number)
    with pytest.raises(error) as caught:
        run(conn, folder)
    assert caught.value.exit_code == exit_code
    assert time.monotonic() - started < 5
    assert signal.getsignal(number) is before
    assert relations(conn) == {"a"}
    assert "the statement was cancelled" in str(ledger.read(conn).unfinished[0].error)
    folder.mend(name, step("CREATE TABLE public.a ()"), step("CREATE TABLE public.b ()"))
    assert run(conn, folder).applied
    timer.join()


def test_a_signal_ends_the_wait_for_another_apply(conn: Connection, folder: PlanFolder, database: str) -> None:
    folder.table("a")
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM))
    with opened(database) as other, advisory_lock(other, wait=0):
        timer.start()
        with pytest.raises(TerminatedError):
            run(conn, folder)
    timer.join()
    assert ledger.read(conn).version == 0


def test_a_lost_session_leaves_a_plan_that_goes_on(database: str, folder: PlanFolder) -> None:
    name = folder.add(
        "a", step("CREATE TABLE public.a ()"), step("CREATE TABLE public.b ()", "SELECT pg_catalog.pg_sleep(20)"), makes=("a", "b")
    )
    with opened(database) as conn, opened(database) as other:
        timer = threading.Timer(0.7, other.execute, ("SELECT pg_terminate_backend(%s)", [conn.info.backend_pid]))
        timer.start()
        with pytest.raises(ConnectError, match=r"0001_a, statement 2\.2") as caught:
            run(conn, folder)
        assert caught.value.exit_code == 6
        timer.join()
    with opened(database) as conn:
        assert relations(conn) == {"a"}
        assert ledger.read(conn).unfinished[0].status == "running"
        folder.mend(name, step("CREATE TABLE public.a ()"), step("CREATE TABLE public.b ()"))
        assert run(conn, folder).applied


# Recorded, not run


def test_a_plan_can_be_recorded_where_its_state_is_there(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    name = folder.table("b")
    conn.execute("CREATE TABLE public.a (id bigint)")
    files = list_plans(folder.path)
    live = taken(conn, files[1].plan().header)
    with pytest.raises(IntegrityError, match="not what the plan promised"):
        record_applied(conn, files, up_to=files[1], live=live, mode="development", tool_version="1")
    conn.execute("CREATE TABLE public.b (id bigint)")
    live = taken(conn, files[1].plan().header)
    assert record_applied(conn, files, up_to=files[1], live=live, mode="protected", tool_version="1") == ("0001_a", name)
    state = ledger.read(conn)
    assert [row.how for row in state.applied] == ["recorded", "recorded"]
    assert state.marker is not None
    assert run(conn, folder) == Result()
    folder.table("c")
    assert run(conn, folder, Options(mode="protected")).applied


def test_a_plan_is_a_script_for_psql(database: str, folder: PlanFolder, psql: Path) -> None:
    folder.add(
        "a",
        step("CREATE TABLE public.a (id bigint) -- ends with a comment", "SELECT '\n-- step 2: data\n%'"),
        step("CREATE INDEX CONCURRENTLY a_idx ON public.a (id)", mode="no transaction"),
        step("INSERT INTO public.a VALUES (1)", mode="data"),
        makes=("a", "a_idx"),
    )
    command = [psql, "-X", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", folder.path / "0001_a.sql"]
    subprocess.run(command, check=True, capture_output=True)
    with opened(database) as conn:
        assert taken(conn, list_plans(folder.path)[0].plan().header) == promised(folder.names)
        assert conn.execute("SELECT id FROM public.a").fetchall() == [(1,)]


@pytest.fixture(scope="session")
def psql() -> Path:
    return next(found.folder / "psql" for found in binaries.embedded() if (found.folder / "psql").exists())
