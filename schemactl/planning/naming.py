"""Who gives a name up comes before who takes it, and before others are called like it. Knows no kind by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.actions import Actions
from schemactl.planning.ready import Node
from schemactl.planning.ties import names_taken

Name = tuple[str, ...]


def taking(found: Actions, live: State, desired: State) -> Iterator[tuple[Node, Node]]:
    """(earlier, later): one name for one thing at a time."""
    leaving: dict[Name, Node] = {}
    arriving: list[tuple[Name, Node]] = []
    for object_id in found.drop:
        leaving.update((key, Node("drop", object_id)) for key in names_taken(object_id, live))
    for object_id in found.alter:
        before, after = names_taken(object_id, live), names_taken(object_id, desired)
        leaving.update((key, Node("alter", object_id)) for key in before if key not in after)
        arriving.extend((key, Node("alter", object_id)) for key in after if key not in before)
    for object_id in found.create if leaving else ():
        arriving.extend((key, Node("create", object_id)) for key in names_taken(object_id, desired))
    for key, node in arriving:
        if key in leaving and leaving[key] != node:
            yield leaving[key], node


def mistaking(found: Actions, live: State, desired: State) -> Iterator[tuple[Node, Node]]:
    """(earlier, later): while both exist, a text that calls the new one means the other as well, or PostgreSQL cannot choose."""
    leaving, coming = _called(found.drop, live), _called(found.create, desired)
    for name in leaving.keys() & coming.keys():
        for one, is_elastic in leaving[name].items():
            yield from (
                (Node("drop", one), Node("create", other)) for other, too in coming[name].items() if one != other and is_elastic | too
            )


def are_called_alike(one: ObjectId, other: ObjectId) -> bool:
    """Are these two functions, or operators, with one name but other arguments?"""
    overloads = KINDS[one.kind].elastic is not None and KINDS[other.kind].elastic is not None
    return overloads and one.path[:2] == other.path[:2] and one.path != other.path


def is_ambiguous(gone: Iterable[ObjectId], new: Iterable[ObjectId], live: State, desired: State) -> bool:
    """Is something new called like what goes, so that a text means either, or none, while both exist?"""
    leaving, coming = _called(gone, live), _called(new, desired)
    return any(any((*leaving[name].values(), *coming[name].values())) for name in leaving.keys() & coming.keys())


def _called(objects: Iterable[ObjectId], state: State) -> dict[Name, dict[ObjectId, bool]]:
    """Functions and operators by what they are called; is each called with other than its types, too?"""
    found: dict[Name, dict[ObjectId, bool]] = {}
    for one in objects:
        if (elastic := KINDS[one.kind].elastic) is not None:
            found.setdefault(one.path[:2], {})[one] = elastic(state.objects[one])
    return found
