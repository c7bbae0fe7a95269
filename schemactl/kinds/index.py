"""Indexes of tables and materialized views, but those behind a constraint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from schemactl.kinds import constraint, index_text, key_index, not_null, offending, online, row_identity, syntax, widening
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made, unmeasured
from schemactl.kinds.catalog import BY_NAME, RELATIONS, TABLESPACE, pairs_in_order
from schemactl.kinds.index_alike import ELDERS_SQL
from schemactl.kinds.sql import name, options, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class Index(Object, frozen=True, kw_only=True):
    """`columns` is the text between the parentheses, as PostgreSQL prints it: `placed_at DESC, lower(note)`. One that is not `valid` is used by no query."""

    columns: SqlText
    unique: bool = False
    using: str = "btree"
    include: tuple[str, ...] = ()
    nulls_not_distinct: bool = False
    where: SqlText | None = None
    with_: tuple[tuple[str, str], ...] = ()
    tablespace: str | None = None
    statistics: tuple[tuple[str, str], ...] = ()
    cluster: bool = False
    replica_identity: bool = False
    only: bool = False
    valid: bool = True


# Plain columns are read from the catalog: pg_get_indexdef takes ten times as long. It leaves out an operator class that is the default one of the
# column's very type; a varchar takes text's as long as no class has varchar itself for its type (GetDefaultOpClass).
PLAIN_SQL = """
SELECT string_agg(quote_ident(a.attname) || CASE k.option & 3 WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END,
    ', ' ORDER BY k.position) AS columns,
  i.indexprs IS NULL AND bool_and(k.coll IN (0, a.attcollation) AND o.opcdefault AND (o.opcintype = a.atttypid
      OR (a.atttypid = 'varchar'::regtype AND o.opcintype = 'text'::regtype AND NOT EXISTS (SELECT FROM pg_opclass v WHERE v.opcdefault AND v.opcintype = 'varchar'::regtype))))
    AND x.oid NOT IN (SELECT p.attrelid FROM pg_attribute p WHERE p.attoptions IS NOT NULL) AS is_exact
FROM unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[], i.indoption::int2[]) WITH ORDINALITY k(attnum, opclass, coll, option, position)
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum JOIN pg_opclass o ON o.oid = k.opclass
WHERE k.position <= i.indnkeyatts"""


def catalog_sql(major: int) -> str:
    """pg_get_indexdef, less what the other fields hold: `CREATE … USING m (columns) INCLUDE … NULLS NOT DISTINCT WITH … WHERE …`."""
    return f"""
SELECT classid, objid, 0 AS subid, path,
  CASE WHEN is_exact THEN plain ELSE substr(body, strpos(body, ' (') + 2, length(body) - strpos(body, ' (') - 2) END AS columns,
  "unique", method AS using, include, nulls_not_distinct, where_ AS "where", with_, tablespace, statistics, cluster, replica_identity, "only", valid
