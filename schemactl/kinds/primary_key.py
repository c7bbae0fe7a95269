"""Primary keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemactl.kinds import constraint, key_index, left_keys, not_null
from schemactl.kinds.base import REPLACE, Context, Kind
from schemactl.kinds.catalog import RELATIONS, TABLESPACE, pairs_in_order
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class PrimaryKey(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS"""

    columns: tuple[str, ...]
    include: tuple[str, ...] = ()
    without_overlaps: bool = False
    deferrable: bool = False
    initially_deferred: bool = False
    with_: tuple[tuple[str, str], ...] = ()
    tablespace: str | None = None
    cluster: bool = False
    replica_identity: bool = False
    only: bool = False


def catalog_sql(major: int) -> str:
    """WITHOUT OVERLAPS came with 18."""
    return f"""
SELECT 'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname, k.conname] AS path,
  {constraint.COLUMNS} AS columns, {constraint.INCLUDED} AS include, {"k.conperiod" if major >= constraint.TEMPORAL else "false"} AS without_overlaps,
  k.condeferrable AS deferrable, k.condeferred AS initially_deferred, {pairs_in_order("x.reloptions")} AS with_,
  {TABLESPACE.format("x")} AS tablespace, i.indisclustered AS cluster, i.indisreplident AS replica_identity,
  {constraint.key_only(major)} AS "only"
FROM {RELATIONS} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p' JOIN pg_index i ON i.indexrelid = k.conindid
JOIN pg_class x ON x.oid = i.indexrelid
WHERE {constraint.PERSISTENT} AND {constraint.key_of_its_own(major)} ORDER BY n.nspname, c.relname, k.conname"""


def definition(key: PrimaryKey) -> str:
    columns = [name(column) for column in key.columns]
    if key.without_overlaps:
        columns[-1] += " WITHOUT OVERLAPS"
    return f"PRIMARY KEY ({', '.join(columns)}){constraint.index_parts(key)}{constraint.deferral(key)}"


def clause(key: PrimaryKey, ctx: Context) -> str | None:
    return None if key.only or _gives_not_null(key, ctx) else f"CONSTRAINT {name(key.id.name)} {definition(key)}"


def _gives_not_null(key: PrimaryKey, ctx: Context) -> bool:
    """Inside of CREATE TABLE … INHERITS it makes the NOT NULL of its columns the table's own; added afterwards, it leaves the parents' as it is."""
    beside = list(ctx.siblings(key.id))
    if not any(one.id.kind == "inheritance" for one in beside):
        return False
    own = {one.id.name for one in beside if getattr(one, "not_null", False) and getattr(one, "not_null_local", True)}
    return any(column not in own for column in key.columns)


def create(key: PrimaryKey, ctx: Context) -> Iterator[Statement]:
    yield from left_keys.taken_over(key, ctx) or key_index.create(key, definition(key), ctx)


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    if isinstance(raw, str):
        raise ValueError("expected a list of columns here, such as [order_id, line]")
    return {"columns": raw} if isinstance(raw, list) else {k: v for k, v in mapping(raw).items() if k != "name"}


def path(parent: tuple[str, ...], _: str | None, raw: Mapping[str, Raw]) -> tuple[str, ...]:
    given = raw.get("name")
    return (*parent, given if isinstance(given, str) else constraint.default_name(parent[-1], "", "pkey"))


def write(key: PrimaryKey, children: dict[str, Raw]) -> Raw:
    fields = {**yaml_fields(key), **children}
    if key.id.name != constraint.default_name(key.id.path[-2], "", "pkey"):
        return {"name": key.id.name, **fields}
    return fields["columns"] if list(fields) == ["columns"] else fields


KIND = Kind(
    name="primary_key",
    model=PrimaryKey,
    catalog=catalog_sql,
    among="pg_constraint WHERE contype = 'p'",
    aliases=constraint.key_aliases("p"),
    links=constraint.key_links("p"),
    create=create,
    drop=key_index.drop,
    alter={
        "columns": REPLACE,  # no ALTER CONSTRAINT for keys
        "include": REPLACE,
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
    yaml=Yaml(key="primary_key", single=True, read=read, write=write, path=path),
)
