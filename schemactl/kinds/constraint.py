"""What primary keys, unique, check, exclusion constraints and foreign keys share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from schemactl.kinds import online, row_identity, storage_options
from schemactl.kinds.base import REPLACE, Context, Replace, altered, dropped, evaluating, made
from schemactl.kinds.catalog import BY_NAME
from schemactl.kinds.sql import name, options, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement

PERSISTENT = "c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'"


def add(constraint: Object, definition: str, *, lock: Lock = Lock.ACCESS_EXCLUSIVE, hazards: tuple[Hazard, ...] = ()) -> Statement:
    """ADD CONSTRAINT."""
    only = "ONLY " if getattr(constraint, "only", False) else ""
    sql = f"ALTER TABLE {only}{table_of(constraint)} ADD CONSTRAINT {name(constraint.id.name)} {definition}"
    return made(constraint, sql, lock=lock, hazards=hazards)


def validated(constraint: Any, add: Statement) -> Iterator[Statement]:
    """A constraint that is asked of new rows at once, and of the others by a scan that keeps nobody waiting."""
    yield msgspec.structs.replace(add, sql=f"{add.sql} NOT VALID", hazards=(), evaluates=False)
    yield online.alone(validate(constraint, constraint.id.name))


def validate(obj: Object, constraint: str) -> Statement:
    """VALIDATE CONSTRAINT, for a constraint of this name."""
    sql = f"ALTER TABLE {table_of(obj)} VALIDATE CONSTRAINT {name(constraint)}"
    return evaluating(altered(obj, sql, lock=Lock.SHARE_UPDATE_EXCLUSIVE))


def made_valid(constraint: Any, called: str, ctx: Context) -> Statement:
    """VALIDATE CONSTRAINT of one that is there; on a busy table not beside what others would wait for."""
    statement = validate(constraint, called)
    return online.alone(statement) if ctx.busy(constraint.id) else statement


def drop(constraint: Any, ctx: Context) -> Iterator[Statement]:
    yield from row_identity.left(constraint, ctx)
    hazard = Hazard(code="SC211", message=f"constraint {constraint.id.name} no longer holds")
    yield dropped(constraint, f"ALTER TABLE {table_of(constraint)} DROP CONSTRAINT {name(constraint.id.name)}", hazards=(hazard,))


def rename(before: Any, after: Any, _: Context) -> Iterator[Statement]:
    sql = f"ALTER TABLE {table_of(after)} RENAME CONSTRAINT {name(before.id.name)} TO {name(after.id.name)}"
    yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE)


def holds_more(key: Any, _: State) -> bool:
    """Is there a column in its index that what refers to it knows nothing of? When that gets another type, PostgreSQL makes the key anew by
    itself, and is stopped by what refers to it."""
    return bool(key.include)


def table_of(constraint: Object) -> str:
    """The table's name as SQL."""
    return qualified(constraint.id.path[:-1])


def designation(object_id: ObjectId) -> str:
    return f"CONSTRAINT {name(object_id.name)} ON {qualified(object_id.path[:-1])}"


def in_namespaces(constraint: Object) -> tuple[tuple[str, ...], ...]:
    """A constraint's name is taken in its table; the ones with an index take a relation's name too."""
    return (("constraint", *constraint.id.path),)


def with_index(constraint: Object) -> tuple[tuple[str, ...], ...]:
    return (("constraint", *constraint.id.path), ("relation", constraint.id.path[0], constraint.id.name))


def default_name(table: str, column: str, label: str) -> str:
    """PostgreSQL's makeObjectName: `orders_customer_id_fkey`, the longer part cut until it fits into 63 bytes."""
    parts = [table.encode(), column.encode()]
    overhead = len(label) + 1 + (1 if column else 0)
    if len(parts[0]) + len(parts[1]) + overhead <= 63:
        return "_".join([piece for piece in (table, column) if piece] + [label])
    while sum(map(len, parts)) + overhead > 63:
        longer = 0 if len(parts[0]) > len(parts[1]) else 1
        parts[longer] = parts[longer][:-1]
    pieces = [part.decode(errors="ignore") for part in parts]
    return "_".join([piece for piece in pieces if piece] + [label])


def deferral(constraint: Any) -> str:
    """` DEFERRABLE INITIALLY DEFERRED`, or nothing."""
    if constraint.initially_deferred:
        return " DEFERRABLE INITIALLY DEFERRED"
    return " DEFERRABLE" if constraint.deferrable else ""


def index_parts(constraint: Any) -> str:
    """INCLUDE, WITH and TABLESPACE of a constraint's index."""
    parts = ""
    if constraint.include:
        parts += f" INCLUDE ({', '.join(name(one) for one in constraint.include)})"
    if constraint.with_:
        parts += f" WITH ({options(constraint.with_)})"
    if constraint.tablespace:
        parts += f" USING INDEX TABLESPACE {name(constraint.tablespace)}"
    return parts


def is_repeated(key: Any, ctx: Context) -> bool:
    """Does an earlier key of the table say the same? Inside of one CREATE TABLE PostgreSQL makes one of both (transformIndexConstraints), and
    the primary key comes first there."""
    every = list(ctx.siblings(key.id))
    primary = [one for one in every if one.id.kind == KEYS[0]]
    earlier = [one for one in every[: every.index(key)] if one.id.kind in KEYS]
    return any(_said(one) == _said(key) for one in (*primary, *earlier))


KEYS = ("primary_key", "unique")


def _said(key: Any) -> tuple[object, ...]:
    distinct = getattr(key, "nulls_not_distinct", False)
    return (key.columns, key.include, distinct, key.deferrable, key.initially_deferred, key.without_overlaps)


