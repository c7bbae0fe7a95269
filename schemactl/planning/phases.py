"""A plan that cannot go straight to where it leads: what rows make true is asked for once they are written.

On the way lies a state with everything that is wanted but what waits; it is ordered like any other. Knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Change
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning.between import Until, between, early, late
from schemactl.planning.compose import ordered
from schemactl.planning.context import Planning


def in_phases(changes: Sequence[Change], live: State, desired: State) -> list[Statement]:
    """Every statement in order, as `ordered` makes them: with what waits behind everything else."""
    waiting = _waiting(changes, live, desired)
    if not waiting:
        return ordered(changes, live, desired)
    checks = list(_checks(waiting, live, desired))
    waiting.update(dict.fromkeys(_hanging_on({one for one, obj in waiting.items() if obj is None}, desired)))
    # What the plan's own rows make true cannot be asked before.
    halfway = msgspec.structs.replace(between(waiting, live, desired), busy=live.busy)
    first = [kept for change in changes for kept in early(change, waiting)]
    later = [msgspec.structs.replace(one, asks=()) for one in ordered(list(late(waiting, desired)), halfway, desired)]
    return [*checks, *ordered(first, live, halfway), *later]


def without_contents(changes: Sequence[Change], live: State, desired: State) -> tuple[list[Change], list[Statement]]:
    """The changes but for those of rows, and of what waits for these, with their statements."""
    waiting = _waiting(changes, live, desired)
    checks = list(_checks(waiting, live, desired))
    waiting.update(dict.fromkeys(_hanging_on({one for one, obj in waiting.items() if obj is None}, desired)))
    waiting.update((one.id, live.objects.get(one.id)) for one in changes if KINDS[one.id.kind].contents)
    halfway = msgspec.structs.replace(between(waiting, live, desired), busy=live.busy)
    first = [kept for change in changes for kept in early(change, waiting)]
    return first, [*checks, *ordered(first, live, halfway)]


def _waiting(changes: Sequence[Change], live: State, desired: State) -> dict[ObjectId, Object | None]:
    found: dict[ObjectId, Object | None] = {}
    for kind in KINDS:
        found.update(kind.contents.until(changes, live, desired) if kind.contents else {})
    return found


def _checks(waiting: Until, live: State, desired: State) -> Iterator[Statement]:
    for kind in KINDS:
        yield from kind.contents.guards(waiting, live, Planning(live, desired)) if kind.contents else ()


def _hanging_on(gone: Collection[ObjectId], state: State) -> Iterator[ObjectId]:
    used_by, seen, queue = state.used_by(), set(gone), list(gone)
    while queue:
        for user in used_by.get(queue.pop(), ()):
            if user not in seen:
                seen.add(user)
                queue.append(user)
                yield user
