"""The answer to "is this one renamed?" → a line in the YAML, where the object is written."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.desired.nodes import Mapping, Node, Scalar, find, parse, plain
from schemactl.desired.splice import Path, set_key
from schemactl.errors import SchemactlError, Where

KEY = "renamed_from"
# What a short form says, said in the long one.
_SHORT = "type"


def with_renamed_from(text: str, where: Where, before: str) -> str:
    """The file's text with `renamed_from: before` under the object written at `where`; SchemactlError if it has no place there."""
    root, _ = parse(text.encode(), where.file)
    path = next((path for path, places in _paths(root, ()) if (where.line, where.column) in places), None)
    if path is None:
        raise SchemactlError(
            f"cannot find the place of `{KEY}: {before}`", where=where, hint=f"write `{KEY}: {before}` by hand", code="S024"
        )
    value = plain(find(root, path))
    if isinstance(value, str):
        return set_key(text, path, {_SHORT: value, KEY: before}, file=where.file)
    return set_key(text, (*path, KEY), before, file=where.file)


def _paths(node: Node | None, path: Path) -> Iterator[tuple[Path, set[tuple[int, int]]]]:
    """Every key, with the places that a problem about its value may point to."""
    if not isinstance(node, Mapping):
        return
    for key, value in node.items:
        places = {(key.line, key.column)} | ({(value.line, value.column)} if isinstance(value, Scalar) else set())
        yield (*path, key.text), places
        yield from _paths(value, (*path, key.text))
