"""The state half-way to what is wanted, in which an application that knows nothing of the change works on: everything that only adds is there, nothing is taken away.

Expand leads there, contract from there. Knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.compatibility import expands
from schemactl.planning.diff import differing
from schemactl.planning.heirs import Renames
from schemactl.planning.reading import read_by

Until = dict[ObjectId, Object | None]
"""What an object is until contract: as it was, nothing yet, or a part of what is wanted."""


class Halves(msgspec.Struct, frozen=True):
    """The changes of each half: those that leave whoever works with the database as they were, and the others."""

    expand: tuple[Change, ...]
    contract: tuple[Change, ...]
    between: State


def halves(changes: Iterable[Change], before: State, desired: State, renamed: Renames, seconds: Iterable[ObjectId] = ()) -> Halves:
    """Which changes may come before the application's new version, and the state that they lead to. `seconds` have another object's new name
    until contract: nothing is built on them."""
    every = list(changes)
    until = _until(every, before, desired, renamed, {one: before.objects[one] for one in seconds})
    between = _between(until, before, desired)
    expand = tuple(one for one in every if one.id not in until or _is_part(until[one.id], one))
    return Halves(expand, tuple(one for one in every if one.id in until), between)


def _is_part(until: Object | None, change: Change) -> bool:
    return isinstance(change, Added) and until is not None


def _until(changes: list[Change], before: State, desired: State, renamed: Renames, seconds: Mapping[ObjectId, Object]) -> Until:
    new = {change.id for change in changes if isinstance(change, Added)}
    moved = {one.path for pair in renamed.items() for one in pair}
    until: Until = dict(seconds)
    for change in changes:
        stays = not isinstance(change, Dropped) and KINDS[change.id.kind].in_scratch and not lies_in(change.id, moved)
        if not stays or not expands(change, new, before, desired):
            until[change.id] = _earlier(change, new, before, desired) if stays or not isinstance(change, Added) else None
    _hold_back(changes, until, seconds, before, desired)
    return until


def lies_in(object_id: ObjectId, moved: set[tuple[str, ...]]) -> bool:
    """Under an old name or a new one; facts are told of their subject's path."""
    path = object_id.path[1:] if KINDS[object_id.kind].about else object_id.path
    return any(path[:length] in moved for length in range(1, len(path) + 1))


def _earlier(change: Change, new: set[ObjectId], before: State, desired: State) -> Object | None:
    match change:
        case Added(after):
            softened = KINDS[after.id.kind].softened
            soft = softened(after) if softened else None
            return soft if soft is not None and expands(Added(soft), new, before, desired) else None
        case Altered(was, _, _) | Dropped(was):
            return was
        case _:
            return change.before


def _hold_back(changes: list[Change], until: Until, seconds: Collection[ObjectId], before: State, desired: State) -> None:
    """What needs something that is not there yet, or is not yet as it will be, waits for it."""

    def is_missing(used: ObjectId) -> bool:
        return used in seconds or (used in until and not _will_do(until[used], desired.objects.get(used)))

    waiting = [change for change in changes if change.id not in until or _is_part(until[change.id], change)]
    while True:
        held = [one for one in waiting if any(map(is_missing, (*desired.uses.get(one.id, ()), *read_by(one.id, before, desired))))]
        if not held:
            return
        for one in held:
            until[one.id] = None if isinstance(one, Added) else getattr(one, "before", None)
        waiting = [one for one in waiting if one not in held]


def _will_do(until: Object | None, wanted: Object | None) -> bool:
    """A column that may be empty until then, or differs in what nobody sees who uses it, will do."""
    if until is None or wanted is None:
        return until is not None
    kind = KINDS[wanted.id.kind]
    return until == (kind.softened(wanted) if kind.softened else None) or set(differing(until, wanted)) <= set(kind.unseen)


def _between(until: Until, before: State, desired: State) -> State:
    """The desired state, but for what waits."""
    kept = {one: until.get(one, obj) for one, obj in desired.objects.items()}
    kept |= {one: obj for one, obj in until.items() if one not in kept}
    objects = {one: obj for one, obj in kept.items() if obj is not None}
    earlier = {one for one, obj in until.items() if obj is not None and one in before}

    def edges(old: Mapping[ObjectId, set[ObjectId]], new: Mapping[ObjectId, set[ObjectId]]) -> dict[ObjectId, set[ObjectId]]:
        return {one: {used for used in (old if one in earlier else new).get(one, ()) if used in objects} for one in objects}

    return msgspec.structs.replace(
        desired,
        objects=objects,
        uses=edges(before.uses, desired.uses),
        follows=edges(before.follows, desired.follows),
        inherited=dict(_inherited(objects, earlier, before, desired)),
        renames={},
        contents={},
    )


def _inherited(
    objects: Mapping[ObjectId, Object], earlier: set[ObjectId], before: State, desired: State
) -> Iterator[tuple[ObjectId, tuple[ObjectId, ...]]]:
    for one in objects:
        parents = (before if one in earlier else desired).inherited.get(one, ())
        if left := tuple(parent for parent in parents if parent in objects):
            yield one, left
