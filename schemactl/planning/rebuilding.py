"""The desired state after a change of some schema objects: only these and what hangs on them are made anew, the rest is as it was built before.

Nothing here is sure of itself: what had to be there for the new objects has to come out as it was, and nothing else may. Otherwise there is no
answer, and everything is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

import msgspec

from schemactl.errors import SchemaError
from schemactl.kinds import KINDS
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


@staged("rebuild what changed")
def rebuilt(build: Build, written: State, now: Said, was: Said, built: State) -> State | None:
    """What `build` makes of the schema files, which say `now` and said `was` when it made `built`; None where it has to make everything."""
    if written.contents or built.contents:
        return None
    new, old = Units(written), Units(built)
    changed = {new.of(one) for one, text in now.items() if was.get(one) != text}
    changed |= {old.of(one) if one in built else one for one in was if one not in now}
    if not all(_is_plain(one) for one in changed):
        return None
    units = old.hanging(changed | {one for unit in changed for one in _parents(new, old, unit)})
    ours = [part for unit in units for part in new.parts.get(unit, ())]
    if any(unit not in new.parts and unit not in changed for unit in units):
        return None  # something else brings it about
    support = old.supporting(units, old.named_in(texts(written.objects[one] for one in ours)))
    if len(support) + len(ours) > MOST * len(built.objects):
        return None
    try:
        made = build(_part(written, ours, built, support))
    except SchemaError:
        return None
    if _named_anew(made, built, (obj for one, obj in written.objects.items() if new.of(one) not in units)):
        return None
    return _joined(built, old, units, support, made)


def _named_anew(made: State, built: State, others: Iterable[Object]) -> bool:
    """Does a name that is new stand anywhere in what stays? It may mean the new object from now on, and not another schema's, or an extension's."""
    names = {space[-1] for one, obj in made.objects.items() if one not in built for space in names_of(obj) if len(space) == _IN_SCHEMA}
    if not names:
        return False
    text = _ENCODER.encode(list(others)).replace(b'""', b'"').lower()
    return any(name.encode().lower() in text for name in names)


def _is_plain(unit: ObjectId) -> bool:
    """Its name means it alone: no text that was read before means something else because of it."""
    kind = KINDS[unit.kind]
    return kind.schema_scoped and kind.namespace is not None and len(unit.path) == 2


def _parents(new: Units, old: Units, unit: ObjectId) -> Iterator[ObjectId]:
    """Tables that this one is a part of, as the files say it."""
    for part in new.parts.get(unit, ()):
        if attaches := KINDS[part.kind].attaches:
            yield from old.named_in(attaches(new.state.objects[part]))


def _part(written: State, ours: Iterable[ObjectId], built: State, support: set[ObjectId]) -> State:
    """The objects as the files say them, on what was built."""
    ours = set(ours)
    objects = {one: obj for one, obj in built.objects.items() if one in support}
    objects |= {one: obj for one, obj in written.objects.items() if one in ours}
    uses = {one: built.uses[one] & support if one not in ours else set() for one in objects}
    return State(
        objects=objects,
        uses=uses,
        inherited={one: parents for one in support if (parents := tuple(two for two in built.inherited.get(one, ()) if two in support))},
        follows={one: found for one in support if (found := built.follows.get(one, set()) & support)},
        intents={one: way for one, way in written.intents.items() if one in ours},
        origins={one: origin for one, origin in written.origins.items() if one in ours},
        external={one for one in written.external if one in ours},
        owner=written.owner,
    )


def _joined(built: State, old: Units, units: set[ObjectId], support: set[ObjectId], made: State) -> State | None:
    fresh = Units(made)
    new = {one for one in made.objects if fresh.of(one) in units}
    if made.unmodelled or any(made.objects.get(one) != built.objects[one] for one in support):
        return None
    if any(one not in support and one not in new and one not in built for one in made.objects):
        return None
    gone = {part for unit in units for part in old.parts.get(unit, ())}
    kept = [one for one in built.objects if one not in gone]
    if _collide(made, new, (built.objects[one] for one in kept)):
        return None
    objects = _in_order(
        {one: built.objects[one] for one in kept}, {one: made.objects[one] for one in made.objects if one in new}, old, fresh
    )
    return msgspec.structs.replace(
        built,
        objects=objects,
        uses={one: made.uses[one] if one in new else built.uses[one] for one in objects},
        follows=_edges(built.follows, made.follows, new, objects),
        inherited={one: parents for one in objects if (parents := (made if one in new else built).inherited.get(one))},
        origins={},
    )


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
    ranks = {kind.name: (KINDS.rank[kind.name], kind.about) for kind in KINDS}
    keys: dict[ObjectId, tuple[int, tuple[str, ...]]] = {}
    for units, among in ((old, kept), (fresh, new)):
        for unit, parts in units.parts.items():
            for one in parts:
                if one in among:
                    rank, about = ranks[one.kind]
                    keys[one] = (rank, () if about else unit.path)
    objects = kept | new
    return {one: objects[one] for one in sorted(objects, key=keys.__getitem__)}
