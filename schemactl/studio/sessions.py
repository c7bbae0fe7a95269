"""Sessions in the database for the pages: a few, kept open; whatever a page asks runs in a read-only transaction with time limits."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import LiteralString

import psycopg
from psycopg import sql

from schemactl.live.connection import Connection, Target, connect, connection_lost

MOST = 4
SECONDS = 5
"""How long one statement may run, and twice that a page that reads the whole catalog."""

LOCK_SECONDS = 2


class Sessions:
    """At most MOST sessions; who comes when all are busy waits."""

    def __init__(self, target: Target, *, seconds: float = SECONDS) -> None:
        self._target, self._seconds = target, seconds
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._free = threading.BoundedSemaphore(MOST)

    @contextlib.contextmanager
    def reading(self, *, seconds: float | None = None) -> Iterator[Connection]:
        """One snapshot in which nothing can be written; each statement ends after `seconds`."""
        with self._session() as conn:
            conn.execute(_begin("ISOLATION LEVEL REPEATABLE READ READ ONLY", seconds or self._seconds))
            try:
                yield conn
            finally:
                _end(conn, "ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is committed when the block ends, and rolled back when it fails; what others changed since it began, it cannot change."""
        with self._session() as conn:
            conn.execute(_begin("ISOLATION LEVEL REPEATABLE READ READ WRITE", self._seconds))
            try:
                yield conn
                conn.execute("COMMIT")
            except BaseException:
                _end(conn, "ROLLBACK")
                raise

    @contextlib.contextmanager
    def whole(self) -> Iterator[Connection]:
        """A read-only session for what opens its own transactions (introspection, the ledger); its statements end after ten times as long."""
        with self._session() as conn:
            conn.execute(sql.SQL("SET statement_timeout = {}").format(_milliseconds(self._seconds * 10)))
            try:
                yield conn
            finally:
                with contextlib.suppress(psycopg.Error):
                    conn.execute("SET statement_timeout = 0")

    @contextlib.contextmanager
    def _session(self) -> Iterator[Connection]:
        with self._free:
            conn = self._taken()
            try:
                yield conn
            except psycopg.Error as error:
                if connection_lost(error):
                    conn.close()
                raise
            finally:
                if not conn.closed:
                    self._idle.put(conn)

    def _taken(self) -> Connection:
        """One that is open still: the server may have been restarted since."""
        while True:
            try:
                conn = self._idle.get_nowait()
            except Empty:
                return connect(self._target, application_name="schemactl studio", read_only=True)
            try:
                conn.execute("SELECT")
            except psycopg.Error:
                conn.close()
                continue
            return conn

    def close(self) -> None:
        """End those that nobody uses."""
        with contextlib.suppress(Empty):
            while True:
                self._idle.get_nowait().close()


def _begin(how: LiteralString, seconds: float) -> sql.Composed:
    return sql.SQL("BEGIN {}; SET LOCAL statement_timeout = {}; SET LOCAL lock_timeout = {}").format(
        sql.SQL(how),
        _milliseconds(seconds),
        _milliseconds(LOCK_SECONDS),
    )


def _milliseconds(seconds: float) -> sql.Literal:
    return sql.Literal(f"{max(1, round(seconds * 1000))}ms")


def _end(conn: Connection, word: LiteralString) -> None:
    try:
        conn.execute(word)
    except psycopg.Error:
        conn.close()
