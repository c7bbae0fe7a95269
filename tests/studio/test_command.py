"""`schemactl studio` as a process: its address, its port, its end, and what it refuses before it begins."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli import studio


@contextmanager
def running(project: Any, *words: str, env: str = "dev") -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "schemactl", "-C", str(project.root), "-e", env, "--no-input", "studio", *words]
    # SIGINT is ignored by what is started in the background, as a test run may be.
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert line.startswith("Studio  http://127.0.0.1:"), (line, process.stderr.read() if process.stderr else "")
            yield process, line.split()[1]
        finally:
            process.kill()


def opened(address: str) -> urllib.request.OpenerDirector:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    assert browser.open(address).status == 200
    return browser


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_answers_until_it_is_ended(project, number: signal.Signals, code: int):
    with running(project) as (process, address):
        base = address.partition("/enter")[0]
        page = opened(address).open(base).read().decode()
        assert "read only" in page
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(base)
        process.send_signal(number)
        assert process.wait(20) == code
        assert "Traceback" not in process.stderr.read()


def test_drift_is_found_with_the_commands_own_scratch_server(project):
    project.write("schema/app.yaml", "schema: app\ntables:\n  users:\n    columns:\n      id: bigint primary key\n")
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql("ALTER TABLE app.users ADD COLUMN odd integer")
    with running(project) as (_, address):
        page = opened(address).open(f"{address.partition('/enter')[0]}/drift?wait=1").read().decode()
    assert "odd integer" in page


def test_it_listens_on_this_machine_only(project):
    with running(project) as (process, address):
        port = int(address.rpartition(":")[2].partition("/")[0])
        listening = [
            line.split()[1]
            for line in Path(f"/proc/{process.pid}/net/tcp").read_text().splitlines()[1:]
            if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
        ]
        assert listening == [f"0100007F:{port:04X}"]
        assert not any(f":{port:04X} " in line for line in Path(f"/proc/{process.pid}/net/tcp6").read_text().splitlines())


def test_the_key_is_in_no_command_line(project):
    with running(project) as (process, address):
        assert address.partition("token=")[2].encode() not in Path(f"/proc/{process.pid}/cmdline").read_bytes()


def test_a_port_that_is_taken_is_told(project):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = project.run("studio", "--port", str(other.getsockname()[1]))
    assert result.exit_code == 78
    assert "cannot be used" in result.output
    assert project.run("studio", "--port", "99999").exit_code == 64


def test_a_database_that_does_not_answer_is_told_at_once(project):
    result = project.bare("-u", "postgresql://127.0.0.1:1/none", "studio")
    assert result.exit_code == 6


def test_without_the_extra_it_says_what_to_install(project, monkeypatch: pytest.MonkeyPatch):
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    result = project.run("studio")
    assert result.exit_code == 78
    assert "pip install 'schemactl[studio]'" in result.output


def test_writing_is_refused_before_it_begins(project):
    result = project.run("studio", "--write", env="production")
    assert result.exit_code == 3
    assert "development" in result.output
    project.sql("CREATE TABLE public.t ()")
    assert project.run("studio", "--write").exit_code == 3  # nobody marked it
    project.run("env", "mark", "protected", "--yes")
    assert project.run("studio", "--write").exit_code == 3


def test_a_browser_is_opened_by_way_of_a_file_that_only_its_user_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    studio._open("http://127.0.0.1:1/enter?token=s3cret", tmp_path)
    (file,) = tmp_path.iterdir()
    assert opened == [file.as_uri()]
    assert "s3cret" not in opened[0]
    assert file.stat().st_mode & 0o777 == 0o600
    assert "token=s3cret" in file.read_text()


def test_it_is_quick_to_begin(project):
    """A page a person waits for: the process answers within seconds even on a busy machine."""
    started = time.monotonic()
    with running(project):
        assert time.monotonic() - started < 30


def test_its_files_are_in_the_wheel():
    from importlib import resources

    names = {one.name for one in resources.files("schemactl.studio").joinpath("static").iterdir()}
    assert {"htmx.min.js", "htmx.LICENSE.txt", "studio.css", "studio.js"} <= names
    assert os.path.getsize(str(resources.files("schemactl.studio").joinpath("static/htmx.min.js"))) > 40_000
