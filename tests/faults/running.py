"""Kills by number: each in one of several processes, each with a server of its own."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import servers
from evolve.results import Result

from faults.killing import Fault, Killer, WrongEndError, killer
from schemactl.errors import SchemactlError
from schemactl.scratch.places import open_folder


def killed(killer: Killer, number: int, fault: Fault | None = None) -> Result:
    """One kill; `verdict` is the fault's name, "missed" when the moment did not come, or "wrong"."""
    started = time.perf_counter()
    try:
        outcome = killer.kill(number, fault)
    except (WrongEndError, psycopg.Error, SchemactlError, AssertionError) as error:
        return Result(number, "wrong", f"{type(error).__name__}: {error}", round(time.perf_counter() - started, 3))
    why = f"{outcome.shape}, ended with {outcome.code}" + (f", {outcome.repeated} repeated" if outcome.repeated else "")
    return Result(number, outcome.fault if outcome.fired else "missed", why, round(time.perf_counter() - started, 3))


def run(numbers: list[int], *, major: int, jobs: int) -> Iterator[Result]:
    """Results as they come, of several processes."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, _begin, (major,)) as pool:
        yield from pool.imap_unordered(_killed, numbers)
        pool.close()
        pool.join()


_MINE: list[Killer] = []
_LENT: list[object] = []


def _begin(major: int) -> None:
    from multiprocessing.util import Finalize

    folder = own_folder(str(major))
    lent = killer(folder, programs(major))
    _MINE.append(lent.__enter__())
    _LENT.append(lent)
    # A pool's process ends without atexit; its server must not stay.
    Finalize(None, _end, (lent, folder), exitpriority=10)


def _end(lent: object, folder: Path) -> None:
    lent.__exit__(None, None, None)  # type: ignore[attr-defined]
    shutil.rmtree(folder, ignore_errors=True)


def _killed(number: int) -> Result:
    return killed(_MINE[0], number)


def own_folder(name: str) -> Path:
    """An empty one of this process, for servers that are stopped in the middle of work; those of processes that are gone go too."""
    home = servers.DATA / "faults"
    for left in home.glob("*"):
        if not Path(f"/proc/{left.name.rpartition('-')[2]}").exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = home / f"{name}-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    return open_folder(folder)


def programs(major: int) -> servers.Binaries:
    """Server programs, or a word about why there are none."""
    found = servers.programs(major)
    assert found, f"there are no programs of PostgreSQL {major}: the embedded wheel has 16 and 18, npm has the others"
    return found
