"""Foreign keys of a partitioned table, made in a partition before the table has them there, so that nobody waits for the scan.

PostgreSQL takes a partition's own key over that says the same and is validated: when the partition is attached, and when the table gets the key. The latter
spares the majors before 18, where a partitioned table takes no NOT VALID.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds import constraint, offending, online, partition_rows, row_security, syntax
from schemactl.kinds.base import Context, altered
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement

NOT_VALID = 18
"""From this major on the table itself takes NOT VALID."""

Path = tuple[str, ...]


def referenced(key: Any) -> str:
    """The other table as SQL."""
    (command,) = syntax.statement(f"ALTER TABLE t ADD FOREIGN KEY {key.definition}", "AlterTableStmt", "a foreign key")["cmds"]
    other = command["AlterTableCmd"]["def"]["Constraint"]["pktable"]
    return qualified(other[part] for part in ("schemaname", "relname") if part in other)


def refers_to_partitions(key: Any, state: State) -> bool:
    """Is it a key to a partitioned table?"""
    return any(getattr(state.objects[used], "partition_by", None) for used in _others(key, state))


def _others(key: Any, state: State) -> Iterator[ObjectId]:
    for used in state.uses[key.id] if key.id.kind == "foreign_key" else ():
        table = ObjectId("table", used.path[:2])
        if table.path != key.id.path[:2] and table in state:
            yield table


def pairs(key: Any) -> list[tuple[ObjectId, ObjectId]]:
    """Its columns, each with the other table's that it is compared with."""
    (command,) = syntax.statement(f"ALTER TABLE t ADD FOREIGN KEY {key.definition}", "AlterTableStmt", "a foreign key")["cmds"]
    said = command["AlterTableCmd"]["def"]["Constraint"]
    other = tuple(said["pktable"][part] for part in ("schemaname", "relname") if part in said["pktable"])
    own, theirs = ([syntax.string(one) for one in said.get(side, ())] for side in ("fk_attrs", "pk_attrs"))
    every = zip(own, theirs, strict=False)
    return [(ObjectId("column", (*key.id.path[:-1], mine)), ObjectId("column", (*other, its))) for mine, its in every]


def parts_apart(key: Any, ctx: Context) -> list[Path]:
    """Partitions that get a new key before their table does: all that are there, or none. A key of the table to itself is left to PostgreSQL."""
    late = ctx.major < NOT_VALID and not key.not_valid and online.is_partitioned(key.id, ctx) and ctx.busy(key.id)
    if not late or referenced(key) == qualified(key.id.path[:-1]):
        return []
    below = list(_below(key.id.path[:-1], ctx))
    stays = all(attached in ctx.live and not ctx.makes(attached) for attached in (_attached(one.id.path) for one in below))
    return [one.id.path for one in below if not one.partition_by] if stays else []


def _below(table: Path, ctx: Context) -> Iterator[Any]:
    """Desired partitions at any depth that are there already, as they are; what is new holds no rows."""
    for one in ctx.view(ctx.desired).saying("partition", "of", qualified(table)):
        here: Any = ctx.live.objects.get(ObjectId("table", one.id.path[:-1]))
        if here is not None and not ctx.makes(here.id):
            yield here
            yield from _below(here.id.path, ctx)


def _attached(table: Path) -> ObjectId:
    """That it is a partition."""
    return ObjectId("partition", (*table, "partition_of"))


def read_for(key: Any, table: Path, ctx: Context) -> Iterator[ObjectId]:
    """The tables that PostgreSQL compares when this one has the key from now on: itself with what is below it, and the other one."""
    yield ObjectId("table", table)
    yield from (one.id for one in _below(table, ctx))
    yield from {ObjectId("table", one.path[:2]): None for state in (ctx.desired, ctx.live) for one in state.uses.get(key.id, ())}


def referring(partition: Any, ctx: Context) -> Iterator[ObjectId]:
    """Tables with keys to one that a partition is attached to: when that leaves, none of their rows may have its partner there."""
    yield from (ObjectId("table", key.path[:-1]) for key in _referring(partition, ctx))


def _referring(partition: Any, ctx: Context) -> dict[ObjectId, None]:
    here = ctx.view(ctx.live)
    above = partition_rows.above(partition, here)
    return {user: None for table in above for one in here.inside(table.path) for user in sorted(here.users(one.id, "foreign_key"))}


def referred_to(partition: Any, ctx: Context) -> tuple[Statement, ...]:
    """Rows that refer to some in the partition: while there are any, PostgreSQL does not let it go."""
    found: tuple[Statement, ...] = ()
    for one in _referring(partition, ctx):
        if one in ctx.desired and not ctx.makes(one):
            same = " AND ".join(f"p.{name(its.name)} = t.{name(mine.name)}" for mine, its in pairs(ctx.live.objects[one]))
            held = f"EXISTS (SELECT FROM {qualified(partition.id.path[:-1])} p WHERE {same})"
            found += offending.rows_where(ctx.desired.objects[one], held, ctx)
    return found


