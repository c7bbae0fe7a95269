"""Who comes to hold rows of a table, a view or a composite type comes behind all that changes their attributes, and who lets go of them before that.

On the way from one type to another rows are text, and text knows attributes by their places alone. Knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.actions import Actions
from schemactl.planning.places import host_of
from schemactl.planning.ready import Node

_TYPES = ("TYPE", "TABLE")


def edges(found: Actions, live: State, desired: State) -> Iterator[tuple[Node, Node]]:
    """(earlier, later). What is dropped and made again may be there all the time, as text meanwhile."""
    inside = _Inside(live, desired)
    for user in filter(_holds, found.drop):
        yield from ((Node("drop", user), node) for node in _changing(inside.of(user, live), found))
    for user in filter(_holds, found.create):
        yield from ((node, Node("create", user)) for node in _changing(inside.of(user, desired), found))
    for user in filter(_holds, found.alter):
        if live.uses[user] != desired.uses[user]:
            becomes = inside.of(user, desired)
            yield from ((Node("alter", user), node) for node in _changing(inside.of(user, live) - becomes, found))
            yield from ((node, Node("alter", user)) for node in _changing(becomes, found))


def _holds(one: ObjectId) -> bool:
    return KINDS[one.kind].holds_rows and bool(KINDS[one.kind].parents)


def _changing(types: Iterable[ObjectId], found: Actions) -> Iterator[Node]:
    """What is done to types that stay, and to the parts of some; those that come and go are waited for anyway."""
    for one in sorted(types):
        if one in found.alter:
            yield Node("alter", one)
        if _holds(one):
            yield from (Node("drop", one),) if one in found.drop else ()
            yield from (Node("create", one),) if one in found.create else ()


class _Inside:
    """What values consist of."""

    def __init__(self, live: State, desired: State) -> None:
        self._live, self._desired = live, desired

    def of(self, user: ObjectId, state: State) -> set[ObjectId]:
        """The types below this one's, in a state; of those that stay and have parts, these before and after."""
        seen, waiting = set[ObjectId](), self._types(user, state)
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            for part in self._parts(one):
                seen.add(part)
                waiting += self._types(part, state)
            waiting += self._types(one, state) if KINDS[one.kind].grantable == "TYPE" or KINDS[one.kind].holds_rows else []
        return seen

    def _types(self, user: ObjectId, state: State) -> list[ObjectId]:
        host = host_of(user, state) if user in state else None
        return [one for one in state.uses.get(user, ()) if one != host and KINDS[one.kind].grantable in _TYPES]

    def _parts(self, one: ObjectId) -> list[ObjectId]:
        if one not in self._live or one not in self._desired:
            return []
        found = (part for every in self._children for part in every.get(ObjectId("", one.path), ()))
        return [part for part in found if _holds(part) and one.kind in KINDS[part.kind].parents]

    @cached_property
    def _children(self) -> tuple[dict[ObjectId, list[ObjectId]], ...]:
        return self._live.children(), self._desired.children()
