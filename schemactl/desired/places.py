"""Where in its file an object is written: a path of keys, found by line and column."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.desired.nodes import Mapping, Node, Scalar, parse

Path = tuple[str, ...]
Spot = tuple[int, int]


def spots(text: str, file: str) -> dict[Spot, Path]:
    """Line and column → path of keys; for every key, and for every text behind one: a problem may point to either."""
    root, _ = parse(text.encode(), file)
    found: dict[Spot, Path] = {}
    for spot, path in _spots(root, ()):
        found.setdefault(spot, path)
    return found


def _spots(node: Node | None, path: Path) -> Iterator[tuple[Spot, Path]]:
    if not isinstance(node, Mapping):
        return
    for key, value in node.items:
        here = (*path, key.text)
        yield (key.line, key.column), here
        if isinstance(value, Scalar):
            yield (value.line, value.column), here
        yield from _spots(value, here)
