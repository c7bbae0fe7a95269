"""Whose turn it is among nodes that wait for nothing: what the edges leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from schemactl.kinds import KINDS
from schemactl.kinds.base import Action
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.actions import Actions
from schemactl.planning.disturbing import ends_transaction
from schemactl.planning.places import host_of
from schemactl.planning.ready import Key, Node
from schemactl.planning.ties import attachments, root_of


class Turns:
    """The keys of nodes, the smallest first. `following` holds what each one comes before."""

    def __init__(
        self,
        found: Actions,
        live: State,
        desired: State,
        is_patient: Callable[[Action, ObjectId], bool],
        following: Mapping[Node, set[Node]],
    ) -> None:
        self.found, self.live, self.desired, self.is_patient, self.following = found, live, desired, is_patient, following

    def keys(self, nodes: Iterable[Node]) -> dict[Node, Key]:
        """What is equal in all else goes in the order of the nodes."""
        places = {one: place for place, one in enumerate(self.desired.objects)}
        numbers = {node: 2 * number for number, node in enumerate(nodes)}
        # What goes late goes right before it comes back.
        numbers |= {node: numbers[back] - 1 for node, back in self._late.items()}
        return {node: (self._priority(self._late.get(node, node)), self._place(node, places), number) for node, number in numbers.items()}

    def _priority(self, node: Node) -> tuple[int, int]:
        rank = KINDS.rank[node.id.kind]
        if node.verb == "alter" and ends_transaction(node.id, self.found):
            return (-1, rank)  # it ends its transaction, so nothing should be half done by then
        if self.is_patient(*node):
            # What goes before an alteration and comes back behind it goes at once: views, say, that do the same stay away for one transaction.
            return (-1, rank) if node.verb == "drop" and node.id in self._going_around else (2, rank)
        if node in self._ahead:
            return (0, 0) if node.verb == "drop" else (1, rank - len(KINDS.rank))
        if node.verb == "drop":
            return (1, len(KINDS.rank)) if KINDS[node.id.kind].unrecorded else (0, -rank)
        return (0, -rank) if node.verb == "alter" and self._ceases(node.id) else (1, rank)

    def _ceases(self, altered: ObjectId) -> bool:
        ceases = KINDS[altered.kind].ceases
        return ceases is not None and ceases(self.live.objects[altered], self.desired.objects[altered])

    def _place(self, node: Node, places: dict[ObjectId, int]) -> int:
        """What is about others goes in the order of these: a state holds it in the order in which it was made, whole or in part."""
        host = host_of(node.id, self.desired) if KINDS[node.id.kind].about else None
        return places.get(host, 0) if host else 0

    @cached_property
    def _going_around(self) -> set[ObjectId]:
        return {one for one, _ in self.found.around if one in self.found.create}

    @cached_property
    def _late(self) -> dict[Node, Node]:
        """What goes and comes back in steps of its own, and nothing else waits for: meanwhile nothing would hold that it says. What parts of other tables have may go and come with what these have."""
        found: dict[Node, Node] = {}
        parts = {root for state in (self.live, self.desired) for root, _ in attachments(state)} if self.live.busy else set()
        for one in self.found.replaced if self.live.busy else ():
            if root_of(one, self.live) in parts:
                continue
            drop, create = Node("drop", one), Node("create", one)
            waiting = self.following.get(drop)
            if waiting == {create} and self.is_patient(*create) and not self.is_patient(*drop):
                found[drop] = create
        return found

    @cached_property
    def _ahead(self) -> set[Node]:
        """What nobody tells who needs it, and all that this waits for. Where nobody knows what it needs itself, it has no better turn."""
        ahead = {Node("create", one) for one in self.found.create if KINDS[one.kind].unrecorded and self.desired.uses.get(one)}
        before: dict[Node, list[Node]] = {}
        for earlier, every in self.following.items() if ahead else ():
            for later in every:
                before.setdefault(later, []).append(earlier)
        waiting = list(ahead)
        while waiting:
            more = [node for node in before.get(waiting.pop(), ()) if node not in ahead]
            ahead.update(more)
            waiting.extend(more)
        return ahead
