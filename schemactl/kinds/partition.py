"""Partitions: that a table is one, and of what; attached and detached without touching its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from schemactl.kinds import foreign_key_parts, left_keys, online, partition_identity, partition_rows, row_security
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.index_alike import others
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class Partition(Object, frozen=True, kw_only=True):
    """Path: the partition's, and the word `partition_of`. `of`: the parent as SQL. `bound`: `FOR VALUES …` or `DEFAULT`.

    `condition` and `keys` are derived: what holds of its rows, in the words of PostgreSQL's own proof, with names for the oids that hash has there.
    And what it has that excludes, by the parent's: each name, and schema, table and name of where it comes from.
    """

    of: str
    bound: SqlText
    condition: str | None = None
    keys: tuple[tuple[str, str, str, str], ...] = ()


def catalog_sql(major: int) -> str:
    return f"""
WITH RECURSIVE {left_keys.given_sql(major)}
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, -1 AS subid, ARRAY[n.nspname, c.relname, 'partition_of'] AS path,
  format('%I.%I', pn.nspname, p.relname) AS of, pg_get_expr(c.relpartbound, c.oid) AS bound,
  {partition_rows.CONDITION} AS condition,
  coalesce(l.keys, '{{}}'::text[]) AS keys
FROM {RELATIONS} JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
LEFT JOIN left_keys l ON l.conrelid = c.oid
WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f') ORDER BY n.nspname, c.relname"""


PARTS = frozenset(("column", "default", "primary_key", "unique", "check", "exclusion", "index"))
ADOPTING = frozenset(("primary_key", "unique", "exclusion", "index"))


def follows(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """ATTACH checks columns and constraints and takes over the indexes that are there, so it comes after the partition's own and the parent's
    columns; the parent's indexes come after it, and take over the partition's. What it would take by mistake comes later. Below a table that gets
    an identity as it is attached itself, ATTACH waits for that, and takes over the partition's indexes for the parent's."""
    children = state.children()
    tables = {qualified(one.path): one for one in state.objects if one.kind in ("table", "foreign_table")}
    with_identity = partition_identity.numbered(state)
    for partition in state:
        if not isinstance(partition, Partition):
            continue
        own, parent = partition.id.path[:-1], tables.get(partition.of)
        parts = [one for one in children.get(ObjectId("", own), ()) if one.kind in PARTS]
        late = others(parts, state)
        for part in parts:
            yield (part, partition.id) if part in late else (partition.id, part)
        if parent:
            # A constraint's name that the partition has from its parent would be taken when the parent makes its own.
            yield ObjectId("table", own), parent
            yield partition.id, parent
            above = partition_identity.given_by(partition, tables, with_identity, state)
            early = partition_identity.early(children.get(ObjectId("", parent.path), ()), state) if above else set()
            if above:
                yield partition.id, above
            for child in children.get(ObjectId("", parent.path), ()):
                if child.kind in ADOPTING and child not in early:
                    yield child, partition.id
                elif child.kind in PARTS:
                    yield partition.id, child


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """Being attached needs the parent."""
    tables = {qualified(one.path): one for one in state.objects if one.kind in ("table", "foreign_table")}
    return ((one.id, tables[one.of]) for one in state if isinstance(one, Partition) and one.of in tables)


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """pg_depend has it that the partition needs its parent: only being attached does."""
    for partition, parent in edges(state):
        child = ObjectId(parent.kind, partition.path[:-1])
        yield child if child in state else ObjectId("foreign_table", child.path), parent


def _action(partition: Partition, action: str) -> str:
    return f"ALTER TABLE {partition.of} {action} PARTITION {qualified(partition.id.path[:-1])}"


def create(partition: Partition, ctx: Context) -> Iterator[Statement]:
    sql, default = f"{_action(partition, 'ATTACH')} {partition.bound}", _default_beside(partition, ctx)
    attach = made(partition, sql, lock=_lock(partition, default, ctx), hazards=tuple(_scans(partition, default, ctx)))
    attach = msgspec.structs.replace(attach, asks=partition_rows.unfit(partition, default, ctx))
    proofs = list(_proofs(partition, ctx))
    for table, proof, condition in proofs:
        yield altered(partition, f"ALTER TABLE {table} ADD CONSTRAINT {proof} CHECK ({condition}) NOT VALID", lock=Lock.ACCESS_EXCLUSIVE)
        yield online.alone(altered(partition, f"ALTER TABLE {table} VALIDATE CONSTRAINT {proof}", lock=Lock.SHARE_UPDATE_EXCLUSIVE))
    for key in _keys_apart(partition, ctx):
        yield from foreign_key_parts.on_part(partition, key, partition.id.path[:-1], ctx)
    read = (
        one for key in foreign_key_parts.lacking(partition, ctx) for one in foreign_key_parts.read_for(key, partition.id.path[:-1], ctx)
    )
    yield from _around_below(partition, row_security.keeping_keys(read, attach, ctx), ctx)
    for table, proof, _ in proofs:
        yield altered(partition, f"ALTER TABLE {table} DROP CONSTRAINT {proof}", lock=Lock.ACCESS_EXCLUSIVE)


def _around_below(partition: Partition, attach: Iterable[Statement], ctx: Context) -> Iterator[Statement]:
    """ATTACH, with what is attached to the table already let go and taken up again where it would not get the identity."""
    below: list[Any] = list(partition_identity.staying_below(partition, ctx))
    for one in below:
        for statement in (altered(partition, _action(one, "DETACH"), lock=Lock.ACCESS_EXCLUSIVE), *left_keys.settled_behind(one, ctx)):
            yield msgspec.structs.replace(statement, object_id=partition.id, verb="~")
    yield from attach
    for one in below:
        hazard = Hazard(code="SC505", message=f"reads {qualified(one.id.path[:-1])} under an exclusive lock")
        yield altered(partition, f"{_action(one, 'ATTACH')} {one.bound}", lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,))


