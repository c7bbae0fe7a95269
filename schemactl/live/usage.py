"""Is it used? What the server counted of an index and of a table, and which statements it remembers that name a column."""

from __future__ import annotations

from datetime import datetime
from typing import LiteralString

import msgspec
import psycopg
from psycopg.sql import SQL, Identifier

from schemactl.live.connection import Connection

_SINCE: LiteralString = "SELECT d.stats_reset FROM pg_catalog.pg_stat_database d WHERE d.datname = pg_catalog.current_database()"
_INDEX: LiteralString = """
    SELECT coalesce(s.idx_scan, 0), {last} FROM pg_catalog.pg_stat_all_indexes s WHERE s.schemaname = %s AND s.indexrelname = %s"""
_TABLE: LiteralString = """
    SELECT coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0), {last} FROM pg_catalog.pg_stat_all_tables s WHERE s.schemaname = %s AND s.relname = %s"""
_LAST_INDEX: LiteralString = "s.last_idx_scan"
_LAST_TABLE: LiteralString = "greatest(s.last_seq_scan, s.last_idx_scan)"
_UNKNOWN: LiteralString = "NULL::pg_catalog.timestamptz"

_STATEMENTS_IN: LiteralString = """
    SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'"""
# Whole words, whatever their case: an identifier without quotes may be written in any. Statements about the schema itself, such as ours, do not count.
# A role that may not read all statistics sees the words instead of the texts of others.
_NAMING: LiteralString = r"""
    SELECT pg_catalog.count(*) FILTER (WHERE s.naming), coalesce(pg_catalog.sum(s.calls) FILTER (WHERE s.naming), 0)::pg_catalog.int8,
           (pg_catalog.array_agg(s.query ORDER BY s.calls DESC) FILTER (WHERE s.naming))[1],
           coalesce(pg_catalog.bool_or(s.query = '<insufficient privilege>'), false)
    FROM (SELECT s.calls, s.query, s.query ~* %s AND s.query ~* %s AND s.query !~* '^\s*(create|alter|drop|comment|grant|revoke|explain)\M' AS naming
          FROM {view} s
          WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())) s"""


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """How often it was scanned since the counters began; `last` is known from PostgreSQL 16 on. Reads of a standby are counted there, not here."""

    scans: int
    last: datetime | None
    since: datetime | None


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """Statements whose text has both words, with the one called most. `hidden`: this role may not read the texts of others."""

    statements: int
    calls: int
    example: str | None
    hidden: bool


def index_usage(conn: Connection, schema: str, name: str) -> Usage | None:
    """None where there is no such index."""
    return _usage(conn, _INDEX, _LAST_INDEX, schema, name)


def table_usage(conn: Connection, schema: str, name: str) -> Usage | None:
    """Of a table or a materialized view, by scans of it and of its indexes."""
    return _usage(conn, _TABLE, _LAST_TABLE, schema, name)


def _usage(conn: Connection, query: LiteralString, last: LiteralString, schema: str, name: str) -> Usage | None:
    since = conn.execute(_SINCE).fetchone()
    known = SQL(last if conn.info.server_version >= 160000 else _UNKNOWN)
    row = conn.execute(SQL(query).format(last=known), [schema, name]).fetchone()
    return Usage(scans=int(row[0]), last=row[1], since=since[0] if since else None) if row else None


def naming(conn: Connection, table: str, column: str) -> Naming | None:
    """Statements of this database that name the column and its table, as text; None where pg_stat_statements is not there, or may not be read."""
    there = conn.execute(_STATEMENTS_IN).fetchone()
    if there is None:
        return None
    try:
        row = conn.execute(SQL(_NAMING).format(view=Identifier(there[0], "pg_stat_statements")), [_word(table), _word(column)]).fetchone()
    except (psycopg.errors.ObjectNotInPrerequisiteState, psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable):
        # Made, and not in shared_preload_libraries; or not for this role.
        return None
    assert row is not None
    return Naming(statements=int(row[0]), calls=int(row[1]), example=row[2], hidden=row[3])


def _word(name: str) -> str:
    """A pattern for a name as a word of its own; quotes stand twice inside of a quoted one."""
    escaped = "".join(letter if letter.isalnum() or letter == "_" else f"\\{letter}" for letter in name.replace('"', '""'))
    return f"(^|\\W){escaped}($|\\W)"
