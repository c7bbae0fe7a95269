"""Foreign keys of a relation, in both directions, for the links between rows."""

from __future__ import annotations

from typing import LiteralString

import msgspec

from schemactl.live.connection import Connection
from schemactl.studio.asking import dicts

# A partition's copy of its table's key, and the copies that lead to the partitions of what is referred to, lead nowhere else.
_REFERENCES: LiteralString = """
SELECT k.conname AS name, k.conrelid = {me} AS outgoing, n.nspname AS schema, c.relname AS table,
  ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY u(attnum, at)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum ORDER BY u.at) AS columns,
  ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY u(attnum, at)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum ORDER BY u.at) AS referenced
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = CASE WHEN k.conrelid = {me} THEN k.confrelid ELSE k.conrelid END
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype = 'f' AND ((k.conrelid = {me} AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid))
  OR (k.confrelid = {me} AND k.conparentid = 0))
ORDER BY n.nspname, c.relname, k.conname"""


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """`columns` of the table that refers, `referenced` of the other; `schema` and `table` are at the other end, seen from here."""

    name: str
    outgoing: bool
    schema: str
    table: str
    columns: tuple[str, ...]
    referenced: tuple[str, ...]


def references(conn: Connection, oid: int) -> list[Reference]:
    """Every foreign key from and to a relation. One that refers to its own table is listed as outgoing."""
    query = _REFERENCES.replace("{me}", "%(oid)s")
    return msgspec.convert(dicts(conn.execute(query, {"oid": oid})), list[Reference])
