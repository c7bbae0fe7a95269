"""The same changes under the same load, by `schemactl apply` and by plain SQL → how long others waited, what failed for them, and whether every row is right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from faults.machine import Machine, machine

from load import shop
from load.clients import Seen, Waits, load
from load.witness import Sight, Witness, witness
from schemactl.applying.options import Limits
from schemactl.kinds.sql import names
from schemactl.plans.directory import list_plans
from schemactl.scratch.binaries import Binaries

CONFIGURATION = """\
schema = "schema"
plans = "plans"

[plan]
online = "{online}"

[env.dev]
url = "{url}"
mode = "development"
scratch_url = "{scratch}"
"""

SETTINGS = {
    "log_statement": "none",
    "log_duration": "off",
    "autovacuum": "on",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "wal_level": "replica",
}
MARGIN = 0.1


@dataclass(frozen=True)
class Load:
    """How many orders, writers (and as many readers), statements a second of each, seconds that a report stays open, seconds without any change."""

    rows: int
    each: int = 8
    rate: float = 20.0
    report: float = 1.5
    alone: float = 30.0


@dataclass(frozen=True)
class Sent:
    """One statement of a plan: from when to when, with all its attempts."""

    sql: str
    attempts: int
    start: float
    end: float


@dataclass(frozen=True)
class Ran:
    """The same: how long it took, and how long others waited meanwhile."""

    sql: str
    attempts: int
    seconds: float
    waits: Waits


@dataclass(frozen=True)
class Judged:
    """One way to make the changes."""

    seconds: float
    waits: Waits
    errors: Counter[str]
    wrong: int
    ran: tuple[Ran, ...]
    sights: tuple[Sight, ...]


@dataclass(frozen=True)
class Found:
    """Under load without any change, by schemactl, and by plain SQL."""

    alone: Waits
    errors: Counter[str]
    applied: Judged
    naive: Judged | None

    @property
    def more(self) -> float:
        """How much longer than without a plan the 99.9th of a hundred statements waited."""
        return self.applied.waits.most - self.alone.most

    @property
    def within(self) -> bool:
        """Are the issue's figures met: waits, errors, rows?"""
        return self.more <= Limits().lock_timeout + MARGIN and not self.applied.errors and not self.applied.wrong


def judge(folder: Path, programs: Binaries, wish: Load, *, naive: bool = True) -> Found:
    """Fill two databases with the same, and change each under load."""
    with machine(folder / "server", programs, SETTINGS) as server:
        _databases(folder, server, wish, ("target", "naive") if naive else ("target",))
        root = _planned(folder / "project", server, "target", "always")
        with _loaded(server, "target", wish) as seen, closing(server.connect("target")) as own, witness(own) as witnessed:
            before = time.time()
            time.sleep(wish.alone)
            errors = Counter(seen.errors)
            seen.errors.clear()
            start = time.time()
            sent = _apply(root)
            end = time.time()
        assert _schemactl(root, "plan", "--exit-code").wait(600) == 0, _said(root)
        applied = _judged(server, "target", wish, seen, (start, end), sent, witnessed)
        # Whoever waits has no figure yet: nothing is counted before all are through.
        return Found(seen.between(before, start), errors, applied, _naive(folder, server, wish) if naive else None)


def _databases(folder: Path, server: Machine, wish: Load, wanted: Sequence[str]) -> None:
    first, *others = wanted
    with server.connect("postgres") as admin:
        admin.execute(f"CREATE DATABASE {first}".encode())
        root = _project(folder / "first", server, first, "never")
        (root / "schema/shop.yaml").write_text(shop.BEFORE)
        for words in (("plan", "first"), ("apply", "--yes", "--allow-uncommitted")):
            assert _schemactl(root, *words).wait(600) == 0, _said(root)
        with server.connect(first) as conn:
            shop.fill(conn, wish.rows)
        for name in others:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {first}".encode())
        admin.execute("CHECKPOINT")


def _project(root: Path, server: Machine, database: str, online: str) -> Path:
    (root / "schema").mkdir(parents=True, exist_ok=True)
    (root / "schemactl.toml").write_text(CONFIGURATION.format(url=server.url(database), scratch=server.url("postgres"), online=online))
    return root