def keys_above(partition: Any, ctx: Context) -> Iterator[Any]:
    """Validated keys of the tables that a partition is attached to, which stay as they are."""
    here = ctx.view(ctx.live)
    for table in partition_rows.above(partition, here):
        keys = (one for one in here.inside(table.path) if one.id.kind == "foreign_key" and not ctx.makes(one.id))
        yield from (one for one in keys if ctx.desired.objects.get(one.id) == one and _is_valid(one))


def _is_valid(key: Any) -> bool:
    return not key.not_valid and not key.not_enforced


def twins(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """Keys of partitions beside one of a table above that says the same: PostgreSQL would take the partition's for the other's, were it there first."""
    above = {one.id.path[:-1]: str(getattr(one, "of", "")) for one in state if one.id.kind == "partition"}
    tables = {qualified(one.path): one.path for one in state.objects if one.kind == "table"} if above else {}
    keys: dict[Path, list[Any]] = {}
    for one in state if above else ():
        if one.id.kind == "foreign_key":
            keys.setdefault(one.id.path[:-1], []).append(one)
    for table in [one for one in keys if one in above]:
        parent = tables.get(above[table])
        while parent is not None:
            yield from ((own.id, key.id) for own in keys[table] for key in keys.get(parent, ()) if _is_twin(own, key))
            parent = tables.get(above.get(parent, ""))


def _is_twin(own: Any, key: Any) -> bool:
    """Of one name there is but one."""
    fields = ("definition", "deferrable", "initially_deferred", "not_enforced")
    return own.id.name != key.id.name and all(getattr(own, field) == getattr(key, field) for field in fields)


def displaced(live: State, desired: State, *, by: ObjectId | None = None, of: Path | None = None) -> Iterator[ObjectId]:
    """Keys that are there and stay: they go before the table above gets one that says the same, or theirs is attached, and come back behind it."""
    yield from (own for own, key in twins(desired) if own in live and (by == key or of == own.path[:-1]))


def lacking(partition: Any, ctx: Context) -> Iterator[Any]:
    """Keys that ATTACH would add, and read both tables for; those that the partition has by itself, or that DETACH left it, are taken over."""
    table = partition.id.path[:-1]
    left = {tuple(of) for _, *of in getattr(ctx.live.objects.get(partition.id), "keys", ())}
    yield from (key for key in keys_above(partition, ctx) if key.id.path not in left and _taken_for(key, table, ctx) is None)


def is_taken_over(key: Any, ctx: Context) -> bool:
    """Does the table become a partition of one that has the same key?"""
    table = key.id.path[:-1]
    partition = ctx.desired.objects.get(_attached(table))
    if partition is None or not ctx.makes(partition.id) or ctx.makes(ObjectId("table", table)):
        return False
    return any(_taken_for(one, table, ctx) == key for one in keys_above(partition, ctx))


def _taken_for(key: Any, table: Path, ctx: Context) -> Any | None:
    """The table's own key that PostgreSQL takes for this one; of two that say the same, nobody knows which."""
    same = [one for one in ctx.view(ctx.live).inside(table) if one.id.kind == "foreign_key" and _same(one, key)]
    return same[0] if len(same) == 1 and same[0].id not in ctx.desired else None


def _same(own: Any, key: Any) -> bool:
    """PostgreSQL compares what the key says, and takes over what is validated."""
    fields = ("definition", "deferrable", "initially_deferred")
    return _is_valid(own) and all(getattr(own, field) == getattr(key, field) for field in fields)


def on_part(about: Object, key: Any, part: Path, ctx: Context) -> Iterator[Statement]:
    """The key as the partition's own, validated in a step of its own."""
    table, called = qualified(part), name(_vacant(key, part, ctx))
    sql = f"ALTER TABLE {table} ADD CONSTRAINT {called} FOREIGN KEY {key.definition}{constraint.deferral(key)} NOT VALID"
    yield altered(about, sql, lock=Lock.SHARE_ROW_EXCLUSIVE)
    validate = online.alone(altered(about, f"ALTER TABLE {table} VALIDATE CONSTRAINT {called}", lock=Lock.SHARE_UPDATE_EXCLUSIVE))
    yield from row_security.keeping_keys(read_for(key, part, ctx), validate, ctx)


def _vacant(key: Any, part: Path, ctx: Context) -> str:
    """The name that PostgreSQL would give it: the table's own, unless the partition has something that is called so."""
    taken = any(one.id.name == key.id.name for state in (ctx.live, ctx.desired) for one in ctx.view(state).inside(part))
    return ctx.vacant(("constraint", *part, key.id.name), "part") if taken else str(key.id.name)
