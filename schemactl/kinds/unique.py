"""Unique constraints."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import constraint, key_index, left_keys, not_null
from schemactl.kinds.base import REPLACE, Context, Kind
from schemactl.kinds.catalog import RELATIONS, TABLESPACE, pairs_in_order
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class Unique(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-UNIQUE-CONSTRAINTS"""

    columns: tuple[str, ...]
    include: tuple[str, ...] = ()
    nulls_not_distinct: bool = False
    without_overlaps: bool = False
    deferrable: bool = False
    initially_deferred: bool = False
    with_: tuple[tuple[str, str], ...] = ()
    tablespace: str | None = None
    cluster: bool = False
    replica_identity: bool = False
    only: bool = False


def catalog_sql(major: int) -> str:
    """NULLS NOT DISTINCT came with 15, WITHOUT OVERLAPS with 18."""
    return f"""
SELECT 'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname, k.conname] AS path,
  {constraint.COLUMNS} AS columns, {constraint.INCLUDED} AS include, {"i.indnullsnotdistinct" if major >= 15 else "false"} AS nulls_not_distinct,
  {"k.conperiod" if major >= constraint.TEMPORAL else "false"} AS without_overlaps, k.condeferrable AS deferrable, k.condeferred AS initially_deferred,
  {pairs_in_order("x.reloptions")} AS with_, {TABLESPACE.format("x")} AS tablespace, i.indisclustered AS cluster, i.indisreplident AS replica_identity,
  {constraint.key_only(major)} AS "only"
FROM {RELATIONS} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'u' JOIN pg_index i ON i.indexrelid = k.conindid
JOIN pg_class x ON x.oid = i.indexrelid
WHERE {constraint.PERSISTENT} AND {constraint.key_of_its_own(major)} ORDER BY n.nspname, c.relname, k.conname"""


def definition(key: Unique) -> str:
    columns = [name(column) for column in key.columns]
    if key.without_overlaps:
        columns[-1] += " WITHOUT OVERLAPS"
    nulls = " NULLS NOT DISTINCT" if key.nulls_not_distinct else ""
    return f"UNIQUE{nulls} ({', '.join(columns)}){constraint.index_parts(key)}{constraint.deferral(key)}"


def clause(key: Unique, ctx: Context) -> str | None:
    return None if key.only or constraint.is_repeated(key, ctx) else f"CONSTRAINT {name(key.id.name)} {definition(key)}"


def create(key: Unique, ctx: Context) -> Iterator[Statement]:
    yield from left_keys.taken_over(key, ctx) or key_index.create(key, definition(key), ctx)


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return {"columns": raw} if isinstance(raw, list) else mapping(raw)


def write(key: Unique, children: dict[str, Raw]) -> Raw:
    fields = {**yaml_fields(key), **children}
    return fields["columns"] if list(fields) == ["columns"] else fields


KIND = Kind(
    name="unique",
    model=Unique,
    catalog=catalog_sql,
    among="pg_constraint WHERE contype = 'u'",
    aliases=constraint.key_aliases("u"),
    links=constraint.key_links("u"),
    create=create,
    drop=key_index.drop,
    alter={
        "columns": REPLACE,  # no ALTER CONSTRAINT for keys
        "include": REPLACE,
        "nulls_not_distinct": REPLACE,
        "without_overlaps": REPLACE,
        "deferrable": REPLACE,  # ALTER CONSTRAINT takes foreign keys only
        "initially_deferred": REPLACE,
        **constraint.INDEX_ALTERS,
    },
    clause=clause,
    rename=constraint.rename,
    designation=constraint.designation,
    parents=("table",),
    namespace=constraint.with_index,
    adopts=True,
    disturbed=not_null.is_in_the_way,
    patient={"create": key_index.takes_steps},
    yaml=Yaml(key="unique", read=read, write=write),
)
