"""Pairs by number: each judged in one of several processes, and what fails made smaller and written down as a scenario."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
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
from schemactl.scratch import roles
from schemactl.scratch.binaries import Binaries
from schemactl.scratch.cluster import Cluster
from schemactl.scratch.server import ScratchServer

REDUCING = 60.0
"""Seconds that making a failure smaller may take."""


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
    """The verdict of a pair, and why."""
    try:
        judge.judge(pair)
    except ApartError as reason:
        return "apart", str(reason)
    except FoundError as failure:
        return "failed", str(failure)
    except (psycopg.Error, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, AssertionError, RecursionError) as crash:
        return "failed", f"crash {type(crash).__name__}: {crash}"
    texts = judging.texts(pair)
    return ("empty" if texts.before == texts.after else "ok"), ""


def run(numbers: list[int], *, major: int, jobs: int, into: Path) -> Iterator[Result]:
    """Results as they come, of several processes."""
    if jobs == 1:
        with judge(major) as mine:
            yield from (judged(mine, number, into) for number in numbers)
        return
    with judge(major):  # the server stays up as long as somebody is there
        context = multiprocessing.get_context("spawn")
        with context.Pool(jobs, _begin, (major, os.fspath(into))) as pool:
            yield from pool.imap_unordered(_judged, numbers, chunksize=4)


_MINE: list[tuple[Judge, Path]] = []


def _begin(major: int, into: str) -> None:
    lent = judge(major)
    _MINE.append((lent.__enter__(), Path(into)))
    # Kept until the process ends; without its session the server's databases count as orphans, which the next one sweeps.
    _LENT.append(lent)


_LENT: list[object] = []


def _judged(number: int) -> Result:
    mine, into = _MINE[0]
    return judged(mine, number, into)
