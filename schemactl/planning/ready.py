"""The nodes of a graph, and whose turn it is among those that need not wait any more."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import NamedTuple

from schemactl.kinds import KINDS
from schemactl.kinds.base import Action
from schemactl.model.identity import ObjectId


class Node(NamedTuple):
    """One action on one object."""

    verb: Action
    id: ObjectId


Key = tuple[tuple[int, int], int, int]


class Ready:
    """Nodes whose turn may come, the first one first; but rows of one table stay together, so that one statement makes many."""

    def __init__(self, keys: dict[Node, Key], nodes: Iterable[Node]) -> None:
        self._keys = keys
        self._heap: list[tuple[Key, Node]] = []
        self._buckets: dict[Bucket, list[tuple[Key, Node]]] = {}
        self._current: Bucket | None = None
        for node in nodes:
            self.push(node)

    def push(self, node: Node) -> None:
        of = bucket(node)
        if of is None:
            heapq.heappush(self._heap, (self._keys[node], node))
            return
        rows = self._buckets.setdefault(of, [])
        if not rows:
            heapq.heappush(self._heap, (self._keys[node], node))
        heapq.heappush(rows, (self._keys[node], node))

    def pop(self) -> Node | None:
        if rows := self._buckets.get(self._current) if self._current else None:
            return heapq.heappop(rows)[1]
        while self._heap:
            _, node = heapq.heappop(self._heap)
            self._current = bucket(node)
            if self._current is None:
                return node
            # The node only stands for its bucket, which may have been emptied since.
            if rows := self._buckets.get(self._current):
                return heapq.heappop(rows)[1]
        return None


Bucket = tuple[Action, str, tuple[str, ...]]


def bucket(node: Node) -> Bucket | None:
    """What rows share that one statement can make, change or delete."""
    return (node.verb, node.id.kind, node.id.path[:-1]) if KINDS[node.id.kind].contents else None
