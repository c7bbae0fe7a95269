"""Watches a statement while it runs: tells each second how far it came and who blocks it, and every half minute that it is still at work."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Mapping

import psycopg

from schemactl.applying.events import AtWork, Events, Session
from schemactl.applying.locks import blockers
from schemactl.errors import SchemactlError
from schemactl.live.connection import Connection
from schemactl.live.headway import Headway, read_headway

HEARTBEAT = 30.0

# The first look comes before the shortest lock timeout ends.
_FIRST_LOOK = 0.1
_LOOK = 1.0

_WINDOW, _SPAN = 30.0, 2.0
"""Seconds: how long back the pace is measured, and how long it has to have been measured before it says anything."""


class Watcher:
    """One for a run. `observe` opens a second connection: the one that works can neither ask who it waits for nor how far it came.

    `rehearsed` are the seconds that statements of the plan at work took on a clone, by number, where they are known.
    """

    def __init__(self, conn: Connection, events: Events, observe: Callable[[], Connection] | None) -> None:
        self._pid = conn.info.backend_pid
        self._events, self._observe = events, observe
        self._observer: Connection | None = None
        self.blockers: tuple[Session, ...] = ()
        self.rehearsed: Mapping[str, float] = {}
        self.waited = 0.0
        """Seconds of the last statement that went by between two looks, the second of which found somebody in the way."""

    def over(self, plan: str, number: str, label: str) -> Callable[[float], None]:
        """What `live.runner.run` calls while this statement runs."""
        self.blockers, self.waited = (), 0.0
        pace, looked, next_look, next_beat = Pace(), 0.0, _FIRST_LOOK, HEARTBEAT

        def watch(seconds: float) -> None:
            nonlocal looked, next_look, next_beat
            if seconds < min(next_look, next_beat):
                return
            next_look = max(next_look, seconds) + _LOOK
            work = self._look(plan, number, seconds, pace)
            self.waited += seconds - looked if work.blockers else 0.0
            looked = seconds
            self._events.at_work(plan, number, label, work)
            if seconds >= next_beat:
                next_beat += HEARTBEAT
                self._events.heartbeat(plan, number, label, work)

        return watch

    def close(self) -> None:
        """End the second connection."""
        if self._observer is not None:
            self._observer.close()
            self._observer = None

    def _look(self, plan: str, number: str, seconds: float, pace: Pace) -> AtWork:
        found, headway = self._observed()
        if found:
            self.blockers = found
            self._events.waiting_for_lock(plan, number, found, seconds=seconds)
        left = pace.left(headway, seconds)
        return AtWork(seconds=seconds, headway=headway, left=left, rehearsed=self.rehearsed.get(number), blockers=found)

    def _observed(self) -> tuple[tuple[Session, ...], Headway | None]:
        """Nothing, too, when the second connection cannot be had: the plan does not fail for want of a watcher."""
        if self._observe is None:
            return (), None
        with contextlib.suppress(psycopg.Error, SchemactlError):
            if self._observer is None or self._observer.closed:
                self._observer = self._observe()
            return blockers(self._observer, self._pid), read_headway(self._observer, self._pid)
        return (), None


class Pace:
    """How fast a phase of one statement goes, by what was seen of it in the last half minute."""

    def __init__(self) -> None:
        self._phase: tuple[object, ...] = ()
        self._seen = deque[tuple[float, int]]()

    def left(self, headway: Headway | None, seconds: float) -> float | None:
        """Seconds to the end of the phase; None where nobody counts, or nothing moves, or not enough of it was seen yet."""
        counted = headway.counted if headway else None
        if headway is None or counted is None or not counted.total:
            self._phase = ()
            return None
        phase = (headway.command, headway.phase, headway.parts_done, counted.total, counted.unit)
        if phase != self._phase or (self._seen and counted.done < self._seen[-1][1]):
            self._phase = phase
            self._seen.clear()
        self._seen.append((seconds, counted.done))
        while seconds - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        since, done = self._seen[0]
        if seconds - since < _SPAN or counted.done == done:
            return None
        return max(counted.total - counted.done, 0) * (seconds - since) / (counted.done - done)
