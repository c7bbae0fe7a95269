"""The index of a primary key or unique constraint: built with it, before it, beside the one that was there, or taken over from a unique index that goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from schemactl.kinds import offending, online, row_identity, syntax
from schemactl.kinds.base import Context, made
from schemactl.kinds.constraint import KEYS, add, deferral, index_marks, set_cluster, table_of
from schemactl.kinds.constraint import drop as drop_constraint
from schemactl.kinds.sql import name, options
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Hazard, Lock, Statement

_SHARED = ("include", "with_", "tablespace")


def create(key: Any, definition: str, ctx: Context) -> Iterator[Statement]:
    """On a busy table the index is built before, while others go on."""
    words = definition.partition(" (")[0].removesuffix(" NULLS NOT DISTINCT")
    if (index := given(key, ctx)) is not None:
        yield add(key, f"{words} USING INDEX {name(called_meanwhile(index, ctx))}{deferral(key)}")
        if index.cluster != key.cluster:
            yield from set_cluster(index, key, ctx)
        if index.replica_identity != key.replica_identity:
            yield from row_identity.set_index(index, key, ctx)
        return
    if (old := _replaced(key, ctx)) is not None:
        fresh = ctx.vacant(("relation", key.id.path[0], key.id.name), "new") if old.id.name == key.id.name else key.id.name
        yield _built(key, fresh, ctx)
        added = f"ADD CONSTRAINT {name(key.id.name)} {words} USING INDEX {name(fresh)}{deferral(key)}"
        changed = f"DROP CONSTRAINT {name(old.id.name)}, {added}"
        if not key.replica_identity:
            yield from row_identity.left(old, ctx)
        yield made(key, f"ALTER TABLE {table_of(key)} {changed}", lock=Lock.ACCESS_EXCLUSIVE)
    elif is_built_apart(key, ctx):
        yield _built(key, key.id.name, ctx)
        yield add(key, f"{words} USING INDEX {name(key.id.name)}{deferral(key)}")
    else:
        # A partitioned table's takes over the partitions', which were built before.
        ready = ctx.busy(key.id) and online.is_partitioned(key.id, ctx)
        hazard = Hazard(code="SC204", message="builds an index under an exclusive lock")
        adding = add(key, definition, hazards=() if ready else (hazard,))
        yield msgspec.structs.replace(adding, asks=_repeated(key, ctx))
    yield from index_marks(key, ctx)


def drop(key: Any, ctx: Context) -> Iterator[Statement]:
    return iter(()) if is_swapped(key, ctx) else drop_constraint(key, ctx)


def _built(key: Any, called: str, ctx: Context) -> Statement:
    nulls = " NULLS NOT DISTINCT" if getattr(key, "nulls_not_distinct", False) else ""
    columns = ", ".join(name(one) for one in key.columns)
    index = f"CREATE UNIQUE INDEX CONCURRENTLY {name(called)} ON {table_of(key)} ({columns}){_index_tail(key, nulls)}"
    return msgspec.structs.replace(online.outside(made(key, index, lock=Lock.SHARE_UPDATE_EXCLUSIVE)), asks=_repeated(key, ctx))


def _repeated(key: Any, ctx: Context) -> tuple[Statement, ...]:
    if not offending.answerable(key, ctx):
        return ()
    if key.without_overlaps:
        *equal, during = map(name, key.columns)
        colliding = offending.colliding(key, [*((one, "=") for one in equal), (during, "&&")], ctx)
        return *colliding, *offending.own_rows_where(key, f"isempty({during})", ctx)
    return offending.repeated(key, key.columns, ctx, nulls_too=getattr(key, "nulls_not_distinct", False))


def _index_tail(key: Any, nulls: str) -> str:
    tail = f" INCLUDE ({', '.join(name(one) for one in key.include)})" if key.include else ""
    tail += nulls
    tail += f" WITH ({options(key.with_)})" if key.with_ else ""
    return tail + (f" TABLESPACE {name(key.tablespace)}" if key.tablespace else "")


def is_built_apart(key: Any, ctx: Context) -> bool:
    """WITHOUT OVERLAPS has no form that keeps nobody waiting, and a partitioned table's key takes over those of the partitions."""
    return ctx.busy(key.id) and not key.without_overlaps and not online.is_partitioned(key.id, ctx)


def takes_steps(key: Any, ctx: Context) -> bool:
    """Is an index built for it by itself?"""
    return is_built_apart(key, ctx) and given(key, ctx) is None


def is_swapped(key: Any, ctx: Context) -> bool:
    """Does it hold on a busy table until the index of the one is built that comes instead?

    https://www.postgresql.org/docs/current/sql-altertable.html, "to recreate a primary key constraint, without blocking updates"
    """
    return any(old.id == key.id for _, old in _successions(key.id, ctx))


def _replaced(key: Any, ctx: Context) -> Any | None:
    """The key that holds until this one does."""
    return next((old for new, old in _successions(key.id, ctx) if new == key.id), None)


