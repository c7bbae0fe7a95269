"""Tables: the container; columns, constraints, indexes and bounds are kinds of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemactl.kinds import both_names, storage_options, table_logged, table_names, table_parents, typed, typed_held, widening
from schemactl.kinds.base import REPLACE, Alter, BothNames, Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS, TABLESPACE, table_options
from schemactl.kinds.sql import name, options, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.ways import flag
from schemactl.kinds.yaml_form import Raw, Yaml, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class Table(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createtable.html"""

    unlogged: bool = False
    of: str | None = None
    partition_by: SqlText | None = None
    access_method: str | None = None
    tablespace: str | None = None
    with_: tuple[tuple[str, str], ...] = ()
    row_level_security: str = "disabled"
    replica_identity: str = "default"


# Of an index that is gone: nothing identifies rows then, whatever the catalog says. https://www.postgresql.org/docs/current/sql-altertable.html
REPLICA_IDENTITY = """CASE WHEN c.relreplident = 'n' OR c.relreplident = 'i' AND NOT EXISTS
    (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident) THEN 'nothing' WHEN c.relreplident = 'f' THEN 'full' ELSE 'default' END"""

CATALOG_SQL = f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname] AS path,
  c.relpersistence = 'u' AS unlogged,
  CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of,
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
  (SELECT nullif(amname, 'heap') FROM pg_am a WHERE a.oid = c.relam) AS access_method,
  {TABLESPACE.format("c")} AS tablespace,
  {table_options()} AS with_,
  CASE WHEN c.relforcerowsecurity AND c.relrowsecurity THEN 'forced' WHEN c.relforcerowsecurity THEN 'disabled forced'
    WHEN c.relrowsecurity THEN 'enabled' ELSE 'disabled' END AS row_level_security,
  {REPLICA_IDENTITY} AS replica_identity
FROM {RELATIONS} WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' ORDER BY n.nspname, c.relname"""

ALIASES_SQL = """
SELECT 'pg_type'::regclass::oid, c.reltype, 0, 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class c
WHERE c.relkind IN ('r', 'p') AND c.reltype <> 0
UNION ALL
SELECT 'pg_type'::regclass::oid, t.typarray, 0, 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class c JOIN pg_type t ON t.oid = c.reltype
WHERE c.relkind IN ('r', 'p') AND t.typarray <> 0"""

RLS = {
    "disabled": ("DISABLE", "NO FORCE"),
    "enabled": ("ENABLE", "NO FORCE"),
    "forced": ("ENABLE", "FORCE"),
    "disabled forced": ("DISABLE", "FORCE"),
}


def alter_table(table: Object, action: str, *, lock: Lock = Lock.ACCESS_EXCLUSIVE, hazards: tuple[Hazard, ...] = ()) -> Statement:
    return altered(table, f"ALTER TABLE {qualified(table.id.path)} {action}", lock=lock, hazards=hazards)


def create(table: Table, ctx: Context) -> Iterator[Statement]:
    if ctx.stays(table.id):
        yield from typed_held.come_back(ctx.live.objects[table.id], table, ctx)
        return
    yield made(table, _create_sql(table, ctx.clauses(table.id), ctx.tails(table.id)))
    if table.row_level_security != "disabled":
        yield from set_row_level_security(Table(id=table.id), table, ctx)
    if table.replica_identity != "default":
        yield from set_replica_identity(table, table, ctx)


def _create_sql(table: Table, clauses: list[str], parents: list[str]) -> str:
    parts = [f"CREATE {'UNLOGGED ' if table.unlogged else ''}TABLE {qualified(table.id.path)}"]
    if table.of:
        parts[0] += f" OF {table.of}" + (f" (\n  {_lines(clauses)}\n)" if clauses else "")
    else:
        parts[0] += f" (\n  {_lines(clauses)}\n)" if clauses else " ()"
    if parents:
        parts.append(f"INHERITS ({', '.join(parents)})")
    if table.partition_by:
        parts.append(f"PARTITION BY {table.partition_by}")
    if table.access_method:
        parts.append(f"USING {name(table.access_method)}")
    if table.with_:
        parts.append(f"WITH ({options(table.with_)})")
    if table.tablespace:
        parts.append(f"TABLESPACE {name(table.tablespace)}")
    return " ".join(parts)


def _lines(clauses: list[str]) -> str:
    return ",\n  ".join(clauses)


def _has_partitions(table: Table, live: State) -> bool:
    called = qualified(table.id.path)
    return any(one.id.kind == "partition" and getattr(one, "of", None) == called for one in live)


