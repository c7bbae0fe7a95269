"""`apply`: pending committed plans → run, in order, each step once and recorded."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import psycopg

from schemactl.applying import environment, gate, ledger
from schemactl.applying.events import Events
from schemactl.applying.filling import Lookup, check_filled
from schemactl.applying.history import History
from schemactl.applying.ledger import Environment, LedgerState, PlanRow
from schemactl.applying.locks import advisory_lock
from schemactl.applying.long_transactions import wait_for_them
from schemactl.applying.statements import check_statements
from schemactl.applying.steps import Limits, StepFailed, StepRunner
from schemactl.applying.stopping import check, stop_on_signals, stopped
from schemactl.applying.watching import Watcher
from schemactl.errors import ConnectError, DatabaseError, HalfwayError, SchemactlError, Where
from schemactl.live.connection import Connection, connection_lost, database_error, refuse_standby
from schemactl.live.introspect import introspect
from schemactl.live.runner import Stop
from schemactl.live.server_wide import check_needs, decoded, encoded, read_server_wide, server_wide
from schemactl.model.fingerprint import Fingerprints
from schemactl.planning.managed import within
from schemactl.plans import git, signature
from schemactl.plans.directory import PlanFile, list_plans
from schemactl.plans.header import PlanHeader
from schemactl.plans.plan import Plan
from schemactl.plans.replay import managed_server_wide
from schemactl.plans.squashing import check_there

TakeFingerprints = Callable[[Connection, PlanHeader], Fingerprints]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """`mode` is the environment's in the configuration; `to` a plan's name or number; `wait` seconds for another apply to end.
    `signers` is the file of those who may sign plans, where a signature is required. `lookup` knows the values of the variables that plans name."""

    mode: Environment = "protected"
    tool_version: str = ""
    to: str | None = None
    limits: Limits = Limits()
    wait: float = 600.0
    allow_uncommitted: bool = False
    signers: Path | None = None
    lookup: Lookup = lambda _: None
    git_commit: str | None = None


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """One plan that ran."""

    name: str
    seconds: float


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """`applied` ran now; `pending` are left: all of them after a dry run, those behind `to` otherwise."""

    applied: tuple[Applied, ...] = ()
    pending: tuple[str, ...] = ()


def apply(
    conn: Connection,
    folder: Path,
    options: Options,
    *,
    fingerprints: TakeFingerprints,
    events: Events | None = None,
    observe: Callable[[], Connection] | None = None,
) -> Result:
    """Run what is pending. Up to date: two queries, no lock. `observe` opens a second connection, to see who blocks the first."""
    with _applying(conn, folder, options, fingerprints, events, observe) as one:
        return one.apply()


def dry_run(
    conn: Connection, folder: Path, options: Options, *, fingerprints: TakeFingerprints, events: Events | None = None
) -> tuple[Plan, ...]:
    """What `apply` would run, after every check it would make; nothing is written or locked."""
    with _applying(conn, folder, options, fingerprints, events, None) as one:
        return one.dry_run()


@contextlib.contextmanager
def _applying(
    conn: Connection,
    folder: Path,
    options: Options,
    fingerprints: TakeFingerprints,
    events: Events | None,
    observe: Callable[[], Connection] | None,
) -> Iterator[_Applying]:
    watcher = Watcher(conn, events or Events(), observe)
    with contextlib.closing(watcher), stop_on_signals() as stop:
        one = _Applying(conn, folder, options, fingerprints, events or Events(), watcher, stop)
        try:
            yield one
        except psycopg.Error as exc:
            raise one.failure(exc) from exc


class _Applying:
    """One run: the connection, what was asked for, and whether anything was committed."""

    def __init__(
        self,
        conn: Connection,
        folder: Path,
        options: Options,
        fingerprints: TakeFingerprints,
        events: Events,
        watcher: Watcher,
        stop: Stop,
    ) -> None:
        self._conn, self._folder, self._options = conn, folder, options
        self._fingerprints, self._events, self._stop = fingerprints, events, stop
        self._steps = StepRunner(conn, options.limits, events, watcher, stop, options.lookup)
        self._files = list_plans(folder)
        gate.check_files(folder, self._files)
        self._committed = False

    def apply(self) -> Result:
        """The whole of it."""
        if not self._pending(ledger.read(self._conn)):
            return self._up_to_date()
        refuse_standby(self._conn)
        with self._lock() as held:
            state = ledger.read(self._conn)
            pending = self._pending(state)
            # Who had the lock before may have done it all.
            return self._apply(pending, state) if held and pending else self._up_to_date()

    def dry_run(self) -> tuple[Plan, ...]:
        state = ledger.read(self._conn)
        pending = self._pending(state)
        return tuple(self._checked(pending, state)) if pending else ()

    def failure(self, exc: psycopg.Error, doing: str | None = None, where: Where | None = None) -> SchemactlError:
        """What a psycopg error means for this run."""
        if self._stop.requested and isinstance(exc, psycopg.errors.QueryCanceled):
            return stopped(self._stop)
        error = database_error(exc, doing=doing, where=where)
        if connection_lost(exc):
            return ConnectError(str(error), hint="run apply again: the ledger knows what ran, it goes on where it stopped")
        return _halfway(error) if self._committed else error

    def _lock(self) -> contextlib.AbstractContextManager[bool]:
        return advisory_lock(
            self._conn,
            wait=self._options.wait,
            stop=self._stop,
            waiting=lambda holder, seconds: self._events.waiting_for_other_apply(holder, seconds=seconds),
            needless=lambda: not self._pending(ledger.read(self._conn)),
        )

    def _pending(self, state: LedgerState) -> list[PlanFile]:
        """Plans that have not run, up to the one asked for; the database's history must be the folder's."""
        history = History(self._files, state)
        history.check()
        pending = history.pending(self._options.to)
        check_there(pending)
        # What undoes the drift of this very database comes before all that would refuse to start from it.
        undoing = [plan for plan in pending if plan.undoes_drift and (state.steps_of(plan.number) or self._drifted_as(plan))]
        return [*undoing, *(plan for plan in pending if plan not in undoing)]

    def _drifted_as(self, plan: PlanFile) -> bool:
        return gate.equal(self._fingerprints(self._conn, plan.header), plan.header.before)

    def _up_to_date(self) -> Result:
        state = ledger.read(self._conn)
        if newer := History(self._files, state).newer:
            self._events.newer([row.name for row in newer])
        self._events.up_to_date()
        return Result(pending=self._left(state))

    def _left(self, state: LedgerState) -> tuple[str, ...]:
        return tuple(plan.name for plan in History(self._files, state).pending())

    def _checked(self, pending: Sequence[PlanFile], state: LedgerState) -> list[Plan]:
        """The pending plans, when everything holds that must before the first step."""
        if self._options.allow_uncommitted:
            gate.check_uncommitted_allowed(self._options.mode, state)
        else:
            gate.check_committed(self._folder, list(dict.fromkeys((*self._files, *pending))))
        if self._options.signers:
            signature.check(self._folder, self._files, self._options.signers)
        plans = [plan.plan() for plan in pending]
        steps = state.steps_of(plans[0].number)
        gate.check_steps(plans[0], steps)
        self._check_needs(plans)
        check_statements(self._conn, plans)
        check_filled(plans, self._options.lookup)
        # A plan that stopped half-way left a state that no header names.
        if not steps and not plans[0].header.undoes_drift:
            last = History(self._files, state).last
            # What the last plan left is looked at as that plan looked: the next one may manage more.
            before = self._header_of(last, state) if last else plans[0].header
            gate.check_start(self._fingerprints(self._conn, before), plans[0], last, self._conn.info.server_version)
            if last:
                self._check_server_wide(before)
        return plans

    def _header_of(self, row: PlanRow, state: LedgerState) -> PlanHeader:
        """Of a plan that ran; where its file was removed after it was squashed, of the one that replaced it."""
        file = History(self._files, state).file(row)
        return (file if file.data else next(one for one in self._files if one.number >= row.number)).header

    def _check_needs(self, plans: Sequence[Plan]) -> None:
        """The server has the roles that the plans take for granted."""
        made = {entry[:2] for plan in plans for entry in encoded(managed_server_wide(plan.header))}
        needed = [obj for plan in plans for obj in decoded(plan.header.server) if not plan.header.scope.manages(obj.id)]
        if needed := [obj for obj in needed if (obj.id.kind, obj.id.path) not in made]:
            check_needs(needed, read_server_wide(self._conn))

    def _check_server_wide(self, header: PlanHeader) -> None:
        """What plans make around the database is as this plan left it."""
        wanted = managed_server_wide(header)
        if not wanted and not header.scope.named:
            return
        here = within(introspect(self._conn, whole_server=True), header.scope)
        gate.check_server_wide(server_wide(here), wanted)

    def _apply(self, pending: Sequence[PlanFile], state: LedgerState) -> Result:
        plans = self._checked(pending, state)
        limits = self._options.limits
        age, wait = limits.transaction_age, limits.transaction_wait
        wait_for_them(self._conn, age=age, wait=wait, stop=self._stop, tell=self._events.long_transactions)
        check(self._stop)
        by = ledger.author(tool_version=self._options.tool_version, git_commit=git.head(self._folder) or self._options.git_commit)
        ledger.ensure(self._conn)
        if self._options.mode != "development" and (state.marker is None or state.marker.mode != "protected"):
            environment.protect(self._conn, by=f"{by.os_user}@{by.host} with the first apply")
        self._events.applying([plan.name for plan in plans])
        applied = [self._plan(file, plan, state, by) for file, plan in zip(pending, plans, strict=True)]
        return Result(applied=tuple(applied), pending=self._left(ledger.read(self._conn)))

    def _plan(self, file: PlanFile, plan: Plan, state: LedgerState, by: ledger.Author) -> Applied:
        started = time.monotonic()
        check(self._stop)
        if plan.header.undoes_drift and not (state.steps_of(plan.number) or self._drifted_as(file)):
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
        self._events.plan_started(plan.name, steps=len(plan.steps), resumed=bool(steps))
        for number in range(1, len(plan.steps) + 1):
            if number in done:
                continue
            try:
                self._steps.run(plan, number, interrupted=number in steps)
            except StepFailed as exc:
                raise self._step_failure(file, exc) from exc.error
            self._committed = True

    def _step_failure(self, file: PlanFile, exc: StepFailed) -> SchemactlError:
        self._committed |= exc.partly
        return self.failure(exc.error, f"{file.name}, statement {exc.number} ({exc.label})", file.where(exc.number))

    def _finish(self, plan: Plan) -> None:
        live = self._fingerprints(self._conn, plan.header)
        note = gate.check_end(live, plan, committed=self._committed)
        self._check_server_wide(plan.header)
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


def _halfway(error: SchemactlError) -> HalfwayError:
    first = error.problems[0]
    mend = "mend the cause, or the steps that have not run (schemactl verify), then run apply again: it goes on where it stopped"
    code = DatabaseError.code if isinstance(error, DatabaseError) else first.code
    return HalfwayError(
        f"stopped half-way: {first.message}", hint="; ".join(filter(None, (first.hint, mend))), where=first.where, code=code
    )
