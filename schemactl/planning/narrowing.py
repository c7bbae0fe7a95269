"""A few changes of a large schema → the part of it in which they are planned and proved: what changes, what hangs on that, and what that needs.

Whoever gets no plan out of the part asks the whole, which has the last word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schemactl.kinds import KINDS
from schemactl.live.server_wide import in_scratch
from schemactl.live.within import cut
from schemactl.model.change import Change
from schemactl.model.identity import ObjectId
from schemactl.model.stage import staged
from schemactl.model.state import State
from schemactl.planning.closure import Units

FEWEST = 400
"""Of fewer objects a copy is made as fast as a part of it is found."""

MOST = 0.5
"""A part of more than this share saves nothing."""


class Part(NamedTuple):
    """The same three states, with fewer objects. `units` are those that a plan may touch: all others are only there to be used."""

    live: State
    before: State
    desired: State
    units: frozenset[ObjectId]

    def touches_others(self, objects: Iterable[ObjectId]) -> bool:
        """Does any of these belong to something that is only used?"""
        here, there = Units(self.live), Units(self.desired)
        return not all({here.of(one), there.of(one)} & self.units for one in objects)


@staged("narrow")
def narrowed(live: State, before: State, desired: State, changes: Iterable[Change]) -> Part | None:
    """None where rows are planned, where something changes that everything stands in, or where most of it hangs together."""
    if len(live.objects) < FEWEST or live.contents or desired.contents:
        return None
    here, there = Units(live), Units(desired)
    found = narrowest(here, there, (found for change in changes for found in _units(change.id, here, there)))
    if found is None or len(found.here) > MOST * len(live.objects):
        return None
    kept = {one for one in found.here if one in before}
    return Part(cut(live, found.here), cut(before, kept), cut(desired, found.there), frozenset(found.units))


class Narrowest(NamedTuple):
    """Units that differ, with all that hangs on them; and what is there before and after, with what these need."""

    units: set[ObjectId]
    here: set[ObjectId]
    there: set[ObjectId]


def narrowest(here: Units, there: Units, differing: Iterable[ObjectId]) -> Narrowest | None:
    """Around these units; None where everything stands in one of them."""
    units = set(differing)
    if not all(KINDS[unit.kind].schema_scoped and in_scratch(unit) for unit in units):
        return None
    while more := (here.hanging(units) | there.hanging(units)) - units:
        units |= more
    support = here.supporting(units, there.supporting(units, ()))
    wanted = {one for one in support if one in there.state} | _parts(there, units)
    return Narrowest(units, support | _parts(here, units), wanted)


def _units(object_id: ObjectId, here: Units, there: Units) -> list[ObjectId]:
    """What it is a part of, now and then."""
    return [units.of(object_id) for units in (here, there) if object_id in units.state]


def _parts(units: Units, wanted: Iterable[ObjectId]) -> set[ObjectId]:
    return {part for unit in wanted for part in units.parts.get(unit, ())}
