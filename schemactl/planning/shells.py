"""Circles that PostgreSQL lets nobody make, or drop, at once: an object stands in one as its shell first, or last. Knows no kind by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Added, Altered, Change
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.actions import Actions
from schemactl.planning.between import between
from schemactl.planning.diff import differing
from schemactl.planning.places import host_of

Shells = Mapping[ObjectId, Object]


def needed(found: Actions, live: State, desired: State) -> dict[ObjectId, Object]:
    """What is made or dropped in a circle, with what it is meanwhile; and what hangs on what goes."""
    made, gone = found.create | found.alter.keys(), found.drop
    shells = {one: _stays(one, live) or shell for one in made if (shell := _shell(one, desired)) and any(_way_round(one, made, desired))}
    shells |= {one: shell for one in gone - made if (shell := _shell(one, live)) and any(_way_round(one, gone, live))}
    for one in gone - made:
        if host_of(one, live) in shells:
            shells.setdefault(one, live.objects[one])
    return shells


def halfway(shells: Shells, live: State, desired: State) -> State:
    """The desired state with the shells, which need nothing that leads back to them."""
    state = msgspec.structs.replace(between(shells, live, desired), busy=live.busy)
    for one in shells:
        state.uses[one] -= set(_way_round(one, state.objects, state))
    return state


def early(changes: Iterable[Change], shells: Shells, live: State) -> Iterator[Change]:
    """What becomes of the changes on the way there; what would be made anew for the sake of others is a shell as well."""
    yield from (change for change in changes if change.id not in shells)
    for one, shell in shells.items():
        before = live.objects.get(one)
        if before is None:
            yield Added(shell)
        elif fields := differing(before, shell):
            yield Altered(before, shell, fields)


def shells_of(some: Iterable[ObjectId], state: State) -> dict[ObjectId, Object]:
    """Of those that have any: a state as it is written does not know what leads in a circle."""
    return {one: shell for one in some if one in state and (shell := _shell(one, state))}


def _shell(object_id: ObjectId, state: State) -> Object | None:
    shell = KINDS[object_id.kind].shell
    return shell(state.objects[object_id]) if shell else None


def _stays(object_id: ObjectId, live: State) -> Object | None:
    """It as it is, where that leads nowhere."""
    return live.objects[object_id] if object_id in live and _shell(object_id, live) is None else None


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
