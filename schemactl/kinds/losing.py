"""Which changes of a column's type lose something of a value without an error: digits, a time of day, blanks."""

from __future__ import annotations

import re
from typing import NamedTuple

from schemactl.model.statement import Hazard

_INTEGERS = ("int2", "int4", "int8")
_STRINGS = ("text", "varchar", "bpchar")
_LOSES = {
    **dict.fromkeys(("float4", "float8", "numeric"), _INTEGERS),
    **dict.fromkeys(_STRINGS, ("name", "char")),
    "interval": ("time",),
    "timestamp": ("date", "time"),
    "timestamptz": ("date", "time", "timetz"),
    "timetz": ("time",),
    "inet": ("cidr",),
    "json": ("jsonb",),
    "jsonb": _INTEGERS,
    "box": ("circle", "lseg", "point"),
    "circle": ("box", "point", "polygon"),
    "lseg": ("point",),
    "polygon": ("box", "circle", "point"),
}
"""Of pg_cast's own: what is rounded, cut or left out without an error."""
LOSSY = frozenset(
    {
        *((source, target) for source, targets in _LOSES.items() for target in targets),
        *((source, "float4") for source in ("int4", "int8", "float8", "numeric", "jsonb")),
        *((source, "float8") for source in ("int8", "numeric", "jsonb")),
        *((source, "numeric") for source in ("float4", "float8")),
        ("bpchar", "text"),
        *(("int4", target) for target in ("bool", "bit")),
        ("int8", "bit"),
        ("numeric", "money"),
    }
)
"""The names are those of the catalog."""

_NAMES = {
    "smallint": "int2",
    "integer": "int4",
    "bigint": "int8",
    "real": "float4",
    "double precision": "float8",
    "boolean": "bool",
    "character varying": "varchar",
    "character": "bpchar",
    '"char"': "char",
    "time without time zone": "time",
    "time with time zone": "timetz",
    "timestamp without time zone": "timestamp",
    "timestamp with time zone": "timestamptz",
}
_TYPE = re.compile(r'(?P<name>[a-z" ]+?)(?:\((?P<numbers>[0-9,-]+)\))?(?P<zone> with(?:out)? time zone)?(?P<array>(?:\[\])?)')
_MOST_DIGITS = 6


class _Type(NamedTuple):
    name: str
    numbers: tuple[int, ...]
    array: bool


def hazards(before: str, after: str) -> tuple[Hazard, ...]:
    """Of a change from the one type to the other, as format_type prints them, without `using`."""
    text = f"{before} → {after}: what the new type does not hold is rounded or left out, without an error"
    return (Hazard(code="SC307", message=text),) if _loses(before, after) else ()


def _loses(before: str, after: str) -> bool:
    was, becomes = _type(before), _type(after)
    if was is None or becomes is None or was.array != becomes.array:
        return False
    if was.name != becomes.name:
        return (was.name, becomes.name) in LOSSY
    if not becomes.numbers:
        return False
    match was.name:
        case "numeric":
            return not was.numbers or _scale(becomes) < _scale(was)
        case "time" | "timetz" | "timestamp" | "timestamptz" | "interval":
            return becomes.numbers[0] < (was.numbers or (_MOST_DIGITS,))[0]
        case _:
            return False


def _type(text: str) -> _Type | None:
    found = _TYPE.fullmatch(text)
    if found is None:
        return None
    name = found["name"] + (found["zone"] or "")
    numbers = tuple(map(int, found["numbers"].split(","))) if found["numbers"] else ()
    return _Type(_NAMES.get(name, name), numbers, bool(found["array"]))


def _scale(numeric: _Type) -> int:
    return (*numeric.numbers, 0)[1]
