"""A plan that stopped half-way: what is known about where it stopped, and what a person may say about it.

`apply` goes on by itself wherever the catalog shows what happened. Here is what is left: a statement outside of a transaction that nothing
can judge, a step that somebody did by hand, a plan that somebody took back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec
import psycopg

from schemactl.applying import gate, ledger, progress
from schemactl.applying.checks import check_start
from schemactl.applying.evidence import Evidence, look
from schemactl.applying.history import History
from schemactl.applying.locks import advisory_lock
from schemactl.applying.options import TakeFingerprints
from schemactl.errors import IntegrityError, RefusedError
from schemactl.live.connection import Connection, database_error, refuse_standby
from schemactl.live.runner import run
from schemactl.plans import git
from schemactl.plans.directory import list_plans
from schemactl.plans.plan import Plan, PlanStatement

Action = Literal["resume", "mark-applied", "mark-reverted"]
Knowledge = Literal["happened", "not happened", "unknown"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Where a plan stopped. `step` is the first that is not done, None when all are; `interrupted`: it began outside of a transaction.

    `knows` is what the catalog tells about an interrupted step, `words` in words; `left` are statements that put away its remains.
    """

    plan: str
    status: str
    error: str | None
    started: str
    by: str
    steps: int
    step: int | None
    label: str | None
    sql: str | None
    interrupted: bool
    knows: Knowledge
    words: str
    left: tuple[str, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        """Would `apply` stop here with a question?"""
        return self.interrupted and self.knows == "unknown"


class _Stopped(msgspec.Struct, frozen=True, kw_only=True):
    """The same for the machinery."""

    plan: Plan
    history: History
    step: int | None
    interrupted: bool
    found: Evidence | None

    @property
    def statement(self) -> PlanStatement | None:
        return self.plan.steps[self.step - 1].statements[0] if self.step else None

    @property
    def knows(self) -> Knowledge:
        if not self.interrupted:
            return "not happened" if self.step else "happened"
        if self.found is None:
            return "unknown"
        return "happened" if self.found.happened else "not happened"


def examine(conn: Connection, folder: Path) -> Finding | None:
    """What is known; None where no plan is half-way. Writes nothing."""
    stopped = _stopped(conn, folder)
    return _finding(stopped) if stopped else None


def repair(
    conn: Connection, folder: Path, action: Action, *, fingerprints: TakeFingerprints, tool_version: str, tell: Callable[[Finding], None]
) -> str | None:
    """Do what a person decided, after `tell` said what was found; a sentence about what was done, None where no plan is half-way."""
    refuse_standby(conn)
    with advisory_lock(conn, wait=60), _reported():
        stopped = _stopped(conn, folder)
        if stopped is None:
            return None
        tell(_finding(stopped))
        ledger.ensure(conn)
        by = ledger.author(tool_version=tool_version, git_commit=git.head(folder))
        done = _ACTIONS[action](conn, stopped, fingerprints)
        ledger.record_repair(conn, stopped.plan.number, stopped.step, action, done, by)
        return done


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as exc:
        raise database_error(exc, doing="repair") from exc


def _stopped(conn: Connection, folder: Path) -> _Stopped | None:
    state = ledger.read(conn)
    files = list_plans(folder)
    gate.check_files(folder, files)
    history = History(files, state)
    history.check()
    # Plans that the folder does not know are an image's that is newer.
    unfinished = [row for row in state.unfinished if row not in history.newer]
    if not unfinished:
        return None
    plan = history.file(unfinished[0]).plan()
    steps = state.steps_of(plan.number)
    gate.check_steps(plan, steps)
    step = next((number for number in range(1, len(plan.steps) + 1) if number not in steps or steps[number].status != "done"), None)
    interrupted = step in steps
    found = _looked(conn, plan, step, steps[step]) if step and interrupted else None
    return _Stopped(plan=plan, history=history, step=step, interrupted=interrupted, found=found)


def _looked(conn: Connection, plan: Plan, step: int, began: ledger.StepRow) -> Evidence | None:
    if plan.steps[step - 1].batches is None:
        return look(conn, plan.steps[step - 1].statements[0].sql, edited=began.sha256 != plan.steps[step - 1].sha256)
    so_far = progress.read(conn, plan.number, step)
    batches, rows = (so_far.batches, so_far.rows) if so_far else (0, 0)
    return Evidence(happened=False, words=f"{rows} rows were changed in {batches} batches; the next one begins behind them")


def _finding(stopped: _Stopped) -> Finding:
    row, statement = stopped.history.state.unfinished[0], stopped.statement
    return Finding(
        plan=stopped.plan.name,
        status=row.status,
        error=row.error,
        started=row.started_at.strftime("%Y-%m-%d %H:%M:%S UTC"),
        by=f"{row.os_user}@{row.host}",
        steps=len(stopped.plan.steps),
        step=stopped.step,
        label=statement.label if statement else None,
        sql=statement.sql if statement else None,
        interrupted=stopped.interrupted,
        knows=stopped.knows,
        words=_words(stopped),
        left=stopped.found.repairs if stopped.found else (),
    )


def _words(stopped: _Stopped) -> str:
    if stopped.step is None:
        return "every step is done; the state that the plan promised was not confirmed"
    if not stopped.interrupted:
        return "its transaction was rolled back, or never began: nothing of this step is left"
    return stopped.found.words if stopped.found else "the catalog does not show whether this statement happened"


def _resume(conn: Connection, stopped: _Stopped, _fingerprints: TakeFingerprints) -> str:
    """The interrupted step runs once more, unless the catalog shows that it happened."""
    plan, step = stopped.plan, stopped.step
    if step is None or not stopped.interrupted or plan.steps[step - 1].batches:
        return "nothing stands in the way: apply goes on by itself"
    for sql in stopped.found.repairs if stopped.found else ():
        run(conn, sql)
    if stopped.found and stopped.found.happened:
        ledger.record_step(conn, plan.number, step, plan.steps[step - 1].sha256, "done")
        return f"step {step} happened, and is recorded as done: apply goes on behind it"
    ledger.forget_steps(conn, plan.number, step)
    return f"step {step} counts as not begun: apply runs it again"


def _mark_applied(conn: Connection, stopped: _Stopped, fingerprints: TakeFingerprints) -> str:
    """The step happened, says a person; the whole plan, where the database is what it promised."""
    plan = stopped.plan
    live = fingerprints(conn, plan.header)
    if gate.equal(live, plan.header.after):
        with conn.transaction():
            _record_done(conn, plan, range(1, len(plan.steps) + 1))
            ledger.finish_plan(conn, plan.number, live)
        return f"the database is what {plan.name} promised: the plan is recorded as applied"
    if stopped.step is None:
        gate.check_end(live, plan, committed=True)
    assert stopped.step
    if stopped.interrupted and stopped.knows == "not happened":
        raise RefusedError(
            f"step {stopped.step} of {plan.name} did not happen: {_words(stopped)}", hint="run apply: it goes on with this step by itself"
        )
    for sql in stopped.found.repairs if stopped.found else ():
        run(conn, sql)
    _record_done(conn, plan, [stopped.step])
    return f"step {stopped.step} is recorded as done: apply goes on behind it"


def _record_done(conn: Connection, plan: Plan, numbers: Sequence[int]) -> None:
    for number in numbers:
        ledger.record_step(conn, plan.number, number, plan.steps[number - 1].sha256, "done")


def _mark_reverted(conn: Connection, stopped: _Stopped, fingerprints: TakeFingerprints) -> str:
    """What ran of the plan was taken back by hand: the database is where the plan began, and the plan is pending again."""
    plan = stopped.plan
    try:
        check_start(conn, plan, stopped.history, fingerprints)
    except IntegrityError as exc:
        raise IntegrityError(
            f"the database is not in the state that {plan.name} started from: not everything was taken back",
            hint="`schemactl diff live plans` shows what differs; or go on with the plan: schemactl repair --resume",
            code=gate.DRIFT,
        ) from exc
    with conn.transaction():
        ledger.forget_steps(conn, plan.number)
        ledger.forget_plan(conn, plan.number)
    return f"{plan.name} counts as not begun: apply runs it from its first step"


_ACTIONS: dict[Action, Callable[[Connection, _Stopped, TakeFingerprints], str]] = {
    "resume": _resume,
    "mark-applied": _mark_applied,
    "mark-reverted": _mark_reverted,
}
