"""What `apply` does, as a line of JSON per event on stderr. SQL is left out but with -v: it may hold what a log should not."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import msgspec

from schemactl.applying.events import AtWork, Events, Session
from schemactl.cli import working
from schemactl.cli.apply_log import HEARTBEAT
from schemactl.cli.context import App


class JsonLog(Events):
    """Field names are the same in every event: plan, step, statement, label, seconds, rows."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._rows = 0
        self._backfill = time.monotonic()
        self._waited: float | None = None

    def _say(self, event: str, **fields: Any) -> None:
        if self._app.verbosity >= 0:
            self._app.log(event, **{name: round(value, 3) if isinstance(value, float) else value for name, value in fields.items()})

    def up_to_date(self) -> None:
        self._say("up_to_date")

    def applying(self, plans: Sequence[str]) -> None:
        self._say("applying", plans=list(plans))

    def long_transactions(self, sessions: Sequence[Session]) -> None:
        self._say("long_transactions", sessions=_sessions(sessions))

    def plan_started(self, plan: str, *, steps: int, resumed: bool) -> None:
        self._say("plan_started", plan=plan, steps=steps, resumed=resumed)

    def step_started(self, plan: str, step: int, *, mode: str) -> None:
        self._rows = 0
        self._say("step_started", plan=plan, step=step, mode=mode)

    def statement_started(self, plan: str, number: str, label: str, *, sql: str) -> None:
        self._backfill = time.monotonic()
        shown = sql if self._app.verbosity >= 1 else None
        self._say("statement_started", plan=plan, statement=number, label=label, sql=shown)

    def statement_done(self, plan: str, number: str, label: str, *, seconds: float, rows: int) -> None:
        self._rows += rows
        self._say("statement_done", plan=plan, statement=number, label=label, seconds=seconds, rows=rows)

    def step_done(self, plan: str, step: int, *, seconds: float) -> None:
        self._say("step_done", plan=plan, step=step, seconds=seconds, rows=self._rows)

    def not_checked(self, plan: str, number: str, label: str, *, seconds: float) -> None:
        self._say("not_checked", plan=plan, statement=number, label=label, seconds=seconds)

    def step_found_done(self, plan: str, step: int) -> None:
        self._say("step_found_done", plan=plan, step=step)

    def repaired(self, plan: str, step: int, *, sql: str) -> None:
        self._say("repaired", plan=plan, step=step, sql=sql)

    def plan_done(self, plan: str, *, seconds: float) -> None:
        self._say("plan_done", plan=plan, seconds=seconds)

    def waiting_for_other_apply(self, holder: Session | None, *, seconds: float) -> None:
        if self._waited is None or not 0 <= seconds - self._waited < HEARTBEAT:
            self._waited = seconds
            self._say("waiting_for_other_apply", sessions=_sessions([holder] if holder else []), seconds=seconds)

    def waiting_for_lock(self, plan: str, number: str, blockers: Sequence[Session], *, seconds: float) -> None:
        self._say("waiting_for_lock", plan=plan, statement=number, sessions=_sessions(blockers), seconds=seconds)

    def retrying(self, plan: str, step: int, *, attempt: int, attempts: int, pause: float, reason: str) -> None:
        self._say("retrying", plan=plan, step=step, attempt=attempt, attempts=attempts, pause=pause, reason=reason)

    def heartbeat(self, plan: str, number: str, label: str, work: AtWork) -> None:
        self._say("heartbeat", plan=plan, statement=number, label=label, seconds=work.seconds, **working.fields(work))

    def backfilling(self, plan: str, number: str, label: str, *, rows: int, total: int | None, left: float | None) -> None:
        if time.monotonic() - self._backfill >= HEARTBEAT:
            self._backfill = time.monotonic()
            self._say("backfilling", plan=plan, statement=number, label=label, rows=rows, total=total, seconds_left=left)

    def held_back(self, plans: Sequence[str]) -> None:
        self._say("held_back", plans=list(plans))

    def newer(self, plans: Sequence[str]) -> None:
        self._say("newer", plans=list(plans))

    def note(self, text: str) -> None:
        self._say("note", message=text)


def _sessions(sessions: Sequence[Session]) -> list[dict[str, Any]]:
    return [msgspec.to_builtins(one) for one in sessions]
