"""What `apply` does, as lines on stderr that a person can look for in a container's log; on a terminal one line below them changes as work goes on."""

from __future__ import annotations

import time
from collections.abc import Sequence

from schemactl.applying.events import AtWork, Events, Session
from schemactl.cli import live_line, working
from schemactl.cli.context import App
from schemactl.cli.durations import lasting
from schemactl.reports.problems import printable

HEARTBEAT = _AGAIN_AFTER = 30.0


class Log(Events):
    """One line per event; who is waited for is said at once, and again each half minute. What is at work is shown in place, where that is possible,
    else told each half minute."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._said = -_AGAIN_AFTER
        self._backfill = time.monotonic()
        self._batches = False

    def up_to_date(self) -> None:
        self._app.event("database is up to date")

    def held_back(self, plans: Sequence[str]) -> None:
        self._app.event(f"nothing to expand; waiting for contract: {', '.join(map(printable, plans))}")

    def newer(self, plans: Sequence[str]) -> None:
        self._app.event(
            f"warning: the database is newer than these plans: it ran {', '.join(map(printable, plans))}; backward compatible, so going on"
        )

    def applying(self, plans: Sequence[str]) -> None:
        self._app.event(f"applying {len(plans)} plan{'s' if len(plans) > 1 else ''}")

    def long_transactions(self, sessions: Sequence[Session]) -> None:
        self._app.event(f"transactions are open for long, and locks may have to wait for them: {'; '.join(map(str, sessions))}")

    def plan_started(self, plan: str, *, steps: int, resumed: bool) -> None:
        verb = "going on with" if resumed else "applying"
        self._app.event(f"{verb} {plan} ({steps} step{'s' if steps > 1 else ''})")

    def statement_started(self, plan: str, number: str, label: str, *, sql: str) -> None:
        self._backfill = time.monotonic()
        self._app.detail(f"-- {plan} {number} {label}\n{sql}")

    def statement_done(self, plan: str, number: str, label: str, *, seconds: float, rows: int) -> None:
        self._app.settled()
        self._app.detail(f"-- {plan} {number} {label} took {seconds:.2f} s, {rows} rows")

    def step_done(self, plan: str, step: int, *, seconds: float) -> None:
        self._said = -_AGAIN_AFTER
        self._app.detail(f"-- {plan} step {step} done in {seconds:.2f} s")

    def not_checked(self, plan: str, number: str, label: str, *, seconds: float) -> None:
        self._app.event(f"{plan} {number}: no time to look for rows that {label} would refuse ({seconds:.0f} s): going on")

    def step_found_done(self, plan: str, step: int) -> None:
        self._app.event(f"step {step} of {plan} was interrupted, and had happened: going on behind it")

    def repaired(self, plan: str, step: int, *, sql: str) -> None:
        self._app.event(f"step {step} of {plan} was interrupted; put away what it left behind: {sql}")

    def plan_done(self, plan: str, *, seconds: float) -> None:
        self._app.event(f"applied {plan} in {seconds:.1f} s")

    def waiting_for_other_apply(self, holder: Session | None, *, seconds: float) -> None:
        self._app.at_work(live_line.line("waiting for another schemactl", [lasting(seconds), *([str(holder)] if holder else [])]))
        if self._due(seconds):
            self._app.event(f"waiting for another schemactl on this database{f': {holder}' if holder else ''}")

    def waiting_for_lock(self, plan: str, number: str, blockers: Sequence[Session], *, seconds: float) -> None:
        if blockers and self._due(seconds):
            self._app.event(f"statement {number} of {plan} waits for a lock held by {'; '.join(map(str, blockers))}")

    def retrying(self, plan: str, step: int, *, attempt: int, attempts: int, pause: float, reason: str) -> None:
        self._app.event(f"step {step} of {plan}: {reason}; attempt {attempt} of {attempts} follows in {pause:.1f} s")
        self._said = -_AGAIN_AFTER

    def step_started(self, plan: str, step: int, *, mode: str) -> None:  # noqa: ARG002 - an event's words
        self._batches = mode == "backfill"

    def at_work(self, plan: str, number: str, label: str, work: AtWork) -> None:  # noqa: ARG002 - an event's words
        # A batch is short, and its rows are told of.
        if work.blockers or not self._batches:
            self._app.at_work(live_line.line(f"{number} {label}", list(working.brief(work))))

    def heartbeat(self, plan: str, number: str, label: str, work: AtWork) -> None:
        if self._app.live is None:
            told = ", ".join(working.words(work))
            self._app.event(f"statement {number} of {plan} ({label}) runs for {lasting(work.seconds)}: {told}")

    def backfilling(self, plan: str, number: str, label: str, *, rows: int, total: int | None, left: float | None) -> None:
        of = f" of about {total:,}" if total else ""
        figures = [f"{rows:,}{of} rows", *([f"about {lasting(left)} left"] if left is not None else [])]
        if self._app.live is not None:
            self._app.at_work(live_line.line(f"{number} {label}", figures))
        elif time.monotonic() - self._backfill >= HEARTBEAT:
            self._backfill = time.monotonic()
            self._app.event(f"statement {number} of {plan} ({label}): {', '.join(figures)}")

    def note(self, text: str) -> None:
        self._app.event(f"note: {text}")

    def _due(self, seconds: float) -> bool:
        """The waits are counted from their own beginning: a smaller number is another wait."""
        if seconds < self._said:
            self._said = -_AGAIN_AFTER
        if seconds - self._said < _AGAIN_AFTER:
            return False
        self._said = seconds
        return True
