"""Circles that PostgreSQL lets nobody make, or drop, at once: an object stands in one as its shell first, or last. Knows no kind by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.actions import Actions
from schemactl.planning.between import between
from schemactl.planning.diff import differing

Shells = Mapping[ObjectId, Object]


def gone(found: Actions, live: State) -> dict[ObjectId, Object]:
    """Of what is dropped in a circle, the shells that it is dropped as."""
    return {one: shell for one in found.drop if (shell := _shell(one, live)) and any(_way_round(one, found.drop, live))}


def made(found: Actions, live: State, desired: State) -> dict[ObjectId, Object]:
    """Of what is made in a circle, what it is until the others are there: a shell, or what it was, where that leads nowhere."""
    among = found.create | found.alter.keys()
    shells = {one: shell for one in among if (shell := _shell(one, desired)) and any(_way_round(one, among, desired))}
    return {one: live.objects[one] if one in found.alter and _shell(one, live) is None else shell for one, shell in shells.items()}


def with_shells(shells: Shells, live: State, desired: State) -> State:
    """The desired state with the shells, which need nothing that leads back to them."""
    state = msgspec.structs.replace(between(shells, live, desired), busy=live.busy)
    for one in shells:
        state.uses[one] -= set(_way_round(one, state.objects, state))
    return state


def becoming(shells: Shells, live: State) -> list[Change]:
    """What makes shells of what is there, or is not."""
    return [change for one, shell in shells.items() for change in _change(live.objects.get(one), shell)]


def from_shells(changes: Iterable[Change], shells: Shells, desired: State) -> list[Change]:
    """The changes that lead on from there."""
    after = [change for one, shell in shells.items() if one in desired for change in _change(shell, desired.objects[one])]
    return [
        *(change for change in changes if change.id not in shells),
        *after,
        *(Dropped(shell) for one, shell in shells.items() if one not in desired),
    ]


def _change(before: Object | None, after: Object) -> Iterator[Change]:
    if before is None:
        yield Added(after)
    elif fields := differing(before, after):
        yield Altered(before, after, fields)


def shells_of(some: Iterable[ObjectId], state: State) -> dict[ObjectId, Object]:
    """Of those that have any: a state as it is written does not know what leads in a circle."""
    return {one: shell for one in some if one in state and (shell := _shell(one, state))}


def _shell(object_id: ObjectId, state: State) -> Object | None:
    shell = KINDS[object_id.kind].shell
    return shell(state.objects[object_id]) if shell else None


def _way_round(object_id: ObjectId, among: Collection[ObjectId], state: State) -> Iterator[ObjectId]:
    """Of what it uses, what leads back to it through others of these."""
    for used in state.uses.get(object_id, ()):
        seen, waiting = {used}, [used] if used in among else []
        while waiting:
            more = {one for one in state.uses.get(waiting.pop(), ()) if one in among} - seen
            seen |= more
            waiting.extend(more)
        if object_id in seen and used != object_id:
            yield used