FROM (
  SELECT *, left(tail, length(tail) - length(suffix)) AS body FROM (
    SELECT *, substr(def, length(head) + 1) AS tail,
      CASE WHEN array_length(include, 1) > 0 THEN ' INCLUDE (' || array_to_string(ARRAY(
          SELECT quote_ident(u) FROM unnest(include) u), ', ') || ')' ELSE '' END
        || CASE WHEN nulls_not_distinct THEN ' NULLS NOT DISTINCT' ELSE '' END
        || CASE WHEN options IS NOT NULL THEN ' WITH (' || options || ')' ELSE '' END
        || coalesce(' WHERE ' || where_, '') AS suffix
    FROM (
      SELECT 'pg_class'::regclass::oid AS classid, x.oid AS objid, ARRAY[n.nspname, c.relname, x.relname] AS path,
        plain.columns AS plain, coalesce(plain.is_exact, false) AS is_exact,
        CASE WHEN plain.is_exact THEN NULL ELSE pg_get_indexdef(x.oid) END AS def,
        format('CREATE %sINDEX %I ON %s%I.%I USING ', CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, x.relname,
          CASE WHEN x.relkind = 'I' THEN 'ONLY ' ELSE '' END, n.nspname, c.relname) AS head,
        i.indisunique AS "unique", am.amname AS method, CASE WHEN i.indnatts = i.indnkeyatts THEN '{{}}' ELSE {constraint.INCLUDED} END AS include,
        {"i.indnullsnotdistinct" if major >= 15 else "false"} AS nulls_not_distinct, pg_get_expr(i.indpred, i.indrelid) AS where_,
        {pairs_in_order("x.reloptions")} AS with_,
        (SELECT string_agg(quote_ident(split_part(o, '=', 1)) || '=' || CASE WHEN substr(o, strpos(o, '=') + 1) = quote_ident(substr(o, strpos(o, '=') + 1))
          THEN substr(o, strpos(o, '=') + 1) ELSE quote_literal(substr(o, strpos(o, '=') + 1)) END, ', ' ORDER BY number)
          FROM unnest(x.reloptions) WITH ORDINALITY u(o, number)) AS options,
        {TABLESPACE.format("x")} AS tablespace,
        CASE WHEN i.indexprs IS NULL THEN '{{}}' ELSE coalesce((SELECT array_agg(ARRAY[a.attnum::text, a.attstattarget::text] ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attstattarget >= 0), '{{}}') END AS statistics,
        i.indisclustered AS cluster, i.indisreplident AS replica_identity, x.relkind = 'I' AND {BY_NAME.format("i")} AS "only",
        i.indisvalid OR x.relkind = 'I' AS valid
      FROM {RELATIONS} JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am am ON am.oid = x.relam
      CROSS JOIN LATERAL ({PLAIN_SQL}) plain
      WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x') AND k.conrelid = c.oid)
    ) raw
  ) suffixed
) cut ORDER BY path"""


LINKS_SQL = """
SELECT 'pg_class'::regclass::oid, i.inhrelid, 0, 'pg_class'::regclass::oid, i.inhparent, 0
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('i', 'I')"""


def definition(index: Index) -> str:
    """What follows the table's name."""
    parts = [f"USING {name(index.using)} ({index.columns})"]
    if index.include:
        parts.append(f"INCLUDE ({', '.join(name(one) for one in index.include)})")
    if index.nulls_not_distinct:
        parts.append("NULLS NOT DISTINCT")
    if index.with_:
        parts.append(f"WITH ({options(index.with_)})")
    if index.tablespace:
        parts.append(f"TABLESPACE {name(index.tablespace)}")
    if index.where:
        parts.append(f"WHERE {index.where}")
    return " ".join(parts)


def create(index: Index, ctx: Context) -> Iterator[Statement]:
    if is_swapped(index, ctx):
        yield from _swapped(index, ctx)
    elif is_apart(index, ctx):
        yield msgspec.structs.replace(_measurable(_built_apart(index, index.id.name), index), asks=_repeated(index, ctx))
        yield from _marks(index, ctx)
    else:
        hazard = Hazard(code="SC101", message="writes to the table wait while the index is built")
        # A partitioned table's takes over the partitions', which were built before.
        ready = ctx.busy(index.id) and online.is_partitioned(index.id, ctx)
        plain = made(index, _making("INDEX", index, index.id.name), lock=Lock.SHARE, hazards=() if ready else (hazard,))
        yield msgspec.structs.replace(_measurable(plain, index), asks=_repeated(index, ctx))
        yield from _marks(index, ctx)


def _repeated(index: Index, ctx: Context) -> tuple[Statement, ...]:
    """Of a unique index over columns; what expressions and operator classes find equal, PostgreSQL alone knows."""
    if not index.unique or not syntax.are_names(index.columns) or not offending.answerable(index, ctx):
        return ()
    return offending.repeated(index, syntax.names_of(index.columns), ctx, nulls_too=index.nulls_not_distinct, where=index.where)


def _making(what: str, index: Index, called: str) -> str:
    # With ONLY no partition's index is taken over: the partitions say which is.
    on = f"ONLY {qualified(index.id.path[:-1])}" if index.only else qualified(index.id.path[:-1])
    return f"CREATE {'UNIQUE ' if index.unique else ''}{what} {name(called)} ON {on} {definition(index)}"


def _measurable(statement: Statement, index: Index) -> Statement:
    """PostgreSQL keeps statistics over the expressions of an index, from the first ANALYZE on."""
    return unmeasured(statement, index.id) if _has_expressions(index) else statement


def _has_expressions(index: Index) -> bool:
    return "(" in index.columns


def _built_apart(index: Index, called: str) -> Statement:
    return online.outside(made(index, _making("INDEX CONCURRENTLY", index, called), lock=Lock.SHARE_UPDATE_EXCLUSIVE))


def _marks(index: Index, ctx: Context) -> Iterator[Statement]:
    if index.statistics:
        yield from set_statistics(index, index, ctx)
    yield from constraint.index_marks(index, ctx)


def _swapped(index: Index, ctx: Context) -> Iterator[Statement]:
    """The new one is built before the old one goes: no query is without an index."""
    key = ("relation", index.id.path[0], index.id.name)
    fresh, old = ctx.vacant(key, "new"), ctx.vacant(key, "old")
    yield _measurable(_built_apart(index, fresh), index)
    for was, becomes in ((index.id.name, old), (fresh, index.id.name)):
        yield _renamed(index, was, becomes)
    yield from _marks(index, ctx)
    if not index.replica_identity:
        yield from row_identity.left(ctx.live.objects[index.id], ctx)
    yield _dropped_apart(index, old)


def _dropped_apart(index: Index, called: str) -> Statement:
    sql = f"DROP INDEX CONCURRENTLY {qualified((index.id.path[0], called))}"
    return online.outside(dropped(index, sql, lock=Lock.SHARE_UPDATE_EXCLUSIVE))


def is_apart(index: Index, ctx: Context) -> bool:
    """Nothing is built or dropped CONCURRENTLY on a partitioned table, nor dropped where it is part of a partitioned index."""
    return ctx.busy(index.id) and not online.is_partitioned(index.id, ctx)


def is_rebuilt(index: Index, live: State) -> bool:
    """Does PostgreSQL build it anew under the lock of another type for a column? It reuses no index with an expression or a condition.

    On a busy table it goes before and comes back behind, both CONCURRENTLY; a unique one does not, for nobody would see to its rule meanwhile.
    """
    table: Any = live.objects.get(ObjectId("table", index.id.path[:-1]))
    apart = table is not None and table.partition_by is None and table.id in live.busy and index.id not in live.inherited
    return apart and not index.unique and (index.where is not None or _has_expressions(index))


def is_dropped_apart(index: Index, ctx: Context) -> bool:
    return is_apart(index, ctx) and index.id not in ctx.live.inherited and not key_index.is_taken_over(index, ctx)


def is_swapped(index: Index, ctx: Context) -> bool:
    """Is it made anew on a busy table for its own sake, and not because what it is on changes?"""
    was = ctx.live.objects.get(index.id)
    if not isinstance(was, Index) or was == ctx.desired.objects.get(index.id) or not ctx.makes(index.id) or not is_dropped_apart(was, ctx):
        return False
    return ctx.stands(index.id, lambda used: key_index.is_survived(index.id, used, ctx))


def drop(index: Index, ctx: Context) -> Iterator[Statement]:
    if is_swapped(index, ctx):
        return
    if key_index.is_taken_over(index, ctx):
        if (called := key_index.called_meanwhile(index, ctx)) != index.id.name:
            yield _renamed(index, index.id.name, called)
        return
    yield from row_identity.left(index, ctx)
    if is_dropped_apart(index, ctx):
        yield _dropped_apart(index, index.id.name)
        return
    hazard = Hazard(code="SC102", message="reads of the table wait for the lock")
    # A partition's constraint on the index attached to this one falls with CASCADE only, and cannot go before.
    cascade = " CASCADE" if any(heir.kind != index.id.kind for heir in ctx.view(ctx.live).heirs(index.id)) else ""
    yield dropped(index, f"DROP INDEX {constraint.index_path(index)}{cascade}", hazards=(hazard,))


def rename(before: Index, after: Index, _: Context) -> Iterator[Statement]:
    yield _renamed(after, before.id.name, after.id.name)


def _renamed(index: Index, was: str, becomes: str) -> Statement:
    sql = f"ALTER INDEX {qualified((index.id.path[0], was))} RENAME TO {name(becomes)}"
    return altered(index, sql, lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_statistics(before: Index, after: Index, _: Context) -> Iterator[Statement]:
    was, wanted = dict(before.statistics), dict(after.statistics)
    for column in sorted({*was, *wanted}):
        if before is after or was.get(column) != wanted.get(column):
            action = f"ALTER COLUMN {column} SET STATISTICS {wanted.get(column, '-1')}"
            yield altered(after, f"ALTER INDEX {constraint.index_path(after)} {action}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_valid(_: Index, after: Index, ctx: Context) -> Iterator[Statement]:
    """What a CREATE INDEX CONCURRENTLY left that did not come to its end: a unique one may hold its rule without being of use.

    https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
    """
    path = constraint.index_path(after)
    if is_apart(after, ctx):
        built = online.outside(altered(after, f"REINDEX INDEX CONCURRENTLY {path}", lock=Lock.SHARE_UPDATE_EXCLUSIVE))
    else:
        hazard = Hazard(code="SC101", message="writes to the table wait while the index is built")
        built = altered(after, f"REINDEX INDEX {path}", lock=Lock.SHARE, hazards=(hazard,))
    yield msgspec.structs.replace(_measurable(built, after), asks=_repeated(after, ctx))


def designation(object_id: ObjectId) -> str:
    return f"INDEX {qualified((object_id.path[0], object_id.name))}"


KIND = Kind(
    name="index",
    model=Index,
    catalog=catalog_sql,
    among="pg_class WHERE relkind IN ('i', 'I')",
    elders=ELDERS_SQL,
    links=LINKS_SQL,
    create=create,
    drop=drop,
    alter={
        "columns": REPLACE,  # ALTER INDEX changes no part of what is indexed
        "unique": REPLACE,
        "using": REPLACE,
        "include": REPLACE,
        "nulls_not_distinct": REPLACE,
        "where": REPLACE,
        "with_": constraint.set_index_options,
        "tablespace": constraint.set_index_tablespace,
        "statistics": set_statistics,
        "cluster": constraint.set_cluster,
        "replica_identity": row_identity.set_index,
        "only": constraint.set_only,
        "valid": set_valid,
    },
    rename=rename,
    designation=designation,
    parents=("table", "materialized_view"),
    namespace=lambda index: (("relation", index.id.path[0], index.id.name),),
    adopts=True,
    derived=("valid",),
    mends=("valid",),
    disturbed=lambda index, live: is_rebuilt(index, live) or not_null.is_kept_by(index, live),
    patient={"create": is_apart, "drop": is_dropped_apart},
    yaml=Yaml(key="indexes", read=index_text.read, write=index_text.write),
    widens=widening.without_uniqueness,
)
