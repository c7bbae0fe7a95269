"""Columns of tables: type, nullability, identity, generation, storage. The default is a kind of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from schemactl.kinds import column_text, foreign_options, identity, sequence_value, serial, storage_options
from schemactl.kinds.base import REPLACE, REPLACE_HOST, Alter, Context, Kind, Replace, Yaml, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS, pairs, pairs_in_order, stays_behind
from schemactl.kinds.constraint import default_name
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class Column(Object, frozen=True, kw_only=True):
    """`sequence` holds the options of an identity's sequence that differ from PostgreSQL's defaults; `using` and `backfill` are intent.
    `partition_key` is derived: is it part of the key that its own table is partitioned by?"""

    type: str
    collation: str | None = None
    not_null: bool = False
    not_null_name: str | None = None
    not_null_no_inherit: bool = False
    not_null_not_valid: bool = False
    identity: str | None = None
    sequence: tuple[tuple[str, str], ...] = ()
    generated: str | None = None
    virtual: bool = False
    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    fdw_options: tuple[tuple[str, str], ...] = ()
    partition_key: bool = False


def catalog_sql(major: int) -> str:
    """NOT NULL constraints have rows and names from 18 on; a partition's identity is its parent's from 17 on."""
    constraint = "nn.oid IS NOT NULL"
    generated = "a.attidentity" if major < 17 else "CASE WHEN c.relispartition THEN '' ELSE a.attidentity END"
    not_null = "LEFT JOIN pg_constraint nn ON nn.conrelid = c.oid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum" if major >= 18 else ""
    return f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, a.attnum AS subid, ARRAY[n.nspname, c.relname, a.attname] AS path,
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN a.attcollation <> t.typcollation THEN (SELECT format('%I.%I', cn.nspname, l.collname) FROM pg_collation l
    JOIN pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = a.attcollation) END AS collation,
  {f"a.attnotnull OR {constraint}" if not_null else "a.attnotnull"} AS not_null,
  {"nullif(nn.conname, c.relname || '_' || a.attname || '_not_null')" if not_null else "NULL::text"} AS not_null_name,
  {"coalesce(nn.connoinherit, false)" if not_null else "false"} AS not_null_no_inherit,
  {"coalesce(NOT nn.convalidated, false)" if not_null else "false"} AS not_null_not_valid,
  CASE {generated} WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
  {identity.options_sql(major)} AS sequence,
  CASE WHEN a.attgenerated <> '' THEN (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
    WHERE d.adrelid = c.oid AND d.adnum = a.attnum) END AS generated,
  a.attgenerated = 'v' AS virtual,
  CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main'
    WHEN 'x' THEN 'extended' END END AS storage,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
  nullif(a.attstattarget, -1)::int AS statistics,
  {pairs_in_order("a.attoptions")} AS options, {pairs("a.attfdwoptions")} AS fdw_options,
  c.relkind = 'p' AND EXISTS (SELECT FROM pg_partitioned_table k WHERE k.partrelid = c.oid AND (a.attnum = ANY (k.partattrs::int2[])
    OR k.partexprs::text ~ (':varattno ' || a.attnum || '\\M'))) AS partition_key
FROM {RELATIONS} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
{identity.BOUNDS} {not_null}
WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND (a.attislocal OR c.relispartition) AND c.reloftype = 0
ORDER BY n.nspname, c.relname, a.attnum"""


ALIASES_SQL = """
SELECT 'pg_class'::regclass::oid, d.objid, 0, 'pg_class'::regclass::oid, d.refobjid, d.refobjsubid FROM pg_depend d
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i' AND d.refobjsubid > 0
UNION ALL
SELECT 'pg_class'::regclass::oid, a.attrelid, a.attnum, 'pg_class'::regclass::oid, p.attrelid, p.attnum FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid AND NOT c.relispartition
JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount > 0 AND NOT a.attislocal
JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attname = a.attname AND p.attnum > 0 AND NOT p.attisdropped
UNION ALL
SELECT 'pg_attrdef'::regclass::oid, d.oid, 0, 'pg_class'::regclass::oid, d.adrelid, d.adnum FROM pg_attrdef d
JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attgenerated <> ''
UNION ALL
SELECT 'pg_constraint'::regclass::oid, nn.oid, 0, 'pg_class'::regclass::oid, nn.conrelid, nn.conkey[1] FROM pg_constraint nn
WHERE nn.contype = 'n' AND nn.conrelid <> 0"""

LINKS_SQL = """
SELECT 'pg_class'::regclass::oid, a.attrelid, a.attnum, 'pg_class'::regclass::oid, p.attrelid, p.attnum
FROM pg_inherits i JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount > 0
JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attname = a.attname AND p.attnum > 0 AND NOT p.attisdropped"""


