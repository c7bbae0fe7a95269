"""Columns of typed tables of which something is said: NOT NULL, a default, a comment, privileges. The rest is the type's business."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.base import Context, Kind, Yaml, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class TypedColumn(Object, frozen=True, kw_only=True):
    """Path: the table's, and the attribute of its type. https://www.postgresql.org/docs/current/sql-createtable.html"""

    not_null: bool = False
    not_null_name: str | None = None


def catalog_sql(major: int) -> str:
    """A primary key's columns are NOT NULL by it; the constraint has a name from 18 on."""
    constraint = "LEFT JOIN pg_constraint nn ON nn.conrelid = c.oid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum" if major >= 18 else ""
    named = "CASE WHEN m.own THEN nullif(nn.conname, c.relname || '_' || a.attname || '_not_null') END" if major >= 18 else "NULL::text"
    return f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, a.attnum AS subid, ARRAY[n.nspname, c.relname, a.attname] AS path,
  m.own AS not_null, {named} AS not_null_name
FROM {RELATIONS} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped {constraint}
CROSS JOIN LATERAL (SELECT a.attnotnull AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p'
  AND a.attnum = ANY (k.conkey)) AS own) m
WHERE c.relkind IN ('r', 'p') AND c.reloftype <> 0 AND c.relpersistence <> 't' AND (m.own OR a.atthasdef OR a.attacl IS NOT NULL
  OR EXISTS (SELECT FROM pg_description d WHERE d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum))
ORDER BY n.nspname, c.relname, a.attnum"""


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """A constraint hangs on the column itself, which stays whatever is said of it."""
    columns = {obj.id for obj in state if isinstance(obj, TypedColumn)}
    for user, used in state.uses.items() if columns else ():
        for one in used & columns:
            if one.path != user.path[: len(one.path)] and one.path != user.path[1 : len(one.path) + 1]:
                yield user, one


def _not_null(column: TypedColumn) -> str:
    return (f"CONSTRAINT {name(column.not_null_name)} " if column.not_null_name else "") + "NOT NULL"


def clause(column: TypedColumn, _: Context) -> str | None:
    return f"{name(column.id.name)} WITH OPTIONS {_not_null(column)}" if column.not_null else None


def create(column: TypedColumn, _: Context) -> Iterator[Statement]:
    if column.not_null:
        hazard = Hazard(code="SC207", message="fails where a row holds NULL; scans the table under an exclusive lock")
        given = column.not_null_name
        action = f"ADD {_not_null(column)} {name(column.id.name)}" if given else f"ALTER COLUMN {name(column.id.name)} SET NOT NULL"
        yield made(column, _alter(column, action), lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,))


def drop(column: TypedColumn, _: Context) -> Iterator[Statement]:
    if column.not_null:
        yield dropped(column, _alter(column, f"ALTER COLUMN {name(column.id.name)} DROP NOT NULL"))


def set_not_null(before: TypedColumn, after: TypedColumn, ctx: Context) -> Iterator[Statement]:
    for statement in (*drop(before, ctx), *create(after, ctx)):
        yield altered(after, statement.sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=statement.hazards)


def _alter(column: TypedColumn, action: str) -> str:
    return f"ALTER TABLE {qualified(column.id.path[:-1])} {action}"


def designation(object_id: ObjectId) -> str:
    return f"COLUMN {qualified(object_id.path)}"


KIND = Kind(
    name="typed_column",
    model=TypedColumn,
    catalog=catalog_sql,
    create=create,
    drop=drop,
    alter={"not_null": set_not_null, "not_null_name": set_not_null},
    cuts=cuts,
    clause=clause,
    designation=designation,
    parents=("table",),
    incidental=True,
    yaml=Yaml(key="typed_columns"),
)
