"""What DETACH leaves a table with that excludes: those constraints were the parent's altogether, and are its own from then on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from schemactl.kinds.base import Context, altered, dropped
from schemactl.kinds.constraint import TEMPORAL, index_marks
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement

KINDS = ("primary_key", "unique", "exclusion")
_MARKS = ("cluster", "replica_identity", "only")


def given_sql(major: int) -> str:
    """For each partition (conrelid) its constraints that exclude (conname), each with the one that it comes from in the end (path)."""
    excludes = "(k.contype = 'x' OR k.conperiod)" if major >= TEMPORAL else "k.contype = 'x'"
    return f"""given AS (
  SELECT k.conrelid, k.conname, k.conparentid AS of FROM pg_constraint k WHERE k.conparentid <> 0 AND {excludes}
  UNION ALL SELECT g.conrelid, g.conname, k.conparentid FROM given g JOIN pg_constraint k ON k.oid = g.of WHERE k.conparentid <> 0
), left_keys AS (
  SELECT g.conrelid, array_agg(ARRAY[g.conname, n.nspname, c.relname, k.conname]::text[] ORDER BY g.conname) AS keys
  FROM given g JOIN pg_constraint k ON k.oid = g.of AND k.conparentid = 0 JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace GROUP BY g.conrelid
)"""


def settled_behind(partition: Any, ctx: Context) -> Iterator[Statement]:
    """Behind DETACH: those that nobody wants of the table by itself go, and the others get the names that they shall have there."""
    table, wanted = qualified(partition.id.path[:-1]), _wanted(partition, ctx)
    for own, of in _left(partition, ctx):
        if own not in wanted:
            goes = of is None or of.id not in ctx.desired or ctx.makes(of.id)  # and may have taken it along by then
            yield dropped(partition, f"ALTER TABLE {table} DROP CONSTRAINT {'IF EXISTS ' if goes else ''}{name(own)}")
    named = {own: key.id.name for own, key in wanted.items() if own != key.id.name}
    for own in [one for one, to in named.items() if to in named]:
        aside = ctx.vacant(("relation", partition.id.path[0], own), "left")
        yield _renamed(partition, own, aside)
        named[aside] = named.pop(own)
    yield from (_renamed(partition, own, to) for own, to in named.items())


def _renamed(partition: Any, own: str, to: str) -> Statement:
    sql = f"ALTER TABLE {qualified(partition.id.path[:-1])} RENAME CONSTRAINT {name(own)} TO {name(to)}"
    return altered(partition, sql, lock=Lock.ACCESS_EXCLUSIVE)


def taken_over(key: Object, ctx: Context) -> Iterator[Statement] | None:
    """What is left to say of a new constraint that DETACH left; None where it left none of the kind."""
    partition: Any = ctx.live.objects.get(ObjectId("partition", (*key.id.path[:-1], "partition_of")))
    taken = partition is not None and any(one.id == key.id for one in _wanted(partition, ctx).values())
    return index_marks(key, ctx) if taken else None


def _left(partition: Any, ctx: Context) -> Iterator[tuple[str, Object | None]]:
    """Names of constraints, each with the parent's as it is."""
    for own, *of in partition.keys:
        yield own, next((ctx.live.objects[one] for kind in KINDS if (one := ObjectId(kind, tuple(of))) in ctx.live), None)


def _wanted(partition: Any, ctx: Context) -> dict[str, Object]:
    """Of what is left, what the table shall have by itself; where the parent's goes in the same plan, it is made anew."""
    table = ObjectId("table", partition.id.path[:-1])
    if ctx.makes(table) or table not in ctx.desired or partition.id in ctx.desired:
        return {}
    new = {one.id.name: one for one in ctx.siblings(ObjectId("", (*table.path, ""))) if one.id.kind in KINDS and ctx.makes(one.id)}
    found: dict[str, Object] = {}
    for own, of in _left(partition, ctx):
        if of is not None and of.id in ctx.desired and not ctx.makes(of.id):
            alike = [one for one in new.values() if _is_alike(one, of)]
            if alike:
                found[own] = new.pop(own if new.get(own) in alike else alike[0].id.name)
    return found


def _is_alike(one: Object, other: Object) -> bool:
    """The same but for their names, and for the marks, which belong to a table."""
    marks: dict[str, Any] = {"id": other.id, **{mark: getattr(other, mark) for mark in _MARKS}}
    return one.id.kind == other.id.kind and msgspec.structs.replace(one, **marks) == other
