"""While a plan waits for a lock, everybody who comes later waits behind it. How long they may have to is a limit, and the server itself is asked whether it held.

Each of the others gives up after that limit (their own lock_timeout): one that gave up is one that was stalled for longer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import servers
from plan_folder import PlanFolder, one, opened, step, taken

from faults import running
from faults.machine import Machine, machine
from schemactl.applying.apply import apply
from schemactl.applying.events import Events
from schemactl.applying.options import Limits, Options
from schemactl.model.statement import Lock

OTHERS = 20
LIMIT = 0.5
# Every fourth attempt outlasts deadlock_timeout by up to a second, or no autovacuum would ever give way.
DEADLOCK = 0.2
LONGEST = DEADLOCK + 1.0
# The server's timers on a machine that does much else; a stall that is not bounded lasts for as long as the transaction in front, many seconds.
SLACK = 1.0
# So many attempts fail before the transaction in front ends.
ATTEMPTS = 5


class Counted(Events):
    """Tells when it was tried often enough."""

    def __init__(self) -> None:
        self.attempts, self.enough = 0, threading.Event()

    def retrying(self, plan: str, step: int, *, attempt: int, attempts: int, pause: float, reason: str) -> None:
        self.attempts = attempt
        if attempt >= ATTEMPTS:
            self.enough.set()


def test_who_comes_later_waits_no_longer_than_one_attempt(tmp_path: Path) -> None:
    settings = {"deadlock_timeout": f"{DEADLOCK * 1000:.0f}ms", "log_statement": "none", "log_duration": "off"}
    with machine(running.own_folder("stalled") / "server", running.programs(servers.EMBEDDED[0]), settings) as server:
        with server.connect("postgres") as admin:
            admin.execute("CREATE TABLE public.a (id bigint PRIMARY KEY, n bigint NOT NULL)")
            admin.execute("INSERT INTO public.a SELECT i, 0 FROM generate_series(1, 20) i")
        folder = PlanFolder(tmp_path / "plans", {"a", "a_pkey"})
        folder.add("note", step(one("ALTER TABLE public.a ADD COLUMN note text", "table public.a", Lock.ACCESS_EXCLUSIVE)))
        counted = Counted()
        options = Options(mode="development", allow_uncommitted=True, limits=Limits(lock_timeout=LIMIT, lock_retries=20))
        with working(server) as done, reading(server, until=counted.enough), opened(server.url("postgres")) as conn:
            result = apply(conn, folder.path, options, fingerprints=taken, events=counted)
    assert [one.name for one in result.applied] == ["0001_note"]
    assert counted.attempts >= ATTEMPTS
    assert len(done) == OTHERS
    assert min(done) > 0


@contextmanager
def reading(server: Machine, until: threading.Event) -> Iterator[None]:
    """A report that reads the table and stays open."""
    with psycopg.connect(server.url("postgres")) as report, ThreadPoolExecutor(1) as pool:
        report.execute("SELECT count(*) FROM public.a")
        ending = pool.submit(lambda: (until.wait(60), report.rollback()))
        yield
        ending.result()


@contextmanager
def working(server: Machine) -> Iterator[list[int]]:
    """Clients that read and write the table all the time; how often each did is known behind the block, and each that was stalled raises."""
    over, done = threading.Event(), list[int]()
    with ExitStack() as stack, ThreadPoolExecutor(OTHERS) as pool:
        conns = [stack.enter_context(server.connect("postgres")) for _ in range(OTHERS)]
        clients = [pool.submit(client, conn, number, over) for number, conn in enumerate(conns, 1)]
        try:
            yield done
        finally:
            over.set()
        done += [one.result() for one in clients]


def client(conn: psycopg.Connection[tuple[object, ...]], number: int, over: threading.Event) -> int:
    """Half of them read, half write a row of their own; psycopg.errors.LockNotAvailable is a stall beyond the limit."""
    conn.execute(f"SET lock_timeout = '{(LONGEST + SLACK) * 1000:.0f}ms'".encode())
    query = "SELECT n FROM public.a WHERE id = %s" if number % 2 else "UPDATE public.a SET n = n + 1 WHERE id = %s"
    times = 0
    while not over.is_set():
        conn.execute(query.encode(), [number])
        times += 1
        time.sleep(0.005)
    return times
