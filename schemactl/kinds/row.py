"""Rows of lookup tables that schema files list: no schema, so they are in no catalog and in no fingerprint, but they are planned like one."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import row_along, row_phases, row_reading, row_references, row_sql, row_text, widening
from schemactl.kinds.base import REPLACE, Contents, Context, Kind, Replace
from schemactl.kinds.row_values import Row, table_of
from schemactl.kinds.sql import qualified
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement

CATALOG_SQL = """
SELECT 0::oid AS classid, 0::oid AS objid, 0 AS subid, '{}'::text[] AS path, '{}'::text[] AS values, '{}'::text[] AS others WHERE false"""


def create(row: Row, ctx: Context) -> Iterator[Statement]:
    yield from row_sql.together("create", [row], ctx)


def drop(row: Row, ctx: Context) -> Iterator[Statement]:
    yield from row_sql.together("drop", [row], ctx)


def set_values(before: Row, after: Row, ctx: Context) -> Iterator[Statement] | Replace:
    was = dict(before.values)
    for column, value in after.values:
        identity = getattr(ctx.desired.objects.get(ObjectId("column", (*after.id.path[:-1], column))), "identity", None)
        if identity == "always" and was.get(column, value) != value:
            return REPLACE  # UPDATE refuses any value for GENERATED ALWAYS
    return row_sql.together("alter", [after], ctx)


def designation(object_id: ObjectId) -> str:
    return f"ROW {object_id.name} OF {qualified(table_of(object_id).path)}"


KIND = Kind(
    name="row",
    model=Row,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"values": set_values},
    derived=("others",),
    designation=designation,
    parents=("table",),
    follows=row_references.follows,
    contents=Contents(
        read=row_reading.read,
        everything=row_reading.everything,
        bounded=row_references.bounded,
        needs=row_references.needs,
        together=row_sql.together,
        part_at=row_sql.part_at,
        offender=row_references.offender,
        until=row_phases.until,
        guards=row_phases.guards,
        acting=row_along.acting,
    ),
    yaml=Yaml(key="rows", listed=row_text.listed, gather=row_text.gather),
    widens=widening.added,
)
