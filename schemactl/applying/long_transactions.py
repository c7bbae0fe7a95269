"""Transactions that are open for long, before the first lock is asked for: everybody queues behind an ALTER TABLE that waits for one of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import LiteralString

from schemactl.applying.events import Session
from schemactl.applying.stopping import check
from schemactl.errors import LockError
from schemactl.live.connection import Connection
from schemactl.live.runner import Stop

_PAUSE = 0.5

# Whoever has a lock on a table, or a snapshot, which CREATE INDEX CONCURRENTLY waits for; a prepared transaction has no session.
_OPEN: LiteralString = """
    SELECT a.pid, coalesce(a.usename, a.backend_type)::pg_catalog.text, coalesce(a.application_name, ''), coalesce(a.state, 'running'),
           pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.xact_start)
    FROM pg_catalog.pg_stat_activity a
    WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
      AND a.xact_start < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => %(age)s)
      AND a.backend_type IN ('client backend', 'parallel worker', 'autovacuum worker')
      AND (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL OR EXISTS (
           SELECT FROM pg_catalog.pg_locks l WHERE l.pid = a.pid AND l.locktype = 'relation' AND l.relation >= 16384))
    UNION ALL
    SELECT 0, p.owner::pg_catalog.text, 'prepared transaction ' || p.gid, 'prepared',
           pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - p.prepared)
    FROM pg_catalog.pg_prepared_xacts p
    WHERE p.database = pg_catalog.current_database() AND p.prepared < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => %(age)s)
    ORDER BY 5 DESC
"""


def wait_for_them(conn: Connection, *, age: float, wait: float, stop: Stop, tell: Callable[[Sequence[Session]], None]) -> None:
    """Tell of transactions older than `age` seconds, and wait for their end; LockError when they are there after `wait` seconds still.

    With `wait` 0 they are told of, and the plan runs: each of its locks is waited for within its own limits.
    """
    started = time.monotonic()
    told = False
    while found := open_for(conn, age):
        if not told:
            tell(found)
            told = True
        if not wait:
            return
        if time.monotonic() - started >= wait:
            raise LockError(
                f"transactions are open for more than {age:.0f} s, and did not end within {wait:.0f} s: {'; '.join(map(str, found))}",
                hint="let them end, or end them: SELECT pg_terminate_backend(pid); nothing was changed",
            )
        stop.sleep(_PAUSE)
        check(stop)


def open_for(conn: Connection, age: float) -> tuple[Session, ...]:
    """Sessions in this database whose transaction is older than so many seconds, the oldest first."""
    rows = conn.execute(_OPEN, {"age": age}).fetchall()
    return tuple(
        Session(pid=pid, user=user, application=application, state=state, transaction_seconds=float(seconds))
        for pid, user, application, state, seconds in rows
    )
