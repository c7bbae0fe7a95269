"""Other spellings of expressions that do not come back as they were printed.

`varchar IN ('a', 'b')` prints `(x)::text = ANY ((ARRAY['a'::character varying, …])::text[])`; loaded back, the cast moves into the array and it
prints another way. Without that cast it comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from schemactl.model.change import Altered, Change
from schemactl.model.state import Object, State

# `(ARRAY[…])::text[]`: a cast around an array constructor is pushed into its elements by PostgreSQL's parser (transformTypeCast).
_ARRAY_CAST = re.compile(r"\(\(ARRAY\[((?:[^\[\]']|'(?:[^']|'')*')*)\]\)::text\[\]\)")
# The same after one load: each element cast twice.
_ELEMENTS = re.compile(r"\('((?:[^']|'')*)'::character varying\)::text")


def respell(state: State, changes: Sequence[Change]) -> State | None:
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
    if (with_between := between(text)) != text:
        yield with_between


def between(text: str) -> str:
    """`((a >= b) AND (a <= c))` as `(a BETWEEN b AND c)`: a pair that stands first in a longer AND would otherwise become part of it, since
    PostgreSQL's parser flattens AND and OR from the left, parentheses or not (makeAndExpr, makeOrExpr)."""
    at = 0
    while (at := text.find("((", at)) >= 0:
        end = _closing(text, at)
        spelled = _as_between(text[at + 1 : end]) if end else None
        if spelled is not None:
            text = f"{text[:at]}({spelled}){text[end + 1 :]}"
        at += 1
    return text


def _as_between(inner: str) -> str | None:
    middle = _closing(inner, 0)
    for word, low, high, between in ((" AND ", " >= ", " <= ", "BETWEEN"), (" OR ", " < ", " > ", "NOT BETWEEN")):
        second = middle + 1 + len(word)
        if inner[middle + 1 : second] != word or inner[second : second + 1] != "(" or _closing(inner, second) != len(inner) - 1:
            continue
        first, last = _halves(inner[1:middle], low), _halves(inner[second + 1 : -1], high)
        if first and last and first[0] == last[0]:
            return f"{first[0]} {between} {first[1]} AND {last[1]}"
    return None


def _halves(text: str, operator: str) -> tuple[str, str] | None:
    """What stands on both sides of an operator outside of every parenthesis."""
    for at, depth in _depths(text):
        if depth == 0 and text.startswith(operator, at):
            return text[:at], text[at + len(operator) :]
    return None


def _closing(text: str, start: int) -> int:
    """Where the parenthesis that opens at `start` is closed; 0 where it never is."""
    return next((start + at for at, depth in _depths(text[start:]) if depth == 0 and text[start + at] == ")"), 0)


def _depths(text: str) -> Iterator[tuple[int, int]]:
    """Every place outside of quotes, and how many parentheses are open behind it."""
    depth, quote = 0, ""
    for at, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        else:
            depth += (character == "(") - (character == ")")
            yield at, depth
