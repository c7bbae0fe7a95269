"""Runs the queries that find rows in the way of a plan: read-only, and no longer than a bounded time."""

from __future__ import annotations

import psycopg
from psycopg import pq

from schemactl.live.connection import Connection
from schemactl.live.runner import Stop, Watch, first_column

SECONDS = 30.0
"""How long one query may take. What it does not find in that time, the statement itself will."""


def rows_in_the_way(
    conn: Connection, sql: str, *, seconds: float = SECONDS, stop: Stop | None = None, watch: Watch | None = None
) -> list[str] | None:
    """A text per row, none if all is well; None when there was no time to find out. Raises psycopg.Error for anything else."""
    conn.execute("BEGIN TRANSACTION READ ONLY")
    try:
        conn.execute("SELECT pg_catalog.set_config('statement_timeout', %s, true)", [f"{round(seconds * 1000)}ms"])
        return first_column(conn, sql, stop=stop, watch=watch)
    except psycopg.errors.QueryCanceled:
        if stop is not None and stop.requested:
            raise
        return None
    finally:
        if conn.pgconn.transaction_status in (pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR):
            conn.execute("ROLLBACK")
