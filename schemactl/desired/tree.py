"""The shapes of a YAML file read as text: scalars, mappings and sequences, each with its place."""

from __future__ import annotations

from collections.abc import Sequence as SequenceOf
from typing import TypeAlias

import msgspec

from schemactl.desired.emit import Raw
from schemactl.errors import Where


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """Text. `start` and `end` are offsets into the file; `indent` is the column of a `|` block's lines, else 0."""

    text: str
    file: str
    line: int
    column: int
    plain: bool
    start: int
    end: int
    width: int = 1
    indent: int = 0

    @property
    def where(self) -> Where:
        return Where(file=self.file, line=self.line, column=self.column, length=max(1, self.width))

    @property
    def empty(self) -> bool:
        """Nothing was given; `''` is text."""
        return self.plain and not self.text

    def locate(self, offset: int, length: int = 1) -> Where:
        """The place of a character of `text`; the whole scalar where quotes or folds hide it."""
        if self.indent:
            before = self.text[:offset]
            column = offset - before.rfind("\n") - 1
            return Where(file=self.file, line=self.line + 1 + before.count("\n"), column=self.indent + column + 1, length=length)
        quotes = 0 if self.plain else 1
        if self.width != len(self.text) + 2 * quotes:
            return self.where
        return Where(file=self.file, line=self.line, column=self.column + quotes + offset, length=length)


class Mapping(msgspec.Struct, frozen=True, gc=False):
    """Keys and values in the order written; no key twice. `index` says where each stands, in a map of so many that looking through them takes long."""

    items: tuple[tuple[Scalar, Node], ...]
    file: str
    line: int
    column: int
    start: int
    end: int
    flow: bool = False
    index: dict[str, int] | None = None

    @property
    def where(self) -> Where:
        return Where(file=self.file, line=self.line, column=self.column)

    def get(self, name: str) -> Node | None:
        """The value of a key."""
        item = self._item(name)
        return item[1] if item else None

    def key(self, name: str) -> Scalar | None:
        """The key itself, for its place."""
        item = self._item(name)
        return item[0] if item else None

    def _item(self, name: str) -> tuple[Scalar, Node] | None:
        if self.index is None:
            return next((item for item in self.items if item[0].text == name), None)
        at = self.index.get(name)
        return None if at is None else self.items[at]


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """A list."""

    items: tuple[Node, ...]
    file: str
    line: int
    column: int
    start: int
    end: int
    flow: bool = False

    @property
    def where(self) -> Where:
        return Where(file=self.file, line=self.line, column=self.column)


Node: TypeAlias = Scalar | Mapping | Sequence


def plain(node: Node | None) -> Raw:
    """The tree as str, list and dict; None where nothing was given."""
    match node:
        case Mapping():
            return {key.text: plain(value) for key, value in node.items}
        case Sequence():
            return [plain(one) for one in node.items]
        case Scalar():
            return None if node.empty else node.text
        case None:
            return None


def find(node: Node | None, path: SequenceOf[str]) -> Node | None:
    """The node at a path of keys; in a list, the key is the position: "0", "1" …"""
    for part in path:
        if isinstance(node, Mapping):
            node = node.get(part)
        elif isinstance(node, Sequence) and part.isdecimal() and int(part) < len(node.items):
            node = node.items[int(part)]
        else:
            return None
    return node


def where(node: Node | None, path: SequenceOf[str]) -> Where | None:
    """The place of the key at the end of a path, or of the list item there."""
    parent = find(node, path[:-1])
    if path and isinstance(parent, Mapping):
        key = parent.key(path[-1])
        return key.where if key else None
    found = find(node, path)
    return found.where if found else None
