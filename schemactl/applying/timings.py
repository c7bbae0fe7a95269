"""How long statements took, and what they had to do: rows of the ledger, by which later plans are estimated. Written with the step, forgotten with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import LiteralString

import msgspec
import psycopg

from schemactl.live.connection import Connection
from schemactl.live.runner import Outcome
from schemactl.plans.rehearsal import Work

LEAST = 0.01
"""What took less and had nothing large to do is not kept: plans may hold a hundred thousand statements."""

MOST = 500

Judging = Callable[[str], tuple[Work, ...]]
"""What each statement of one plan has to do, asked in their order and once."""


class Took(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, of the attempt that went through. `waited`: for locks, as far as it was seen, which is looked for each second."""

    seconds: float
    waited: float = 0.0
    rows: int = 0
    work: tuple[Work, ...] = ()


class Timing:
    """Keeps what the statements of a step took until the step is recorded."""

    def __init__(self, conn: Connection, judging: Judging | None) -> None:
        self._conn, self._judging = conn, judging
        self._judged: dict[tuple[int, int, str], tuple[Work, ...]] = {}
        self._work: tuple[Work, ...] = ()
        self._took: dict[int, Took] = {}

    def begin(self, step: int, statement: int, sql: str) -> None:
        """It is about to be sent, maybe once more: a judge remembers what it was shown."""
        key = (step, statement, sql)
        if self._judging is not None and key not in self._judged:
            self._judged[key] = self._judging(sql)
        self._work = self._judged.get(key, ())

    def ended(self, statement: int, outcome: Outcome, waited: float) -> None:
        """It went through; what is rolled back is overwritten by the next attempt."""
        self._took[statement] = Took(seconds=outcome.seconds, waited=min(waited, outcome.seconds), rows=outcome.rows, work=self._work)

    def record(self, plan: int, step: int) -> None:
        """Into the step's own transaction, where it has one."""
        took, self._took = self._took, {}
        kept = {number: one for number, one in took.items() if one.seconds >= LEAST or one.work}
        if kept:
            values = [[one.seconds for one in kept.values()], [one.waited for one in kept.values()], [one.rows for one in kept.values()]]
            self._conn.execute(_KEEP, [plan, step, list(kept), *values, [msgspec.json.encode(one.work).decode() for one in kept.values()]])


_KEEP: LiteralString = """
    INSERT INTO schemactl.statements AS s (plan, step, statement, seconds, waited, rows, work)
    SELECT %s, %s, u.statement, u.seconds, u.waited, u.rows, u.work::pg_catalog.jsonb
    FROM ROWS FROM (pg_catalog.unnest(%s::pg_catalog.int4[]), pg_catalog.unnest(%s::pg_catalog.float8[]), pg_catalog.unnest(%s::pg_catalog.float8[]),
                    pg_catalog.unnest(%s::pg_catalog.int8[]), pg_catalog.unnest(%s::pg_catalog.text[])) u (statement, seconds, waited, rows, work)
    ON CONFLICT (plan, step, statement) DO UPDATE SET
        seconds = excluded.seconds, waited = excluded.waited, rows = excluded.rows, work = excluded.work
"""
_READ: LiteralString = """
    SELECT s.seconds, s.waited, s.rows, s.work::pg_catalog.text FROM schemactl.statements s
    WHERE s.work OPERATOR(pg_catalog.<>) '[]'::pg_catalog.jsonb ORDER BY s.plan DESC, s.step DESC, s.statement DESC LIMIT %s
"""


def read(conn: Connection) -> tuple[Took, ...]:
    """Of statements with something to do, the newest first. None where there is no ledger, an older one, or one that this role may not read."""
    try:
        there = conn.execute("SELECT pg_catalog.to_regclass('schemactl.statements') IS NOT NULL").fetchone()
        rows = conn.execute(_READ, [MOST]).fetchall() if there and there[0] else []
    except psycopg.errors.InsufficientPrivilege:
        return ()
    return tuple(
        Took(seconds=seconds, waited=waited, rows=number, work=msgspec.json.decode(work, type=tuple[Work, ...]))
        for seconds, waited, number, work in rows
    )
