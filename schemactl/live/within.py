"""Cuts a state to what a project manages: the same for fingerprints, plans and comparisons."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind
from schemactl.kinds.sql import qualified
from schemactl.live.hosts import host_of
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.stage import staged
from schemactl.model.state import Object, State

LEFT, MEANT = "left", "meant"
"""What `Kind.initial` says: it is as it came, or so by somebody's word."""
_TOP = 2
"""Parts of the name of what lives in a schema."""


def is_initial(obj: Object) -> bool:
    """Is it about something that every new database comes with?"""
    return _initial(obj) is not None


def is_left(obj: Object) -> bool:
    """And is it as it came, which differs from version to version, and from one service to another?"""
    return _initial(obj) == LEFT


def _initial(obj: Object) -> object:
    field = KINDS[obj.id.kind].initial
    return getattr(obj, field) if field else None


def within(state: State, scope: Scope) -> State:
    """The objects in scope; what lives in, is about, or belongs to an object out of scope is out as well."""
    return cut(state, managed(state, scope))


def cut(state: State, kept: set[ObjectId]) -> State:
    """The state with these objects alone; the names of all others stay taken."""
    if len(kept) == len(state.objects):
        return state
    return msgspec.structs.replace(
        state,
        beyond=state.beyond or state.objects,
        objects={one: obj for one, obj in state.objects.items() if one in kept},
        uses={one: used for one, used in state.uses.items() if one in kept},
        follows={one: used for one, used in state.follows.items() if one in kept},
        inherited={
            child: found
            for child, parents in state.inherited.items()
            if child in kept and (found := tuple(one for one in parents if one in kept))
        },
    )


@staged("scope")
def managed(state: State, scope: Scope) -> set[ObjectId]:
    """The ids of what is in scope."""
    left = _left_partitions(state, scope)
    known: dict[ObjectId, bool] = {}
    judge = scope.judge()
    outside = {one for one in state.objects if one in left or not judge(one)}

    def is_managed(object_id: ObjectId) -> bool:
        if (answer := known.get(object_id)) is None:
            host = host_of(object_id, state)
            answer = object_id not in outside
            if answer and host is not None and not scope.includes(object_id):
                answer = host in state.objects and is_managed(host)
            if answer and (holder := _holder(object_id, state)) is not None:
                answer = is_managed(holder)
            known[object_id] = answer
        return answer

    # What lives in something stands below it: where nothing of that name is out, its own name was all that counts.
    below, plain = {one.path[:_TOP] for one in outside}, _plain()
    return {
        one for one in state.objects if one not in outside and ((one.kind in plain and one.path[:_TOP] not in below) or is_managed(one))
    }


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    """Kinds whose objects live in nothing, or in what has a schema's name before its own and belongs to nothing of another name."""

    def in_schema(kind: Kind) -> bool:
        inside = kind.schema_scoped or (bool(kind.parents) and all(in_schema(KINDS[one]) for one in kind.parents))
        return inside and not kind.belongs

    return frozenset(kind.name for kind in KINDS if not (kind.about or kind.belongs) and (not kind.parents or in_schema(kind)))


def _holder(object_id: ObjectId, state: State) -> ObjectId | None:
    """A serial column's sequence stands beside its table and goes with it."""
    belongs = KINDS[object_id.kind].belongs
    holder = belongs(state.objects[object_id]) if belongs else None
    return holder if holder in state.objects else None


def _left_partitions(state: State, scope: Scope) -> set[ObjectId]:
    """Partitions, and theirs, of tables whose partitions somebody else makes and drops."""
    return set(parents_of_left(state, scope))


def left_parents(state: State, scope: Scope) -> set[ObjectId]:
    """The managed tables that have such partitions."""
    return set(parents_of_left(state, scope).values()) & managed(state, scope)


def parents_of_left(state: State, scope: Scope) -> dict[ObjectId, ObjectId]:
    """Such partitions, and what each is a partition of."""
    if not scope.unmanaged_partitions:
        return {}
    parents = {
        table: kind.attaches(obj)
        for obj in state
        if (kind := KINDS[obj.id.kind]).attaches and not kind.loosely and (table := host_of(obj.id, state))
    }
    named = {qualified(one.path): one for one in state.objects if KINDS[one.kind].schema_scoped}

    def is_left(table: ObjectId) -> bool:
        parent = named.get(parents[table])
        return parent is not None and (scope.leaves_partitions(parent.path) or (parent in parents and is_left(parent)))

    return {table: named[parents[table]] for table in parents if is_left(table)}
