"""Real processes that run schemactl, forked from one that has its modules loaded: a tenth of the time, and killed like any other."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a client ended: an exit code, or minus a signal's number."""

    code: int
    output: str


class Client:
    """One run that may still be at work."""

    def __init__(self, pid: int, spawner: Spawner, output: Path) -> None:
        self.pid, self._spawner, self._output = pid, spawner, output

    def wait(self) -> Ended:
        """Wait for its end."""
        code = self._spawner.answer()
        return Ended(code, self._output.read_text(errors="replace"))


class Spawner:
    """Starts one client after the other."""

    def __init__(self, folder: Path) -> None:
        self._output = folder / "output"
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
        )

    def start(self, *words: str, variables: Mapping[str, str], quick: bool = False) -> Client:
        """Run `schemactl WORDS` with these variables on top of a bare environment; `quick` fingerprints are those of `faults.quick`."""
        assert self._process.stdin
        request = {"words": words, "variables": dict(variables), "quick": quick, "output": str(self._output)}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return Client(self.answer(), self, self._output)

    def race(self, count: int, *words: str, variables: Mapping[str, str]) -> list[Ended]:
        """As many at the same time; how each ended."""
        assert self._process.stdin
        request = {"words": words, "variables": dict(variables), "quick": True, "output": str(self._output), "count": count}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        codes = [self.answer() for _ in range(count)]
        return [Ended(code, Path(f"{self._output}.{number}").read_text(errors="replace")) for number, code in enumerate(codes)]

    def answer(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """No more clients."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


@contextlib.contextmanager
def spawner(folder: Path) -> Iterator[Spawner]:
    """A spawner for the time of the block."""
    one = Spawner(folder)
    try:
        yield one
    finally:
        one.close()


def _serve() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        if count := request.get("count"):
            pids = [_forked(request, f"{request['output']}.{number}") for number in range(count)]
            for pid in pids:
                print(_code(pid), flush=True)
            continue
        pid = _forked(request, request["output"])
        print(pid, flush=True)
        print(_code(pid), flush=True)


def _forked(request: Mapping[str, Any], output: str) -> int:
    pid = os.fork()
    if pid == 0:
        if request["quick"]:
            quick.install()
        _run(request["words"], request["variables"], output)
    return pid


def _code(pid: int) -> int:
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _run(words: Sequence[str], variables: Mapping[str, str], output: str) -> None:
    from schemactl.cli import main

    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number in (1, 2):
        os.dup2(file, number)
    for name in [name for name in os.environ if name.startswith(("PG", "SCHEMACTL", "DATABASE"))]:
        del os.environ[name]
    os.environ.update(variables)
    code = 1
    try:
        main(list(words))
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # the boundary lets nothing through but bugs
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    sys.path[:0] = [os.fspath(ROOT), os.fspath(ROOT / "tests")]
    import pglast.parser

    import schemactl.applying.apply
    import schemactl.applying.executor
    import schemactl.cli.apply
    import schemactl.cli.apply_log
    import schemactl.cli.repair
    import schemactl.live.fingerprint  # noqa: F401
    from faults import quick

    assert pglast.parser
    _serve()
