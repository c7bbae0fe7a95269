"""Turns a State into the one that schema files say: without what PostgreSQL makes of it by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import msgspec

from schemactl.kinds import KINDS
from schemactl.live.within import is_left
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.places import host_of
from schemactl.planning.ties import said, says_nothing


def as_written(state: State) -> State:
    """What comes from a parent is left out, or cut down to what it adds; what is said about it then is said about that. So is what is as it came with the database."""
    state = without_left(state)
    written = {one: said(obj, state) for one, obj in state.objects.items()}
    if all(obj is state.objects[one] for one, obj in written.items()):
        return state
    inside = Counter(host_of(one, state) for one, obj in written.items() if obj is not None)
    kept = {one: obj or state.objects[one] for one, obj in written.items() if inside[one] or not _is_left_out(obj)}
    found = [_moved(one, obj, kept, state) for one, obj in kept.items()]
    return msgspec.structs.replace(state, objects={obj.id: obj for obj in found}, uses={obj.id: set() for obj in found})


def _is_left_out(obj: Object | None) -> bool:
    return obj is None or (KINDS[obj.id.kind].incidental and says_nothing(obj))


def holds_something(state: State) -> bool:
    """Is there anything that a plan could drop? Roles' memberships are there in every database, and nobody's who does not manage roles."""
    return any(len(obj.id.path) > 1 and not is_left(obj) for obj in state)


def without_left(state: State) -> State:
    return without(state, {one for one, obj in state.objects.items() if is_left(obj)})


def without(state: State, gone: Collection[ObjectId]) -> State:
    """The same but for these facts, which nothing stands on."""
    if not gone:
        return state
    return msgspec.structs.replace(
        state,
        objects={one: obj for one, obj in state.objects.items() if one not in gone},
        uses={one: used for one, used in state.uses.items() if one not in gone},
    )


def _moved(object_id: ObjectId, obj: Object, kept: dict[ObjectId, Object], state: State) -> Object:
    kind = KINDS[object_id.kind]
    host = host_of(object_id, state) if kind.about else None
    if host is None or kept[host].id == host:
        return obj
    names = object_id.path[len(object_id.path) - kind.about_names :]
    return msgspec.structs.replace(obj, id=kept[host].id.about(kind.name, *names))
