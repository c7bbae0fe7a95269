"""How large the tables of a database are and how much is written to them, partitions and heirs counted in. Knows no kind by name."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from schemactl.kinds import KINDS
from schemactl.live.connection import Connection
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

# A partitioned table is as large as its partitions: what scans it scans them.
SIZES_SQL = """
WITH RECURSIVE own AS (
  SELECT c.oid, pg_catalog.pg_relation_size(c.oid) AS bytes, greatest(c.reltuples, 0) AS tuples,
    pg_catalog.pg_stat_get_tuples_inserted(c.oid) + pg_catalog.pg_stat_get_tuples_updated(c.oid)
      + pg_catalog.pg_stat_get_tuples_deleted(c.oid) AS written
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemactl')
), up AS (
  SELECT oid, oid AS part_of FROM own
  UNION
  SELECT up.oid, i.inhparent FROM up JOIN pg_catalog.pg_inherits i ON i.inhrelid = up.part_of
)
SELECT n.nspname, c.relname, sum(own.bytes)::int8, sum(own.tuples)::int8, sum(own.written)::int8 FROM up JOIN own ON own.oid = up.oid
JOIN pg_catalog.pg_class c ON c.oid = up.part_of JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace GROUP BY 1, 2"""


SHORTEST = 1.0
"""Seconds: PostgreSQL's sessions tell of what they wrote about once in that time."""


class Size(msgspec.Struct, frozen=True):
    """`bytes` are those of the heap; `rows` is what the last ANALYZE or VACUUM counted, 0 before the first.

    `written` are rows that were inserted, updated or deleted since PostgreSQL counts; `rate` how many are per second, None where nobody knows.
    """

    bytes: int
    rows: int
    written: int = 0
    rate: float | None = None


Sizes = Mapping[tuple[str, ...], Size]
"""By schema and name."""


def read_sizes(conn: Connection) -> Sizes:
    """Of every table and materialized view with storage, and of what these are part of."""
    return {(schema, name): Size(*figures) for schema, name, *figures in conn.execute(SIZES_SQL)}


def with_rates(sizes: Sizes, before: Sizes, seconds: float) -> Sizes:
    """The same with what was written per second since so many seconds `before`; nothing is known after less than SHORTEST.

    Counters that were reset meanwhile, or lost with a crash, tell nothing either.
    """
    if seconds < SHORTEST:
        return sizes
    return {
        path: msgspec.structs.replace(size, rate=(size.written - was.written) / seconds)
        if (was := before.get(path)) and size.written >= was.written
        else size
        for path, size in sizes.items()
    }


def with_storage(state: State) -> frozenset[ObjectId]:
    """Everything that may be large: what takes a relation's name."""
    return frozenset(one for one in state.objects if len(one.path) == 2 and _is_relation(one, state))


def larger_than(limit: int, sizes: Sizes, state: State) -> frozenset[ObjectId]:
    """What of a state holds more than so many bytes in the database that was measured."""
    large = {path for path, size in sizes.items() if size.bytes > limit}
    return frozenset(one for one in with_storage(state) if one.path in large)


def _is_relation(object_id: ObjectId, state: State) -> bool:
    namespace = KINDS[object_id.kind].namespace
    return namespace is not None and ("relation", *object_id.path) in namespace(state.objects[object_id])
