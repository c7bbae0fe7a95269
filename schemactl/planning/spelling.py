"""Other spellings of expressions that do not come back as they were printed.

`varchar IN ('a', 'b')` prints `(x)::text = ANY ((ARRAY['a'::character varying, …])::text[])`; loaded back, the cast moves into the array and it
prints another way. Without that cast it comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from schemactl.model.change import Altered, Change
from schemactl.model.state import Object, State

# `(ARRAY[…])::text[]`: a cast around an array constructor is pushed into its elements by PostgreSQL's parser (transformTypeCast).
_ARRAY_CAST = re.compile(r"\(\(ARRAY\[((?:[^\[\]']|'(?:[^']|'')*')*)\]\)::text\[\]\)")
# The same after one load: each element cast twice.
_ELEMENTS = re.compile(r"\('((?:[^']|'')*)'::character varying\)::text")


def respell(state: State, changes: list[Change]) -> State | None:
    """The state with other spellings where they are known for what differs; None when there is nothing left to try."""
    objects = dict(state.objects)
    for change in changes:
        if isinstance(change, Altered) and change.id in objects:
            for field in change.fields:
                text = getattr(objects[change.id], field)
                for spelled in _spellings(text) if isinstance(text, str) else ():
                    objects[change.id] = _with(objects[change.id], field, spelled)
                    break
    if objects == state.objects:
        return None
    return msgspec.structs.replace(state, objects=objects)


def _with(obj: Object, field: str, text: str) -> Object:
    return msgspec.structs.replace(obj, **{field: text})


def _spellings(text: str) -> Iterator[str]:
    """Other texts for the same expression, most likely first."""
    without_cast = _ARRAY_CAST.sub(r"(ARRAY[\1])", text)
    if without_cast != text:
        yield without_cast
