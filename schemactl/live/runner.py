"""Send one statement, watch it, end it when asked to. Proof and apply both run plans through here.

Statements go through the extended protocol, where the server itself refuses a second command smuggled into one. Nothing is
interpolated: a `%` in a plan is a percent sign.
"""

from __future__ import annotations

import re
import select
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec
import psycopg
from psycopg import pq

from schemactl.live.connection import Connection

_DONE = (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK, pq.ExecStatus.EMPTY_QUERY)
_COPY = re.compile(r"(\s|--[^\n]*\n|/\*.*?\*/)*copy\b", re.IGNORECASE | re.DOTALL)
_COPYING = (pq.ExecStatus.COPY_IN, pq.ExecStatus.COPY_OUT, pq.ExecStatus.COPY_BOTH)
_TICK = 0.1
_BATCH = 100

Watch = Callable[[float], None]


class Stop:
    """Somebody's wish to end the run; a signal handler may set it at any time."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.signal = 0

    def request(self, signal: int) -> None:
        """Ask for the end; `signal` is what it will be reported as."""
        self.signal = signal
        self._event.set()

    @property
    def requested(self) -> bool:
        return self._event.is_set()

    def sleep(self, seconds: float) -> None:
        """Sleep, but no longer than until the end is asked for."""
        self._event.wait(seconds)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`tag` is the server's word for what it did ("CREATE TABLE", "UPDATE 5"); `rows` are those it changed or returned."""

    tag: str
    rows: int
    seconds: float


Values = Sequence[str | None]
"""What $1, $2, … stand for, as text: the server takes each for what the statement needs there."""


def run(conn: Connection, sql: str, *, stop: Stop | None = None, watch: Watch | None = None, values: Values = ()) -> Outcome:
    """Run one statement to its end. `watch` is called about ten times a second with the seconds gone; raises psycopg.Error.

    Once `stop` is requested the statement is cancelled, and fails with QueryCanceled unless it was done already.
    """
    started = time.monotonic()
    last = _sent(conn, sql, started, stop, watch, values)
    tag = (last.command_status or b"").decode()
    return Outcome(tag=tag, rows=last.command_tuples or 0, seconds=time.monotonic() - started)


Rows = list[tuple[str | None, ...]]
"""As text."""


def begin(conn: Connection, sql: str) -> Callable[[], Rows]:
    """Send a text, maybe of several statements, which the server takes for one transaction. What is returned waits for its end, has the rows of
    the last one, and raises psycopg.Error; until then the caller may do something else, but nothing with this connection."""
    started = time.monotonic()
    with conn.lock:
        conn.pgconn.send_query(sql.encode())
        _flush(conn.pgconn)

    def end() -> Rows:
        with conn.lock:
            results = list(_results(conn, started, None, None))
        _raise_first(conn, results)
        return list(_rows(results[-1], conn.info.encoding))

    return end


def _rows(result: pq.abc.PGresult, encoding: str) -> Iterator[tuple[str | None, ...]]:
    for row in range(result.ntuples):
        values = (result.get_value(row, column) for column in range(result.nfields))
        yield tuple(None if value is None else value.decode(encoding) for value in values)


def run_together(conn: Connection, statements: Sequence[str]) -> bool:
    """Run these in one transaction, each still a message of its own, so that nothing waits for the one before. False: one was refused, and none of them ran."""
    if any(_COPY.match(sql) for sql in statements):
        return False  # libpq ends no COPY among other messages
    pgconn = conn.pgconn
    with conn.lock:
        pgconn.enter_pipeline_mode()
        for sql in statements:
            pgconn.send_query_params(sql.encode(), None)
        pgconn.pipeline_sync()
        _flush(pgconn)
        refused = False
        # All have to be taken from the connection, whatever the first failure was.
        for result in _pipeline(pgconn):
            if result.status in _COPYING:
                pgconn.finish()
                raise psycopg.OperationalError("COPY among other messages")
            refused = refused or result.status not in _DONE
        pgconn.exit_pipeline_mode()
    return not refused


def first_column(conn: Connection, sql: str, *, stop: Stop | None = None, watch: Watch | None = None) -> list[str]:
    """What a query returns in its first column, as text; raises psycopg.Error."""
    last = _sent(conn, sql, time.monotonic(), stop, watch)
    values = (last.get_value(row, 0) for row in range(last.ntuples))
    return [(value or b"").decode(conn.info.encoding, errors="replace") for value in values]


