"""Every start of a container asks whether there is anything to run. Mostly there is not, and that costs next to nothing: no lock, no DDL's machinery.

The clock is not asked; what is loaded and what the server is sent is what takes time. `./dev bench --only apply` measures.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers

from faults import quick, running
from faults.clients import ROOT
from faults.images import Image, image
from faults.machine import Machine, machine
from faults.shapes import PARTITIONS

# What makes plans, reads a whole catalog, or runs statements.
HEAVY = re.compile(
    r"pglast|yaml|deepdiff|opentelemetry|schemactl\.(kinds|planning|desired|scratch|lint|live\.(introspect|fingerprint)|applying\.(executor|steps|checks))(\.|$)"
)
FIRST_WORD = re.compile(r"LOG:  (?:statement|execute [^:]*): \s*(\w+)")


@pytest.fixture(scope="module")
def server() -> Iterator[Machine]:
    with machine(running.own_folder("up-to-date") / "server", running.programs(servers.EMBEDDED[0])) as one:
        yield one


@pytest.fixture(scope="module")
def applied(server: Machine) -> Image:
    one = image(server, PARTITIONS, server.data.parent / "image", quick.fingerprints)
    script = "import sys; from faults import quick; quick.install(); from schemactl.cli import main; main(sys.argv[1:])"
    started(server, one, "-c", script)
    return one


def started(server: Machine, one: Image, *program: str) -> subprocess.CompletedProcess[str]:
    """`apply` as a container runs it, by this interpreter with these words before its own."""
    words = [sys.executable, *program, "-C", os.fspath(one.folder), "--no-input", "apply"]
    path = os.pathsep.join([os.fspath(ROOT), os.fspath(ROOT / "tests")])
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "SCHEMACTL_ENV": "production", "DATABASE_URL": server.url("postgres")}
    return subprocess.run(words, capture_output=True, text=True, check=True, env=variables, cwd=Path("/"))


def test_it_loads_nothing_that_makes_or_runs_plans(server: Machine, applied: Image) -> None:
    lines = started(server, applied, "-X", "importtime", "-m", "schemactl").stderr.splitlines()
    assert "database is up to date" in lines[-1]
    modules = {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
    assert "psycopg" in modules
    assert sorted(filter(HEAVY.match, modules)) == []


def test_it_takes_no_lock_and_asks_little(server: Machine, applied: Image) -> None:
    start = server.log.stat().st_size
    assert "database is up to date" in started(server, applied, "-m", "schemactl").stderr
    with server.log.open("rb") as log:
        log.seek(start)
        said = log.read().decode()
    assert "advisory" not in said
    # The settings in one message and read back; the ledger twice, for the marker and for what is pending, with three queries each.
    assert FIRST_WORD.findall(said) == ["SELECT"] * 8
