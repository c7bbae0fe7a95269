"""Which files a database's relations are kept in, and how far its server's log is: what a statement rewrote, by looking before and after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import LiteralString

import msgspec

from schemactl.live.connection import Connection

# A schema of the server's own holds what belongs to a table: its TOAST table is counted with it. Sequences are no work.
_FILES: LiteralString = """
SELECT c.oid::pg_catalog.int8, n.nspname, c.relname, c.relkind::pg_catalog.text, c.relfilenode::pg_catalog.int8, c.reltuples::pg_catalog.int8
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm', 'i') AND c.relfilenode <> 0 AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemactl')
"""
_BYTES: LiteralString = "SELECT o, pg_catalog.pg_table_size(o::pg_catalog.oid) FROM pg_catalog.unnest(%s::pg_catalog.int8[]) AS u(o)"
# The place where the next record goes: what is in the buffers counts, although nobody flushed it yet.
_LOG: LiteralString = "SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::pg_catalog.int8"


class Relation(msgspec.Struct, frozen=True):
    """`letter` is its relkind, `file` its relfilenode; `rows` is the server's estimate, -1 where it has none."""

    schema: str
    name: str
    letter: str
    file: int
    rows: int


class NewFile(msgspec.Struct, frozen=True):
    """A relation whose file is new; `before` is what it was, where it was there."""

    relation: Relation
    before: Relation | None
    bytes: int

    @property
    def rows(self) -> int | None:
        """How many it holds: an estimate from before it was written anew, where there is no other."""
        counted = max(self.relation.rows, self.before.rows if self.before else -1)
        return counted if counted >= 0 and self.relation.letter != "i" else None


Files = Mapping[int, Relation]
"""By oid."""


def read_files(conn: Connection) -> Files:
    """As this session sees them, what its open transaction did included."""
    rows = conn.execute(_FILES).fetchall()
    return {oid: Relation(schema, name, letter, file, tuples) for oid, schema, name, letter, file, tuples in rows}


def new_files(conn: Connection, before: Files, after: Files) -> Sequence[NewFile]:
    """What has a file that was not there before, with its size now, in the order of names."""
    known = {one.file for one in before.values()}
    # REINDEX CONCURRENTLY puts another index under the name.
    named = {(one.schema, one.name): one for one in before.values()}
    fresh = {oid: one for oid, one in after.items() if one.file not in known}
    sizes: dict[int, int] = dict(conn.execute(_BYTES, [list(fresh)]).fetchall()) if fresh else {}
    found = [NewFile(one, before.get(oid) or named.get((one.schema, one.name)), sizes.get(oid) or 0) for oid, one in fresh.items()]
    return sorted(found, key=lambda one: (one.relation.schema, one.relation.name))


def log_position(conn: Connection) -> int:
    """How many bytes the server ever wrote to its log (WAL)."""
    row = conn.execute(_LOG).fetchone()
    assert row is not None
    return int(row[0])