def drop(table: Table, ctx: Context) -> Iterator[Statement]:
    if ctx.stays(table.id):
        yield from typed_held.leave(table, ctx.desired.objects[table.id], ctx)
        return
    hazard = Hazard(code="SC401", message=f"drops table {qualified(table.id.path)} and its rows", destructive=True)
    # A partitioned table holds no rows itself: its partitions are detached before, and stay or are dropped with a word of their own.
    wanted = ctx.desired.objects.get(table.id) if table.partition_by else None
    hazards = () if wanted and (getattr(wanted, "partition_by", None) or _has_partitions(table, ctx.live)) else (hazard,)
    yield dropped(table, f"DROP TABLE {qualified(table.id.path)}", hazards=hazards)


def rename(before: Table, after: Table, _: Context) -> Iterator[Statement]:
    here, hazards = before.id.path, (Hazard(code="SC310", message="queries that name the old table fail from now on"),)
    if before.id.path[0] != after.id.path[0]:
        sql = f"ALTER TABLE {qualified(here)} SET SCHEMA {name(after.id.path[0])}"
        yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=hazards)
        here = (after.id.path[0], here[1])
    if here != after.id.path:
        yield altered(after, f"ALTER TABLE {qualified(here)} RENAME TO {name(after.id.name)}", lock=Lock.ACCESS_EXCLUSIVE, hazards=hazards)


def set_access_method(_: Table, after: Table, __: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC509", message="rewrites the table under an exclusive lock")
    yield alter_table(after, f"SET ACCESS METHOD {name(after.access_method or 'heap')}", hazards=(hazard,))


def set_tablespace(_: Table, after: Table, __: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC509", message="copies the table under an exclusive lock")
    yield alter_table(after, f"SET TABLESPACE {name(after.tablespace or 'pg_default')}", hazards=(hazard,))


def set_options(before: Table, after: Table, _: Context) -> Iterator[Statement]:
    for action in storage_options.actions(before.with_, after.with_):
        yield alter_table(after, action, lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_row_level_security(before: Table, after: Table, _: Context) -> Iterator[Statement]:
    for was, wanted in zip(RLS[before.row_level_security], RLS[after.row_level_security], strict=True):
        if was != wanted:
            weaker = wanted in ("DISABLE", "NO FORCE")
            hazard = (Hazard(code="SC406", message="rows become visible to roles that policies kept out"),) if weaker else ()
            yield alter_table(after, f"{wanted} ROW LEVEL SECURITY", hazards=hazard)


def set_replica_identity(_: Table, after: Table, __: Context) -> Iterator[Statement]:
    yield alter_table(after, f"REPLICA IDENTITY {after.replica_identity.upper()}")


def designation(object_id: ObjectId) -> str:
    return f"TABLE {qualified(object_id.path)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    fields = table_parents.read(raw, at)
    if fields.get("row_level_security", "disabled") not in list(RLS):
        raise ValueError("row_level_security is disabled, enabled, forced, or `disabled forced`")
    return fields


def write(table: Table, children: dict[str, Raw]) -> Raw:
    """Children, with a plain primary key of one column told where the column is told."""
    columns, key = children.get("columns"), children.get("primary_key")
    if isinstance(columns, dict) and isinstance(key, list) and len(key) == 1 and isinstance(column := columns.get(key[0]), str):
        folded = re.sub(r" not null(?= default |$)", "", column, count=1)
        if " constraint " not in column and (folded != column or " as identity" in column):
            columns = {**columns, key[0]: f"{folded} primary key"}
            children = {name: child for name, child in {**children, "columns": columns}.items() if name != "primary_key"}
    return {**yaml_fields(table), **table_parents.write(children)}


KIND = Kind(
    name="table",
    model=Table,
    catalog=CATALOG_SQL,
    among="pg_class WHERE relkind IN ('r', 'p')",
    aliases=ALIASES_SQL,
    create=create,
    drop=drop,
    alter={
        "unlogged": table_logged.set_logged,
        "of": Alter(function=typed.set_type, takes=typed.columns),
        "partition_by": REPLACE,  # PostgreSQL cannot turn a table into a partitioned one, nor change a partition key
        "access_method": set_access_method,
        "tablespace": set_tablespace,
        "with_": set_options,
        "row_level_security": set_row_level_security,
        "replica_identity": set_replica_identity,
    },
    rename=rename,
    turns=table_logged.turns,
    holds_rows=True,
    stays=typed_held.stays,
    designation=designation,
    namespace=lambda table: (("relation", *table.id.path), ("type", *table.id.path)),
    yaml=Yaml(key="tables", folder="tables", read=read, write=write),
    schema_scoped=True,
    owned=True,
    grantable="TABLE",
    widens=widening.added,
    ways={both_names.KEY: flag},
    both=BothNames(raised=table_names.raised, stands=table_names.stands),
)
