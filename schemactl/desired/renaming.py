"""The answer to "is this one renamed?" → a line in the YAML, where the object is written; and the line's end, once it has done its work."""

from __future__ import annotations

from collections.abc import Iterable

from schemactl.desired.intents import BOTH
from schemactl.desired.nodes import find, parse, plain
from schemactl.desired.places import spots
from schemactl.desired.splice import delete_key, set_key
from schemactl.errors import SchemactlError, Where

KEY = "renamed_from"
# What a short form says, said in the long one.
_SHORT = "type"


def with_renamed_from(text: str, where: Where, before: str) -> str:
    """The file's text with `renamed_from: before` under the object written at `where`; SchemactlError if it has no place there."""
    path = spots(text, where.file).get((where.line, where.column))
    if path is None:
        hint = f"write `{KEY}: {before}` by hand"
        raise SchemactlError(f"cannot find the place of `{KEY}: {before}`", where=where, hint=hint, code="S024")
    value = plain(find(parse(text.encode(), where.file)[0], path))
    if isinstance(value, str):
        return set_key(text, path, {_SHORT: value, KEY: before}, file=where.file)
    return set_key(text, (*path, KEY), before, file=where.file)


def without_renamed_from(text: str, wheres: Iterable[Where]) -> str:
    """The file's text without `renamed_from` under the objects written there."""
    places: dict[str, dict[tuple[int, int], tuple[str, ...]]] = {}
    paths = []
    for where in wheres:
        path = places.setdefault(where.file, spots(text, where.file)).get((where.line, where.column))
        if path is None:
            raise SchemactlError(f"cannot find the place of `{KEY}`", where=where, hint=f"remove `{KEY}` by hand", code="S024")
        paths.append((path, where.file))
    for path, file in paths:
        text = _without(text, path, file)
    return text


def _without(text: str, path: tuple[str, ...], file: str) -> str:
    value = plain(find(parse(text.encode(), file)[0], path))
    if isinstance(value, dict) and set(value) - {BOTH} == {_SHORT, KEY} and isinstance(value[_SHORT], str):
        return set_key(text, path, value[_SHORT], file=file)
    if isinstance(value, dict) and BOTH in value:
        text = delete_key(text, (*path, BOTH), file=file)
    return delete_key(text, (*path, KEY), file=file)
