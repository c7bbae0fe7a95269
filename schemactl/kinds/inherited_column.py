"""Columns that a table has from the table it inherits from, and of which something is said: NOT NULL, a default, a comment of their own.

They are only ever written. PostgreSQL keeps them as columns, and they are read as such.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import REPLACE, Context, Kind
from schemactl.kinds.inherited import InheritedColumn, additions, not_null_clause
from schemactl.kinds.sql import qualified
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement

CATALOG_SQL = """
SELECT 0::oid AS classid, 0::oid AS objid, 0 AS subid, ARRAY[]::text[] AS path, false AS not_null, NULL::text AS not_null_name,
  false AS not_null_no_inherit, false AS not_null_not_valid, false AS no_default, NULL::text AS storage, NULL::text AS compression,
  NULL::int AS statistics, '{}'::text[] AS options
WHERE false"""


def clause(column: InheritedColumn, ctx: Context) -> str | None:
    return not_null_clause(column, ctx)


def create(column: InheritedColumn, ctx: Context) -> Iterator[Statement]:
    yield from additions(column, ctx)


def drop(_: InheritedColumn, __: Context) -> Iterator[Statement]:
    return iter(())


def designation(object_id: ObjectId) -> str:
    return f"COLUMN {qualified(object_id.path)}"


KIND = Kind(
    name="inherited_column",
    model=InheritedColumn,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={field: REPLACE for field in InheritedColumn.__struct_fields__ if field != "id"},  # never read from a catalog, so never altered
    clause=clause,
    designation=designation,
    parents=("table", "foreign_table"),
    incidental=True,
    yaml=Yaml(key="inherited_columns"),
    widens=widening.added,
)
