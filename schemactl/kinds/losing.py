"""Which changes of a column's type lose something of a value without an error: digits, a time of day, blanks."""

from __future__ import annotations

import re
from typing import NamedTuple

from schemactl.kinds.base import Context
from schemactl.kinds.type_text import PRINTED
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
        *(("bpchar", target) for target in ("text", "varchar")),
        *(("int4", target) for target in ("bool", "bit")),
        ("int8", "bit"),
        ("numeric", "money"),
        ("oid", "int4"),
        *((source, target) for source in _STRINGS for target in ("date", "time", "timestamp", "float4", "float8", "jsonb")),
    }
)
"""The names are those of the catalog."""

_NAMES = {printed: name for name, printed in PRINTED.items()}
_TYPE = re.compile(
    r'(?P<name>interval|[a-z" ]+?)(?P<fields>(?<=interval) [a-z ]+?)?(?:\((?P<numbers>[0-9,-]+)\))?(?P<zone> with(?:out)? time zone)?(?P<array>(?:\[\])?)'
)
_MOST_DIGITS = 6
_TIMES = ("time", "timetz", "timestamp", "timestamptz", "interval")
_CENTS = 2
_FIELDS = ("year", "month", "day", "hour", "minute", "second")


class _Type(NamedTuple):
    """`last` is the least of an interval's fields."""

    name: str
    numbers: tuple[int, ...]
    last: str
    array: bool


def hazards(before: str, after: str, ctx: Context) -> tuple[Hazard, ...]:
    """Of a change from the one type to the other, as format_type prints them, without `using`; of a domain by the type below it."""
    text = f"{before} → {after}: what the new type does not hold is rounded or left out, without an error"
    return (Hazard(code="SC307", message=text),) if _loses(*_below(before, after, ctx)) else ()


def is_zoned(before: str, after: str, ctx: Context) -> bool:
    """Does a value get a time zone, or lose it, so that a zone has to be assumed?"""
    was, becomes = (_type(one) for one in _below(before, after, ctx))
    return bool(was and becomes and was.array == becomes.array) and {was and was.name, becomes and becomes.name} in _ZONED


_ZONED = ({"timestamp", "timestamptz"}, {"date", "timestamptz"})


def _below(before: str, after: str, ctx: Context) -> tuple[str, str]:
    return ctx.basic(before, ctx.live), ctx.basic(after, ctx.desired)


def _loses(before: str, after: str) -> bool:
    was, becomes = _type(before), _type(after)
    if was is None or becomes is None or was.array != becomes.array:
        return False
    if was.name != becomes.name and (was.name, becomes.name) in LOSSY:
        return True
    if becomes.name in _TIMES and was.name in (*_TIMES, *_STRINGS) and _FIELDS.index(becomes.last) < _FIELDS.index(was.last):
        return True
    if not becomes.numbers:
        return False
    if becomes.name == "numeric":
        return _scale(becomes) < _known_scale(was)
    if becomes.name in _TIMES and was.name in (*_TIMES, *_STRINGS):
        return becomes.numbers[0] < (was.numbers if was.name in _TIMES and was.numbers else (_MOST_DIGITS,))[0]
    return False


def _known_scale(was: _Type) -> float:
    """How many digits may stand behind the point; before it where negative."""
    if was.name in _INTEGERS:
        return 0
    if was.name == "money":
        return _CENTS
    return _scale(was) if was.name == "numeric" and was.numbers else float("inf")


def _type(text: str) -> _Type | None:
    found = _TYPE.fullmatch(text)
    if found is None:
        return None
    name = found["name"] + (found["zone"] or "")
    numbers = tuple(map(int, found["numbers"].split(","))) if found["numbers"] else ()
    fields = (found["fields"] or "").split()
    return _Type(_NAMES.get(name, name), numbers, fields[-1] if fields else _FIELDS[-1], bool(found["array"]))


def _scale(numeric: _Type) -> int:
    return (*numeric.numbers, 0)[1]
