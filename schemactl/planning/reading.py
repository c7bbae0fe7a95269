"""What is computed from rows that are there comes before what it reads goes, and behind what it reads comes. Knows no kind by name."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.actions import Actions
from schemactl.planning.places import hosts_of
from schemactl.planning.ready import Node


def read_by(object_id: ObjectId, live: State, desired: State) -> set[ObjectId]:
    """What the expressions read that the YAML gives for the way to an object."""
    kind = KINDS[object_id.kind]
    if kind.reads is None or object_id not in desired or not desired.intents:
        return set()
    return set(kind.reads(desired.objects[object_id], live, desired))


def edges(found: Actions, live: State, desired: State) -> Iterator[tuple[Node, Node]]:
    """(earlier, later), each a wish: where it leads round, the server says what is in the way."""
    for object_id in desired.intents:
        # What is done to an object that comes from another one's is done with that.
        reading = _reading(object_id, found, desired) if KINDS[object_id.kind].reads and object_id in desired else []
        for one in sorted(read_by(object_id, live, desired)) if reading else ():
            for node in reading:
                if one in found.create:
                    yield Node("create", one), node
                elif one in found.drop:
                    yield node, Node("drop", one)


def _reading(object_id: ObjectId, found: Actions, desired: State) -> list[Node]:
    """The actions that compute its values: its own, or those on its type. What is made within something new has no rows yet."""
    if object_id in found.create:
        return [] if any(host in found.create for host in hosts_of(object_id, desired)) else [Node("create", object_id)]
    if object_id in found.alter:
        return [Node("alter", object_id)]
    return [Node("alter", used) for used in sorted(desired.uses.get(object_id, ())) if used in found.alter]
