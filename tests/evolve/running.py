"""Pairs by number: each judged in one of several processes, and what fails made smaller and written down as a scenario."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from pathlib import Path

import msgspec
import psycopg
import servers

from evolve import drawing, dumps, judging, names, reducing, scenarios
from evolve.choice import ANY, Choice
from evolve.drawing import Pair
from evolve.judging import ApartError, FoundError, Judge
from evolve.pool import PooledServer
from evolve.results import Result
from schemactl.errors import ConfigurationError, ConnectError, SchemactlError
from schemactl.live.connection import connection_lost
from schemactl.scratch import roles
from schemactl.scratch.binaries import Binaries
from schemactl.scratch.cluster import Cluster
from schemactl.scratch.server import ScratchServer

REDUCING = 60.0
"""Seconds that making a failure smaller may take."""

NOT_JUDGED = "not judged"
"""The verdict where the connection failed: it says nothing of the pair, which is left for the next run."""

PATIENCE = 8
"""How many times in a row a connection may fail until the run ends; before each but the first it waits twice as long."""


class LostError(Exception):
    """The server is gone, or the way to it."""


@contextmanager
def judge(major: int) -> Iterator[Judge]:
    """On the tests' server of this major; every process has its own databases there."""
    found = servers.programs(major)
    assert found, f"there are no programs of PostgreSQL {major}: the embedded wheel has 16 and 18, npm has the others"
    cluster = _cluster(found)
    with cluster.running() as conn:
        server = PooledServer(conn, cluster.target, missing_roles=roles.Missing.CREATE, name=f"PostgreSQL {found.version}", file_copy=True)
        try:
            with ExitStack() as stack:
                yield Judge(server, dumps.Dumping(server, found.folder), cache(lambda: stack.enter_context(_own(found))))
        finally:
            server.close()


@contextmanager
def _own(found: Binaries) -> Iterator[ScratchServer]:
    """A server for pairs that make roles."""
    cluster = msgspec.structs.replace(_cluster(found), folder=servers.DATA / f"roles-{found.version}")
    with cluster.running() as conn:
        server = ScratchServer(conn, cluster.target, missing_roles=roles.Missing.CREATE, name="the server with roles", file_copy=True)
        server.ensure_roles(names.ROLES)
        server.ensure_tablespaces(names.TABLESPACES)
        yield server


def _cluster(found: Binaries) -> Cluster:
    return Cluster(
        folder=servers.DATA / f"server-{found.version}",
        binaries=found,
        settings=servers.SETTINGS,
        linger=servers.LINGER,
        disposable=True,
    )


def of_number(number: int, offered: frozenset[str] = ANY) -> Pair:
    return drawing.pair(Choice.numbered(number, offered))


def judged(judge: Judge, number: int, scenarios_into: Path) -> Result:
    """One pair; a failure is made smaller and written down."""
    started = time.perf_counter()
    pair = of_number(number, judge.offered)
    verdict, why = found(of_witnesses(judge, number), pair)
    if verdict == "failed":
        small, why = smaller(judge, pair, why)
        scenarios.write(scenarios_into / f"evolve--{number}", judging.texts(small), why)
    return Result(number=number, verdict=verdict, why=why, seconds=round(time.perf_counter() - started, 3))


def of_witnesses(judge: Judge, number: int) -> Judge:
    """pg_dump is asked for every fifth pair, by number."""
    return judge if number % 5 == 0 else judge.without_dumps()


def smaller(judge: Judge, pair: Pair, why: str) -> tuple[Pair, str]:
    """The smallest pair found that fails at the same stage within a minute, and why it does, in pg_dump's eyes too."""
    stage = why.partition(":")[0]
    quick = judge if "pg_dump" in stage else judge.without_dumps()
    until = time.monotonic() + REDUCING
    small = reducing.reduced(pair, lambda one: time.monotonic() < until and found(quick, one)[1].partition(":")[0] == stage)
    verdict, again = found(judge, small)
    return small, again if verdict == "failed" else why


def found(judge: Judge, pair: Pair) -> tuple[str, str]:
    """The verdict of a pair, and why; LostError where there is none."""
    try:
        judge.judge(pair)
    except Exception as error:
        if any(map(_is_lost, _chain(error))):
            raise LostError(str(error)) from error
        return _verdict(error)
    texts = judging.texts(pair)
    return ("empty" if texts.before == texts.after else "ok"), ""


def _verdict(error: Exception) -> tuple[str, str]:
    match error:
        case ApartError():
            return "apart", str(error)
        case FoundError():
            return "failed", str(error)
        case _:
            return "failed", f"crash {type(error).__name__}: {error}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_lost(error: BaseException) -> bool:
    """pg_dump has a connection of its own, and says no more than that it failed."""
    if isinstance(error, psycopg.Error):
        return connection_lost(error)
    return isinstance(error, ConnectError | subprocess.CalledProcessError)


def run(numbers: list[int], *, major: int, jobs: int, into: Path) -> Iterator[Result]:
    """Results as they come, of several processes."""
    if jobs == 1:
        with Bench(major, into) as bench:
            yield from map(bench.judged, numbers)
        return
    with judge(major):  # the server stays up as long as somebody is there
        context = multiprocessing.get_context("spawn")
        with context.Pool(jobs, _begin, (major, os.fspath(into))) as pool:
            yield from pool.imap_unordered(_judged, numbers, chunksize=4)


class Bench:
    """A judge, and another one where its connection failed."""

    def __init__(self, major: int, into: Path) -> None:
        self._open = partial(judge, major)
        self._into = into
        self._stack = ExitStack()
        self._judge: Judge | None = None
        self._lost = 0

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def judged(self, number: int) -> Result:
        """NOT_JUDGED where the connection fails, and the next pair begins anew; raises what it is once that goes on and on."""
        try:
            self._judge = self._judge or self._stack.enter_context(self._open())
            result = judged(self._judge, number, self._into)
        except (LostError, ConnectError, ConfigurationError, psycopg.OperationalError) as error:
            self._leave()
            self._lost += 1
            if self._lost == PATIENCE:
                raise
            time.sleep(2.0 ** (self._lost - 1) - 1)
            return Result(number=number, verdict=NOT_JUDGED, why=str(error))
        self._lost = 0
        return result

    def _leave(self) -> None:
        stack, self._stack, self._judge = self._stack, ExitStack(), None
        # What it lent lies on a server that may be gone.
        with suppress(psycopg.Error, SchemactlError):
            stack.close()


_MINE: list[Bench] = []


def _begin(major: int, into: str) -> None:
    # Kept until the process ends; without its session the server's databases count as orphans, which the next one sweeps.
    _MINE.append(Bench(major, Path(into)))


def _judged(number: int) -> Result:
    return _MINE[0].judged(number)
