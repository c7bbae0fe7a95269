"""What was built last, and what schema files say since → the parts of all states in which a plan is made: only these are decoded.

It is what `rebuilding` and `narrowing` do with whole states, by the same rules; whoever gets nothing asks those.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schemactl.model.identity import ObjectId
from schemactl.model.stage import staged
from schemactl.model.state import State
from schemactl.planning.canonical import built_alone, make_ready
from schemactl.planning.closure import Units
from schemactl.planning.narrowing import MOST, narrowest
from schemactl.planning.parcel_units import ParcelUnits
from schemactl.planning.parcels import Parcels
from schemactl.planning.places import names_of
from schemactl.planning.rebuilding import affected, fitting, made_anew, mentioned, new_names, place
from schemactl.scratch.server import ScratchServer


class Differing(NamedTuple):
    """Objects of which the schema files say something else than before, and those of which they say nothing any more."""

    there: frozenset[ObjectId]
    gone: frozenset[ObjectId]


class Rebuilt(NamedTuple):
    """What the schema files lead to, and the units that were made anew."""

    built: Parcels
    units: frozenset[ObjectId]


@staged("rebuild what changed")
def rebuilt(server: ScratchServer, said: Parcels, built: Parcels, differing: Differing, common: tuple[str, ...]) -> Rebuilt | None:
    """The state that was `built`, with what changed since made anew. `common` is on the search_path of every text."""
    new, old = ParcelUnits(said), ParcelUnits(built)
    changed = {new.of(one) for one in differing.there}
    changed |= {old.of(one) if one in built.state else one for one in differing.gone}
    if not changed:
        return Rebuilt(built, frozenset())
    found = affected(new, old, changed)
    if found is None or len(found.support) + len(found.ours) > MOST * built.count:
        return None

    def build(part: State) -> State:
        make_ready(server, part)
        return built_alone(server, part, common)

    made = made_anew(build, said.part(found.ours), in_part(built, found.support))
    if made is None:
        return None
    if (names := new_names(made, built.state)) and mentioned(names, said.text_without(found.units)):
        return None
    ones = fitting(made, built.state, found)
    if ones is None or _collide(made, ones, built, found.units):
        return None
    return Rebuilt(built.replaced(found.units, made, ones), frozenset(found.units))


def in_part(built: Parcels, ids: Iterable[ObjectId]) -> State:
    """A part of a state that was built, in its order."""
    return built.part(set(ids), ordered=lambda one: place(one, built.of(one)))


def _collide(made: State, ones: Iterable[ObjectId], built: Parcels, units: set[ObjectId]) -> bool:
    """Does anything new take a name that something else has?"""
    names = {name for one in ones for name in names_of(made.objects[one])}
    names -= {name for unit in units for piece in built.pieces(unit).values() for name in names_of(piece.obj)}
    return built.take(names, units)


class Part(NamedTuple):
    """Three states with fewer objects: what is live, what was built, and what the schema files say of that. A plan may touch `units`."""

    live: State
    built: State
    said: State
    units: frozenset[ObjectId]
    here: Units
    there: Units

    def units_of(self, objects: Iterable[ObjectId]) -> set[ObjectId]:
        """Whatever these are parts of, now or then."""
        return {units.of(one) for one in objects for units in (self.here, self.there) if one in units.state}

    def touches_others(self, objects: Iterable[ObjectId]) -> bool:
        """Does any of these belong to something that is only used?"""
        return not all({self.here.of(one), self.there.of(one)} & self.units for one in objects)


@staged("narrow")
def part(live: Parcels, said: Parcels, built: Parcels, units: Iterable[ObjectId]) -> Part | None:
    """Around these units; None where something is among them that everything stands in, or where most of it hangs together."""
    here, there = ParcelUnits(live), ParcelUnits(built)
    found = narrowest(here, there, units)
    if found is None or len(found.here) > MOST * live.count:
        return None
    ours = {one for unit in found.units for one in said.pieces(unit)}
    ours |= {one for one in found.there if said.piece(one)}
    return Part(live.part(found.here), in_part(built, found.there), said.part(ours), frozenset(found.units), here, there)
