"""Other spellings of expressions that do not come back as they were printed.

`varchar IN ('a', 'b')` prints `(x)::text = ANY ((ARRAY['a'::character varying, …])::text[])`; loaded back, the cast moves into the array and it
prints another way. Without that cast it comes back as it was. `-1::int` prints `(- 1)`, which is a constant when it is loaded back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from schemactl.model.change import Altered, Change
from schemactl.model.state import Object, State
from schemactl.planning.nested import between, kept_apart

_QUOTED = r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\""
# `(ARRAY[…])::text[]`: a cast around an array constructor is pushed into its elements by PostgreSQL's parser (transformTypeCast).
_ARRAY_CAST = re.compile(rf"\(ARRAY\[((?:[^\[\]'\"]|{_QUOTED})*)\]\)::(?:{_QUOTED}|[\w. ])+(?:\([\d,]+\))?\[\]")
_MINUS = re.compile(rf"{_QUOTED}|\(- (\d+)(\.\d+)?\)")
_CALLED = re.compile(r"[\w\"]\.(\w+)\(")
_CALL = re.compile(rf"{_QUOTED}|(?<![\w.$\"])(\w+)\(")
# The last of a SELECT's columns, or one of them: PostgreSQL prints no name for one that has none, and loaded back the cast gives it one.
_NAMELESS = re.compile(rf"^(\s+(?:SELECT )?(?:{_QUOTED})::(?!.* AS )[\w ]+)(?=[,;]?$)", re.MULTILINE)


def respell(state: State, changes: Sequence[Change]) -> State | None:
    """The state with other spellings where they are known for what differs; None when there is nothing left to try."""
    objects = dict(state.objects)
    for change in changes:
        if isinstance(change, Altered) and change.id in objects:
            for field in change.fields:
                text, came = getattr(objects[change.id], field), getattr(change.before, field)
                for spelled in _spellings(text, came) if isinstance(text, str) and isinstance(came, str) else ():
                    objects[change.id] = _with(objects[change.id], field, spelled)
                    break
    if objects == state.objects:
        return None
    return msgspec.structs.replace(state, objects=objects)


def _with(obj: Object, field: str, text: str) -> Object:
    return msgspec.structs.replace(obj, **{field: text})


def _spellings(text: str, came: str) -> Iterator[str]:
    """Other texts for the same expression, most likely first; `came` is what became of it."""
    yield from (
        spelled
        for spelled in (
            _ARRAY_CAST.sub(r"ARRAY[\1]", text),
            _MINUS.sub(_minus, text),
            between(text),
            kept_apart(text),
            _NAMELESS.sub(r'\1 AS "?column?"', text),
            _of_the_system(text, came),
        )
        if spelled != text
    )


def _of_the_system(text: str, came: str) -> str:
    """Functions that became others of the same name, which fit better than the system's: printed without a schema, it is the system's."""
    others = set(_CALLED.findall(came))
    return _CALL.sub(lambda found: f"pg_catalog.{found[0]}" if found[1] in others else found[0], text) if others else text


def _minus(found: re.Match[str]) -> str:
    """A minus before a constant makes another constant of it, but not before one that is cast (doNegate)."""
    if found[1] is None:
        return found[0]
    whole = int(found[1])
    kind = "numeric" if found[2] or whole >= 2**63 else "bigint" if whole >= 2**31 else "integer"
    return f"(- ({found[1]}{found[2] or ''})::{kind})"
