"""How far a backfill came: a row of the ledger, written in the transaction of each batch. Whoever writes holds the advisory lock."""

from __future__ import annotations

from typing import LiteralString

import msgspec

from schemactl.live.batches import Key
from schemactl.live.connection import Connection


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """`until` is the greatest key when it began, None where the table was empty; `done` the last key of the last batch that was committed.

    `over` are the table, the key and the columns that are written. About `seen` rows were looked at, `rows` changed, by `batches`, in `seconds` without pauses and earlier attempts.
    """

    over: Key
    until: Key | None
    done: Key | None = None
    seen: int = 0
    rows: int = 0
    batches: int = 0
    seconds: float = 0.0


_READ: LiteralString = """
    SELECT b.over, b.until, b.done, b.seen, b.rows, b.batches, b.seconds FROM schemactl.backfills b
    WHERE b.plan OPERATOR(pg_catalog.=) %s AND b.step OPERATOR(pg_catalog.=) %s
"""
_BEGIN: LiteralString = "INSERT INTO schemactl.backfills (plan, step, over, until) VALUES (%s, %s, %s, %s)"
_FORGET: LiteralString = "DELETE FROM schemactl.backfills WHERE plan OPERATOR(pg_catalog.=) %s AND step OPERATOR(pg_catalog.=) %s"
_ADVANCE: LiteralString = """
    UPDATE schemactl.backfills SET done = %s, seen = %s, rows = %s, batches = %s, seconds = %s
    WHERE plan OPERATOR(pg_catalog.=) %s AND step OPERATOR(pg_catalog.=) %s
"""


def read(conn: Connection, plan: int, step: int) -> Progress | None:
    """None where it did not begin."""
    row = conn.execute(_READ, [plan, step]).fetchone()
    if row is None:
        return None
    over, until, done, seen, rows, batches, seconds = row
    return Progress(
        over=tuple(over), until=until and tuple(until), done=done and tuple(done), seen=seen, rows=rows, batches=batches, seconds=seconds
    )


def begin(conn: Connection, plan: int, step: int, over: Key, until: Key | None) -> Progress:
    """It goes up to this key: rows that come later are written by others who know of the column."""
    conn.execute(_FORGET, [plan, step])
    conn.execute(_BEGIN, [plan, step, list(over), until and list(until)])
    return Progress(over=over, until=until)


def advance(conn: Connection, plan: int, step: int, now: Progress) -> None:
    """One more batch; to be committed with the batch itself."""
    conn.execute(_ADVANCE, [list(now.done or ()), now.seen, now.rows, now.batches, now.seconds, plan, step])
