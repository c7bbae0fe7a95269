"""What is seen of a statement that takes its time: on a terminal, in a log, by programs. The server's own counters are what is told."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import jsonschema
import psycopg
import pytest
from cli_project import CliProject
from plan_folder import PlanFolder, one, opened, step
from typed_pages import page

from schemactl.applying import watching
from schemactl.cli import apply_log, json_log
from schemactl.live.fingerprint import live_fingerprints
from schemactl.model.scope import Scope
from schemactl.model.statement import Batches
from schemactl.plans import rehearsal
from schemactl.plans.directory import list_plans
from schemactl.plans.planfile import Plan, PlanHeader, PlanStep
from schemactl.scratch.server import ScratchServer

LOG = json.loads(resources.files("schemactl.reports").joinpath("log-v1.json").read_text(encoding="utf-8"))

# A row is looked at in about a millisecond: an index of it takes seconds, and has blocks to count.
SLOW = """
    CREATE FUNCTION public.slow(i bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS
      $$ BEGIN PERFORM pg_catalog.pg_sleep(0.0015); RETURN i; END $$;
    CREATE TABLE public.t AS SELECT i::bigint AS id, repeat('x', 300) AS x FROM generate_series(1, 4000) i;
    ANALYZE public.t
"""
INDEX = step("CREATE INDEX CONCURRENTLY t_slow ON public.t (public.slow(id))", mode="no transaction")
GONE = step("DROP INDEX public.t_slow")
CHECKED = step("ALTER TABLE public.t ADD CONSTRAINT c CHECK (public.slow(id) > 0)", "ALTER TABLE public.t DROP CONSTRAINT c")


def planned(project: CliProject, *steps: PlanStep) -> None:
    """A plan that leaves nothing behind, which is easily promised."""
    with contextlib.closing(opened(project.url)) as conn:
        state = live_fingerprints(conn, Scope())
    header = PlanHeader(parent="-", before=state, after=state, changes=1)
    PlanFolder(project.root / "plans").write(Plan(name="0001_slow_index", header=header, steps=steps))


@pytest.fixture
def slow(project: CliProject) -> CliProject:
    """A table whose rows take their time."""
    project.sql(SLOW)
    return project


@pytest.fixture
def each_slow(tmp_path: Path, each_database: str, each_server: ScratchServer) -> CliProject:
    """The same, on every major: their counters differ."""
    project = CliProject(tmp_path, each_database, each_server.url("postgres"))
    project.sql(SLOW)
    return project


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A heart that beats each second and a half."""
    for module in (watching, apply_log, json_log):
        monkeypatch.setattr(module, "HEARTBEAT", 1.5)


class Terminal:
    """A terminal that knows no escape codes: what stood in its last line at any time, and what stays in the end."""

    def __init__(self, written: str) -> None:
        self.shown: list[str] = []
        self.lines: list[str] = []
        line, at = "", 0
        for letter in written:
            if letter == "\n":
                self.lines.append(line.rstrip())
                line, at = "", 0
            elif letter == "\r":
                self.shown.append(line.rstrip())
                at = 0
            else:
                line, at = line[:at] + letter + line[at + 1 :], at + 1
        self.left = line.rstrip()


def on_a_terminal(project: CliProject, *words: str, columns: int = 80, **variables: str) -> Terminal:
    """What a person sees of the run; it succeeds."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-m", "schemactl", "-C", str(project.root), "-e", "dev", *words, "apply", "--allow-uncommitted", "--yes"]
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", **variables}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        written = b""
        with contextlib.suppress(OSError):
            while some := os.read(ours, 65536):
                written += some
        os.close(ours)
        assert process.wait() == 0, written.decode()
    return Terminal(written.decode().replace("\r\n", "\n"))


def test_on_a_terminal_one_line_changes_in_place(each_slow: CliProject) -> None:
    planned(each_slow, INDEX, GONE)
    seen = on_a_terminal(each_slow)
    scans = [text for text in seen.shown if "building index: scanning table" in text]
    shares = [int(found[1]) for text in scans if (found := re.search(r", (\d+)% building", text))]
    assert len(shares) >= 3
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 100
    left = [int(found[1]) for text in scans if (found := re.search(r"about (\d+) s left,", text))]
    assert left, scans
    assert left[-1] < 10
    assert all(text.startswith("1.1 it: ") for text in scans)
    assert max(map(len, seen.shown)) <= 79
    assert not any("\x1b" in text for text in [*seen.shown, *seen.lines])
    assert [re.sub(r"[\d.]+ s$", "N s", text) for text in seen.lines] == [
        "schemactl: applying 1 plan",
        "schemactl: applying 0001_slow_index (2 steps)",
        "schemactl: applied 0001_slow_index in N s",
        "Applied 0001_slow_index",
    ]
    assert seen.left == ""


def test_in_a_narrow_terminal_the_line_stays_one_line(slow: CliProject) -> None:
    planned(slow, INDEX, GONE)
    seen = on_a_terminal(slow, columns=40)
    assert any(re.search(r": \d+ s, about \d+ s left", text) for text in seen.shown)
    assert max(map(len, seen.shown)) <= 39


@pytest.mark.parametrize("how", [("--progress", "lines"), ("-q",), ()], ids=" ".join)
def test_who_wants_lines_has_lines(slow: CliProject, how: tuple[str, ...]) -> None:
    planned(slow, INDEX, GONE)
    seen = on_a_terminal(slow, *how, TERM="xterm" if how else "dumb")
    assert seen.shown == []
    assert ("schemactl: applying 1 plan" in seen.lines) == (how != ("-q",))


def test_what_postgresql_does_not_count_is_not_made_up(slow: CliProject) -> None:
    planned(slow, CHECKED)
    seen = on_a_terminal(slow)
    assert any(re.search(r": \d+ s, no figure from PostgreSQL$", text) for text in seen.shown)
    assert not any("%" in text or "left" in text for text in seen.shown)


def test_a_rehearsal_tells_how_long_it_takes(slow: CliProject) -> None:
    planned(slow, CHECKED)
    plan = list_plans(slow.root / "plans")[0]
    took = rehearsal.Measured(number="1.1", label="it", seconds=100.0, lock_wait_seconds=9.0)
    kept = rehearsal.Rehearsal(
        plan=plan.name,
        sha256=plan.sha256,
        at="2026-01-01T00:00:00Z",
        tool_version="1",
        server_version="18",
        wal_level="logical",
        database="d",
        database_bytes=1,
        statements=(took,),
    )
    rehearsal.write(plan, kept)
    seen = on_a_terminal(slow)
    left = [int(found[1]) for text in seen.shown if (found := re.search(r"about (\d+) s left by the rehearsal", text))]
    assert left
    assert 80 < left[-1] < left[0] <= 91


def masked(text: str) -> str:
    """Without figures, names and breaks between lines."""
    return re.sub(r"[\d,.]*\d", "N", re.sub(r"of \w+ \([^)]+\) runs", "of PLAN (LABEL) runs", " ".join(text.split())))


def test_lines_of_a_log_have_the_time_and_the_figures(slow: CliProject, often: None) -> None:
    planned(slow, INDEX, GONE)
    result = slow.run("apply", "--allow-uncommitted")
    assert result.exit_code == 0, result.output
    beats = [line for line in result.stderr.splitlines() if " runs for " in line]
    told = r"\d\d:\d\d:\d\d schemactl: statement 1\.1 of 0001_slow_index \(it\) runs for \d+ s: "
    counted = r"building index: scanning table, \d+% \(\d+ of \d+ blocks\)"
    assert re.fullmatch(told + counted + r"(, about \d+ s left of this phase)?", beats[0])
    (last, *_) = [beat for beat in beats if "left of this phase" in beat]
    # The page quotes such a line, of another statement.
    (quoted,) = re.findall(r"`(statement 2\.1 of [^`]+)`", page("deploy.md"))
    assert masked(quoted) == masked(last.partition("schemactl: ")[2])
    assert "\r" not in result.output


def test_programs_read_the_same_figures(each_slow: CliProject, often: None) -> None:
    planned(each_slow, INDEX, GONE)
    result = each_slow.run("--log-format", "json", "apply", "--allow-uncommitted")
    told = [json.loads(line) for line in result.stderr.splitlines()]
    for line in told:
        jsonschema.validate(line, LOG)
        assert set(line) <= set(LOG["properties"])
    beats = [one for one in told if one["event"] == "heartbeat"]
    first = beats[0]
    assert (first["command"], first["phase"], first["unit"]) == ("CREATE INDEX CONCURRENTLY", "building index: scanning table", "blocks")
    assert 0 < first["done"] < first["total"]
    assert first["share"] == pytest.approx(first["done"] / first["total"], abs=0.001)
    assert any("seconds_left_of_phase" in one for one in beats)


def test_a_backfill_says_how_many_rows_and_how_long(slow: CliProject) -> None:
    slow.sql("ALTER TABLE public.t ADD PRIMARY KEY (id)")
    filled = one("UPDATE public.t SET x = 'y' WHERE public.slow(id) > 0 AND id BETWEEN $1 AND $2", label="column public.t.x")
    planned(slow, PlanStep(statements=(filled,), mode="backfill", batches=Batches(table="public.t", key=("id",), size=300)))
    seen = on_a_terminal(slow)
    told = [
        found
        for text in seen.shown
        if (found := re.fullmatch(r"1\.1 column public\.t\.x: ([\d,]+) of about 4,000 rows, about (\d+) s left", text))
    ]
    rows = [int(found[1].replace(",", "")) for found in told]
    assert len(rows) >= 3
    assert rows == sorted(rows)
    assert int(told[-1][2]) <= int(told[0][2])
    assert not any("rows" in text for text in seen.lines)


def test_who_holds_the_lock_stands_in_the_line(slow: CliProject) -> None:
    """What waits has no figures, but somebody who can be asked to go."""
    planned(slow, step("CREATE INDEX CONCURRENTLY t_id ON public.t (id)", mode="no transaction"), step("DROP INDEX public.t_id"))
    with psycopg.connect(slow.url, application_name="nightly report") as other, ThreadPoolExecutor(1) as pool:
        other.execute("INSERT INTO public.t VALUES (0, 'x')")
        run = pool.submit(on_a_terminal, slow)
        while not slow.sql(
            f"SELECT 1 FROM pg_catalog.pg_stat_activity a WHERE {other.info.backend_pid} = ANY (pg_catalog.pg_blocking_pids(a.pid))"
        ):
            assert not run.done()
            time.sleep(0.1)
        time.sleep(2.5)
        other.commit()
        seen = run.result()
    waits = [text for text in seen.shown if " waits for pid " in text]
    assert waits
    assert "(nightly report)" in waits[0] or waits[0].endswith("…")
    assert any("waits for a lock held by pid" in text for text in seen.lines)
