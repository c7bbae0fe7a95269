"""`check --watch`: a run after each change, with what the files say then; Ctrl-C ends it with 130, whatever was found."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_project import USERS, CliProject
from click.testing import CliRunner

from schemactl.cli import main

PATIENCE = 60
OFFLINE = "ok: 0 plans; schema files and plans are whole and in order"


def default_sigint() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored in a test run in the background


class Watch:
    """A `check --watch` in a folder, and what it says on both streams."""

    def __init__(self, folder: Path, *words: str) -> None:
        command = [sys.executable, "-m", "schemactl", "-C", str(folder), "check", "--watch", *words]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=default_sigint,
            env={**os.environ, "NO_COLOR": "1"},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line.rstrip())

    def until(self, text: str) -> list[str]:
        """The lines up to the first one that holds this."""
        seen: list[str] = []
        while not seen or text not in seen[-1]:
            try:
                seen.append(self.lines.get(timeout=PATIENCE))
            except queue.Empty:
                pytest.fail(f"{text!r} was not said; what was: {seen}")
        return seen

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "users.yaml").write_text(USERS)
    return tmp_path


@pytest.fixture
def watch(folder: Path) -> Iterator[Watch]:
    found = Watch(folder)
    yield found
    found.close()


def test_each_change_is_checked_until_ctrl_c(watch: Watch, folder: Path) -> None:
    watch.until(OFFLINE)
    watch.until("watching 1 file; Ctrl-C ends")
    (folder / "schema" / "users.yaml").write_text(USERS + "    colour: blue\n")
    assert "users.yaml changed" in watch.until("again: ")[-1]
    assert any(line.startswith("error[S011]") for line in watch.until("watching"))
    (folder / "schema" / "users.yaml").write_text(USERS)
    watch.until(OFFLINE)
    (folder / "plans").mkdir()
    (folder / "plans" / "0001_mine.sql").write_text("SELECT 1;\n")
    assert any(line.startswith("error[S700]") for line in watch.until("watching 2 files"))
    (folder / "plans" / "0001_mine.sql").unlink()
    watch.until(OFFLINE)
    assert watch.end(signal.SIGINT) == 130
    assert watch.until("stopped")[-1] == "schemactl: stopped"


def test_the_configuration_is_read_anew(watch: Watch, folder: Path) -> None:
    watch.until("watching")
    (folder / "schemactl.toml").write_text('schema = "tables"\n')
    assert any(line.startswith("error[S017]") for line in watch.until("watching 1 file"))
    (folder / "tables").mkdir()
    (folder / "tables" / "users.yaml").write_text(USERS)
    watch.until("watching 2 files")
    (folder / "schemactl.toml").write_text("schema =\n")
    assert any(line.startswith("error[S780]") for line in watch.until("watching 1 file"))
    (folder / "schemactl.toml").unlink()
    watch.until(OFFLINE)
    assert watch.end(signal.SIGTERM) == 143


def test_what_is_nobodys_file_runs_nothing(watch: Watch, folder: Path) -> None:
    watch.until("watching 1 file")
    for name in (".users.yaml.swp", "users.yaml~"):
        (folder / "schema" / name).write_text("…")
    (folder / "schema" / "users.yaml").touch()
    assert watch.until("again: ")[-1].endswith("users.yaml changed")


def test_the_whole_check_where_it_is_asked_for(project: CliProject) -> None:
    project.write("schema/users.yaml", USERS)
    project.ok("plan")
    found = Watch(project.root, "--full")
    try:
        found.until("ok: 1 plan; the plans lead to what the schema files say")
        found.until("watching")
        project.write("schema/users.yaml", USERS.replace("name: text not null", "name: text"))
        assert any(line.startswith("error[S204]") for line in found.until("watching"))
        assert found.end(signal.SIGINT) == 130
    finally:
        found.close()


def test_programs_are_refused(folder: Path) -> None:
    for words in (("--json",), ("--format", "github")):
        result = CliRunner().invoke(main, ["-C", str(folder), "check", "--watch", *words])
        assert (result.exit_code, "--watch is for people" in result.output) == (64, True)
