"""Watches a statement while it runs: tells who blocks it each second, and every half minute that it is still at work."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import psycopg

from schemactl.applying.events import Events, Session
from schemactl.applying.locks import blockers
from schemactl.errors import SchemactlError
from schemactl.live.connection import Connection

HEARTBEAT = 30.0

# The first look comes before the shortest lock timeout ends.
_FIRST_LOOK = 0.1
_LOOK = 1.0


class Watcher:
    """One for a run. `observe` opens a second connection: the one that waits cannot ask who it waits for."""

    def __init__(self, conn: Connection, events: Events, observe: Callable[[], Connection] | None) -> None:
        self._pid = conn.info.backend_pid
        self._events, self._observe = events, observe
        self._observer: Connection | None = None
        self.blockers: tuple[Session, ...] = ()

    def over(self, plan: str, number: str, label: str) -> Callable[[float], None]:
        """What `live.runner.run` calls while this statement runs."""
        self.blockers = ()
        next_look, next_beat = _FIRST_LOOK, HEARTBEAT

        def watch(seconds: float) -> None:
            nonlocal next_look, next_beat
            if seconds >= next_look:
                next_look = max(next_look, seconds) + _LOOK
                self._look(plan, number, seconds)
            if seconds >= next_beat:
                next_beat += HEARTBEAT
                self._events.heartbeat(plan, number, label, seconds=seconds)

        return watch

    def close(self) -> None:
        """End the second connection."""
        if self._observer is not None:
            self._observer.close()
            self._observer = None

    def _look(self, plan: str, number: str, seconds: float) -> None:
        found = self._blockers()
        if found:
            self.blockers = found
            self._events.waiting_for_lock(plan, number, found, seconds=seconds)

    def _blockers(self) -> tuple[Session, ...]:
        """Nobody, too, when the second connection cannot be had: the plan does not fail for want of a watcher."""
        if self._observe is None:
            return ()
        with contextlib.suppress(psycopg.Error, SchemactlError):
            if self._observer is None or self._observer.closed:
                self._observer = self._observe()
            return blockers(self._observer, self._pid)
        return ()
