"""Which values a column's new type does not hold: conditions over the rows as they are, where the types tell.

Of what `using` computes nobody knows before it is computed. Text that is read as another type is tried by pg_input_is_valid, which came with 16.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from schemactl.kinds import offending, row_layout
from schemactl.kinds.base import Context
from schemactl.kinds.sql import literal, name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement

_TYPE = re.compile(r"(?P<name>[a-z ]+?)(?:\((?P<numbers>-?[0-9]+(?:,-?[0-9]+)?)\))?")
_LIMITS = {"smallint": (-(2**15), 2**15 - 1), "integer": (-(2**31), 2**31 - 1), "bigint": (-(2**63), 2**63 - 1)}
_NUMBERS = (*_LIMITS, "numeric", "real", "double precision")
_STRINGS = ("text", "character varying", "character")
_BITS = ("bit", "bit varying")
READS_SOFTLY = 16


def unfit(before: Any, after: Any, ctx: Context) -> tuple[Statement, ...]:
    """Rows whose value the new type refuses, and tables whose columns lie in other places than the values are brought over by; nothing where every
    value fits, or nobody can tell."""
    if ctx.intent(after.id, "using") or after.generated or before.type == after.type:
        return ()
    condition = _refused(before, after, ctx)
    misplaced = row_layout.misplaced(after.id, before.type, after.type, ctx)
    return (*misplaced, *offending.rows_where(after, condition, ctx)) if condition else misplaced


def _refused(before: Any, after: Any, ctx: Context) -> str | None:
    column = name(after.id.name)
    had, has = ctx.basic(before.type, ctx.live), ctx.basic(after.type, ctx.desired)
    several = had.endswith("[]") and has.endswith("[]")
    was, becomes = (_TYPE.fullmatch(one[:-2] if several else one) for one in (had, has))
    target = (after.type[:-2] if several else after.type).partition("(")[0]
    # Without a cast between them, values go by way of text: so does what is read from a string, unless a cast says how.
    said = was is not None and any((was["name"], target) in state.casts for state in (ctx.live, ctx.desired))
    read = bool(was and was["name"] in _STRINGS) and not (said or (becomes and becomes["name"] in _STRINGS and has == after.type))
    known = min(ctx.live.major, ctx.major) >= READS_SOFTLY and _is_there(after.id, ctx)
    if known and (read or not ctx.castable(before.type, after.type)):
        text = row_layout.text(before, after.type, ctx) or f"{column}::text"
        # As an object, and not only as text, it is known under whatever name it has by then.
        called = f"{literal(after.type)}::regtype::text" if "." in after.type and "(" not in after.type else literal(after.type)
        return f"NOT pg_input_is_valid({text}, {called})"
    if not was or not becomes:
        return None
    if several:
        return f"EXISTS (SELECT FROM unnest({column}) e WHERE {condition})" if (condition := _beyond("e", was, becomes)) else None
    return _beyond(column, was, becomes)


def _beyond(value: str, was: re.Match[str], becomes: re.Match[str]) -> str | None:
    """What numbers, strings and bits of the one type the other has no room for."""
    if was["name"] in _NUMBERS and becomes["name"] in (*_LIMITS, "numeric"):
        return _outside(value, was["name"], becomes["name"], _given(becomes))
    if was["name"] in _STRINGS and becomes["name"] in _STRINGS:
        return _too_long(value, _given(was), _given(becomes))
    if was["name"] in _BITS and becomes["name"] in _BITS and _given(becomes):
        return f"length({value}) {'<>' if becomes['name'] == 'bit' else '>'} {_given(becomes)[0]}"
    return None


def _is_there(column: ObjectId, ctx: Context) -> bool:
    """Is the new type one of PostgreSQL's, or there as the plan will find it, with what a domain checks?"""
    types = [one for one in ctx.desired.uses.get(column, ()) if ctx.kind(one).grantable == "TYPE"]
    return all(
        ctx.live.objects.get(one) == ctx.desired.objects[one] and _inside(one, ctx.live, ctx) == _inside(one, ctx.desired, ctx)
        for one in types
    )


def _inside(one: ObjectId, state: State, ctx: Context) -> set[Object]:
    return {*ctx.view(state).inside(one.path)}


def _given(found: re.Match[str]) -> list[int]:
    return [int(one) for one in (found["numbers"] or "").split(",") if one]


def _outside(column: str, was: str, becomes: str, given: list[int]) -> str | None:
    if becomes in _LIMITS:
        least, most = _LIMITS[becomes]
        if was in _LIMITS and _LIMITS[was][1] <= most:
            return None
        # What has a fraction is rounded first. The limits of bigint have no exact double: a comparison of numerics is one.
        value = column if was in _LIMITS else f"round({column})" if was == "numeric" else f"round({column}::double precision)"
        if becomes == "bigint" and was in ("real", "double precision"):
            return f"NOT ({value} >= {least} AND {value} < {most + 1})"
        return f"{value} NOT BETWEEN {least} AND {most}"
    if not given:
        return None
    precision, scale = given[0], given[1] if len(given) > 1 else 0
    # A column of type numeric(5,2) holds NaN as well, and no infinity.
    number = "" if was in _LIMITS else f"{column} <> 'NaN' AND "
    return f"{number}abs(round({column}::numeric, {scale})) >= 1e{precision - scale}"


def _too_long(column: str, had: list[int], has: list[int]) -> str | None:
    """Blanks at the end are cut without a word."""
    if not has or (had and had[0] <= has[0]):
        return None
    return f"rtrim(substr({column}::text, {has[0] + 1}), ' ') <> ''"


def _over(one: ObjectId, ctx: Context) -> str | None:
    over = ctx.kind(one).over
    return getattr(ctx.live.objects[one], over) if over else None


def holding(enum: ObjectId, columns: Iterable[ObjectId], values: Iterable[str], ctx: Context) -> tuple[Statement, ...]:
    """Rows whose column holds one of these values of an enum: alone, in an array, or as a domain's."""
    gone = f"ARRAY[{', '.join(map(literal, values))}]"
    itself, found = qualified(enum.path), list[Statement]()
    alone = {itself, *(qualified(one.path) for one in ctx.view(ctx.live).users(enum) if _over(one, ctx) == itself)}
    for one in columns:
        called, of = name(one.name), getattr(ctx.live.objects[one], "type", "")
        if of in alone:
            found += offending.rows_where(ctx.desired.objects[one], f"{called}::text = ANY ({gone})", ctx, despite=ctx.live.uses[one])
        elif of.removesuffix("[]") in alone:
            found += offending.rows_where(ctx.desired.objects[one], f"{called}::text[] && {gone}", ctx, despite=ctx.live.uses[one])
    return tuple(found)
