"""Pending plans → run, in order, each step once and recorded."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import psycopg

from schemactl.applying import environment, gate, ledger
from schemactl.applying.checks import check_server_wide, checked
from schemactl.applying.events import Events
from schemactl.applying.failures import failure
from schemactl.applying.ledger import LedgerState
from schemactl.applying.locks import advisory_lock
from schemactl.applying.long_transactions import wait_for_them
from schemactl.applying.options import Applied, Look, Options, Result, TakeFingerprints
from schemactl.applying.pending import Folder
from schemactl.applying.steps import StepFailed, StepRunner
from schemactl.applying.stopping import check
from schemactl.applying.timings import Judging
from schemactl.applying.watching import Watcher
from schemactl.errors import DatabaseError, HalfwayError, SchemactlError, Where
from schemactl.live.connection import Connection, refuse_standby
from schemactl.live.runner import Stop
from schemactl.plans import git, rehearsal
from schemactl.plans.directory import PlanFile
from schemactl.plans.header import PlanHeader
from schemactl.plans.plan import Plan


@contextlib.contextmanager
def executor(
    conn: Connection,
    folder: Folder,
    options: Options,
    fingerprints: TakeFingerprints,
    events: Events,
    observe: Callable[[], Connection] | None,
    stop: Stop,
    look: Look | None = None,
) -> Iterator[Executor]:
    """One run; what psycopg raises in it is told as what it means for the run."""
    with contextlib.closing(Watcher(conn, events, observe)) as watcher:
        one = Executor(conn, folder, options, fingerprints, events, watcher, stop, look)
        try:
            yield one
        except psycopg.Error as exc:
            raise one.failure(exc) from exc


class Executor:
    """One run: the connection, what was asked for, and whether anything was committed."""

    def __init__(
        self,
        conn: Connection,
        folder: Folder,
        options: Options,
        fingerprints: TakeFingerprints,
        events: Events,
        watcher: Watcher,
        stop: Stop,
        look: Look | None = None,
    ) -> None:
        self._conn, self._folder, self._options = conn, folder, options
        self._fingerprints, self._events, self._stop, self._look = fingerprints, events, stop, look
        self._watcher = watcher
        self._steps = StepRunner(conn, options.limits, events, watcher, stop, options.lookup)
        self._committed = False

    def apply(self) -> Result | None:
        """Run what is pending; None where somebody else did meanwhile."""
        refuse_standby(self._conn)
        with self._lock() as held:
            state = ledger.read(self._conn)
            pending = self._folder.pending(state, self._options.to)
            return self._apply(pending, state) if held and pending else None

    def failure(self, exc: psycopg.Error, doing: str | None = None, where: Where | None = None) -> SchemactlError:
        """What a psycopg error means for this run."""
        error = failure(exc, self._stop, doing=doing, where=where)
        return _halfway(error) if self._committed and isinstance(error, DatabaseError) else error

    def _lock(self) -> contextlib.AbstractContextManager[bool]:
        return advisory_lock(
            self._conn,
            wait=self._options.wait,
            stop=self._stop,
            waiting=lambda holder, seconds: self._events.waiting_for_other_apply(holder, seconds=seconds),
            needless=lambda: not self._folder.pending(ledger.read(self._conn), self._options.to),
        )

    def _apply(self, pending: Sequence[PlanFile], state: LedgerState) -> Result:
        plans = checked(self._conn, self._folder, pending, state, self._options, self._fingerprints)
        limits = self._options.limits
        age, wait = limits.transaction_age, limits.transaction_wait
        wait_for_them(self._conn, age=age, wait=wait, stop=self._stop, tell=self._events.long_transactions)
        check(self._stop)
        commit = git.head(self._folder.path) or self._options.git_commit
        by = ledger.author(tool_version=self._options.tool_version, git_commit=commit)
        ledger.ensure(self._conn)
        if self._options.mode != "development" and (state.marker is None or state.marker.mode != "protected"):
            environment.protect(self._conn, by=f"{by.os_user}@{by.host} with the first apply")
        self._events.applying([plan.name for plan in plans])
        applied = [self._plan(file, plan, state, by) for file, plan in zip(pending, plans, strict=True)]
        return Result(applied=tuple(applied), pending=self._folder.left(ledger.read(self._conn)))

    def _plan(self, file: PlanFile, plan: Plan, state: LedgerState, by: ledger.Author) -> Applied:
        started = time.monotonic()
        check(self._stop)
        if plan.header.undoes_drift and not (state.steps_of(plan.number) or self._folder.drifted_as(file)):
            return self._pass_by(file, plan, by)
        ledger.start_plan(self._conn, record_of(file, plan.header), by)
        try:
            self._run_steps(file, plan, state)
            self._finish(plan)
        except SchemactlError as exc:
            self._record_failure(plan, exc)
            raise
        seconds = time.monotonic() - started
        self._events.plan_done(plan.name, seconds=seconds)
        return Applied(name=plan.name, seconds=seconds)

    def _pass_by(self, file: PlanFile, plan: Plan, by: ledger.Author) -> Applied:
        """Another database had drifted, not this one."""
        live = self._fingerprints(self._conn, plan.header)
        with self._conn.transaction():
            ledger.start_plan(self._conn, record_of(file, plan.header), by, how="recorded")
            ledger.finish_plan(self._conn, plan.number, live)
        self._events.note(f"{plan.name} undoes drift that this database does not have: recorded, not run")
        return Applied(name=plan.name, seconds=0.0)

    def _run_steps(self, file: PlanFile, plan: Plan, state: LedgerState) -> None:
        steps = state.steps_of(plan.number)
        done = {number for number, row in steps.items() if row.status == "done"}
        self._committed |= bool(steps)
        self._steps.begin(self._judging(plan))
        self._events.plan_started(plan.name, steps=len(plan.steps), resumed=bool(steps))
        self._watcher.rehearsed = _rehearsed(file)
        for number in range(1, len(plan.steps) + 1):
            if number in done:
                continue
            try:
                self._steps.run(plan, number, began=steps.get(number))
            except StepFailed as exc:
                raise self._step_failure(file, exc) from exc.error
            self._committed = True

    def _judging(self, plan: Plan) -> Judging | None:
        """No plan fails for want of a figure."""
        # What others drop meanwhile the server may fail to describe. Of a session that is gone the next statement hears.
        with contextlib.suppress(SchemactlError, psycopg.Error):
            return self._look(plan.name) if self._look else None
        return None

    def _step_failure(self, file: PlanFile, exc: StepFailed) -> SchemactlError:
        self._committed |= exc.partly
        return self.failure(exc.error, f"{file.name}, statement {exc.number} ({exc.label})", file.where(exc.number))

    def _finish(self, plan: Plan) -> None:
        live = self._fingerprints(self._conn, plan.header)
        note = gate.check_end(live, plan, committed=self._committed)
        check_server_wide(self._conn, plan.header)
        if note is not None:
            self._events.note(note)
        ledger.finish_plan(self._conn, plan.number, live)
        self._committed = True

    def _record_failure(self, plan: Plan, exc: SchemactlError) -> None:
        """Best effort: a lost connection records nothing, and the missing rows say as much."""
        if not self._conn.closed:
            with contextlib.suppress(psycopg.OperationalError):
                ledger.fail_plan(self._conn, plan.number, "\n".join(problem.message for problem in exc.problems))


def record_of(file: PlanFile, header: PlanHeader) -> ledger.PlanRecord:
    """What the ledger keeps of a plan's file."""
    return ledger.PlanRecord(
        number=file.number,
        name=file.name,
        sha256=file.sha256,
        parent=header.parent,
        before=header.before,
        after=header.after,
        compatible=header.backward_compatible,
    )


def _rehearsed(file: PlanFile) -> Mapping[str, float]:
    """What its statements took on a clone, less the time that they waited. Shown to people only: a file that cannot be read is no reason to stop."""
    with contextlib.suppress(SchemactlError):
        if found := rehearsal.read(file):
            return {one.number: one.seconds - (one.lock_wait_seconds if one.attempts == 1 else 0.0) for one in found.statements}
    return {}


def _halfway(error: DatabaseError) -> HalfwayError:
    first = error.problems[0]
    mend = "mend the cause, or the steps that have not run (schemactl verify), then run apply again: it goes on where it stopped"
    hint = "; ".join(filter(None, (first.hint, mend)))
    return HalfwayError(f"stopped half-way: {first.message}", hint=hint, where=first.where, code=DatabaseError.code)
