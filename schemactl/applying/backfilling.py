"""One step that goes through a table → every portion of it done, each in a transaction with its ledger row, with time for others in between.

A killed run goes on behind the last portion that was committed: no row is visited by two that were.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import msgspec

from schemactl.applying import ledger, progress
from schemactl.applying.events import Events
from schemactl.applying.progress import Progress
from schemactl.live.batches import Range, last_key, next_range, rows_about
from schemactl.live.connection import Connection
from schemactl.live.runner import Stop, Values
from schemactl.model.statement import Batches
from schemactl.plans.batched import written
from schemactl.plans.plan import Plan, PlanStatement, PlanStep

LONGEST = 1.0
"""A portion that took longer, in seconds, is followed by half of it: whoever wants one of its rows waits for its end."""

_SHORT = 0.25
_LEAST = 50
_TOLD_EACH = 1.0


class Session(Protocol):
    """What a step needs of whoever runs it."""

    def attempts(self, plan: Plan, number: int) -> Iterator[AbstractContextManager[float]]: ...

    def transaction(self, plan: Plan, number: int, step: PlanStep, lock_timeout: float) -> AbstractContextManager[None]: ...

    def send(self, plan: Plan, number: str, statement: PlanStatement, values: Values) -> int: ...

    def took(self, plan: Plan, number: int, *, seconds: float, rows: int) -> None: ...


class Backfill(msgspec.Struct):
    """A step at work. `throttle` is the rest behind a portion, as a multiple of the time that it took; `check` raises where the end was asked for."""

    conn: Connection
    session: Session
    events: Events
    stop: Stop
    check: Callable[[Stop], None]
    throttle: float
    plan: Plan
    number: int

    @property
    def _step(self) -> PlanStep:
        return self.plan.steps[self.number - 1]

    @property
    def _batches(self) -> Batches:
        assert self._step.batches
        return self._step.batches

    def run(self) -> None:
        """Begin, or go on, and come to the end."""
        (statement,), place, began = self._step.statements, f"{self.number}.1", time.monotonic()
        so_far = self._begun()
        self.events.statement_started(self.plan.name, place, statement.label, sql=statement.sql)
        total, first, told, size = rows_about(self.conn, self._batches), so_far.seen, began, self._batches.size
        while (portion := self._next(so_far, size)) is not None:
            self.check(self.stop)
            before, so_far = so_far, self._portion(portion, size, so_far)
            seconds = so_far.seconds - before.seconds
            size = _size(size, seconds, self._batches.size)
            if time.monotonic() - told >= _TOLD_EACH:
                told = time.monotonic()
                per_second = (so_far.seen - first) / (told - began)
                left = max(total - so_far.seen, 0) / per_second if total else None
                self.events.backfilling(self.plan.name, place, statement.label, rows=so_far.rows, total=total or None, left=left)
            self.stop.sleep(seconds * self.throttle)
        seconds = time.monotonic() - began
        at_once = first == 0
        ledger.record_step(self.conn, self.plan.number, self.number, self._step.sha256, "done", seconds=seconds if at_once else None)
        if at_once:
            self.session.took(self.plan, self.number, seconds=seconds, rows=so_far.rows)
        self.events.statement_done(self.plan.name, place, statement.label, seconds=seconds, rows=so_far.rows)

    def _begun(self) -> Progress:
        """Where it stopped, or where it begins: up to the greatest key that is there now."""
        # What writes other columns is another backfill, and no row of it is done.
        over = (self._batches.table, *self._batches.key, *written(self._step.statements[0].sql))
        so_far = progress.read(self.conn, self.plan.number, self.number)
        if so_far is not None and so_far.over == over:
            return so_far
        with self._seeing_every_row():
            until = last_key(self.conn, self._batches, stop=self.stop)
            ledger.record_step(self.conn, self.plan.number, self.number, self._step.sha256, "started")
            return progress.begin(self.conn, self.plan.number, self.number, over, until)

    def _next(self, so_far: Progress, size: int) -> Range | None:
        if so_far.until is None:
            return None
        with self._seeing_every_row():
            return next_range(self.conn, self._batches, so_far.done, so_far.until, size)

    @contextmanager
    def _seeing_every_row(self) -> Iterator[None]:
        """Keys that a policy hides would be passed over without a word."""
        with self.conn.transaction():
            self.conn.execute("SET LOCAL row_security = off")
            yield

    def _portion(self, portion: Range, size: int, so_far: Progress) -> Progress:
        """One portion and its ledger row, committed together."""
        statement, again = self._step.statements[0], False
        for attempt in self.session.attempts(self.plan, self.number):
            if again:
                self.events.statement_started(self.plan.name, f"{self.number}.1", statement.label, sql=statement.sql)
            again = True
            with attempt as lock_timeout:
                started = time.monotonic()
                with self.session.transaction(self.plan, self.number, self._step, lock_timeout):
                    rows = self.session.send(self.plan, f"{self.number}.1", statement, portion.values)
                    after = msgspec.structs.replace(
                        so_far,
                        done=portion.last,
                        seen=so_far.seen + size,
                        rows=so_far.rows + rows,
                        batches=so_far.batches + 1,
                        seconds=so_far.seconds + time.monotonic() - started,
                    )
                    progress.advance(self.conn, self.plan.number, self.number, after)
                return after
        raise AssertionError("the last attempt ends the loop with an error")


def _size(size: int, seconds: float, most: int) -> int:
    if seconds > LONGEST:
        return max(size // 2, min(_LEAST, most))
    return min(size * 2, most) if seconds < _SHORT else size
