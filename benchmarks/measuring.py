"""What a run of a program costs: wall, CPU of the program and of the server, peak memory, statements that the server was sent."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

_SENT = re.compile(rb"LOG:  (?:statement|execute [^:]*): ")
_TICKS = os.sysconf("SC_CLK_TCK")
_KIB = 1024


class FailedError(Exception):
    """A program that had to succeed did not; the message is what it said."""


class Cost(NamedTuple):
    """Of one run, or the medians of several. Seconds, and MiB."""

    wall: float
    cpu: float
    server_cpu: float
    peak: float
    statements: int | None = None

    def document(self) -> dict[str, Any]:
        """For JSON."""
        return {name: value if isinstance(value, int) else round(value, 3) for name, value in self._asdict().items() if value is not None}


class Command(NamedTuple):
    """A program with its arguments, where it runs, and which exit codes are success. `before` is no part of what is measured."""

    words: Sequence[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    succeeds: tuple[int, ...] = (0,)
    environment: Mapping[str, str] = {}


class Meter:
    """Measures programs that work with one server; its postmaster counts the CPU of sessions that have ended."""

    def __init__(self, postmaster: int, log: Path) -> None:
        self.postmaster, self.log = postmaster, log

    def once(self, command: Command) -> Cost:
        """Run it and wait for it."""
        command.before()
        server = self._server_cpu()
        started = time.perf_counter()
        used = _run(command)
        wall = time.perf_counter() - started
        return Cost(wall, used.ru_utime + used.ru_stime, self._server_cpu() - server, used.ru_maxrss / _KIB)

    def medians(self, command: Command, runs: int) -> Cost:
        """Of several runs, each figure by itself."""
        every = [self.once(command) for _ in range(runs)]
        return Cost(*(median(values) for values in zip(*((one.wall, one.cpu, one.server_cpu, one.peak) for one in every), strict=True)))

    def statements(self, command: Command) -> int:
        """How many statements a run sends, while the server logs them."""
        command.before()
        start = self.log.stat().st_size
        _run(command)
        with self.log.open("rb") as file:
            file.seek(start)
            return len(_SENT.findall(file.read()))

    def _server_cpu(self) -> float:
        """Of every process of the server, those that ended included."""
        ticks = sum(_ticks(pid, 4) if pid == self.postmaster else _ticks(pid, 2) for pid in (self.postmaster, *_children(self.postmaster)))
        return ticks / _TICKS


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _ticks(pid: int, fields: int) -> int:
    """utime and stime, with four fields also those of children that were waited for (proc(5))."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, after_name[11 : 11 + fields]))


def _run(command: Command) -> resource.struct_rusage:
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            list(command.words),
            cwd=command.folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**os.environ, **command.environment},
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in command.succeeds:
            said.seek(0)
            text = said.read().decode(errors="replace")[-2000:]
            raise FailedError(f"{' '.join(command.words)} ended with {process.returncode}:\n{text}")
    return used
