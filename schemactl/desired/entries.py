"""Values on their way from a file into the State as written, each with the node it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from schemactl.desired.nodes import Mapping, Node, Scalar, Sequence, find
from schemactl.errors import Where
from schemactl.kinds.base import Kind
from schemactl.kinds.yaml_form import Raw
from schemactl.model.identity import ObjectId

NULLS = frozenset(("null", "Null", "NULL", "~"))
LEAVE_EMPTY = "leave the value empty for NULL; quote it, 'null', where the word is meant"


class Entry:
    """One object on its way in: the value, the node it comes from (None when it was derived), and where to point."""

    __slots__ = ("node", "raw", "where")

    def __init__(self, raw: Raw, node: Node | None, where: Where) -> None:
        self.raw, self.node, self.where = raw, node, where

    def at(self, key: str) -> Where:
        found = self.node.key(key) if isinstance(self.node, Mapping) else None
        return found.where if found else self.where

    def part(self, key: str, raw: Raw) -> Entry:
        """The entry of a value inside this one."""
        node = self.node.get(key) if isinstance(self.node, Mapping) else None
        return Entry(raw, node, self.at(key))

    def value(self, key: str) -> Where | None:
        """The place of the value under a key."""
        found = self.node.get(key) if isinstance(self.node, Mapping) else None
        return found.where if found else None

    def inner(self, path: tuple[str, ...]) -> Where:
        """The place of what lies deeper; of the nearest thing around it, where that was derived."""
        for length in range(len(path), 0, -1):
            if found := find(self.node, path[:length]):
                return found.where
        return self.where


class Waiting(NamedTuple):
    """A list that is read once everything around it is known."""

    kind: Kind
    entry: Entry
    parent: ObjectId
    schema: str
    external: bool


def nulls(node: Node | None) -> Iterator[Scalar]:
    """What people write for NULL, and what would be text."""
    match node:
        case Scalar(plain=True, text=text) if text in NULLS:
            yield node
        case Sequence(items=items):
            for one in items:
                yield from nulls(one)
        case Mapping(items=items):
            for _, one in items:
                yield from nulls(one)
