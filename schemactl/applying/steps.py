"""One step of a plan → done and recorded: as one transaction, or as one statement outside of any."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec
import psycopg
from psycopg import pq
from psycopg.sql import SQL, Identifier

from schemactl.applying import ledger
from schemactl.applying.backfilling import Backfill
from schemactl.applying.events import Events
from schemactl.applying.evidence import Evidence, evidence, taken
from schemactl.applying.filling import Lookup, filled
from schemactl.applying.locks import deadlock_timeout, lock_timeouts, pause
from schemactl.applying.options import Limits
from schemactl.applying.outside import must_run_alone, queues
from schemactl.applying.stopping import check
from schemactl.applying.timings import Judging, Timing
from schemactl.applying.watching import Watcher
from schemactl.errors import LockError, Problem, RowsError
from schemactl.live.asking import SECONDS, rows_in_the_way
from schemactl.live.connection import Connection
from schemactl.live.runner import Outcome, Stop, Values, run
from schemactl.model.statement import Lock
from schemactl.plans.plan import Plan, PlanStatement, PlanStep
from schemactl.plans.rows import in_the_way

# Whoever waits for one of these lets writers, or readers too, queue up behind it.
_BLOCKING = frozenset({Lock.SHARE, Lock.SHARE_ROW_EXCLUSIVE, Lock.EXCLUSIVE, Lock.ACCESS_EXCLUSIVE})

# The last is a row that went to another partition while the statement waited for it: at READ COMMITTED nothing else is one.
_LOCK_FAILURES = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure)


class StepFailed(Exception):  # noqa: N818 - what happened, not yet what it means: whoever runs the plan makes an error of it
    """A statement of a step failed; psycopg's error is the cause. Whoever runs the plan says what it means for the run.

    `partly`: outside of a transaction a part of it may have happened.
    """

    def __init__(self, number: str, label: str, error: psycopg.Error) -> None:
        super().__init__(str(error))
        self.number, self.label, self.error, self.partly = number, label, error, False


class StepRunner:
    """Runs steps on one connection: the one that holds the advisory lock and writes the ledger."""

    def __init__(self, conn: Connection, limits: Limits, events: Events, watcher: Watcher, stop: Stop, lookup: Lookup) -> None:
        self._conn, self._limits, self._events, self._watcher, self._stop, self._lookup = conn, limits, events, watcher, stop, lookup
        self._timing = Timing(conn, None)

    def begin(self, judging: Judging | None) -> None:
        """A plan is next; `judging` says what each of its statements has to do."""
        self._timing = Timing(self._conn, judging)

    def run(self, plan: Plan, number: int, *, began: ledger.StepRow | None) -> None:
        """Run step `number`; `began` is what the ledger knows of an attempt whose end it does not know."""
        step = plan.steps[number - 1]
        started = time.monotonic()
        self._events.step_started(plan.name, number, mode=step.mode)
        if step.mode == "check":
            self._look(plan, number, step)
        elif step.batches:
            self._in_batches(plan, number)
        # What PostgreSQL can run in a transaction runs in one, with its ledger row, also where the plan does not ask for one.
        elif step.transactional or not (began or must_run_alone(step.statements[0].sql)):
            self._in_transaction(plan, number, step)
        else:
            self._alone(plan, number, step, began)
        self._events.step_done(plan.name, number, seconds=time.monotonic() - started)

    def _look(self, plan: Plan, number: int, step: PlanStep) -> None:
        """Rows in the way of a later step are found before the first one."""
        found: list[Problem] = []
        started = time.monotonic()
        for position, statement in enumerate(step.statements, 1):
            check(self._stop)
            place, label = f"{number}.{position}", statement.label
            self._events.statement_started(plan.name, place, label, sql=statement.sql)
            try:
                rows = rows_in_the_way(self._conn, statement.sql, stop=self._stop, watch=self._watcher.over(plan.name, place, label))
            except psycopg.Error as exc:
                raise StepFailed(place, label, exc) from exc
            if rows is None:
                self._events.not_checked(plan.name, place, label, seconds=SECONDS)
            elif rows:
                found.append(in_the_way(label, rows))
        if found:
            raise RowsError.of(found)
        ledger.record_step(self._conn, plan.number, number, step.sha256, "done", seconds=time.monotonic() - started)

    def _in_transaction(self, plan: Plan, number: int, step: PlanStep) -> None:
        for timeout in self.attempts(plan, number):
            with timeout as seconds:
                self._transaction(plan, number, step, seconds)
                return

    def _in_batches(self, plan: Plan, number: int) -> None:
        self._timing.begin(number, 1, plan.steps[number - 1].statements[0].sql)
        try:
            Backfill(self._conn, self, self._events, self._stop, check, self._limits.throttle, plan, number).run()
        except StepFailed as exc:
            exc.partly = True
            raise
        except psycopg.Error as exc:
            raise StepFailed(f"{number}.1", plan.steps[number - 1].statements[0].label, exc) from exc

    def attempts(self, plan: Plan, number: int) -> Iterator[_Attempt]:
        """Lock timeouts, one per attempt; behind each that failed for want of a lock comes a pause, behind the last one a LockError."""
        attempts = max(self._limits.lock_retries, 1)
        for attempt, seconds in enumerate(lock_timeouts(self._limits.lock_timeout, deadlock_timeout(self._conn), attempts)):
            check(self._stop)
            one = _Attempt(seconds)
            yield one
            assert one.failure is not None, "an attempt that succeeded ends the loop"
            reason = self._reason(one.failure)
            if attempt + 1 == attempts:
                raise LockError(
                    f"{plan.name}, statement {one.failure.number} ({one.failure.label}): no lock in {attempts} attempts: {reason}",
                    hint="end the sessions that hold it, or try again when there is less to do (--lock-timeout, --lock-retries)",
                ) from one.failure.error
            wait = pause(attempt)
            self._events.retrying(plan.name, number, attempt=attempt + 1, attempts=attempts, pause=wait, reason=reason)
            self._stop.sleep(wait)

    def _reason(self, failure: StepFailed) -> str:
        blockers = "; ".join(map(str, self._watcher.blockers))
        return f"held by {blockers}" if blockers else failure.error.diag.message_primary or str(failure.error)

    def _transaction(self, plan: Plan, number: int, step: PlanStep, lock_timeout: float) -> None:
        started = time.monotonic()
        with self.transaction(plan, number, step, lock_timeout):
            for position, statement in enumerate(step.statements, 1):
                check(self._stop)
                self._send(plan, number, position, statement)
            self._done(plan, number, step, started)

    def _done(self, plan: Plan, number: int, step: PlanStep, started: float | None) -> None:
        seconds = None if started is None else time.monotonic() - started
        ledger.record_step(self._conn, plan.number, number, step.sha256, "done", seconds=seconds)
        self._timing.record(plan.number, number)

    @contextmanager
    def transaction(self, plan: Plan, number: int, step: PlanStep, lock_timeout: float) -> Iterator[None]:
        """One transaction under the settings of the step; what fails in it is rolled back, otherwise it is committed."""
        self._conn.execute("BEGIN")
        try:
            self._set_local(plan, number, step, lock_timeout)
            yield
            self._commit(number)
        finally:
            # IDLE after COMMIT, and after a connection is lost there is nothing to roll back.
            if self._conn.pgconn.transaction_status in (pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR):
                self._conn.execute("ROLLBACK")

    def _set_local(self, plan: Plan, number: int, step: PlanStep, lock_timeout: float) -> None:
        settings = {
            "lock_timeout": _milliseconds(lock_timeout),
            "statement_timeout": "0" if step.mode == "no transaction" else _milliseconds(self._limits.statement_timeout or 0),
            "application_name": _application(plan, number),
        }
        if step.batches:
            # A policy would leave rows out without a word.
            settings["row_security"] = "off"
        if step.under_data_path and plan.header.search_path:
            settings["search_path"] = SQL(", ").join(map(Identifier, plan.header.search_path)).as_string(self._conn)
        self._set(settings, for_transaction=True)

    def _set(self, settings: dict[str, str], *, for_transaction: bool) -> None:
        calls = SQL(", ").join([SQL("pg_catalog.set_config(%s, %s, %s)")] * len(settings))
        self._conn.execute(SQL("SELECT {}").format(calls), [value for pair in settings.items() for value in (*pair, for_transaction)])

    def _send(self, plan: Plan, step: int, position: int, statement: PlanStatement) -> None:
        number = f"{step}.{position}"
        self._events.statement_started(plan.name, number, statement.label, sql=statement.sql)
        self._timing.begin(step, position, statement.sql)
        outcome = self._sent(plan, number, statement, ())
        self._timing.ended(position, outcome, self._watcher.waited)
        self._events.statement_done(plan.name, number, statement.label, seconds=outcome.seconds, rows=outcome.rows)

    def send(self, plan: Plan, number: str, statement: PlanStatement, values: Values) -> int:
        """Run a statement for what its $1, $2, … stand for; how many rows it changed."""
        return self._sent(plan, number, statement, values).rows

    def took(self, plan: Plan, number: int, *, seconds: float, rows: int) -> None:
        """A backfill came to its end in one go."""
        self._timing.ended(1, Outcome(tag="", rows=rows, seconds=seconds), 0.0)
        self._timing.record(plan.number, number)

    def _sent(self, plan: Plan, number: str, statement: PlanStatement, values: Values) -> Outcome:
        watch = self._watcher.over(plan.name, number, statement.label)
        try:
            return run(self._conn, filled(statement.sql, self._lookup), stop=self._stop, watch=watch, values=values)
        except psycopg.Error as exc:
            raise StepFailed(number, statement.label, exc) from exc

    def _commit(self, number: int) -> None:
        try:
            # Deferred constraints speak up here.
            outcome = run(self._conn, "COMMIT")
        except psycopg.Error as exc:
            raise StepFailed(str(number), "COMMIT", exc) from exc
        # A transaction that is no more is "committed" with a warning, one that failed answers ROLLBACK.
        assert outcome.tag == "COMMIT", outcome.tag

    def _alone(self, plan: Plan, number: int, step: PlanStep, began: ledger.StepRow | None) -> None:
        (statement,) = step.statements
        found = evidence(self._conn, statement.sql, edited=began.sha256 != step.sha256) if began else None
        if not began:
            self._refuse_taken(number, statement)
        ledger.record_step(self._conn, plan.number, number, step.sha256, "started")
        # What was interrupted has a part of its time in an earlier run.
        started = None if began else time.monotonic()
        try:
            self._attempted(plan, number, statement, found)
        except StepFailed as exc:
            exc.partly = True
            raise
        self._done(plan, number, step, started)

    def _attempted(self, plan: Plan, number: int, statement: PlanStatement, found: Evidence | None) -> None:
        for timeout in self.attempts(plan, number):
            with timeout as seconds:
                self._statement_alone(plan, number, statement, found, seconds)
                return
            found = evidence(self._conn, statement.sql)

    def _refuse_taken(self, number: int, statement: PlanStatement) -> None:
        """What is there before the step began is not the plan's: after an interruption it would be taken for it, or dropped."""
        if words := taken(self._conn, statement.sql):
            raise StepFailed(f"{number}.1", statement.label, psycopg.errors.DuplicateObject(f"{words}, and this plan did not make it"))

    def _statement_alone(self, plan: Plan, number: int, statement: PlanStatement, found: Evidence | None, lock_timeout: float) -> None:
        # What blocks nobody while it waits may wait: a lock timeout would leave an invalid index behind.
        seconds = lock_timeout if statement.lock in _BLOCKING or queues(statement.sql) else 0
        self._set({"lock_timeout": _milliseconds(seconds), "application_name": _application(plan, number)}, for_transaction=False)
        try:
            for sql in _to_run(statement, found):
                if sql is not statement.sql:
                    self._events.repaired(plan.name, number, sql=sql)
                self._send(plan, number, 1, msgspec.structs.replace(statement, sql=sql))
        finally:
            if self._conn.pgconn.transaction_status == pq.TransactionStatus.IDLE:
                self._set({"lock_timeout": "0"}, for_transaction=False)
        if found is not None and found.happened:
            self._events.step_found_done(plan.name, number)


class _Attempt:
    """Lets a failure to get a lock pass, and keeps it; every other error goes on."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.failure: StepFailed | None = None

    def __enter__(self) -> float:
        return self._seconds

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, StepFailed) and isinstance(error.error, _LOCK_FAILURES):
            self.failure = error
        return self.failure is not None


def _to_run(statement: PlanStatement, found: Evidence | None) -> Iterable[str]:
    if found is not None:
        yield from found.repairs
    if found is None or not found.happened:
        yield statement.sql


def _milliseconds(seconds: float) -> str:
    return f"{round(seconds * 1000)}ms"


def _application(plan: Plan, number: int) -> str:
    return f"schemactl:{plan.name[:48]}:{number}"