def _lock(partition: Partition, default: Partition | None, ctx: Context) -> Lock:
    """The strongest that anybody meets: the table's own where it is there already, the default partition's, the other tables' of foreign keys."""
    if _is_there(partition, ctx) or default is not None:
        return Lock.ACCESS_EXCLUSIVE
    here = ctx.view(ctx.live)
    above = list(partition_rows.above(partition, here))
    keys = [*(one for table in above for one in here.users(table, "foreign_key"))]
    keys += [one.id for table in above for one in here.inside(table.path) if one.id.kind == "foreign_key"]
    shared = any(one in ctx.desired and not ctx.makes(one) for one in keys)
    return Lock.SHARE_ROW_EXCLUSIVE if shared else Lock.SHARE_UPDATE_EXCLUSIVE


def _scans(partition: Partition, default: Partition | None, ctx: Context) -> Iterator[Hazard]:
    """Of what no check says before what it holds."""
    proved = {table for table, _, _ in _proofs(partition, ctx)}
    read = [partition.id.path[:-1]] if _is_there(partition, ctx) else []
    read += [default.id.path[:-1]] if default is not None else []
    for table in map(qualified, read):
        if table not in proved:
            yield Hazard(code="SC505", message=f"reads {table} under an exclusive lock")


def _proofs(partition: Partition, ctx: Context) -> Iterator[tuple[str, str, str]]:
    """Tables that ATTACH would read under its lock, with a check each that says before what they hold."""
    if (condition := partition_rows.provable(partition)) is None:
        return
    path = partition.id.path[:-1]
    if is_attached_apart(partition, ctx):
        yield qualified(path), _proof(path, ctx), condition
    default = _default_beside(partition, ctx)
    if default is not None and _is_read_apart(default, ctx):
        table = default.id.path[:-1]
        yield qualified(table), _proof(table, ctx), f"NOT ({condition})"


def _proof(table: tuple[str, ...], ctx: Context) -> str:
    return name(ctx.vacant(("constraint", *table, table[-1]), "bound"))


def _keys_apart(partition: Partition, ctx: Context) -> list[Any]:
    """Foreign keys that ATTACH would validate under its locks."""
    return list(foreign_key_parts.lacking(partition, ctx)) if _is_in_use(partition, ctx) else []


def is_attached_apart(partition: Partition, ctx: Context) -> bool:
    """Would ATTACH read it?"""
    return partition_rows.provable(partition) is not None and _is_in_use(partition, ctx)


def _is_there(partition: Partition, ctx: Context) -> bool:
    table = ObjectId("table", partition.id.path[:-1])
    return table in ctx.live and not ctx.makes(table)


