"""Where objects stand in a state: inside which other one, about what."""

from __future__ import annotations

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State


def host_of(object_id: ObjectId, state: State) -> ObjectId | None:
    """The object that this one lives in, or is about; schemas hold their objects too loosely to count."""
    kind = KINDS[object_id.kind]
    if kind.about:
        return ObjectId(object_id.path[0], object_id.path[1 : len(object_id.path) - kind.about_names])
    for name in kind.parents:
        parent = ObjectId(name, object_id.path[:-1])
        if parent in state.objects:
            return parent
    return None
