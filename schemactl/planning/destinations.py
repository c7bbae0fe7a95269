"""Where renamed objects move to: a schema that the same plan makes is there before them."""

from __future__ import annotations

from collections.abc import Container

from schemactl.kinds import KINDS
from schemactl.model.change import Added, Change
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.compose import ordered
from schemactl.planning.heirs import Renames


def first(wished: Renames, live: State, desired: State) -> tuple[list[Change], list[Statement]]:
    """What the renames need and nobody has made yet, with all that needs, and its statements."""
    there = {*live.objects, *wished.values()}
    places = (one for after in wished.values() if after in desired for one in _places(after, desired) if one not in there)
    needed = {one: None for place in places for one in (*lacking(place, there, desired), place)}
    changes: list[Change] = [Added(desired.objects[one]) for one in needed]
    return changes, ordered(changes, live, desired) if changes else []


def _places(object_id: ObjectId, desired: State) -> list[ObjectId]:
    """The schema that it lives in."""
    schema = object_id.path[:1] if KINDS[object_id.kind].schema_scoped else ()
    return [one for one in sorted(desired.uses[object_id]) if one.path == schema]


def lacking(object_id: ObjectId, there: Container[ObjectId], desired: State) -> list[ObjectId]:
    """What an object needs that is not there, the nearest last."""
    found: list[ObjectId] = []
    for used in sorted(desired.uses[object_id]):
        if used not in there:
            found += [*lacking(used, there, desired), used]
    return found
