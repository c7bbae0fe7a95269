"""The schemas and relations of a database, for the tree beside every page and the lists on them: one query over pg_class, no introspection."""

from __future__ import annotations

from typing import LiteralString

import msgspec

from schemactl.live.connection import Connection

KINDS = {"r": "table", "p": "partitioned table", "v": "view", "m": "materialized view", "f": "foreign table", "S": "sequence"}
"""pg_class.relkind → PostgreSQL's word."""

# reltuples is -1 until something counted; a partitioned table has what its partitions have.
_RELATIONS: LiteralString = """
SELECT n.nspname AS schema, c.relname AS name, c.relkind::text AS kind, c.relispartition AS partition,
  CASE WHEN c.relkind IN ('r', 'm', 'f') AND c.reltuples >= 0 THEN c.reltuples::int8 END AS rows
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname"""

_SCHEMAS: LiteralString = """
SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1"""


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """`rows` is the estimate of the last ANALYZE, VACUUM or CREATE INDEX; None before the first."""

    schema: str
    name: str
    kind: str
    partition: bool = False
    rows: int | None = None

    @property
    def word(self) -> str:
        """table, view, …"""
        return KINDS[self.kind]


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """A schema with its relations; partitions are counted, and listed on the page of their table."""

    name: str
    relations: tuple[Relation, ...]
    partitions: int


def tree(conn: Connection) -> tuple[Branch, ...]:
    """Every schema in the order of names."""
    found: dict[str, list[Relation]] = {name: [] for (name,) in conn.execute(_SCHEMAS)}
    for schema, name, kind, partition, rows in conn.execute(_RELATIONS):
        found.setdefault(schema, []).append(Relation(schema=schema, name=name, kind=kind, partition=partition, rows=rows))
    return tuple(
        Branch(
            name=schema,
            relations=tuple(one for one in relations if not one.partition),
            partitions=sum(one.partition for one in relations),
        )
        for schema, relations in found.items()
    )
