"""docker/entrypoint.sh: apply first, then become the command; nobody's exit code or signal gets lost.

`schemactl` on PATH is a stand-in written here, so that every exit code and every moment of a signal can be had.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ENTRYPOINT = Path(__file__).parents[2] / "docker" / "entrypoint.sh"
# sh is what the image runs; the others catch what only one shell forgives.
SHELLS = {"sh": ["sh"], "bash": ["bash", "--posix"], "busybox": ["busybox", "sh"], "dash": ["dash"]}
FAILURES = (1, 3, 4, 5, 6, 7, 8, 64, 78, 130, 143)  # the table of exit codes in docs/deploy.md

STAND_IN = """\
import os, pathlib, signal, sys, time
here = pathlib.Path(__file__).parent
def stop(number, frame):
    with (here / "signals").open("a") as log:
        print(signal.Signals(number).name, file=log)
    if "STOP_CODE" in os.environ:
        sys.exit(int(os.environ["STOP_CODE"]))
signal.signal(signal.SIGTERM, stop)
print("schemactl: applying 2 plans", flush=True)
(here / "ran").write_text(f"{os.getpid()} {' '.join(sys.argv[1:])}")
time.sleep(float(os.environ.get("SECONDS_OF_WORK", "0")))
sys.exit(int(os.environ.get("CODE", "0")))
"""


def _without_schemactl(path: str) -> str:
    """The stand-in is the only one there."""
    return os.pathsep.join(one for one in path.split(os.pathsep) if not (Path(one) / "schemactl").exists())


def _interruptible() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What the entrypoint sees of a container: a shell, a PATH with `schemactl` on it."""

    shell: list[str]
    folder: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *command: str, **environment: str) -> subprocess.Popen[str]:
        """Start the entrypoint in the background."""
        process = subprocess.Popen(
            [*self.shell, str(ENTRYPOINT), *command],
            env={"PATH": f"{self.folder / 'bin'}:{_without_schemactl(os.environ['PATH'])}", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A shell cannot trap what was ignored when it started, as SIGINT is in a test run in the background.
            preexec_fn=_interruptible,
        )
        self.started.append(process)
        return process

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the entrypoint to its end."""
        process = self.start(*command, **environment)
        out, err = process.communicate(timeout=20)
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def record(self, name: str) -> str:
        """What the stand-in wrote down; empty when it did not."""
        path = self.folder / "bin" / name
        return path.read_text() if path.exists() else ""

    def working(self) -> None:
        """Wait until the stand-in is at work."""
        deadline = time.monotonic() + 10
        while not self.record("ran"):
            assert time.monotonic() < deadline, "schemactl was never started"
            time.sleep(0.005)


@pytest.fixture(params=[name for name, words in SHELLS.items() if name == "sh" or shutil.which(words[0])])
def container(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Container]:
    """A folder with a stand-in for `schemactl`, and a shell to run the entrypoint."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "schemactl"
    program.write_text(f"#!{sys.executable} -ES\n{STAND_IN}")
    program.chmod(0o755)
    box = Container(shell=SHELLS[request.param], folder=tmp_path)
    yield box
    for process in box.started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def touch(path: Path) -> tuple[str, ...]:
    """A command that leaves a trace when it is started."""
    return ("touch", str(path))


def test_the_command_follows_a_successful_apply(container: Container) -> None:
    done = container.run("printf", "%s|", "two words", "it's", "$HOME", "*")
    assert done.returncode == 0
    assert done.stdout == "schemactl: applying 2 plans\ntwo words|it's|$HOME|*|"
    assert container.record("ran").split()[1:] == ["apply"]


def test_the_exit_code_of_the_command_is_the_container_s(container: Container) -> None:
    assert container.run("sh", "-c", "exit 23").returncode == 23


@pytest.mark.parametrize("code", FAILURES)
def test_a_failed_apply_keeps_the_command_from_starting(container: Container, code: int, tmp_path: Path) -> None:
    done = container.run(*touch(tmp_path / "started"), CODE=str(code))
    assert done.returncode == code
    assert f"ended with exit code {code}: touch is not started" in done.stderr
    assert not (tmp_path / "started").exists()


def test_an_empty_command_prints_the_usage_and_applies_nothing(container: Container) -> None:
    done = container.run()
    assert done.returncode == 64
    assert done.stderr.startswith("usage: schemactl-entrypoint COMMAND")
    assert done.stdout == ""
    assert container.record("ran") == ""


def test_a_command_that_does_not_exist(container: Container) -> None:
    assert container.run("no-such-command-here").returncode == 127


def test_without_schemactl_the_command_is_not_started(container: Container, tmp_path: Path) -> None:
    (container.folder / "bin" / "schemactl").unlink()
    done = container.run(*touch(tmp_path / "started"))
    assert done.returncode == 127
    assert not (tmp_path / "started").exists()


def test_the_command_takes_the_place_of_the_entrypoint(container: Container) -> None:
    process = container.start("sh", "-c", "echo $$; cat")
    out, _ = process.communicate("from stdin\n", timeout=20)
    assert out.splitlines()[1:] == [str(process.pid), "from stdin"]


def test_sigterm_reaches_the_command(container: Container, tmp_path: Path) -> None:
    process = container.start("sh", "-c", f"trap 'exit 42' TERM; : > {tmp_path}/up; while :; do sleep 0.02; done")
    while not (tmp_path / "up").exists():
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 42
    assert container.record("signals") == ""


@pytest.mark.parametrize("code", [143, 8, 1])
def test_sigterm_during_apply_is_passed_on_and_apply_names_the_exit_code(container: Container, code: int, tmp_path: Path) -> None:
    process = container.start(*touch(tmp_path / "started"), SECONDS_OF_WORK="60", STOP_CODE=str(code))
    container.working()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == code
    assert container.record("signals") == "SIGTERM\n"
    assert not (tmp_path / "started").exists()


def test_sigint_during_apply_ends_with_130(container: Container, tmp_path: Path) -> None:
    process = container.start(*touch(tmp_path / "started"), SECONDS_OF_WORK="60", STOP_CODE="143")
    container.working()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 130
    assert not (tmp_path / "started").exists()


def test_an_apply_that_finishes_in_spite_of_sigterm_does_not_start_the_command(container: Container, tmp_path: Path) -> None:
    process = container.start(*touch(tmp_path / "started"), SECONDS_OF_WORK="0.4")
    container.working()
    for _ in range(3):
        process.send_signal(signal.SIGTERM)
        time.sleep(0.05)
    assert process.wait(timeout=10) == 143
    assert "touch is not started" in process.communicate()[1]
    assert not (tmp_path / "started").exists()


def test_a_sigterm_at_any_instant_leaves_nothing_behind(container: Container) -> None:
    for step in range(20):
        (container.folder / "bin" / "ran").unlink(missing_ok=True)
        process = container.start("sleep", "60", SECONDS_OF_WORK="0.02", STOP_CODE="143")
        time.sleep(step * 0.006)
        process.send_signal(signal.SIGTERM)
        # 143 from apply or the entrypoint; -15 from a shell without its trap yet, or from `sleep`.
        assert process.wait(timeout=10) in {143, -signal.SIGTERM}
        assert not alive(container.record("ran"))


def alive(record: str) -> bool:
    """Whether the process of which the stand-in wrote down the id still runs."""
    return bool(record) and Path(f"/proc/{record.split(maxsplit=1)[0]}").exists()


def test_the_script_can_be_run_and_says_which_shell() -> None:
    assert os.access(ENTRYPOINT, os.X_OK)
    assert ENTRYPOINT.read_text().startswith("#!/bin/sh\n")
