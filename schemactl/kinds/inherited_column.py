"""Columns that a table has from the table it inherits from, and of which something is said: a comment, privileges, a default of their own."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.base import Context, Kind, Yaml
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class InheritedColumn(Object, frozen=True, kw_only=True):
    """The column itself is the parent's business."""


CATALOG_SQL = f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, a.attnum AS subid, ARRAY[n.nspname, c.relname, a.attname] AS path
FROM {RELATIONS} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.attislocal AND a.attinhcount > 0
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND (a.attacl IS NOT NULL
  OR EXISTS (SELECT FROM pg_description d WHERE d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum)
  OR EXISTS (SELECT FROM pg_attrdef d WHERE d.adrelid = c.oid AND d.adnum = a.attnum AND a.attgenerated = '' AND NOT EXISTS (
    SELECT FROM pg_inherits i JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname
    JOIN pg_attrdef pd ON pd.adrelid = pa.attrelid AND pd.adnum = pa.attnum
    WHERE i.inhrelid = c.oid AND pg_get_expr(pd.adbin, pd.adrelid) = pg_get_expr(d.adbin, d.adrelid))))
ORDER BY n.nspname, c.relname, a.attnum"""


def create(_: InheritedColumn, __: Context) -> Iterator[Statement]:
    return iter(())


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
    alter={},
    designation=designation,
    parents=("table",),
    incidental=True,
    yaml=Yaml(key="inherited_columns"),
)
