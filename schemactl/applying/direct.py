"""Steps → run without a plan file or a ledger: for `sync` on a development database. The caller has asked whether that is allowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing

import psycopg
from psycopg import pq
from psycopg.sql import SQL, Identifier, Literal

from schemactl.applying.events import Events
from schemactl.applying.filling import Lookup, filled
from schemactl.applying.locks import advisory_lock
from schemactl.applying.stopping import check, stop_on_signals, stopped
from schemactl.applying.watching import Watcher
from schemactl.errors import HalfwayError, LockError, RowsError, SchemactlError
from schemactl.live.asking import rows_in_the_way
from schemactl.live.batches import run_all
from schemactl.live.connection import Connection, database_error
from schemactl.live.runner import Stop, run
from schemactl.model.statement import Batches
from schemactl.plans.plan import PlanStep
from schemactl.plans.rows import in_the_way

PINNED = ("pg_catalog", "pg_temp")

_NAME = "sync"
_HINT = "the steps before it are done; mend the cause and run sync again"


def run_directly(
    conn: Connection,
    steps: Sequence[PlanStep],
    *,
    search_path: Sequence[str],
    lock_timeout: float,
    lookup: Lookup,
    wait: float = 60.0,
    events: Events,
    observe: Callable[[], Connection] | None = None,
) -> None:
    """Each step in a transaction of its own, where it allows one; data steps under the given search_path. `observe` opens a second connection."""
    with stop_on_signals() as stop, closing(Watcher(conn, events, observe)) as watcher, advisory_lock(conn, wait=wait, stop=stop):
        conn.execute(SQL("SET lock_timeout = {}").format(Literal(f"{round(lock_timeout * 1000)}ms")))
        for number, step in enumerate(steps, 1):
            check(stop)
            try:
                _run_step(conn, number, step, search_path, events, watcher, stop, lookup)
            except psycopg.Error as error:
                raise _failure(error, number, stop) from error


def _run_step(
    conn: Connection,
    number: int,
    step: PlanStep,
    search_path: Sequence[str],
    events: Events,
    watcher: Watcher,
    stop: Stop,
    lookup: Lookup,
) -> None:
    if step.mode == "check":
        found = [in_the_way(one.label, rows) for one in step.statements if (rows := rows_in_the_way(conn, one.sql, stop=stop))]
        if found:
            raise RowsError.of(found)
        return
    if step.transactional:
        conn.execute("BEGIN")
    try:
        if step.batches:
            _in_batches(conn, filled(step.statements[0].sql, lookup), step.batches, search_path)
            return
        if step.mode == "data" and search_path:
            conn.execute(SQL("SET LOCAL search_path TO {}").format(SQL(", ").join(map(Identifier, search_path))))
        for position, statement in enumerate(step.statements, 1):
            label = f"{number}.{position}"
            events.statement_started(_NAME, label, statement.label, sql=statement.sql)
            watch = watcher.over(_NAME, label, statement.label)
            outcome = run(conn, filled(statement.sql, lookup), stop=stop, watch=watch)
            events.statement_done(_NAME, label, statement.label, seconds=outcome.seconds, rows=outcome.rows)
        if step.transactional:
            # Deferred constraints speak up here.
            run(conn, "COMMIT")
    finally:
        if conn.pgconn.transaction_status in (pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR):
            conn.execute("ROLLBACK")


def _in_batches(conn: Connection, sql: str, batches: Batches, search_path: Sequence[str]) -> None:
    conn.execute(SQL("SET search_path TO {}").format(SQL(", ").join(map(Identifier, search_path or PINNED))))
    run_all(conn, sql, batches)
    conn.execute(SQL("SET search_path TO {}").format(SQL(", ").join(map(Identifier, PINNED))))


def _failure(error: psycopg.Error, number: int, stop: Stop) -> SchemactlError:
    if stop.requested and isinstance(error, psycopg.errors.QueryCanceled):
        return stopped(stop)
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return LockError(f"step {number}: a lock did not come in time", hint="end the sessions that hold it, or run sync again")
    found = database_error(error, doing=f"step {number}")
    if number == 1:
        return found
    first = found.problems[0]
    return HalfwayError(f"stopped half-way: {first.message}", hint="; ".join(filter(None, (first.hint, _HINT))), code=first.code)
