"""Many containers that start at once: one applies, all succeed, and the server is asked for everything once."""

from __future__ import annotations

import os
import time
from contextlib import closing
from dataclasses import dataclass

from plan_folder import opened

from faults.clients import Ended, Spawner
from faults.images import Image
from faults.machine import Machine
from faults.witness import Log


@dataclass(frozen=True)
class Race:
    """Seconds on the wall: `alone` one pending apply, `pending` all of them on one pending plan, `idle` all of them once nothing is."""

    alone: float
    pending: float
    idle: float

    @property
    def ratio(self) -> float:
        """What all of them took beyond one plan's own time, in times of as many up-to-date applies."""
        return (self.pending - self.alone) / self.idle

    @property
    def within(self) -> bool:
        """At most twice the time of as many up-to-date applies, plus the plan's own."""
        return self.ratio <= 2


def race(machine: Machine, spawner: Spawner, one: Image, count: int) -> Race:
    """AssertionError unless every process ends with 0, the ledger has one row a plan, and no statement ran twice."""
    alone = _applied(machine, spawner, one, "alone", 1)
    start = machine.log.stat().st_size
    pending = _applied(machine, spawner, one, "together", count)
    _judge(machine, one, "together", start)
    started = time.monotonic()
    for ended in _run(machine, spawner, one, "together", count):
        assert ended.code == 0, ended.output
        assert "database is up to date" in ended.output
    return Race(alone, pending, time.monotonic() - started)


def _applied(machine: Machine, spawner: Spawner, one: Image, database: str, count: int) -> float:
    with machine.connect("postgres") as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {database}".encode())
        admin.execute(f"CREATE DATABASE {database}".encode())
    started = time.monotonic()
    ends = _run(machine, spawner, one, database, count)
    took = time.monotonic() - started
    for ended in ends:
        assert ended.code == 0, ended.output
        assert "Traceback" not in ended.output
    assert sum("Applied 0001" in ended.output for ended in ends) == 1
    return took


def _run(machine: Machine, spawner: Spawner, one: Image, database: str, count: int) -> list[Ended]:
    variables = {"SCHEMACTL_ENV": "production", "DATABASE_URL": machine.url(database)}
    return spawner.race(count, "-C", os.fspath(one.folder), "--no-input", "apply", variables=variables)


def _judge(machine: Machine, one: Image, database: str, start: int) -> None:
    assert Log.read(machine.log, start, database, one.shape).kept_once(one.shape)
    with machine.log.open("rb") as log:
        log.seek(start)
        assert b"deadlock detected" not in log.read()
    with closing(opened(machine.url(database))) as conn:
        assert one.take(conn) == one.after
        rows = conn.execute("SELECT number, status FROM schemactl.plans ORDER BY number").fetchall()
        assert rows == [(number, "applied") for number in range(1, len(one.shape.plans) + 1)]
        assert conn.execute("SELECT n FROM public.counter").fetchall() == [(one.shape.bumps,)]
