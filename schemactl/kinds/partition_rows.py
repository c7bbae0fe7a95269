"""Rows that ATTACH PARTITION would refuse: of the table itself outside of its bound, and of the default partition inside of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds import offending
from schemactl.kinds.base import Context
from schemactl.kinds.views import Views
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement

_HASH = "satisfies_hash_partition("

CONDITION = f"""CASE WHEN pg_get_partition_constraintdef(c.oid) NOT LIKE '%{_HASH}%' THEN pg_get_partition_constraintdef(c.oid)
    ELSE (SELECT string_agg(CASE WHEN number = 1 THEN part
        ELSE '{_HASH}' || quote_literal(substring(part, '^[0-9]+')::oid::regclass) || '::regclass' || substr(part, strpos(part, '::oid') + 5) END,
      '' ORDER BY number)
    FROM regexp_split_to_table(pg_get_partition_constraintdef(c.oid), '{_HASH.replace("(", "[(]")}''(?=[0-9]+''::oid)') WITH ORDINALITY p(part, number)) END"""
"""What a partition's (`c`) rows are held to. A hash partition's names its tables by their oids, which are another database's others."""


def provable(partition: Any) -> str | None:
    """The condition where ATTACH takes a check's word for it. A hash partition's has no collation where a check's has one."""
    return partition.condition if partition.condition and _HASH not in partition.condition else None


def unfit(partition: Any, default: Object | None, ctx: Context) -> tuple[Statement, ...]:
    """`default` is the default partition beside it, which stays."""
    if not partition.condition or not _is_computable(partition, ctx):
        return ()
    was: Any = ctx.live.objects.get(partition.id)
    found: tuple[Statement, ...] = ()
    if was is None or was.condition != partition.condition:
        found += _rows_where(partition, f"NOT {partition.condition}", ctx)
        found += _rows_where(default, partition.condition, ctx) if default is not None else ()
    return found


def _is_computable(partition: Any, ctx: Context) -> bool:
    """What hash asks is about the tables as they are, and refused where they are partitioned in another way."""
    every = above(partition, ctx.view(ctx.desired)) if _HASH in partition.condition else ()
    return all(one in ctx.live and _key_of(one, ctx.live) == _key_of(one, ctx.desired) for one in every)


def _key_of(table: ObjectId, state: State) -> str | None:
    return getattr(state.objects[table], "partition_by", None)


def _rows_where(partition: Object, condition: str, ctx: Context) -> tuple[Statement, ...]:
    keep = all(offending.keeps_values(one, ctx) for one in _key_columns(partition, ctx))
    # What it is attached to may be made anew around the same rows.
    return offending.rows_where(partition, condition, ctx, despite=ctx.desired.uses.get(partition.id, ())) if keep else ()


def _key_columns(partition: Any, ctx: Context) -> Iterator[ObjectId]:
    """The table's columns that a table above it is partitioned by."""
    view = ctx.view(ctx.desired)
    for table in above(partition, view):
        for column in view.inside(table.path):
            if getattr(column, "partition_key", False):
                yield ObjectId("column", (*partition.id.path[:-1], column.id.name))


def above(partition: Any, view: Views) -> Iterator[ObjectId]:
    """The table that it is a partition of, and what that is one of."""
    table = view.called("table", partition.of)
    while table is not None:
        yield table
        attached = view.state.objects.get(ObjectId("partition", (*table.path, "partition_of")))
        table = view.called("table", str(getattr(attached, "of", "")))
