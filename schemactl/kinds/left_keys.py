"""What DETACH leaves a table with: constraints that exclude and foreign keys were the parent's altogether, and are its own from then on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from schemactl.kinds import foreign_key_parts
from schemactl.kinds.base import Context, altered, dropped
from schemactl.kinds.constraint import TEMPORAL, index_marks
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement

KINDS = ("primary_key", "unique", "exclusion", "foreign_key")
_MARKS = ("cluster", "replica_identity", "only")


def given_sql(major: int) -> str:
    """For each partition (conrelid) its constraints that exclude, and foreign keys (conname), each with the one that it comes from in the end (path).

    A key to a partitioned table has parts in its own table as well, one for each partition there.
    """
    left = "(k.contype IN ('f', 'x') OR k.conperiod)" if major >= TEMPORAL else "k.contype IN ('f', 'x')"
    return f"""given AS (
  SELECT k.conrelid, k.conname, k.conparentid AS of FROM pg_constraint k JOIN pg_constraint p ON p.oid = k.conparentid
  WHERE p.conrelid <> k.conrelid AND {left}
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
            yield dropped(
                partition, f"ALTER TABLE {table} DROP CONSTRAINT {'IF EXISTS ' if _may_be_gone(partition, of, ctx) else ''}{name(own)}"
            )
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
    if not taken:
        return None
    return iter(()) if key.id.kind == "foreign_key" else index_marks(key, ctx)


def _may_be_gone(partition: Any, of: Object | None, ctx: Context) -> bool:
    """Could the parent's have taken it along by then? Some minors lose a key to a partitioned table with DETACH itself."""
    goes = of is None or of.id not in ctx.desired or ctx.makes(of.id)
    return goes or _is_below_another(partition, ctx) or foreign_key_parts.refers_to_partitions(of, ctx.live)


def _is_below_another(partition: Any, ctx: Context) -> bool:
    """Does what it is detached from leave, too? There it is dropped with what its parent drops."""
    above = next((one for one in ctx.live.uses[partition.id] if one.kind == "table" and one.path != partition.id.path[:-1]), None)
    attached = ctx.live.objects.get(ObjectId("partition", (*above.path, "partition_of"))) if above else None
    return attached is not None and (ctx.makes(attached.id) or attached.id not in ctx.desired or _is_below_another(attached, ctx))


def _left(partition: Any, ctx: Context) -> Iterator[tuple[str, Object | None]]:
    """Names of constraints, each with the parent's as it is. ATTACH takes a foreign key over, and a table that is dropped takes it along."""
    table = ObjectId("table", partition.id.path[:-1])
    leaves = table in ctx.desired and not ctx.makes(table) and partition.id not in ctx.desired
    for own, *of in partition.keys:
        key = next((ctx.live.objects[one] for kind in KINDS if (one := ObjectId(kind, tuple(of))) in ctx.live), None)
        if leaves or key is None or key.id.kind != "foreign_key" or ctx.makes(ObjectId("foreign_key", (*table.path, own))):
            yield own, key


def _wanted(partition: Any, ctx: Context) -> dict[str, Object]:
    """Of what is left, what the table shall have by itself; where the parent's goes in the same plan, it is made anew."""
    table = ObjectId("table", partition.id.path[:-1])
    if ctx.makes(table) or table not in ctx.desired or partition.id in ctx.desired:
        return {}
    new = {one.id.name: one for one in ctx.siblings(ObjectId("", (*table.path, ""))) if one.id.kind in KINDS and ctx.makes(one.id)}
    found: dict[str, Object] = {}
    for own, of in _left(partition, ctx):
        if of is not None and not _may_be_gone(partition, of, ctx):
            alike = [one for one in new.values() if _is_alike(one, of) and _is_alike(one, ctx.desired.objects[of.id])]
            if alike:
                found[own] = new.pop(own if new.get(own) in alike else alike[0].id.name)
    return found


def _is_alike(one: Object, other: Object) -> bool:
    """The same but for their names, and for the marks, which belong to a table. Of a foreign key that is NOT VALID a partition may have its part validated."""
    marks: dict[str, Any] = {mark: getattr(other, mark) for mark in _MARKS if hasattr(other, mark)}
    alike = one.id.kind == other.id.kind and msgspec.structs.replace(one, id=other.id, **marks) == other
    return alike and not getattr(one, "not_valid", False)
