"""Columns whose type is gone before it is made anew: their values are text meanwhile.

A type that steps aside (kinds/swap.py) leaves what it is made of where that is. Where this is made anew as well, as a function below a range or a
base type is, and where a type takes the name of another thing, the two cannot be there at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec

from schemactl.kinds import altering, column_type, identity, not_null, row_layout, row_type
from schemactl.kinds.base import Context, unmeasured
from schemactl.kinds.sql import name
from schemactl.kinds.views import Views
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement


def stays(before: Any, after: Any, ctx: Context) -> bool:
    """Can it have other types in between? Its table is the one that is there, and its values come from nowhere else."""
    stuck = before.generated or after.generated or before.partition_key or after.partition_key
    if stuck or any(ctx.makes(ObjectId(kind, after.id.path[:-1])) for kind in ctx.kind(after.id).parents):
        return False
    return column_type.is_cast(before, after, ctx) and not _comes_from_two(before.id, ctx.view(ctx.live))


def _comes_from_two(column: ObjectId, live: Views) -> bool:
    """PostgreSQL changes the type of no column that comes from two parents, nor of one that such a column comes from: what is true of one is true of all its kin."""
    seen, waiting = {column}, [column]
    while waiting:
        one = waiting.pop()
        parents = live.state.inherited.get(one, ())
        if len(parents) > 1:
            return True
        kin = {*parents, *live.heirs(one)} - seen
        seen |= kin
        waiting.extend(kin)
    return False


def leave(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """The values leave the earlier type."""
    row_type.check(after.id, ctx)
    statements = chain(identity.left(before, after, ctx), (_left(before, after, ctx),))
    return not_null.let_go((after.id,), statements, ctx)


def _left(before: Any, after: Any, ctx: Context) -> Statement:
    """As the text that the other type reads; an author's `using` reads that of the earlier one."""
    text = msgspec.structs.replace(before, type="text", collation=None)
    message = f"{before.type} → text, while {after.type} is made: rewrites the table under an exclusive lock"
    if ctx.intent(after.id, "using") or column_type.is_foreign(after, ctx.live):
        return column_type.retyped(text, "", message)
    laid_out = row_layout.text(before, after.type, ctx)
    statement = column_type.retyped(text, f" USING {laid_out}" if laid_out else "", message)
    return msgspec.structs.replace(statement, hazards=(*statement.hazards, *row_layout.lost(before.id, before.type, after.type, ctx)))


def come_back(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """They get the other one, and the column whatever else is new about it. Another type lets go of how values were kept."""
    yield from not_null.let_go((after.id,), iter((_read(before, after, ctx),)), ctx)
    there = msgspec.structs.replace(before, type=after.type, collation=after.collation, storage=None, compression=None)
    if not after.identity:
        there = msgspec.structs.replace(there, identity=None, sequence=())
    yield from altering.changed(there, after, ctx)


def _read(before: Any, after: Any, ctx: Context) -> Statement:
    """From text; which values of the earlier type do is known beforehand only where it has another name. `using` is for another type."""
    collation = f" COLLATE {after.collation}" if after.collation else ""
    message = f"text → {after.type}: rewrites the table under an exclusive lock"
    if column_type.is_foreign(after, ctx.live):
        return column_type.retyped(after, collation, message)
    if _is_the_same(before, after, ctx):
        statement = column_type.retyped(after, f"{collation} USING {name(after.id.name)}::{after.type}", message)
        return unmeasured(statement, after.id)
    statement = column_type.turned(msgspec.structs.replace(before, type="text", collation=None), after, ctx)
    return msgspec.structs.replace(statement, asks=()) if before.type == after.type else statement


def _is_the_same(before: Any, after: Any, ctx: Context) -> bool:
    """Is its type made again as it was?"""
    used = [one for one in ctx.live.uses.get(before.id, ()) if one.path != before.id.path[:-1]]
    return before.type == after.type and all(ctx.live.objects.get(one) == ctx.desired.objects.get(one) for one in used)
