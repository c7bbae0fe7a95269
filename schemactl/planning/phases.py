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
    waiting, checks = _waiting(changes, live, desired)
    if not waiting:
        return ordered(changes, live, desired)
    halfway, first = _halfway(changes, waiting, live, desired)
    # What the plan's own rows make true cannot be asked before.
    later = [msgspec.structs.replace(one, asks=()) for one in ordered(list(late(waiting, desired)), halfway, desired)]
    return [*checks, *ordered(first, live, halfway), *later]


def without_contents(changes: Sequence[Change], live: State, desired: State) -> tuple[list[Change], list[Statement]]:
    """The changes but for those of rows, and of what waits for these, with their statements."""
    waiting, checks = _waiting(changes, live, desired)
    waiting.update((one.id, live.objects.get(one.id)) for one in changes if KINDS[one.id.kind].contents)
    halfway, first = _halfway(changes, waiting, live, desired)
    return first, [*checks, *ordered(first, live, halfway)]


def _waiting(changes: Sequence[Change], live: State, desired: State) -> tuple[dict[ObjectId, Object | None], list[Statement]]:
    """What waits for rows, with what hangs on it, and the queries that say beforehand whether it waits in vain."""
    found: dict[ObjectId, Object | None] = {}
    contents = [kind.contents for kind in KINDS if kind.contents]
    for one in contents:
        found.update(one.until(changes, live, desired))
    checks = [check for one in contents for check in one.guards(found, live, Planning(live, desired))] if found else []
    found.update(dict.fromkeys(_hanging_on({one for one, obj in found.items() if obj is None}, desired)))
    return found, checks


def _halfway(changes: Sequence[Change], waiting: Until, live: State, desired: State) -> tuple[State, list[Change]]:
    """The state in which everything waits that does, and the changes that lead there."""
    state = msgspec.structs.replace(between(waiting, live, desired), busy=live.busy)
    return state, [kept for change in changes for kept in early(change, waiting)]


def _hanging_on(gone: Collection[ObjectId], state: State) -> Iterator[ObjectId]:
    used_by, seen, queue = state.used_by(), set(gone), list(gone)
    while queue:
        for user in used_by.get(queue.pop(), ()):
            if user not in seen:
                seen.add(user)
                queue.append(user)
                yield user
