"""What schema files say without writing it: the schemas that objects live in, and owners where the project names one."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from schemactl.desired.keys import about_kinds
from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State


def imply(state: State, unowned: AbstractSet[ObjectId]) -> None:
    """Add it, behind what is written. `unowned` is left to whoever makes it."""
    imply_schemas(state)
    imply_owners(state, unowned)


def imply_schemas(state: State) -> None:
    """Those that things live in, and the one that every database has."""
    living_in = dict.fromkeys(obj.id.path[0] for obj in state if KINDS[obj.id.kind].schema_scoped)
    for name in dict.fromkeys(("public", *living_in)):
        object_id = ObjectId(KINDS.root, (name,))
        if object_id not in state and object_id not in state.absent:
            state.add(KINDS[KINDS.root].model(id=object_id))


def imply_owners(state: State, unowned: AbstractSet[ObjectId]) -> None:
    """The project's, of whatever has none."""
    if state.owner:
        for obj in list(state):
            if obj.id not in unowned:
                _own(state, obj, state.owner)


def _own(state: State, obj: Object, owner: str) -> None:
    kind = KINDS[obj.id.kind]
    fact = about_kinds().get("owner")
    if obj.id in state.external or not kind.owned or fact is None or (kind.belongs and kind.belongs(obj)):
        return
    if obj.id == ObjectId(KINDS.root, ("public",)) and obj.id not in state.origins:
        return  # every database has it, and it belongs to pg_database_owner
    object_id = obj.id.about(fact.name)
    if object_id not in state:
        state.add(fact.model(id=object_id, **{fact.model.__struct_fields__[-1]: owner}))
        if origin := state.origins.get(obj.id):
            state.origins[object_id] = origin
