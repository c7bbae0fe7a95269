"""The desired state after a change of some schema objects: only these and what hangs on them are made anew, the rest is as it was built before.

Nothing here is sure of itself: what had to be there for the new objects has to come out as it was, and nothing else may. Otherwise there is no
answer, and everything is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from typing import NamedTuple

import msgspec

from schemactl.errors import SchemaError
from schemactl.kinds import KINDS
from schemactl.live.introspect import add_follows
from schemactl.live.within import cut
from schemactl.model.identity import ObjectId
from schemactl.model.stage import staged
from schemactl.model.state import Object, State
from schemactl.planning.closure import Units, texts
from schemactl.planning.places import names_of

MOST = 0.5
"""Where more than this share of the objects would be made, all are."""

Said = dict[ObjectId, bytes]
Build = Callable[[State], State]

_IN_SCHEMA = 3
"""Parts of a name that is a schema's: relation, app, orders. Those of constraints are a table's."""

_ENCODER = msgspec.msgpack.Encoder()


def said(written: State) -> Said:
    """Of each object what the schema files say of it, as a short text."""
    found = {}
    for one, obj in written.objects.items():
        origin = written.origins.get(one)
        says = (obj, written.intents.get(one), origin.search_path if origin else (), one in written.external)
        found[one] = sha256(_ENCODER.encode(says)).digest()[:16]
    return found


class Affected(NamedTuple):
    """Units that are made anew, their parts as the schema files say them and as they were, and what has to be there for them."""

    units: set[ObjectId]
    ours: list[ObjectId]
    gone: set[ObjectId]
    support: set[ObjectId]


@staged("rebuild what changed")
def rebuilt(build: Build, written: State, now: Said, was: Said, built: State) -> State | None:
    """What `build` makes of the schema files, which say `now` and said `was` when it made `built`; None where it has to make everything."""
    if written.contents or built.contents:
        return None
    new, old = Units(written), Units(built)
    changed = {new.of(one) for one, text in now.items() if was.get(one) != text}
    changed |= {old.of(one) if one in built else one for one in was if one not in now}
    found = affected(new, old, changed)
    if found is None or len(found.support) + len(found.ours) > MOST * len(built.objects):
        return None
    made = made_anew(build, _said_of(written, found.ours), cut(built, found.support))
    if made is None:
        return None
    if (names := new_names(made, built)) and mentioned(
        names, _text(obj for one, obj in written.objects.items() if new.of(one) not in found.units)
    ):
        return None
    new_ones = fitting(made, built, found)
    return None if new_ones is None else _joined(built, old, found.gone, made, new_ones)


def affected(new: Units, old: Units, changed: set[ObjectId]) -> Affected | None:
    """What has to be made after a change of these units; None where that may be anything."""
    if not all(_is_plain(one) for one in changed):
        return None
    units = old.hanging(changed | {one for unit in changed for one in _parents(new, old, unit)})
    if any(unit not in new.parts and unit not in changed for unit in units):
        return None  # something else brings it about
    ours = [part for unit in units for part in new.parts.get(unit, ())]
    support = old.supporting(units, old.named_in(texts(new.state.objects[one] for one in ours)))
    return Affected(units, ours, {part for unit in units for part in old.parts.get(unit, ())}, support)


def made_anew(build: Build, ours: State, support: State) -> State | None:
    """What is built of these objects, as the schema files say them, on those that were built before; None if they are refused."""
    try:
        return build(_part(ours, support))
    except SchemaError:
        return None


def _said_of(written: State, ours: Iterable[ObjectId]) -> State:
    ours = set(ours)
    return msgspec.structs.replace(
        written,
        objects={one: obj for one, obj in written.objects.items() if one in ours},
        intents={one: way for one, way in written.intents.items() if one in ours},
        origins={one: origin for one, origin in written.origins.items() if one in ours},
        external={one for one in written.external if one in ours},
    )


def new_names(made: State, built: State) -> set[str]:
    """Names in schemas that nothing had before. A text that stays may mean the new object from now on, and not another schema's, or an extension's."""
    return {space[-1] for one, obj in made.objects.items() if one not in built for space in names_of(obj) if len(space) == _IN_SCHEMA}


def mentioned(names: Iterable[str], text: bytes) -> bool:
    """Does one of these names stand anywhere in what stays?"""
    text = text.replace(b'""', b'"').lower()
    return any(name.encode().lower() in text for name in names)


def _text(objects: Iterable[Object]) -> bytes:
    return _ENCODER.encode(list(objects))


def _is_plain(unit: ObjectId) -> bool:
    """Its name means it alone: no text that was read before means something else because of it."""
    kind = KINDS[unit.kind]
    return kind.schema_scoped and kind.namespace is not None and len(unit.path) == 2


def _parents(new: Units, old: Units, unit: ObjectId) -> Iterator[ObjectId]:
    """Tables that this one is a part of, as the files say it."""
    for part in new.parts.get(unit, ()):
        if attaches := KINDS[part.kind].attaches:
            yield from old.named_in(attaches(new.state.objects[part]))


def _part(ours: State, support: State) -> State:
    """The objects as the files say them, on what was built."""
    below = support.objects.keys()
    objects = {**support.objects, **ours.objects}
    return State(
        objects=objects,
        uses={one: set() if one in ours else support.uses[one] & below for one in objects},
        inherited={one: parents for one in below if (parents := tuple(two for two in support.inherited.get(one, ()) if two in below))},
        follows={one: found for one in below if (found := support.follows.get(one, set()) & below)},
        intents=ours.intents,
        origins=ours.origins,
        external=ours.external,
        owner=ours.owner,
    )


def fitting(made: State, built: State, found: Affected) -> list[ObjectId] | None:
    """What of the objects that were made is to take the place of the affected units; None where anything else came out than was there before.

    Nor may anything come from another unit, or go to one: a sequence that another table owns now.
    """
    fresh = Units(made)
    new = [one for one in made.objects if fresh.of(one) in found.units]
    others = made.objects.keys() - new - found.support
    if made.unmodelled or any(made.objects.get(one) != built.objects[one] for one in found.support):
        return None
    moved = others & {*found.ours, *found.gone} or any(one in built and one not in found.gone for one in new)
    return None if moved or any(one not in built for one in others) else new


def _joined(built: State, old: Units, gone: set[ObjectId], made: State, new_ones: list[ObjectId]) -> State | None:
    new, fresh = set(new_ones), Units(made)
    kept = [one for one in built.objects if one not in gone]
    if _collide(made, new, (built.objects[one] for one in kept)):
        return None
    objects = _in_order({one: built.objects[one] for one in kept}, {one: made.objects[one] for one in new_ones}, old, fresh)
    joined = msgspec.structs.replace(
        built,
        objects=objects,
        uses={one: made.uses[one] if one in new else built.uses[one] for one in objects},
        follows=_edges(built.follows, made.follows, new, objects),
        inherited={one: parents for one in objects if (parents := (made if one in new else built).inherited.get(one))},
        origins={},
    )
    add_follows(joined)  # what was made may follow what was not there beside it: a foreign key another table's partitions
    return joined


def _collide(made: State, new: set[ObjectId], others: Iterable[Object]) -> bool:
    """Does anything new take a name that something else has?"""
    names = {name for one in new for name in names_of(made.objects[one])}
    return any(name in names for other in others for name in names_of(other))


def _edges(
    before: dict[ObjectId, set[ObjectId]], after: dict[ObjectId, set[ObjectId]], new: set[ObjectId], objects: dict[ObjectId, Object]
) -> dict[ObjectId, set[ObjectId]]:
    found = {}
    for one in {*before, *after}:
        if one in objects and (used := {two for two in (after if one in new else before).get(one, ()) if two in objects}):
            found[one] = used
    return found


def _in_order(kept: dict[ObjectId, Object], new: dict[ObjectId, Object], old: Units, fresh: Units) -> dict[ObjectId, Object]:
    """Kind by kind as kinds are read, and by the names of what they live in; what lives in one thing stays in its own order.

    What is about others is read in the order in which it was made: the new comes behind the old.
    """
    keys: dict[ObjectId, tuple[int, tuple[str, ...]]] = {}
    for units, among in ((old, kept), (fresh, new)):
        for unit, parts in units.parts.items():
            for one in parts:
                if one in among:
                    keys[one] = place(one, unit)
    objects = kept | new
    return {one: objects[one] for one in sorted(objects, key=keys.__getitem__)}


def place(object_id: ObjectId, unit: ObjectId) -> tuple[int, tuple[str, ...]]:
    """Where a part of a unit stands among the objects of a state that was built. What belongs to a column has a name of its own beside the table."""
    rank, about = _ranks()[object_id.kind]
    return rank, () if about else object_id.path[: len(unit.path)]


@cache
def _ranks() -> dict[str, tuple[int, bool]]:
    return {kind.name: (KINDS.rank[kind.name], kind.about) for kind in KINDS}
