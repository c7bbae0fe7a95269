"""Columns of typed tables of which something is said: NOT NULL, a default, a comment, privileges, how they are kept. The rest is the type's business."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemactl.kinds import storage_options, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS, pairs_in_order
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class TypedColumn(Object, frozen=True, kw_only=True):
    """Path: the table's, and the attribute of its type. https://www.postgresql.org/docs/current/sql-createtable.html"""

    not_null: bool = False
    not_null_name: str | None = None
    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    options: tuple[tuple[str, str], ...] = ()


def catalog_sql(major: int) -> str:
    """A primary key's columns are NOT NULL by it; the constraint has a name from 18 on."""
    constraint = "LEFT JOIN pg_constraint nn ON nn.conrelid = c.oid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum" if major >= 18 else ""
    named = "CASE WHEN m.own THEN nullif(nn.conname, c.relname || '_' || a.attname || '_not_null') END" if major >= 18 else "NULL::text"
    return f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, a.attnum AS subid, ARRAY[n.nspname, c.relname, a.attname] AS path,
  m.own AS not_null, {named} AS not_null_name,
  CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main'
    WHEN 'x' THEN 'extended' END END AS storage,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
  nullif(a.attstattarget, -1)::int AS statistics, {pairs_in_order("a.attoptions")} AS options
FROM {RELATIONS} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid {constraint}
CROSS JOIN LATERAL (SELECT a.attnotnull AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p'
  AND a.attnum = ANY (k.conkey)) AS own) m
WHERE c.relkind IN ('r', 'p') AND c.reloftype <> 0 AND c.relpersistence <> 't' AND (m.own OR a.atthasdef OR a.attacl IS NOT NULL
  OR a.attstorage <> t.typstorage OR a.attcompression <> '' OR nullif(a.attstattarget, -1) IS NOT NULL OR a.attoptions IS NOT NULL
  OR EXISTS (SELECT FROM pg_description d WHERE d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum))
ORDER BY n.nspname, c.relname, a.attnum"""


ALIASES_SQL = """
SELECT 'pg_constraint'::regclass::oid, nn.oid, 0, 'pg_class'::regclass::oid, nn.conrelid, nn.conkey[1] FROM pg_constraint nn
JOIN pg_class c ON c.oid = nn.conrelid AND c.reloftype <> 0 WHERE nn.contype = 'n'
UNION ALL
SELECT 'pg_constraint'::regclass::oid, nn.oid, 0, 'pg_class'::regclass::oid, nn.conrelid, 0 FROM pg_constraint nn
JOIN pg_class c ON c.oid = nn.conrelid AND c.reloftype <> 0 WHERE nn.contype = 'n'"""


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """A constraint hangs on the column itself, which stays whatever is said of it."""
    columns = {obj.id for obj in state if isinstance(obj, TypedColumn)}
    for user, used in state.uses.items() if columns else ():
        for one in used & columns:
            if one.path != user.path[: len(one.path)] and one.path != user.path[1 : len(one.path) + 1]:
                yield user, one


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """Instead: on the table that has it."""
    return ((user, ObjectId("table", one.path[:-1])) for user, one in cuts(state))


def _not_null(column: TypedColumn) -> str:
    return (f"CONSTRAINT {name(column.not_null_name)} " if column.not_null_name else "") + "NOT NULL"


def clause(column: TypedColumn, _: Context) -> str | None:
    return f"{name(column.id.name)} WITH OPTIONS {_not_null(column)}" if column.not_null else None


def create(column: TypedColumn, ctx: Context) -> Iterator[Statement]:
    if column.not_null:
        hazard = Hazard(code="SC207", message="fails where a row holds NULL; scans the table under an exclusive lock")
        given = column.not_null_name
        action = f"ADD {_not_null(column)} {name(column.id.name)}" if given else f"ALTER COLUMN {name(column.id.name)} SET NOT NULL"
        yield made(column, _alter(column, action), lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,))
    for one in _kept(TypedColumn(id=column.id), column, ctx):
        yield made(column, one.sql, lock=one.lock)


def drop(column: TypedColumn, ctx: Context) -> Iterator[Statement]:
    """Nothing more is said of it: it is as its type has it again."""
    if column.not_null:
        yield dropped(column, _alter(column, f"ALTER COLUMN {name(column.id.name)} DROP NOT NULL"))
    for one in _kept(column, TypedColumn(id=column.id), ctx):
        yield dropped(column, one.sql, lock=one.lock)


def set_not_null(before: TypedColumn, after: TypedColumn, ctx: Context) -> Iterator[Statement]:
    was, wanted = (TypedColumn(id=one.id, not_null=one.not_null, not_null_name=one.not_null_name) for one in (before, after))
    for statement in (*drop(was, ctx), *create(wanted, ctx)):
        yield altered(after, statement.sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=statement.hazards)


def _kept(before: TypedColumn, after: TypedColumn, ctx: Context) -> Iterator[Statement]:
    for field, rule in KEPT.items():
        if getattr(before, field) != getattr(after, field):
            yield from rule(before, after, ctx)


def _column(column: TypedColumn, action: str, lock: Lock) -> Statement:
    return altered(column, _alter(column, f"ALTER COLUMN {name(column.id.name)} {action}"), lock=lock)


def set_storage(_: TypedColumn, after: TypedColumn, ctx: Context) -> Iterator[Statement]:
    # SET STORAGE DEFAULT came with 16; types that can be stored otherwise than plain are extended by default.
    usual = "DEFAULT" if ctx.major >= 16 else "EXTENDED"
    yield _column(after, f"SET STORAGE {(after.storage or usual).upper()}", Lock.ACCESS_EXCLUSIVE)


def set_compression(_: TypedColumn, after: TypedColumn, __: Context) -> Iterator[Statement]:
    yield _column(after, f"SET COMPRESSION {after.compression or 'default'}", Lock.ACCESS_EXCLUSIVE)


def set_statistics(_: TypedColumn, after: TypedColumn, __: Context) -> Iterator[Statement]:
    yield _column(after, f"SET STATISTICS {-1 if after.statistics is None else after.statistics}", Lock.SHARE_UPDATE_EXCLUSIVE)


def set_options(before: TypedColumn, after: TypedColumn, _: Context) -> Iterator[Statement]:
    for action in storage_options.actions(before.options, after.options):
        yield _column(after, action, Lock.SHARE_UPDATE_EXCLUSIVE)


def _alter(column: TypedColumn, action: str) -> str:
    return f"ALTER TABLE {qualified(column.id.path[:-1])} {action}"


def designation(object_id: ObjectId) -> str:
    return f"COLUMN {qualified(object_id.path)}"


KEPT: dict[str, Callable[[TypedColumn, TypedColumn, Context], Iterator[Statement]]] = {
    "storage": set_storage,
    "compression": set_compression,
    "statistics": set_statistics,
    "options": set_options,
}

KIND = Kind(
    name="typed_column",
    model=TypedColumn,
    catalog=catalog_sql,
    among="pg_class WHERE reloftype <> 0",
    aliases=ALIASES_SQL,
    create=create,
    drop=drop,
    alter={"not_null": set_not_null, "not_null_name": set_not_null, **KEPT},
    cuts=cuts,
    edges=edges,
    clause=clause,
    designation=designation,
    parents=("table",),
    incidental=True,
    yaml=Yaml(key="typed_columns"),
    widens=widening.added,
)
