"""The advisory lock that lets one schemactl work on a database, and how long a statement may wait for the locks of others."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from itertools import count, islice

import psycopg

from schemactl.applying.events import Session
from schemactl.applying.stopping import check
from schemactl.errors import LockError
from schemactl.live.connection import Connection, database_error
from schemactl.live.runner import Stop

# The first eight bytes of sha256("schemactl"); advisory locks belong to one database.
_KEY = 3898346340282022832

# Roles that are no superusers see of other roles' sessions who they are, and of the server's own processes only that they are there. What
# every role sees is which locks a process holds: a process of the server's own that holds SHARE UPDATE EXCLUSIVE is an autovacuum, and
# one on a table that is older than the server allows is one against wraparound.
_SESSION = """
    SELECT a.pid, coalesce(a.usename, a.backend_type, 'a process of the server'), coalesce(a.application_name, ''),
           coalesce(a.state, CASE WHEN a.usesysid IS NULL OR a.backend_type IS NOT NULL THEN 'running'
                                  ELSE 'its state is not shown to this role, which lacks pg_read_all_stats' END),
           pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.backend_start)),
           a.query LIKE 'autovacuum:%%(to prevent wraparound)' OR a.usesysid IS NULL AND a.backend_type IS NULL AND EXISTS (
               SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
               WHERE l.pid = a.pid AND l.granted AND l.mode = 'ShareUpdateExclusiveLock' AND c.relkind IN ('r', 'm', 't')
                 AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
                 AND (pg_catalog.age(c.relfrozenxid) > pg_catalog.current_setting('autovacuum_freeze_max_age')::pg_catalog.int8
                      OR pg_catalog.mxid_age(c.relminmxid) > pg_catalog.current_setting('autovacuum_multixact_freeze_max_age')::pg_catalog.int8))
    FROM pg_catalog.pg_stat_activity a
"""
_HOLDER = (
    _SESSION
    + """
    JOIN pg_catalog.pg_locks l ON l.pid = a.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
      AND (l.classid::bigint << 32) | l.objid::bigint = %s
"""
)
_BLOCKERS = _SESSION + "WHERE a.pid = ANY (pg_catalog.pg_blocking_pids(%s)) ORDER BY a.pid"


@contextlib.contextmanager
def advisory_lock(
    conn: Connection,
    *,
    wait: float,
    stop: Stop | None = None,
    waiting: Callable[[Session | None, float], None] = lambda _holder, _seconds: None,
    needless: Callable[[], bool] = lambda: False,
) -> Iterator[bool]:
    """Hold the lock for the time of the block; LockError when it does not come within `wait` seconds.

    Yields False, without the lock, once `needless` says while waiting that another one did the work. The lock is polled, never waited
    for: a session that waits in pg_advisory_lock has a snapshot, and CREATE INDEX CONCURRENTLY of the holder would wait for it.
    """
    held = _poll(conn, wait, stop or Stop(), waiting, needless)
    try:
        yield held
    finally:
        # A lost connection has lost its locks too.
        if held and not conn.closed:
            with contextlib.suppress(psycopg.Error):
                conn.execute("SELECT pg_catalog.pg_advisory_unlock(%s)", [_KEY])


def _poll(
    conn: Connection, wait: float, stop: Stop, waiting: Callable[[Session | None, float], None], needless: Callable[[], bool]
) -> bool:
    started = time.monotonic()
    while not _try(conn):
        elapsed = time.monotonic() - started
        holder = _holder(conn)
        if elapsed >= wait:
            raise _not_obtained(holder, wait)
        waiting(holder, elapsed)
        stop.sleep(random.uniform(0.1, 0.5))  # noqa: S311 - jitter, nothing to guess
        check(stop)
        if needless():
            return False
    return True


def _try(conn: Connection) -> bool:
    row = conn.execute("SELECT pg_catalog.pg_try_advisory_lock(%s)", [_KEY]).fetchone()
    return bool(row and row[0])


def _holder(conn: Connection) -> Session | None:
    row = conn.execute(_HOLDER, [_KEY]).fetchone()
    return _session(row) if row else None


def holder(conn: Connection) -> Session | None:
    """Who holds the lock on this database now."""
    return _holder(conn)


def end_holder(conn: Connection, session: Session, *, wait: float = 10.0) -> bool:
    """Have the server end the session that holds the lock; is the lock free of it after at most `wait` seconds?"""
    try:
        conn.execute("SELECT pg_catalog.pg_terminate_backend(%s)", [session.pid])
    except psycopg.errors.InsufficientPrivilege as error:
        hint = "connect as the same role, as a member of pg_signal_backend, or as a superuser"
        raise database_error(error, doing=f"ending {session}", hint=hint) from error
    until = time.monotonic() + wait
    while (left := _holder(conn)) is not None and left.pid == session.pid:
        if time.monotonic() >= until:
            return False
        time.sleep(0.05)
    return True


def _session(row: tuple[object, ...]) -> Session:
    pid, user, application, state, seconds, wraparound = row
    assert isinstance(pid, int)
    return Session(
        pid=pid,
        user=str(user),
        application=str(application),
        state=str(state),
        transaction_seconds=None if seconds is None else float(str(seconds)),
        wraparound=bool(wraparound),
    )


def _not_obtained(holder: Session | None, wait: float) -> LockError:
    who = f" ({holder})" if holder else ""
    return LockError(
        f"another schemactl works on this database{who}; waited {wait:.0f} s",
        hint="let it finish, or wait longer with --wait; SELECT pg_terminate_backend(pid) ends a session that hangs",
    )


def blockers(observer: Connection, pid: int) -> tuple[Session, ...]:
    """Who holds what the backend `pid` waits for; asked on another connection."""
    return tuple(map(_session, observer.execute(_BLOCKERS, [pid]).fetchall()))


def lock_timeouts(limit: float, deadlock_timeout: float, attempts: int) -> Iterator[float]:
    """Seconds that each attempt may wait for a lock.

    Short at first: whoever queues behind us waits as long as we do. Every fourth attempt outlasts deadlock_timeout, because that is
    when PostgreSQL cancels an autovacuum that blocks us; shorter waits never get past one.
    """
    first = (0.2, 0.5, 1.0, deadlock_timeout + 0.5)
    later = (1.0, 1.0, 2.0, deadlock_timeout + 1.0)
    for attempt in islice(count(), max(attempts, 1)):
        seconds = (first if attempt < len(first) else later)[attempt % 4]
        yield seconds if attempt % 4 == 3 else min(seconds, limit)


def pause(attempt: int) -> float:
    """Seconds to let others through before the next attempt; `attempt` counts from 0."""
    return random.uniform(0.5, 1.0) * min(60.0, 0.5 * 1.6**attempt)  # noqa: S311 - jitter, nothing to guess


def deadlock_timeout(conn: Connection) -> float:
    """The server's deadlock_timeout in seconds."""
    row = conn.execute("SELECT s.setting::float8 / 1000 FROM pg_catalog.pg_settings s WHERE s.name = 'deadlock_timeout'").fetchone()
    return float(row[0]) if row else 1.0
