"""A table that a publication publishes, perhaps not all of its columns and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import REPLACE, Context, Kind, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.sql import name, names
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class PublicationTable(Object, frozen=True, kw_only=True):
    """Path: the publication, and the table's name as SQL. Column lists and row filters came with 15."""

    columns: tuple[str, ...] = ()
    where: SqlText | None = None


def catalog_sql(major: int) -> str:
    """Columns by name: it is a set, and two databases may hold them in another order."""
    columns = """ARRAY(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs::int2[])
    ORDER BY a.attname)"""
    return f"""
SELECT 'pg_publication_rel'::regclass::oid AS classid, r.oid AS objid, 0 AS subid,
  ARRAY[p.pubname::text, format('%I.%I', n.nspname, c.relname)] AS path,
  {columns if major >= 15 else "'{}'::text[]"} AS columns, {"pg_get_expr(r.prqual, r.prrelid)" if major >= 15 else "NULL::text"} AS "where"
FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid JOIN pg_class c ON c.oid = r.prrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND {USER_NAMESPACE} ORDER BY p.pubname, n.nspname, c.relname"""


def create(table: PublicationTable, _: Context) -> Iterator[Statement]:
    publication, relation = table.id.path
    # Without ONLY an inheriting table would come along, and is an object of its own.
    sql = f"ALTER PUBLICATION {name(publication)} ADD TABLE ONLY {relation}"
    sql += f" ({names(table.columns)})" if table.columns else ""
    yield made(table, sql + (f" WHERE ({table.where})" if table.where else ""), lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def drop(table: PublicationTable, _: Context) -> Iterator[Statement]:
    publication, relation = table.id.path
    hazard = Hazard(code="SC406", message=f"subscribers of {name(publication)} no longer receive {relation}")
    sql = f"ALTER PUBLICATION {name(publication)} DROP TABLE ONLY {relation}"
    yield dropped(table, sql, lock=Lock.SHARE_UPDATE_EXCLUSIVE, hazards=(hazard,))


_QUALIFIED = re.compile(r'\A(?:([a-z_][a-z0-9_$]*)|"((?:[^"]|"")+)")\s*\.\s*(?:([a-z_][a-z0-9_$]*)|"((?:[^"]|"")+)")\Z')


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """Of what is only written, the table that its name says."""
    for obj in state:
        if obj.id.kind == "publication_table" and (found := _QUALIFIED.match(obj.id.name)):
            schema, quoted_schema, table, quoted_table = found.groups()
            path = (schema or quoted_schema.replace('""', '"'), table or quoted_table.replace('""', '"'))
            yield obj.id, ObjectId("table", path)


def designation(object_id: ObjectId) -> str:
    return f"TABLE {object_id.name} OF PUBLICATION {name(object_id.path[0])}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return dict(mapping(raw))


def write(table: PublicationTable, _: dict[str, Raw]) -> Raw:
    return yaml_fields(table) or None


KIND = Kind(
    name="publication_table",
    model=PublicationTable,
    catalog=catalog_sql,
    among="pg_publication",
    create=create,
    drop=drop,
    alter={
        "columns": REPLACE,  # ALTER PUBLICATION … SET TABLE replaces the whole list of tables
        "where": REPLACE,
    },
    designation=designation,
    parents=("publication",),
    # PostgreSQL does not change the type of a column that a row filter reads.
    disturbed=True,
    edges=edges,
    yaml=Yaml(key="tables", read=read, write=write),
    widens=widening.added,
)