def clause(column: Column, ctx: Context) -> str:
    return f"{name(column.id.name)} {definition(column, ctx)}"


def definition(column: Column, ctx: Context, *, with_clauses: bool = True) -> str:
    """Everything behind the column's name that CREATE TABLE and ADD COLUMN take alike."""
    parts = [column.type + foreign_options.clause(column.fdw_options)]
    if column.collation:
        parts.append(f"COLLATE {column.collation}")
    if column.generated:
        parts.append(f"GENERATED ALWAYS AS ({column.generated}) {'VIRTUAL' if column.virtual else 'STORED'}")
    if column.identity:
        parts.append(identity.clause(column.identity, column.sequence))
    if column.not_null and not column.not_null_not_valid:
        parts.append(_not_null(column, ctx))
    return " ".join([*parts, *(ctx.clauses(column.id) if with_clauses else ())])


def _not_null(column: Column, ctx: Context) -> str:
    given = _not_null_name(column, ctx)
    named = f"CONSTRAINT {name(given)} " if given else ""
    return named + "NOT NULL" + (" NO INHERIT" if column.not_null_no_inherit else "")


def _not_null_name(column: Column, ctx: Context) -> str | None:
    """The name that has to be written: unnamed, the constraint gets another one where a partition bears the parent's already."""
    own = f"{column.id.path[-2]}_{column.id.name}_not_null"
    borne = ctx.claimed(("constraint name", column.id.path[0], own)) or (column.id.path[0], own) in ctx.given("not_null_name")
    return column.not_null_name or (own if borne else None)


def create(column: Column, ctx: Context) -> Iterator[Statement]:
    if stays_behind(column.id, ctx.live, ctx.desired):
        return
    was = ctx.live.objects.get(column.id)
    if isinstance(was, Column) and was.virtual and was.generated and not column.generated and not column.identity:
        yield from _kept_values(was, column, ctx)
        return
    yield made(
        column,
        f"ALTER TABLE {_table(column.id)} ADD COLUMN {name(column.id.name)} {definition(column, ctx)}",
        lock=Lock.ACCESS_EXCLUSIVE,
        hazards=_adding(column, ctx.clauses(column.id)),
    )
    yield from _unsaid(column, ctx)


def _unsaid(column: Column, ctx: Context) -> Iterator[Statement]:
    """What ADD COLUMN cannot say."""
    if column.not_null_not_valid:
        yield from set_not_null(column, column, ctx)
    for field, function in (("storage", set_storage), ("compression", set_compression), ("statistics", set_statistics)):
        if getattr(column, field) is not None:
            yield from function(column, column, ctx)
    if column.identity and "unlogged" in dict(column.sequence):
        yield from identity.set_logged(column, ctx)
    if column.options:
        yield from set_options(Column(id=column.id, type=column.type), column, ctx)


def _kept_values(was: Column, column: Column, ctx: Context) -> Iterator[Statement]:
    """DROP EXPRESSION is not for virtual columns: what they compute is stored first."""
    stored = msgspec.structs.replace(column, generated=was.generated)
    sql = f"ALTER TABLE {_table(column.id)} ADD COLUMN {name(column.id.name)} {definition(stored, ctx, with_clauses=False)}"
    hazard = Hazard(code="SC303", message="rewrites the table under an exclusive lock")
    yield made(column, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,))
    yield alter_column(column, "DROP EXPRESSION")
    for clause_ in ctx.clauses(column.id):
        yield alter_column(column, f"SET {clause_}")
    yield from _unsaid(column, ctx)


def _adding(column: Column, clauses: list[str]) -> tuple[Hazard, ...]:
    if column.identity or (column.generated and not column.virtual):
        return (Hazard(code="SC303", message="rewrites the table under an exclusive lock"),)
    if column.not_null and not clauses and not column.generated:
        return (Hazard(code="SC302", message="NOT NULL without a default fails where the table has rows"),)
    if any(VOLATILE.search(clause) for clause in clauses):
        return (Hazard(code="SC301", message="a volatile default rewrites the table under an exclusive lock"),)
    return ()


# Known by name: whether an expression is volatile only the server can tell (safety.md, ADD COLUMN).
VOLATILE = re.compile(r"\b(gen_random_uuid|clock_timestamp|random|uuidv[47]|nextval|timeofday|uuid_generate_v\w+)\s*\(", re.IGNORECASE)