def _planned(root: Path, server: Machine, database: str, online: str) -> Path:
    """The first plan is the one that has run; the second leads to what is wanted."""
    _project(root, server, database, online)
    (root / "plans").mkdir()
    for file in (root.parent / "first/plans").iterdir():
        (root / "plans" / file.name).write_bytes(file.read_bytes())
    (root / "schema/shop.yaml").write_text(shop.AFTER)
    accepted = [word for one in shop.ACCEPTED for word in ("--accept", one)]
    assert _schemactl(root, "plan", "changes", *accepted).wait(600) == 0, _said(root)
    return root


def _loaded(server: Machine, database: str, wish: Load) -> Any:
    return load(lambda: server.connect(database), wish.rows, each=wish.each, rate=wish.rate, report=wish.report)


def _schemactl(root: Path, *words: str, log: str = "log") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "schemactl", "-C", os.fspath(root), "-e", "dev", "--no-input", *words]
    with (root / log).open("ab") as file:
        return subprocess.Popen(command, stdout=file, stderr=file, stdin=subprocess.DEVNULL)


def _said(root: Path, log: str = "log") -> str:
    return (root / log).read_text(errors="replace")[-3000:]


def _apply(root: Path) -> list[Sent]:
    process = _schemactl(root, "--log-format", "json", "-v", "apply", "--yes", "--allow-uncommitted", log="apply.json")
    assert process.wait() == 0, _said(root, "apply.json")
    return list(_sent((root / "apply.json").read_text().splitlines()))


def _sent(lines: Sequence[str]) -> Iterator[Sent]:
    """A statement ends where the next one begins, or its step ends: what was rolled back for want of a lock belongs to it."""
    begun: dict[str, tuple[str, float, int]] = {}
    ended: dict[str, float] = {}
    current = ""
    for line in lines:
        event = json.loads(line) if line.startswith("{") else {}
        at = datetime.fromisoformat(event["time"]).timestamp() if event else 0.0
        match event.get("event"):
            case "statement_started":
                current = event["statement"]
                sql, first, attempts = begun.get(current, (event["sql"], at, 0))
                begun[current] = sql, first, attempts + 1
            case "statement_done":
                ended[event["statement"]] = at
            case "step_done":
                ended.update({number: at for number in begun if number not in ended})
    for number, (sql, first, attempts) in begun.items():
        yield Sent(sql, attempts, first, ended[number])


def _naive(folder: Path, server: Machine, wish: Load) -> Judged:
    """The plan for tables that nobody uses, statement by statement and without a limit for locks: what people write who think of no others."""
    root = _planned(folder / "naive", server, "naive", "never")
    plan = list_plans(root / "plans")[-1].plan()
    sent: list[Sent] = []
    with (
        _loaded(server, "naive", wish) as seen,
        closing(server.connect("naive")) as conn,
        closing(server.connect("naive")) as own,
        witness(own) as witnessed,
    ):
        begun = time.time()
        for step in plan.steps:
            path = plan.header.search_path if step.under_data_path else ("pg_catalog", "pg_temp")
            conn.execute(f"SET search_path TO {names(path)}".encode())
            for statement in step.statements:
                start = time.time()
                conn.execute(statement.sql.encode())
                sent.append(Sent(statement.sql, 1, start, time.time()))
        end = time.time()
    return _judged(server, "naive", wish, seen, (begun, end), sent, witnessed)


def _judged(
    server: Machine, database: str, wish: Load, seen: Seen, during: tuple[float, float], sent: Sequence[Sent], witnessed: Witness
) -> Judged:
    with server.connect(database) as conn:
        wrong = shop.wrong_rows(conn, wish.rows, seen.written)
    start, end = during
    ran = tuple(Ran(one.sql, one.attempts, one.end - one.start, seen.between(one.start, one.end)) for one in sent)
    return Judged(end - start, seen.between(start, end), Counter(seen.errors), wrong, ran, tuple(witnessed.worst()))
