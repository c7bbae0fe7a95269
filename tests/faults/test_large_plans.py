"""A plan of 100,000 statements: read, checked and run within bounds, in transactions of hundreds.

Seconds depend on the machine; they are bounded as a multiple of what sending the same statements costs without schemactl.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import servers
from plan_folder import PlanFolder, one, step

from faults import running
from faults.clients import ROOT
from faults.machine import Machine, machine
from schemactl.model.statement import Lock

STATEMENTS, STEP = 100_000, 500
PLAIN = 10_000
MEGABYTES = 300
TIMES = 5.0
SCRIPT = """
import sys
from contextlib import closing
from pathlib import Path
from plan_folder import opened, taken
from schemactl.applying.apply import apply
from schemactl.applying.options import Options
with closing(opened(sys.argv[1])) as conn:
    done = apply(conn, Path(sys.argv[2]), Options(mode="development", allow_uncommitted=True), fingerprints=taken)
print([one.name for one in done.applied])
"""


def comment(number: int) -> str:
    return f"COMMENT ON COLUMN public.\"A 'b\".id IS 'it''s number {number}'"


def test_a_hundred_thousand_statements(tmp_path: Path) -> None:
    folder = PlanFolder(tmp_path / "plans")
    folder.add("a", step('CREATE TABLE public."A \'b" (id bigint)'), makes=("A 'b",))
    numbers = range(STATEMENTS)
    steps = (
        step(*(one(comment(number), "comment", Lock.SHARE_UPDATE_EXCLUSIVE) for number in numbers[start : start + STEP]))
        for start in range(0, STATEMENTS, STEP)
    )
    folder.add("many", *steps)
    settings = {"log_statement": "none", "log_duration": "off", "synchronous_commit": "off"}
    with machine(running.own_folder("large") / "server", running.programs(servers.EMBEDDED[0]), settings) as server:
        plain = sent_plainly(server)
        seconds, megabytes, output = applied(server, folder.path)
        assert "'0002_many'" in output
        with server.connect("postgres") as admin:
            assert admin.execute("SELECT count(*), count(DISTINCT xmin::text) FROM schemactl.steps WHERE plan = 2").fetchone() == (200, 200)
            said = admin.execute("SELECT col_description('public.\"A ''b\"'::regclass, 1)").fetchone()
        assert said == (f"it's number {STATEMENTS - 1}",)
    print(f"{STATEMENTS} statements: {seconds:.0f} s, sent plainly {plain:.0f} s, {megabytes:.0f} MB")
    assert megabytes < MEGABYTES
    assert seconds < TIMES * plain


def sent_plainly(server: Machine) -> float:
    """Seconds for as many statements in such transactions, from a tenth of them."""
    with psycopg.connect(server.url("postgres")) as conn:
        conn.execute('CREATE TABLE public."A \'b" (id bigint)')
        started = time.monotonic()
        for number in range(PLAIN):
            conn.execute(comment(number).encode(), prepare=False)
            if number % STEP == STEP - 1:
                conn.commit()
        took = time.monotonic() - started
        conn.execute('DROP TABLE public."A \'b"')
    return took * STATEMENTS / PLAIN


def applied(server: Machine, folder: Path) -> tuple[float, float, str]:
    """Seconds and megabytes of a process that applies the folder, and what it says."""
    path = os.pathsep.join([os.fspath(ROOT), os.fspath(ROOT / "tests")])
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, server.url("postgres"), os.fspath(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as process:
        assert process.stdout
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.monotonic() - started, _peak(used), output


def _peak(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / 1024