def drop(column: Column, ctx: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC401", message=f"drops column {qualified(column.id.path)} and its values", destructive=True)
    # A foreign table's values are elsewhere, and stay; a generated column's are computed.
    hazards = () if _is_foreign(column, ctx.live) or column.generated else (hazard,)
    yield dropped(column, f"ALTER TABLE {_table(column.id)} DROP COLUMN {name(column.id.name)}", hazards=hazards)


def rename(before: Column, after: Column, _: Context) -> Iterator[Statement]:
    sql = f"ALTER TABLE {_table(after.id)} RENAME COLUMN {name(before.id.name)} TO {name(after.id.name)}"
    hazard = Hazard(code="SC310", message="queries that name the old column fail from now on")
    yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,))


def _table(column: ObjectId) -> str:
    return qualified(column.path[:-1])


def alter_column(column: Column, action: str, *, lock: Lock = Lock.ACCESS_EXCLUSIVE, hazards: tuple[Hazard, ...] = ()) -> Statement:
    return altered(column, f"ALTER TABLE {_table(column.id)} ALTER COLUMN {name(column.id.name)} {action}", lock=lock, hazards=hazards)


def set_type(before: Column, after: Column, ctx: Context) -> Iterator[Statement] | Replace:
    """No USING where an assignment cast exists: an explicit cast would cut text silently."""
    if before.partition_key:
        return REPLACE_HOST  # PostgreSQL alters no column that is part of the partition key
    if _is_foreign(after, ctx.live):
        # There are no rows here: no cast is needed, USING is refused.
        collation = f" COLLATE {after.collation}" if after.collation else ""
        return iter((alter_column(after, f"SET DATA TYPE {after.type}{collation}"),))
    cast = ctx.intent(after.id, "using") or ctx.castable(before.type, after.type)
    if not cast and ctx.built_in(before.type) and ctx.built_in(after.type):
        return REPLACE  # no cast leads from the one type to the other, and nobody wrote `using`
    return iter((_set_type(before, after, ctx),))


def _set_type(before: Column, after: Column, ctx: Context) -> Statement:
    collation = f" COLLATE {after.collation}" if after.collation else ""
    given = ctx.intent(after.id, "using")
    castable = before.type == after.type or ctx.assignable(before.type, after.type)
    # Between the types of a schema there are no casts, but every type is written as text and read from it.
    through = "" if ctx.castable(before.type, after.type) else "::text"
    using = f" USING {given.strip()}" if given else "" if castable else f" USING {name(after.id.name)}{through}::{after.type}"
    if before.generated:
        using = ""  # PostgreSQL refuses USING on a generated column
    hazard = Hazard(code="SC305", message=f"{before.type} → {after.type}: may rewrite the table under an exclusive lock")
    return alter_column(after, f"SET DATA TYPE {after.type}{collation}{using}", hazards=(hazard,))


def set_not_null(before: Column, after: Column, ctx: Context) -> Iterator[Statement]:
    table = _table(after.id)
    if before is not after and before.not_null and after.not_null:
        yield from _change_not_null(before, after)
    elif not after.not_null:
        if before.identity and not after.identity:
            yield alter_column(after, "DROP IDENTITY")  # an identity column cannot become nullable
        yield alter_column(after, "DROP NOT NULL")
    elif after.not_null_not_valid or _not_null_name(after, ctx) or after.not_null_no_inherit:
        given = _not_null_name(after, ctx)
        named = f"CONSTRAINT {name(given)} " if given else ""
        suffix = (" NO INHERIT" if after.not_null_no_inherit else "") + (" NOT VALID" if after.not_null_not_valid else "")
        sql = f"ALTER TABLE {table} ADD {named}NOT NULL {name(after.id.name)}{suffix}"
        yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=() if after.not_null_not_valid else _scanned(after, ctx))
    else:
        yield alter_column(after, "SET NOT NULL", hazards=_scanned(after, ctx))


def _scanned(column: Column, ctx: Context) -> tuple[Hazard, ...]:
    hazard = Hazard(code="SC207", message="fails where a row holds NULL; scans the table under an exclusive lock")
    return () if _is_foreign(column, ctx.desired) else (hazard,)


