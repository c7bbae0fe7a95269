"""Where a key stands in a TOML file: tomllib keeps no positions, so the text is searched for it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from schemactl.cli.output import shown
from schemactl.errors import Where

_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*(?P<key>(?:\"[^\"]*\"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+))*)\s*=")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)")
_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


def of_key(file: Path, text: str, path: tuple[str, ...]) -> Where:
    """The line that gives the key, or the nearest table or key around it."""
    places = _places(text)
    nearest = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in places), None)
    line, column, length = places[nearest] if nearest else (1, 1, 1)
    return Where(file=shown(file), line=line, column=column, length=length)


def of_error(file: Path, error: tomllib.TOMLDecodeError) -> Where | None:
    """The place tomllib puts at the end of its message."""
    found = _AT.search(str(error))
    return Where(file=shown(file), line=int(found.group(1)), column=int(found.group(2))) if found and found.group(1) else None


def message(error: tomllib.TOMLDecodeError) -> str:
    """tomllib's message without its place."""
    said = _AT.sub("", str(error))
    return said[:1].lower() + said[1:]


def _places(text: str) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """(line, column, length) of every table header and every key at the beginning of a line."""
    places: dict[tuple[str, ...], tuple[int, int, int]] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _parts(header["name"])
            places.setdefault(table, (number, header.start("name") + 1, len(header["name"])))
        elif key := _KEY.match(line):
            places.setdefault((*table, *_parts(key["key"])), (number, key.start("key") + 1, len(key["key"])))
    return places


def _parts(name: str) -> tuple[str, ...]:
    return tuple(next(part for part in found.groups() if part is not None) for found in _PART.finditer(name))
