"""A table's rows in portions, by ranges of a key: where the next one begins and ends. Proof and apply both run backfills through here.

Reads keys alone, from their index, so that a portion costs the same wherever it lies. A range is never handed out twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import LiteralString

import msgspec
import psycopg

from schemactl.kinds.comparing import OTHERWISE
from schemactl.live.connection import Connection
from schemactl.live.runner import Stop, Watch, first_row, run
from schemactl.model.statement import Batches

Key = tuple[str, ...]
"""The values of a key's columns, as the server prints them."""


class Range(msgspec.Struct, frozen=True):
    """The first and the last key of a portion, both included."""

    first: Key
    last: Key

    @property
    def values(self) -> Key:
        """What the statement of a portion names as $1, $2, …"""
        return self.first + self.last


def last_key(conn: Connection, batches: Batches, *, stop: Stop | None = None, watch: Watch | None = None) -> Key | None:
    """The greatest key of the table; None where it is empty. Where ranges of it would pass rows over, psycopg.Error."""
    found = conn.execute(_OTHERWISE, {"named": batches.table, "key": list(batches.key)}).fetchone()
    if found is not None:
        raise psycopg.errors.AmbiguousFunction(
            f"{batches.table} cannot be gone through by {found[0]}: a cast of its type that is used unasked makes {found[0]} >= $1 compare values as "
            "another type's, and it is sorted by its own"
        )
    backwards = ", ".join(f"{one} DESC" for one in batches.key)
    return first_row(conn, f"{_keys(batches)} ORDER BY {backwards} LIMIT 1", (), stop=stop, watch=watch)


def next_range(conn: Connection, batches: Batches, after: Key | None, until: Key, size: int) -> Range | None:
    """The next `size` rows behind one key, up to another; None where there are none."""
    parts = len(batches.key)
    conditions = [_compared(batches, "<=", 1)] + ([_compared(batches, ">", parts + 1)] if after else [])
    ordered = f"{_keys(batches)} WHERE {' AND '.join(conditions)} ORDER BY {', '.join(batches.key)}"
    values = until + (after or ())
    first = first_row(conn, f"{ordered} LIMIT 1", values)
    if first is None:
        return None
    last = first_row(conn, f"{ordered} OFFSET {max(size, 1) - 1} LIMIT 1", values)
    return Range(first, last or until)


def run_all(conn: Connection, sql: str, batches: Batches) -> None:
    """Every portion in a row, each in a transaction of its own: for scratch, where nobody waits and nothing is kept. Raises psycopg.Error."""
    until = last_key(conn, batches)
    if until is None:
        # Nothing is done in an empty table, but PostgreSQL says what is wrong with the statement.
        run(conn, sql, values=[None] * (2 * len(batches.key)))
        return
    for one in _ranges(conn, batches, until):
        run(conn, sql, values=one.values)


def _ranges(conn: Connection, batches: Batches, until: Key) -> Iterator[Range]:
    one = next_range(conn, batches, None, until, batches.size)
    while one is not None:
        yield one
        one = next_range(conn, batches, one.last, until, batches.size)


def rows_about(conn: Connection, batches: Batches) -> int:
    """How many rows the table and its partitions hold, by the statistics: 0 where there are none."""
    row = conn.execute(_ROWS, {"named": batches.table}).fetchone()
    return int(row[0]) if row else 0


_OTHERWISE: LiteralString = f"""
    SELECT pg_catalog.quote_ident(a.attname) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = pg_catalog.to_regclass(%(named)s) AND a.attname = ANY (SELECT (pg_catalog.parse_ident(k))[1] FROM unnest(%(key)s::text[]) k)
      AND {OTHERWISE}
    LIMIT 1
"""

_ROWS: LiteralString = """
    WITH RECURSIVE tree AS (
        SELECT pg_catalog.to_regclass(%(named)s)::oid AS oid
        UNION ALL SELECT i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid
    )
    SELECT coalesce(sum(greatest(c.reltuples, 0)) FILTER (WHERE c.relkind = 'r'), 0)::pg_catalog.int8
    FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.oid
"""


def _keys(batches: Batches) -> str:
    return f"SELECT {', '.join(batches.key)} FROM {batches.table}"


def _compared(batches: Batches, operator: str, first: int) -> str:
    """Rows are compared column by column: https://www.postgresql.org/docs/current/functions-comparisons.html#ROW-WISE-COMPARISON"""
    return f"{_row(batches.key)} {operator} {_row([f'${first + place}' for place in range(len(batches.key))])}"


def _row(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
