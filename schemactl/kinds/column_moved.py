"""Which columns get another type beside the work of others: a second column takes the place of the first (kinds/column_move.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemactl.kinds.base import Context
from schemactl.kinds.foreign_key_parts import pairs
from schemactl.kinds.ways import flag
from schemactl.model.identity import ObjectId


def is_moved(before: Any, after: Any, ctx: Context) -> bool:
    """Is it asked for, on a table that others use, for a change that would write the table anew or build its indexes under a lock?"""
    asked = ctx.intent(after.id, "online")
    return asked is not None and flag(asked) and _is_busy(after.id, ctx) and not keeps_rows(before, after, ctx)


def _is_busy(column: ObjectId, ctx: Context) -> bool:
    """A small partition goes with its parent, and what a foreign key is about with the column beyond it."""
    above = ctx.live.inherited.get(column, ())
    return ctx.busy(column) or any(_is_busy(one, ctx) for one in above) or any(_is_moving(one, ctx) for one in _beyond_keys(column, ctx))


def _is_moving(column: ObjectId, ctx: Context) -> bool:
    was, becomes = ctx.live.objects[column], ctx.desired.objects.get(column)
    asked = ctx.intent(column, "online")
    changes = becomes is not None and not keeps_rows(was, becomes, ctx) and getattr(was, "type", None) != getattr(becomes, "type", None)
    return asked is not None and flag(asked) and ctx.busy(column) and changes


def _beyond_keys(column: ObjectId, ctx: Context) -> Iterator[ObjectId]:
    """The columns that foreign keys compare it with."""
    for key in ctx.view(ctx.live).users(column):
        if key.kind == "foreign_key":
            yield from (one for pair in pairs(ctx.live.objects[key]) if column in pair for one in pair if one != column)


_TYPE = re.compile(r"(?P<name>[a-z ]+?)(?:\((?P<numbers>[0-9, ]+)\))?")
_WIDENED = ("character varying", "bit varying")


def keeps_rows(before: Any, after: Any, ctx: Context) -> bool:
    """Do the rows and the indexes stay as they are? What is not listed may be written anew."""
    was, becomes = _TYPE.fullmatch(before.type), _TYPE.fullmatch(after.type)
    if not was or not becomes or before.collation != after.collation or ctx.intent(after.id, "using"):
        return False
    had, has = ([int(one) for one in (found["numbers"] or "").split(",") if one] for found in (was, becomes))
    if was["name"] == becomes["name"]:
        if was["name"] in _WIDENED:
            return not has or (bool(had) and has[0] >= had[0])
        return was["name"] == "numeric" and (not has or (bool(had) and has[0] >= had[0] and has[1:] == had[1:]))
    return not has and (was["name"], becomes["name"]) in (("character varying", "text"), ("text", "character varying"), ("cidr", "inet"))