def _successions(part: ObjectId, ctx: Context) -> Iterator[tuple[ObjectId, Any]]:
    """New keys of the table that a part is of, each with the one in whose place it comes: itself as it was; the primary key; one of its columns."""
    new = [one for one in ctx.siblings(part) if one.id.kind in KEYS and ctx.makes(one.id) and one.id not in ctx.desired.inherited]
    keys = [one for one in new if is_built_apart(one, ctx)]
    left = [one for one in ctx.leaving(part) if one.id.kind in KEYS and _stands(one, ctx) and not _is_name_taken(one, ctx)] if keys else []
    for key in keys:
        was = ctx.live.objects.get(key.id)
        if was is not None:
            if was != key and _stands(was, ctx):
                yield key.id, was
        elif given(key, ctx) is None and (old := next((one for one in left if _is_place_of(one, key, ctx)), None)) is not None:
            left.remove(old)
            yield key.id, old


def _stands(key: Any, ctx: Context) -> bool:
    """Can it stay until then?"""
    own = key.id not in ctx.live.inherited and is_built_apart(key, ctx)
    return own and ctx.stands(key.id, lambda used: is_survived(key.id, used, ctx))


def _is_place_of(old: Any, key: Any, ctx: Context) -> bool:
    """A table has one primary key: the old one is gone before there is another."""
    if old.id.kind == KEYS[0] and any(one.id.kind == KEYS[0] for one in ctx.siblings(key.id)):
        return bool(key.id.kind == KEYS[0])
    return bool(old.columns == key.columns)


def _is_name_taken(key: Any, ctx: Context) -> bool:
    """Is anything called so that comes? It may come first."""
    alike = (one for kind in ("index", "exclusion", *KEYS) for one in ctx.view(ctx.desired).named(kind, key.id.name))
    return any(one.id.path[0] == key.id.path[0] for one in alike) or any(one.id.name == key.id.name for one in ctx.siblings(key.id))


def is_survived(index: ObjectId, used: ObjectId, ctx: Context) -> bool:
    """What only the new one uses; or a column that keeps its type: a default, NOT NULL and the like are nothing to the index that was there."""
    if used not in ctx.live.uses.get(index, ()):
        return True
    was, wanted = ctx.live.objects[used], ctx.desired.objects.get(used)
    if used.kind != "column" or wanted is None or ctx.makes(used):
        return False
    if not getattr(wanted, "not_null", False) and _wants_values(ctx.live.objects[index]):
        return False
    return all(getattr(was, field) == getattr(wanted, field) for field in ("type", "collation", "generated", "virtual"))


def _wants_values(index: Any) -> bool:
    """Does PostgreSQL refuse that one of its columns allows NULL?"""
    return index.id.kind == KEYS[0] or bool(index.replica_identity)


def given(key: Any, ctx: Context) -> Any | None:
    """The unique index of the table that goes, and says what this new key says: it becomes the key's.

    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
    """
    return next((index for one, index in _handed_over(key.id, ctx) if one == key.id), None)


def is_taken_over(index: Any, ctx: Context) -> bool:
    """Does it become the index of a key?"""
    return _taker(index, ctx) is not None


def _taker(index: Any, ctx: Context) -> ObjectId | None:
    return next((key for key, one in _handed_over(index.id, ctx) if one.id == index.id), None)


def called_meanwhile(index: Any, ctx: Context) -> str:
    """What an index is called until its key takes it over and gives it its own name: another name, where something else gets that first."""
    key = ("relation", index.id.path[0], index.id.name)
    return index.id.name if {*ctx.takers(key)} <= {_taker(index, ctx)} else ctx.vacant(key, "old")


def _handed_over(part: ObjectId, ctx: Context) -> Iterator[tuple[ObjectId, Any]]:
    """New keys of the table that a part is of, each with the index that it takes; the one of its name before others."""
    left = [one for one in ctx.leaving(part) if _can_be_a_keys(one, ctx)]
    keys: list[Any] = [one for one in ctx.siblings(part) if one.id.kind in KEYS and ctx.makes(one.id)] if left else []
    for key in keys:
        alike = [] if key.id in ctx.live else [one for one in left if _says_the_same(one, key)]
        if alike:
            index = next((one for one in alike if one.id.name == key.id.name), alike[0])
            left.remove(index)
            yield key.id, index


def _can_be_a_keys(index: Any, ctx: Context) -> bool:
    """PostgreSQL takes none with conditions or expressions, none of a partitioned table, and none that is not valid."""
    if index.id.kind != "index" or not (index.unique and index.valid and index.using == "btree" and index.where is None):
        return False
    whole = not index.only and index.id not in ctx.live.inherited and not online.is_partitioned(index.id, ctx)
    return whole and syntax.are_names(index.columns) and ctx.stands(index.id, lambda used: is_survived(index.id, used, ctx))


def _says_the_same(index: Any, key: Any) -> bool:
    nulls = index.nulls_not_distinct == getattr(key, "nulls_not_distinct", False)
    same = nulls and not key.without_overlaps and all(getattr(index, field) == getattr(key, field) for field in _SHARED)
    return same and tuple(syntax.names_of(index.columns)) == key.columns
