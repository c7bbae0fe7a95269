"""A state on the way, where some objects are not yet, or still, what they are in the desired one: how it looks, and which changes lead there and on.

Knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.diff import differing

Until = Mapping[ObjectId, Object | None]
"""What is otherwise on the way; None: it is not there."""


def between(waiting: Until, live: State, desired: State) -> State:
    """The desired state but for what waits; what goes later is a part of things as it was."""
    objects = {one: waiting.get(one, obj) for one, obj in desired.objects.items()}
    objects |= {one: obj for one, obj in waiting.items() if one not in objects}
    kept = {one: obj for one, obj in objects.items() if obj is not None}
    going = {one: parents for one, parents in live.inherited.items() if one in kept and one not in desired}

    def within(edges: Mapping[ObjectId, set[ObjectId]]) -> dict[ObjectId, set[ObjectId]]:
        return {one: {used for used in edges.get(one, ()) if used in kept} for one in kept}

    return msgspec.structs.replace(
        desired,
        objects=kept,
        uses=within({**{one: live.uses[one] for one in kept if one not in desired and one in live.uses}, **desired.uses}),
        follows=within(desired.follows),
        inherited={
            child: left
            for child, parents in {**going, **desired.inherited}.items()
            if child in kept and (left := tuple(one for one in parents if one in kept))
        },
    )


def early(change: Change, waiting: Until) -> Iterator[Change]:
    """What becomes of a change on the way there."""
    if change.id not in waiting:
        yield change
        return
    obj = waiting[change.id]
    match change:
        case Added() if obj is not None:
            yield Added(obj)
        case Altered(before) | Dropped(before) if obj is not None and (fields := differing(before, obj)):
            yield Altered(before, obj, fields)
        case _:
            pass


def late(waiting: Until, desired: State) -> Iterator[Change]:
    """What leads on from there."""
    for one, obj in waiting.items():
        after = desired.objects.get(one)
        if obj is None and after is not None:
            yield Added(after)
        elif obj is not None and after is None:
            yield Dropped(obj)
        elif obj is not None and after is not None and (fields := differing(obj, after)):
            yield Altered(obj, after, fields)