def index_path(constraint: Object) -> str:
    """The index behind a constraint has its name and its table's schema."""
    return qualified((constraint.id.path[0], constraint.id.name))


def set_index_options(before: Any, after: Any, _: Context) -> Iterator[Statement]:
    for action in storage_options.actions(before.with_, after.with_):
        yield altered(after, f"ALTER INDEX {index_path(after)} {action}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_index_tablespace(_: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    if _is_moved_apart(after, ctx):
        moved = f"REINDEX (TABLESPACE {name(after.tablespace or 'pg_default')}) INDEX CONCURRENTLY {index_path(after)}"
        yield online.outside(altered(after, moved, lock=Lock.SHARE_UPDATE_EXCLUSIVE))
        return
    hazard = Hazard(code="SC509", message="copies the index under an exclusive lock")
    sql = f"ALTER INDEX {index_path(after)} SET TABLESPACE {name(after.tablespace or 'pg_default')}"
    yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,))


def _is_moved_apart(index: Any, ctx: Context) -> bool:
    """A partitioned table's index holds nothing, and what excludes PostgreSQL does not build again CONCURRENTLY."""
    excludes = index.id.kind == "exclusion" or getattr(index, "without_overlaps", False)
    return ctx.busy(index.id) and not excludes and not online.is_partitioned(index.id, ctx)


def set_cluster(_: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """Of two indexes one bears the mark: it leaves the other one by itself."""
    if not after.cluster and any(getattr(one, "cluster", False) for one in ctx.siblings(after.id)):
        return
    how = f"CLUSTER ON {name(after.id.name)}" if after.cluster else "SET WITHOUT CLUSTER"
    yield altered(after, f"ALTER TABLE {table_of(after)} {how}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def index_marks(constraint: Any, ctx: Context) -> Iterator[Statement]:
    """CLUSTER ON and REPLICA IDENTITY of a new index."""
    if constraint.cluster:
        yield from set_cluster(constraint, constraint, ctx)
    if constraint.replica_identity:
        yield from row_identity.set_index(constraint, constraint, ctx)


def set_only(before: Any, after: Any, ctx: Context) -> Iterator[Statement] | Replace:
    """Whether its partitions have to say what is attached to it changed: what PostgreSQL attaches unasked to a new one is attached here."""
    now, then = set(ctx.view(ctx.live).heirs(before.id)), ctx.view(ctx.desired).heirs(after.id)
    if any(heir in ctx.desired and heir not in then for heir in now) or getattr(after, "without_overlaps", False):
        return REPLACE  # no DETACH for indexes, and no ATTACH for those that exclude
    return iter(()) if after.only else _attached(after, [heir for heir in then if heir not in now])


def _attached(index: Object, parts: Iterable[ObjectId]) -> Iterator[Statement]:
    for part in parts:
        yield altered(index, attaching(index_path(index), part), lock=Lock.ACCESS_EXCLUSIVE)


def attaching(index: str, part: ObjectId) -> str:
    """ALTER INDEX … ATTACH PARTITION: nothing happens where it is attached already."""
    return f"ALTER INDEX {index} ATTACH PARTITION {qualified((part.path[0], part.name))}"


INDEX_ALTERS: dict[str, Callable[..., Any]] = {
    "with_": set_index_options,
    "tablespace": set_index_tablespace,
    "cluster": set_cluster,
    "replica_identity": row_identity.set_index,
    "only": set_only,
}

KEY_COLUMNS = """ARRAY(SELECT a.attname FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, position)
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum WHERE {} ORDER BY k.position)"""
COLUMNS = KEY_COLUMNS.format("k.position <= i.indnkeyatts")
INCLUDED = KEY_COLUMNS.format("k.position > i.indnkeyatts")

LINKS_SQL = """
SELECT 'pg_constraint'::regclass::oid, k.oid, 0, 'pg_constraint'::regclass::oid, k.conparentid, 0
FROM pg_constraint k WHERE k.contype = '{0}' AND k.conparentid <> 0"""

INDEX_ALIASES_SQL = """
SELECT 'pg_class'::regclass::oid, k.conindid, 0, 'pg_constraint'::regclass::oid, k.oid, 0
FROM pg_constraint k WHERE k.contype = '{0}' AND k.conindid <> 0"""

TEMPORAL = 18
"""From this major on there is WITHOUT OVERLAPS."""


def key_only(major: int) -> str:
    """Is a partitioned table's key made without looking for the partitions'? PostgreSQL compares no exclusions, so these are all or none there."""
    by_name = BY_NAME.format("i")
    return f"c.relkind = 'p' AND ({by_name} OR k.conperiod AND NOT i.indisvalid)" if major >= TEMPORAL else f"c.relkind = 'p' AND {by_name}"


def key_of_its_own(major: int) -> str:
    """Has a table this key by itself? A partition's WITHOUT OVERLAPS cannot be attached to the parent's (PostgreSQL compares no exclusions), so those that
    it made belong to the parent's altogether."""
    return "NOT (k.conperiod AND k.conparentid <> 0)" if major >= TEMPORAL else "true"


def key_aliases(contype: str) -> Callable[[int], str]:
    """The index of a key, and the partitions' keys that belong to the parent's."""
    index, links = INDEX_ALIASES_SQL.format(contype), LINKS_SQL.format(contype)
    return lambda major: f"{index} UNION ALL {links} AND k.conperiod" if major >= TEMPORAL else index


def key_links(contype: str) -> Callable[[int], str]:
    """The keys that partitions have, each beside the parent's."""
    links = LINKS_SQL.format(contype)
    return lambda major: f"{links} AND {key_of_its_own(major)}"
