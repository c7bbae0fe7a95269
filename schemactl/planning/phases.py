"""A plan that cannot go straight to where it leads: what rows make true is asked for once they are written.

On the way lies a state with everything that is wanted but what waits; it is ordered like any other. Knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning.compose import ordered
from schemactl.planning.context import Planning
from schemactl.planning.diff import differing

Until = Mapping[ObjectId, Object | None]


def in_phases(changes: Sequence[Change], live: State, desired: State) -> list[Statement]:
    """Every statement in order, as `ordered` makes them: with what waits behind everything else."""
    waiting: dict[ObjectId, Object | None] = {}
    for kind in KINDS:
        waiting.update(kind.contents.until(changes, live, desired) if kind.contents else {})
    if not waiting:
        return ordered(changes, live, desired)
    checks = [one for kind in KINDS if kind.contents for one in kind.contents.guards(waiting, live, Planning(live, desired))]
    waiting.update(dict.fromkeys(_hanging_on({one for one, obj in waiting.items() if obj is None}, desired)))
    # What the plan's own rows make true cannot be asked before.
    between = msgspec.structs.replace(_between(waiting, live, desired), busy=live.busy)
    early = [kept for change in changes for kept in _early(change, waiting)]
    later = [msgspec.structs.replace(one, asks=()) for one in ordered(list(_late(waiting, desired)), between, desired)]
    return [*checks, *ordered(early, live, between), *later]


def _hanging_on(gone: Collection[ObjectId], state: State) -> Iterator[ObjectId]:
    used_by, seen, queue = state.used_by(), set(gone), list(gone)
    while queue:
        for user in used_by.get(queue.pop(), ()):
            if user not in seen:
                seen.add(user)
                queue.append(user)
                yield user


def _between(waiting: Until, live: State, desired: State) -> State:
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


def _early(change: Change, waiting: Until) -> Iterator[Change]:
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


def _late(waiting: Until, desired: State) -> Iterator[Change]:
    for one, obj in waiting.items():
        after = desired.objects.get(one)
        if obj is None and after is not None:
            yield Added(after)
        elif obj is not None and after is None:
            yield Dropped(obj)
        elif obj is not None and after is not None and (fields := differing(obj, after)):
            yield Altered(obj, after, fields)
