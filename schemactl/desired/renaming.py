"""The answer to "is this one renamed?" → a line in the YAML, where the object is written."""

from __future__ import annotations

from schemactl.desired.nodes import find, parse, plain
from schemactl.desired.places import spots
from schemactl.desired.splice import set_key
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
