"""Clients that read and write all the time, each statement at the moment when it is due, and how long each of them waited."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Literal

import psycopg

from load.shop import Send, Written, reader, writer

Role = Literal["reader", "writer"]
Connect = Callable[[], psycopg.Connection[tuple[object, ...]]]

LONGEST = 3600.0


@dataclass(frozen=True)
class Statement:
    """One of a client's: when it was due, when it was sent and when it was done, by time.time()."""

    role: Role
    due: float
    sent: float
    done: float

    @property
    def waited(self) -> float:
        """From the moment when it was due: who comes while a client is held up waits as well."""
        return self.done - self.due


@dataclass(frozen=True)
class Waits:
    """Of many statements: how many, and in seconds their median, the 99.9th of a hundred, the longest of a reader and of a writer.

    `server`: the longest that one was with the server. What is longer than that, a client made itself: it came too late to send.
    """

    number: int
    half: float
    most: float
    reader: float
    writer: float
    server: float

    @property
    def longest(self) -> float:
        return max(self.reader, self.writer)


def waits(statements: Iterable[Statement]) -> Waits:
    """Without statements, all is zero."""
    found = list(statements)
    seconds = sorted(one.waited for one in found)
    longest = {role: max((one.waited for one in found if one.role == role), default=0.0) for role in ("reader", "writer")}
    return Waits(
        len(found),
        _part(seconds, 0.5),
        _part(seconds, 0.999),
        longest["reader"],
        longest["writer"],
        max((one.done - one.sent for one in found), default=0.0),
    )


def _part(ordered: Sequence[float], part: float) -> float:
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else 0.0


@dataclass
class Seen:
    """What the clients of one load met with."""

    statements: list[Statement] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    written: list[Written] = field(default_factory=list)

    def between(self, start: float, end: float) -> Waits:
        """Of statements that were under way at any moment between these; for who still waits, there is no figure before the load has ended."""
        return waits(one for one in self.statements if one.done >= start and one.due <= end)


@contextmanager
def load(connect: Connect, rows: int, *, each: int, rate: float, report: float) -> Iterator[Seen]:
    """`each` writers and as many readers, `rate` statements a second each, until the end of the block. Beside them a report reads for `report` seconds in a transaction, again and again."""
    seen, over = Seen(written=[Written() for _ in range(each)]), threading.Event()
    with ExitStack() as stack, ThreadPoolExecutor(2 * each + 1) as pool:
        conns = [stack.enter_context(connect()) for _ in range(2 * each + 1)]
        todo = [
            *(("writer", writer(number, each, rows, one)) for number, one in enumerate(seen.written)),
            *(("reader", reader(number, rows)) for number in range(each)),
        ]
        clients: list[Future[None]] = [
            pool.submit(_client, conn, role, work, 1 / rate, over, seen) for conn, (role, work) in zip(conns, todo, strict=False)
        ]
        clients.append(pool.submit(_report, conns[-1], report, over))
        try:
            yield seen
        finally:
            over.set()
        for one in clients:
            one.result(LONGEST)


def _client(
    conn: psycopg.Connection[tuple[object, ...]],
    role: Role,
    work: Iterator[Callable[[Send], None]],
    interval: float,
    over: threading.Event,
    seen: Seen,
) -> None:
    def send(sql: str, values: Sequence[object], prepare: bool | None = None) -> tuple[object, ...] | None:
        cursor = conn.execute(sql.encode(), values, prepare=prepare)
        return cursor.fetchone() if cursor.description else None

    due = time.time()
    while not over.is_set():
        due += interval
        if (early := due - time.time()) > 0:
            time.sleep(early)
        sent = time.time()
        try:
            next(work)(send)
        except psycopg.Error as error:
            seen.errors[f"{error.sqlstate} {error.diag.message_primary or error}"] += 1
        # Appending is atomic: no lock that clients would wait for.
        seen.statements.append(Statement(role, due, sent, time.time()))


def _report(conn: psycopg.Connection[tuple[object, ...]], seconds: float, over: threading.Event) -> None:
    """Holds what it has read for as long as it works on it; the load's own figures leave it out."""
    while seconds and not over.wait(seconds / 2):
        with conn.transaction():
            conn.execute('SELECT count(*) FROM shop."Big ""O x" WHERE id < 1000')
            over.wait(seconds)