def _is_in_use(partition: Partition, ctx: Context) -> bool:
    """Is it a table that is there already, with rows that others work with?"""
    table = ObjectId("table", partition.id.path[:-1])
    here: Any = ctx.live.objects.get(table)
    return _is_there(partition, ctx) and not here.partition_by and ctx.busy(table)


def _default_beside(partition: Partition, ctx: Context) -> Partition | None:
    """The default partition that is there and stays: it must hold nothing of what the new one takes."""
    if partition.bound == "DEFAULT":
        return None
    beside = _defaults(partition, ctx)
    return next((one for one in beside if one.id != partition.id and one.id in ctx.desired and not ctx.makes(one.id)), None)


def _defaults(partition: Partition, ctx: Context) -> list[Partition]:
    defaults = ctx.view(ctx.live).saying(partition.id.kind, "bound", "DEFAULT")
    return [one for one in defaults if isinstance(one, Partition) and one.of == partition.of]


def _is_read_apart(default: Partition, ctx: Context) -> bool:
    here: Any = ctx.live.objects.get(ObjectId("table", default.id.path[:-1]))
    parents = [used for used in ctx.live.uses[default.id] if used.kind == "table"]
    return here is not None and not here.partition_by and any(map(ctx.busy, (here.id, *parents)))


def takes_steps(partition: Partition, ctx: Context) -> bool:
    """Is there a table to be read before?"""
    return any(_proofs(partition, ctx)) or bool(_keys_apart(partition, ctx))


def drop(partition: Partition, ctx: Context) -> Iterator[Statement]:
    asks = foreign_key_parts.referred_to(partition, ctx)
    if is_detached_apart(partition, ctx):
        detach = dropped(partition, _action(partition, "DETACH") + " CONCURRENTLY", lock=Lock.SHARE_UPDATE_EXCLUSIVE)
        yield online.outside(msgspec.structs.replace(detach, asks=asks))
    else:
        detach = msgspec.structs.replace(dropped(partition, _action(partition, "DETACH")), asks=asks)
        yield from row_security.keeping_keys(foreign_key_parts.referring(partition, ctx), detach, ctx)
    yield from left_keys.settled_behind(partition, ctx)


def is_detached_apart(partition: Partition, ctx: Context) -> bool:
    """PostgreSQL detaches nothing CONCURRENTLY beside a default partition, and leaves a check of the bound: what comes back had better not have it."""
    if ctx.makes(partition.id) or not any(map(ctx.busy, ctx.live.uses[partition.id])):
        return False
    return not _defaults(partition, ctx)


def displaces(partition: Partition, live: State, desired: State) -> Iterator[ObjectId]:
    """Indexes and foreign keys that are there and that ATTACH would take for the parent's: they go, and come back behind it."""
    if not any(ObjectId(kind, partition.id.path[:-1]) in live for kind in ("table", "foreign_table")):
        return
    children = [one for one in desired.objects if one.path[:-1] == partition.id.path[:-1]]
    yield from (one for one in others(children, desired) if one in live)
    yield from foreign_key_parts.displaced(live, desired, of=partition.id.path[:-1])


def designation(object_id: ObjectId) -> str:
    return f"TABLE {qualified(object_id.path[:-1])}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    if isinstance(raw, str):
        found = re.match(r'((?:"(?:[^"]|"")*"|[^\s"])+)\s+(.*)', raw, re.DOTALL)
        if found is None:
            raise ValueError("write `parent for values …` or `parent default`")
        return {"of": found.group(1), "bound": found.group(2)}
    return mapping(raw)


def write(partition: Partition, _: dict[str, Raw]) -> Raw:
    return {"of": partition.of, "bound": partition.bound}


KIND = Kind(
    name="partition",
    model=Partition,
    catalog=catalog_sql,
    among="pg_class WHERE relispartition",
    create=create,
    drop=drop,
    alter={
        "of": REPLACE,  # ATTACH refuses a table that is attached; and what leaves a range must be gone before another takes it
        "bound": REPLACE,
    },
    derived=("condition", "keys"),
    attaches=lambda partition: str(partition.of),
    designation=designation,
    parents=("table", "foreign_table"),
    edges=edges,
    cuts=cuts,
    follows=follows,
    displaces=displaces,
    patient={"create": takes_steps, "drop": is_detached_apart},
    yaml=Yaml(key="partition_of", single=True, read=read, write=write, path=lambda parent, _, __: (*parent, "partition_of")),
)
