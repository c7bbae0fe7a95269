"""What stands on a column besides indexes, made again on the one that takes its place, in each of the tables that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.kinds.base import Context
from schemactl.kinds.column_statement import alter_column
from schemactl.kinds.inherited import is_partition
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement


def defaults(columns: Iterable[ObjectId], ctx: Context) -> Iterator[Statement]:
    """A parent's reaches the tables that inherit, whatever they had, and no partition."""
    given: set[ObjectId] = set()
    for column in columns:
        one = column.child("default", "default")
        parents = ctx.live.inherited.get(column, ())
        reached = not is_partition(column.path[:-1], ctx.live) and not given.isdisjoint(parents)
        if one not in ctx.desired:
            if reached:
                yield alter_column(ctx.desired.objects[column], "DROP DEFAULT")
            continue
        given.add(column)
        if one in ctx.live and not (reached and one in ctx.desired.inherited):
            yield from ctx.kind(one).create(ctx.desired.objects[one], ctx)


def constraints(every: Iterable[Object], ctx: Context) -> tuple[list[Statement], list[Statement]]:
    """What is made under the lock of the exchange; and what reads the tables, without keeping anybody waiting, with what relies on it."""
    made: list[Statement] = []
    validated: list[Statement] = []
    for one in every:
        if comes_with_parents(one, ctx):
            continue
        statements = list(ctx.kind(one.id).create(one, ctx))
        last = max((place for place, part in enumerate(statements) if part.alone), default=len(statements))
        made += [part for part in statements[:last] if not part.alone]
        validated += [part for place, part in enumerate(statements) if part.alone or place > last]
    return made, validated


def comes_with_parents(one: Object, ctx: Context) -> bool:
    """Does PostgreSQL make it with a parent's, and has the table nothing of its own about it?"""
    own = ctx.kind(one.id).own
    return one.id in ctx.desired.inherited and not (own and own(one))


def unscanned(every: Iterable[Object], ctx: Context) -> list[ObjectId]:
    """Those that have no form that reads the table without a lock."""
    found = []
    for one in every:
        statements = list(ctx.kind(one.id).create(one, ctx))
        if not any(part.alone for part in statements) and any(part.hazards for part in statements):
            found.append(one.id)
    return found
