"""Turns a State into the one that schema files say: without what PostgreSQL makes of it by itself."""

from __future__ import annotations

from collections import Counter

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.places import host_of
from schemactl.planning.ties import said, says_nothing


def as_written(state: State) -> State:
    """What comes from a parent is left out, or cut down to what it adds; what is said about it then is said about that."""
    written = {one: said(obj, state) for one, obj in state.objects.items()}
    if all(obj is state.objects[one] for one, obj in written.items()):
        return state
    inside = Counter(host_of(one, state) for one, obj in written.items() if obj is not None)
    kept = {one: obj or state.objects[one] for one, obj in written.items() if inside[one] or not _is_left_out(obj)}
    found = [_moved(one, obj, kept, state) for one, obj in kept.items()]
    return msgspec.structs.replace(state, objects={obj.id: obj for obj in found}, uses={obj.id: set() for obj in found})


def _is_left_out(obj: Object | None) -> bool:
    return obj is None or (KINDS[obj.id.kind].incidental and says_nothing(obj))


def _moved(object_id: ObjectId, obj: Object, kept: dict[ObjectId, Object], state: State) -> Object:
    kind = KINDS[object_id.kind]
    host = host_of(object_id, state) if kind.about else None
    if host is None or kept[host].id == host:
        return obj
    names = object_id.path[len(object_id.path) - kind.about_names :]
    return msgspec.structs.replace(obj, id=kept[host].id.about(kind.name, *names))
