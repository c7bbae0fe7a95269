"""What lets go of a type comes before that asks for more: its values may be what the type refuses from then on. Knows no kind by name."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.actions import Actions
from schemactl.planning.places import host_of
from schemactl.planning.ready import Node


def leaving(found: Actions, live: State, desired: State) -> Iterator[tuple[Node, Node]]:
    """(earlier, later), of what stays and is altered; a wish, for the type it gets may need this one."""
    asking = _asking(found, live, desired)
    for user in found.alter if asking else ():
        for one in _types(user, live) - _types(user, desired):
            yield from ((Node("alter", user), node) for node in asking.get(one, ()))


def in_turn(found: Actions, live: State, desired: State) -> Iterator[tuple[Node, Node]]:
    """(earlier, later), of what is altered, where a kind says which comes before which."""
    altered: dict[str, list[ObjectId]] = {}
    for one in found.alter:
        altered.setdefault(one.kind, []).append(one)
    for kind, every in altered.items():
        pairs = turns(every, live, desired) if (turns := KINDS[kind].turns) and len(every) > 1 else ()
        yield from ((Node("alter", one), Node("alter", other)) for one, other in pairs if {one, other} <= found.alter.keys())


def _asking(found: Actions, live: State, desired: State) -> dict[ObjectId, list[Node]]:
    """What is done to types that stay, and to what lies in them."""
    nodes: dict[ObjectId, list[Node]] = {}
    for node in (*(Node("alter", one) for one in found.alter), *(Node("create", one) for one in found.create)):
        of = node.id if _is_over(node.id) else host_of(node.id, desired)
        if of is not None and _is_over(of) and of in live and of not in found.create:
            nodes.setdefault(of, []).append(node)
    return nodes


def _types(user: ObjectId, state: State) -> set[ObjectId]:
    """What it uses of types with constraints of their own, and what those are over."""
    seen, waiting = set[ObjectId](), [user]
    while waiting:
        more = {one for one in state.uses.get(waiting.pop(), ()) if _is_over(one)} - seen
        seen |= more
        waiting.extend(more)
    return seen


def _is_over(object_id: ObjectId) -> bool:
    return KINDS[object_id.kind].over is not None
