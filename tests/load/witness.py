"""Who waits for whom while a load runs, as the server says it: a wait that is long has a cause, and the cause has a name."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

# Sessions whose statement has run for longer than a second, with what they wait for and who holds it; the longest first.
SQL = """
SELECT extract(epoch FROM clock_timestamp() - a.query_start)::float8, coalesce(a.wait_event_type || ' ' || a.wait_event, 'the processor'), left(a.query, 90),
  (SELECT string_agg(format('%s (%s) %s', b.application_name, b.state, left(b.query, 90)), '; ') FROM pg_stat_activity b WHERE b.pid = ANY (pg_blocking_pids(a.pid)))
FROM pg_stat_activity a
WHERE a.state = 'active' AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend' AND a.query_start < clock_timestamp() - interval '1 second'
ORDER BY 1 DESC LIMIT 4"""


@dataclass(frozen=True)
class Sight:
    """What the server said at a moment (time.time())."""

    at: float
    seconds: float
    waits_for: str
    sql: str
    held_by: str | None

    def __str__(self) -> str:
        held = f", held by {' '.join(self.held_by.split())}" if self.held_by else ""
        return f"{self.seconds:.1f} s for {self.waits_for}: {' '.join(self.sql.split())}{held}"


@dataclass
class Witness:
    """Everything that was seen."""

    sights: list[Sight] = field(default_factory=list)

    def worst(self, number: int = 5) -> list[Sight]:
        """Of each statement the last sight, the longest first."""
        last = {(one.sql, round(one.at - one.seconds)): one for one in self.sights}
        return sorted(last.values(), key=lambda one: -one.seconds)[:number]


@contextmanager
def witness(conn: psycopg.Connection[tuple[object, ...]], every: float = 0.5) -> Iterator[Witness]:
    """Looks until the end of the block; the connection is its own."""
    found, over = Witness(), threading.Event()

    def look() -> None:
        while not over.wait(every):
            found.sights += [Sight(time.time(), *_row(row)) for row in conn.execute(SQL.encode())]

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


def _row(row: Sequence[object]) -> tuple[float, str, str, str | None]:
    seconds, waits_for, sql, held_by = row
    return float(str(seconds)), str(waits_for), str(sql), None if held_by is None else str(held_by)