def first_row(
    conn: Connection, sql: str, values: Values, *, stop: Stop | None = None, watch: Watch | None = None
) -> tuple[str, ...] | None:
    """The first row that a query returns, as text, NULL as nothing; None where it returns none. Raises psycopg.Error."""
    last = _sent(conn, sql, time.monotonic(), stop, watch, values)
    if last.ntuples == 0:
        return None
    return tuple((last.get_value(0, column) or b"").decode(conn.info.encoding) for column in range(last.nfields))


def _sent(conn: Connection, sql: str, started: float, stop: Stop | None, watch: Watch | None, values: Values = ()) -> pq.abc.PGresult:
    """The last result of one statement."""
    with conn.lock:
        given = [None if value is None else value.encode() for value in values]
        conn.pgconn.send_query_params(sql.encode(), given or None)
        _flush(conn.pgconn)
        results = list(_results(conn, started, stop, watch))
    _raise_first(conn, results)
    return results[-1]


def _raise_first(conn: Connection, results: Sequence[pq.abc.PGresult]) -> None:
    """The first failure tells the cause; a lost connection may add others."""
    for result in results:
        if result.status not in _DONE:
            raise psycopg.errors.error_from_result(result, encoding=conn.info.encoding)


def _flush(pgconn: pq.abc.PGconn) -> None:
    while pgconn.flush():
        readable, _, _ = select.select([pgconn.socket], [pgconn.socket], [])
        if readable:
            # The server may not read on before we have read its notices.
            pgconn.consume_input()


def _results(conn: Connection, started: float, stop: Stop | None, watch: Watch | None) -> Iterator[pq.abc.PGresult]:
    cancelled = False
    while True:
        while conn.pgconn.is_busy():
            select.select([conn.pgconn.socket], [], [], _TICK)
            conn.pgconn.consume_input()
            if stop is not None and stop.requested and not cancelled:
                cancelled = True
                conn.cancel_safe(timeout=5)
            if watch is not None and conn.pgconn.is_busy():
                watch(time.monotonic() - started)
        result = conn.pgconn.get_result()
        if result is None:
            return
        if result.status == pq.ExecStatus.COPY_IN:
            conn.pgconn.put_copy_end(b"a plan holds no data for COPY FROM STDIN")
            continue
        if result.status == pq.ExecStatus.COPY_OUT:
            while conn.pgconn.get_copy_data(0)[0] > 0:
                pass
            continue
        yield result


def parse(conn: Connection, sql: str) -> None:
    """Let the server read a utility statement and not run it; raises psycopg.Error."""
    if refused := refused_by_grammar(conn, [sql]):
        raise refused[1]


def refused_by_grammar(conn: Connection, statements: Sequence[str]) -> tuple[int, psycopg.Error] | None:
    """Send each as a Parse message, which runs nothing: the first one that the server's own grammar refuses, and why.

    For utility statements only: Parse also looks up what SELECT, INSERT, UPDATE, DELETE, MERGE, CREATE TABLE AS and CALL name.
    """
    for start in range(0, len(statements), _BATCH):
        refused = _parse_batch(conn, statements[start : start + _BATCH])
        if refused is not None:
            return start + refused[0], refused[1]
    return None


def _parse_batch(conn: Connection, statements: Sequence[str]) -> tuple[int, psycopg.Error] | None:
    pgconn = conn.pgconn
    refused: tuple[int, psycopg.Error] | None = None
    with conn.lock:
        pgconn.enter_pipeline_mode()
        for sql in statements:
            pgconn.send_prepare(b"", sql.encode())
        pgconn.pipeline_sync()
        _flush(pgconn)
        for position, result in enumerate(_pipeline(pgconn)):
            if result.status == pq.ExecStatus.FATAL_ERROR and refused is None:
                refused = position, psycopg.errors.error_from_result(result, encoding=conn.info.encoding)
        pgconn.exit_pipeline_mode()
    return refused


def _pipeline(pgconn: pq.abc.PGconn) -> Iterator[pq.abc.PGresult]:
    """Results up to the sync; libpq puts a None behind each."""
    while True:
        while pgconn.is_busy():
            select.select([pgconn.socket], [], [], _TICK)
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            if pgconn.status == pq.ConnStatus.BAD:
                raise psycopg.OperationalError(pgconn.get_error_message())
            continue
        if result.status == pq.ExecStatus.PIPELINE_SYNC:
            return
        yield result
