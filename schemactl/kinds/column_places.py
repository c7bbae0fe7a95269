"""In which order a table has its columns at a plan's end. Nobody asks for one: those that are there stay where they are, and what is added comes behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from schemactl.kinds.base import Context
from schemactl.kinds.column_moved import is_moved
from schemactl.kinds.inherited import is_partition
from schemactl.kinds.views import Views
from schemactl.model.identity import ObjectId


class Places(msgspec.Struct, frozen=True):
    """`unsure`: those whose order among themselves only the plan's own order decides."""

    columns: tuple[str, ...]
    unsure: frozenset[str] = frozenset()


def places(table: ObjectId, ctx: Context) -> Places:
    """Of a table that is wanted."""
    wanted = _columns(table, ctx.view(ctx.desired))
    if table not in ctx.live or ctx.makes(table):
        return _made(table, wanted, ctx)
    there = [one for one in _columns(table, ctx.view(ctx.live)) if _keeps_its_place(one, ctx)]
    if not there:
        return Places(_names(wanted))  # a table OF a type has the type's, in their order, and keeps it
    coming = [one for one in wanted if one not in there]
    behind = _added(coming, ctx)
    return Places(_names(there) + behind.columns, behind.unsure)


def _columns(table: ObjectId, view: Views) -> list[ObjectId]:
    return [one.id for one in view.inside(table.path) if one.id.kind == "column"]


def _names(columns: Sequence[ObjectId]) -> tuple[str, ...]:
    return tuple(one.name for one in columns)


def _keeps_its_place(column: ObjectId, ctx: Context) -> bool:
    if column not in ctx.desired or (ctx.makes(column) and not ctx.stays(column)):
        return False
    was, becomes = ctx.live.objects[column], ctx.desired.objects[column]
    return getattr(was, "type", None) == getattr(becomes, "type", None) or not is_moved(was, becomes, ctx)


def _made(table: ObjectId, wanted: list[ObjectId], ctx: Context) -> Places:
    """CREATE TABLE … INHERITS has the parents' columns first, in the order in which these have them. A partition says all of its own."""
    if is_partition(table.path, ctx.desired):
        return Places(_names(wanted))
    above = [places(one, ctx) for one in _parents(table, ctx)]
    columns = dict.fromkeys((*(one for each in above for one in each.columns), *_names(wanted)))
    return Places(tuple(columns), frozenset().union(*(one.unsure for one in above)))


def _parents(table: ObjectId, ctx: Context) -> list[ObjectId]:
    view = ctx.view(ctx.desired)
    ties: list[Any] = [one for one in view.inside(table.path) if one.id.kind == "inheritance"]
    found = (view.called(kind, one.id.name) for one in sorted(ties, key=lambda one: len(one.behind)) for kind in ("table", "foreign_table"))
    return [one for one in found if one is not None]


def _added(coming: list[ObjectId], ctx: Context) -> Places:
    """In the order in which they are wanted, unless something holds one of them up; what a parent's bring along in that of the parent's."""
    names = _names(coming)
    if len(coming) < _SEVERAL:
        return Places(names)
    parents = {ctx.desired.inherited.get(one, ()) for one in coming}
    above = {parent.path[:-1] for each in parents for parent in each}
    if not above:
        return Places(names) if all(_comes_at_once(one, ctx) for one in coming) else Places(names, frozenset(names))
    tables = {ObjectId(kind, path) for path in above for kind in ("table", "foreign_table") if ObjectId(kind, path) in ctx.desired}
    new = all(len(each) == 1 and not _stands(each[0], ctx) for each in parents)
    if len(tables) > 1 or not new:
        return Places(names, frozenset(names))
    theirs = places(tables.pop(), ctx)
    return Places(tuple(one for one in theirs.columns if one in names), theirs.unsure & {*names})


_SEVERAL = 2


def _stands(column: ObjectId, ctx: Context) -> bool:
    return column in ctx.live and _keeps_its_place(column, ctx)


def _comes_at_once(column: ObjectId, ctx: Context) -> bool:
    """Is all that it uses there as it shall be, and does it take no steps of its own?"""
    found: Any = ctx.desired.objects[column]
    is_patient = ctx.kind(column).patient.get("create")
    if column in ctx.live or found.generated or found.identity or (is_patient and is_patient(found, ctx)):
        return False
    parts = (column, *(one.id for one in ctx.view(ctx.desired).inside(column.path)))
    used = {used for one in parts for used in ctx.desired.uses.get(one, ())} - {*parts}
    return all(one.path == column.path[:-1] or _is_as_it_was(one, ctx) for one in used)


def _is_as_it_was(one: ObjectId, ctx: Context) -> bool:
    return not ctx.makes(one) and one in ctx.live and ctx.live.objects[one] == ctx.desired.objects[one]
