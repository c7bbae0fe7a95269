"""Collations that sort otherwise than when indexes were built with them: the machine has another version of their library than the catalog remembers.

https://www.postgresql.org/docs/current/sql-altercollation.html#SQL-ALTERCOLLATION-NOTES
"""

from __future__ import annotations

from typing import LiteralString

import msgspec

from schemactl.live.connection import Connection


class Sorted(msgspec.Struct, frozen=True, order=True):
    """An index that is in a collation's order; of a partitioned table the parent's. `exclusion`: PostgreSQL rebuilds none of these CONCURRENTLY."""

    schema: str
    table: str
    name: str
    exclusion: bool = False


class Outdated(msgspec.Struct, frozen=True, kw_only=True):
    """`path` is None for the collation of the database itself; `recorded` is what the catalog remembers, `actual` what the server has."""

    path: tuple[str, str] | None
    recorded: str
    actual: str
    indexes: tuple[Sorted, ...] = ()


# Of those that something uses: a server knows a thousand, and may not have the locales of all.
_COLLATIONS: LiteralString = """
    SELECT l.oid, n.nspname, l.collname, l.collversion, pg_catalog.pg_collation_actual_version(l.oid)
    FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
    WHERE l.collversion <> pg_catalog.pg_collation_actual_version(l.oid)
      AND l.collencoding IN (-1, pg_catalog.pg_char_to_encoding(pg_catalog.getdatabaseencoding()))
      AND (n.nspname !~ '^pg_'
           OR EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attcollation = l.oid AND a.attrelid >= 16384)
           OR EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_collation'::pg_catalog.regclass AND d.refobjid = l.oid))
    ORDER BY 2, 3
"""
_DEFAULT: LiteralString = """
    SELECT l.oid, NULL, NULL, d.datcollversion, pg_catalog.pg_database_collation_actual_version(d.oid)
    FROM pg_catalog.pg_database d, pg_catalog.pg_collation l
    WHERE d.datname = pg_catalog.current_database() AND l.collname = 'default'
      AND d.datcollversion <> pg_catalog.pg_database_collation_actual_version(d.oid)
"""
# The default collation is pinned: nothing is recorded to depend on it.
_INDEXES: LiteralString = """
    SELECT DISTINCT n.nspname, t.relname, x.relname,
           EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = x.oid AND k.contype = 'x')
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = coalesce(pg_catalog.pg_partition_root(i.indexrelid)::pg_catalog.oid, i.indexrelid)
    JOIN pg_catalog.pg_index r ON r.indexrelid = x.oid
    JOIN pg_catalog.pg_class t ON t.oid = r.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemactl') AND t.relpersistence <> 't'
      AND (%(oid)s::pg_catalog.oid = ANY (i.indcollation::pg_catalog.oid[]) OR EXISTS (
          SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.indexrelid
            AND d.refclassid = 'pg_catalog.pg_collation'::pg_catalog.regclass AND d.refobjid = %(oid)s::pg_catalog.oid))
    ORDER BY 1, 2, 3
"""


def outdated_collations(conn: Connection) -> list[Outdated]:
    """Each with the indexes that may be out of order; the database's own, which has a version since 15, comes first."""
    rows = conn.execute(_DEFAULT).fetchall() if conn.info.server_version >= 150000 else []
    return [
        Outdated(
            path=(schema, name) if name is not None else None,
            recorded=recorded,
            actual=actual,
            indexes=tuple(Sorted(*row) for row in conn.execute(_INDEXES, {"oid": oid}).fetchall()),
        )
        for oid, schema, name, recorded, actual in [*rows, *conn.execute(_COLLATIONS).fetchall()]
    ]
