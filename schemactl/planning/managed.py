"""What of two states a project compares: its scope, and facts that the schema files do not speak of."""

from __future__ import annotations

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.graph import host_of


def within(state: State, scope: Scope) -> State:
    """The objects in scope; what lives in, or is about, an object out of scope is out as well."""
    kept: set[ObjectId] = set()
    for object_id in sorted(state.objects, key=lambda one: len(one.path)):
        host = host_of(object_id, state)
        if scope.manages(object_id) and (host is None or host in kept):
            kept.add(object_id)
    if len(kept) == len(state.objects):
        return state
    return msgspec.structs.replace(
        state,
        objects={one: obj for one, obj in state.objects.items() if one in kept},
        uses={one: used for one, used in state.uses.items() if one in kept},
        follows={one: used for one, used in state.follows.items() if one in kept},
        inherited={child: parent for child, parent in state.inherited.items() if child in kept and parent in kept},
    )


def unspoken(desired: State, live: State) -> None:
    """Owners that the schema files leave open stay what they are: take over the live ones."""
    owner_kinds = [kind.name for kind in KINDS if kind.about and kind.yaml and kind.yaml.key == "owner"]
    for name in owner_kinds:
        for object_id, obj in live.objects.items():
            if object_id.kind == name and object_id not in desired and host_of(object_id, live) in desired:
                desired.add(obj, uses=live.uses[object_id])


def speaks_of_owners(written: State) -> bool:
    """Do the schema files name any owner?"""
    owner_kinds = {kind.name for kind in KINDS if kind.about and kind.yaml and kind.yaml.key == "owner"}
    return any(object_id.kind in owner_kinds for object_id in written.objects)


def without_unwritten_owners(desired: State, written: State) -> State:
    """In scratch everything has an owner; where an object was written without one, it means nothing."""
    owner_kinds = {kind.name for kind in KINDS if kind.about and kind.yaml and kind.yaml.key == "owner"}
    spoken = {host_of(one, written) for one in written.objects if one.kind in owner_kinds}
    for object_id in [one for one in desired.objects if one.kind in owner_kinds]:
        host = host_of(object_id, desired)
        if host in written and host not in spoken:
            del desired.objects[object_id]
            del desired.uses[object_id]
    return desired