def _change_not_null(before: Column, after: Column) -> Iterator[Statement]:
    table, default = _table(after.id), default_name(after.id.path[-2], after.id.name, "not_null")
    was, wanted = before.not_null_name or default, after.not_null_name or default
    if was != wanted:
        yield altered(after, f"ALTER TABLE {table} RENAME CONSTRAINT {name(was)} TO {name(wanted)}", lock=Lock.ACCESS_EXCLUSIVE)
    if before.not_null_no_inherit != after.not_null_no_inherit:
        how = "NO INHERIT" if after.not_null_no_inherit else "INHERIT"
        yield altered(after, f"ALTER TABLE {table} ALTER CONSTRAINT {name(wanted)} {how}", lock=Lock.ACCESS_EXCLUSIVE)
    if after.not_null_not_valid and not before.not_null_not_valid:
        # A validated constraint cannot be made unvalidated.
        yield alter_column(after, "DROP NOT NULL")
        sql = f"ALTER TABLE {table} ADD CONSTRAINT {name(wanted)} NOT NULL {name(after.id.name)} NOT VALID"
        yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE)
        return
    if before.not_null_not_valid and not after.not_null_not_valid:
        yield altered(after, f"ALTER TABLE {table} VALIDATE CONSTRAINT {name(wanted)}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_generated(before: Column, after: Column, ctx: Context) -> Iterator[Statement] | Replace:
    if after.generated is None and not before.virtual:
        return iter((alter_column(after, "DROP EXPRESSION"),))
    stored = before.generated and after.generated and before.virtual == after.virtual
    if stored and (ctx.major >= 17 if not after.virtual else ctx.major >= 18):
        hazard = () if after.virtual else (Hazard(code="SC303", message="rewrites the table under an exclusive lock"),)
        return iter((alter_column(after, f"SET EXPRESSION AS ({after.generated})", hazards=hazard),))
    return REPLACE  # PostgreSQL cannot make a plain column a generated one, nor change the expression before 17


def set_virtual(_: Column, after: Column, __: Context) -> Iterator[Statement] | Replace:
    return REPLACE if after.generated else iter(())


def set_storage(_: Column, after: Column, __: Context) -> Iterator[Statement]:
    yield alter_column(after, f"SET STORAGE {(after.storage or 'default').upper()}")


def set_compression(_: Column, after: Column, __: Context) -> Iterator[Statement]:
    yield alter_column(after, f"SET COMPRESSION {after.compression or 'default'}")


def set_statistics(_: Column, after: Column, __: Context) -> Iterator[Statement]:
    yield alter_column(after, f"SET STATISTICS {-1 if after.statistics is None else after.statistics}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_options(before: Column, after: Column, _: Context) -> Iterator[Statement]:
    for action in storage_options.actions(before.options, after.options):
        yield alter_column(after, action, lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_fdw_options(before: Column, after: Column, _: Context) -> Iterator[Statement]:
    yield alter_column(after, foreign_options.changed(before.fdw_options, after.fdw_options).strip())


def _names(column: Column) -> tuple[tuple[str, ...], ...]:
    """A named NOT NULL, and an identity's sequence, which is a relation too."""
    named = (("constraint name", column.id.path[0], column.not_null_name),) if column.not_null_name else ()
    if not column.identity:
        return named
    given = dict(column.sequence).get("name")
    own = default_name(column.id.path[1], column.id.name, "seq")
    return (
        *named,
        ("relation", column.id.path[0], given.rpartition(".")[2].strip('"') if given else own),
    )


def settle(column: Object, ctx: Context) -> Iterator[Statement]:
    """An identity that is made anew goes on behind the rows, which are there again at the plan's end."""
    was = ctx.live.objects.get(column.id)
    if isinstance(column, Column) and column.identity and isinstance(was, Column) and was.identity:
        limits = sequence_value.bounds(column.type, dict(column.sequence))
        yield sequence_value.past_rows(column, identity.sequence_name(column), limits)


def _is_foreign(column: Column, state: State) -> bool:
    return ObjectId("foreign_table", column.id.path[:-1]) in state


def designation(object_id: ObjectId) -> str:
    return f"COLUMN {qualified(object_id.path)}"


KIND = Kind(
    name="column",
    model=Column,
    catalog=catalog_sql,
    aliases=ALIASES_SQL,
    links=LINKS_SQL,
    create=create,
    drop=drop,
    alter={
        "type": Alter(function=set_type, disturbs=True),
        "collation": Alter(function=set_type, disturbs=True),
        "not_null": set_not_null,
        "not_null_name": set_not_null,
        "not_null_no_inherit": set_not_null,
        "not_null_not_valid": set_not_null,
        "identity": Alter(function=identity.set_identity, takes=sequence_value.takes),
        "sequence": identity.set_sequence,
        "generated": Alter(function=set_generated, disturbs=True),
        "virtual": set_virtual,
        "storage": set_storage,
        "compression": set_compression,
        "statistics": set_statistics,
        "options": set_options,
        "fdw_options": set_fdw_options,
    },
    derived=("partition_key",),
    stuck=lambda column: bool(column.partition_key),
    clause=clause,
    settle=settle,
    rename=rename,
    holds_rows=True,
    designation=designation,
    parents=("table", "foreign_table"),
    namespace=_names,
    inherits=("not_null_name",),  # a partition's constraint may bear its parent's name, and cannot be renamed
    disturbed=lambda column: column.generated is not None,
    yaml=Yaml(key="columns", folded=serial.folded, read=column_text.read, write=column_text.write),
)
