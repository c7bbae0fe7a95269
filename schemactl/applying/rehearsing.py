"""Pending plans → run on a clone, and what each statement took there: time, waits for locks, files written, log written."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC
from pathlib import Path

import msgspec
import psycopg
from psycopg import pq

from schemactl.applying.apply import apply
from schemactl.applying.events import Events, Several
from schemactl.applying.options import Look, Options, Result, TakeFingerprints
from schemactl.live.connection import Connection
from schemactl.live.files import Files, NewFile, log_position, new_files, read_files
from schemactl.plans.rehearsal import Measured, Rehearsal, Work, Written

_EACH = 0.02
_KINDS = {"r": "table", "m": "materialized view", "i": "index"}


class LockWaits:
    """How long a session waits for locks, seen from another one that looks every 20 ms."""

    def __init__(self, conn: Connection, observer: Connection) -> None:
        self._pid, self._observer = conn.info.backend_pid, observer
        self._ended, self._lock = threading.Event(), threading.Lock()
        self._waited = 0.0
        self._failure: psycopg.Error | None = None
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    @contextmanager
    def watched(self) -> Iterator[LockWaits]:
        """Look until the end of the block."""
        self._thread.start()
        try:
            yield self
        finally:
            self._ended.set()
            self._thread.join()

    def take(self) -> float:
        """Seconds since this was last asked; raises psycopg.Error where the other session could not look."""
        if self._failure is not None:
            raise self._failure
        with self._lock:
            waited, self._waited = self._waited, 0.0
        return waited

    def _look_on(self) -> None:
        before = time.monotonic()
        try:
            while not self._ended.wait(_EACH):
                waiting = self._waiting()
                now = time.monotonic()
                with self._lock:
                    self._waited += (now - before) if waiting else 0.0
                before = now
        except psycopg.Error as exc:
            self._failure = exc

    def _waiting(self) -> bool:
        question = "SELECT a.wait_event_type = 'Lock' FROM pg_catalog.pg_stat_activity a WHERE a.pid = %s"
        row = self._observer.execute(question, [self._pid]).fetchone()
        return bool(row and row[0])


class _Open(msgspec.Struct, frozen=True):
    """A statement that began."""

    plan: str
    number: str
    label: str
    work: tuple[Work, ...]
    files: Files
    log: int
    started: float


class Measuring(Events):
    """Looks at the database before and after each statement, in the session and the transaction that runs it."""

    def __init__(self, conn: Connection, waits: LockWaits, look: Look) -> None:
        self._conn, self._waits, self._look = conn, waits, look
        self._found: dict[tuple[str, str], Measured] = {}
        self._tried: dict[tuple[str, str], tuple[int, float]] = {}
        self._open: _Open | None = None
        self.begun: list[str] = []
        self._judge: Callable[[str], tuple[Work, ...]] = lambda _: ()
        self._judged: dict[tuple[str, str], tuple[Work, ...]] = {}

    def of(self, plan: str) -> tuple[Measured, ...]:
        """What is known of a plan's statements, in order."""
        return tuple(one for (name, _), one in self._found.items() if name == plan)

    def plan_started(self, plan: str, *, steps: int, resumed: bool) -> None:  # noqa: ARG002 - an event's words
        self.begun.append(plan)
        self._judge = self._look(plan)

    def statement_started(self, plan: str, number: str, label: str, *, sql: str) -> None:
        self._close()
        key = (plan, number)
        if key not in self._judged:
            # The judge remembers what earlier statements made: each is shown to it once.
            self._judged[key] = self._judge(sql)
        files, log = read_files(self._conn), log_position(self._conn)
        self._waits.take()
        self._open = _Open(plan, number, label, self._judged[key], files, log, time.monotonic())

    def statement_done(self, plan: str, number: str, label: str, *, seconds: float, rows: int) -> None:  # noqa: ARG002 - an event's words
        self._close(seconds, rows)

    def not_checked(self, plan: str, number: str, label: str, *, seconds: float) -> None:  # noqa: ARG002 - an event's words
        self._close(seconds)

    def step_done(self, plan: str, step: int, *, seconds: float) -> None:  # noqa: ARG002 - an event's words
        self._close()

    def retrying(self, plan: str, step: int, *, attempt: int, attempts: int, pause: float, reason: str) -> None:  # noqa: ARG002 - an event's words
        if self._open is not None:
            key = (self._open.plan, self._open.number)
            before, waited = self._tried.get(key, (0, 0.0))
            self._tried[key] = before + 1, waited + self._waits.take()
            self._open = None

    def _close(self, seconds: float | None = None, rows: int = 0) -> None:
        """The statement ended; without its time, now."""
        begun, self._open = self._open, None
        if begun is None or self._conn.pgconn.transaction_status == pq.TransactionStatus.INERROR:
            return
        seconds = time.monotonic() - begun.started if seconds is None else seconds
        wal = log_position(self._conn) - begun.log
        before, waited = self._tried.get((begun.plan, begun.number), (0, 0.0))
        self._found[begun.plan, begun.number] = Measured(
            number=begun.number,
            label=begun.label,
            seconds=round(seconds, 4),
            lock_wait_seconds=round(waited + self._waits.take(), 3),
            attempts=before + 1,
            rows=rows,
            wal_bytes=wal,
            written=tuple(map(_written, new_files(self._conn, begun.files, read_files(self._conn)))),
            work=begun.work,
        )


def _written(one: NewFile) -> Written:
    relation = one.relation
    name = f"{relation.schema}.{relation.name}"
    return Written(relation=name, kind=_KINDS[relation.letter], rewritten=one.before is not None, bytes=one.bytes, rows=one.rows)


@contextmanager
def measuring(conn: Connection, observe: Callable[[], Connection], look: Look) -> Iterator[Measuring]:
    """What listens to a run on this connection."""
    with closing(observe()) as observer, LockWaits(conn, observer).watched() as waits:
        yield Measuring(conn, waits, look)


def rehearse(
    conn: Connection,
    path: Path,
    options: Options,
    measured: Measuring,
    *,
    fingerprints: TakeFingerprints,
    events: Events,
    observe: Callable[[], Connection],
) -> Result:
    """Run what is pending on the clone."""
    return apply(conn, path, on_clone(options), fingerprints=fingerprints, events=Several(measured, events), observe=observe)


def on_clone(options: Options) -> Options:
    """The clone's own mark stays, and plans need not be committed, signed or rehearsed yet."""
    return msgspec.structs.replace(options, mode="development", clone=True, signers=None, rehearsed=False, allow_uncommitted=False)


class Server(msgspec.Struct, frozen=True):
    """Where a rehearsal runs, as it was before."""

    version: str
    wal_level: str
    database: str
    bytes: int
    at: str


def server(conn: Connection) -> Server:
    """Asked of the clone before the first statement."""
    row = conn.execute(
        "SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_setting('wal_level'), pg_catalog.current_database(),"
        " pg_catalog.pg_database_size(pg_catalog.current_database()), pg_catalog.clock_timestamp()"
    ).fetchone()
    assert row is not None
    version, wal_level, database, size, at = row
    return Server(
        str(version).split()[0], wal_level, database, size, at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    )


def rehearsal(plan: str, sha256: str, statements: Sequence[Measured], on: Server, *, tool_version: str) -> Rehearsal:
    """What is kept of one plan."""
    return Rehearsal(
        plan=plan,
        sha256=sha256,
        at=on.at,
        tool_version=tool_version,
        server_version=on.version,
        wal_level=on.wal_level,
        database=on.database,
        database_bytes=on.bytes,
        statements=tuple(statements),
    )
