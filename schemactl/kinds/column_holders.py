"""The tables that hold a column: the one that has it by itself, and those that have it from there, partitions of partitions and heirs of heirs included."""

from __future__ import annotations

from typing import Any, cast

from schemactl.kinds.base import Context
from schemactl.kinds.inherited import is_partition
from schemactl.kinds.views import Views
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

Path = tuple[str, ...]


def holding(column: ObjectId, view: Views) -> list[ObjectId]:
    """The column in each of them, behind every one of those that it comes from."""
    found, queue = {column}, [column]
    while queue:
        heirs = set(view.heirs(queue.pop())) - found
        found |= heirs
        queue += heirs
    left = [one.id for one in view.alike(column.kind) if one.id in found] if len(found) > 1 else [column]
    ordered: list[ObjectId] = []
    while left:
        waiting = set(left)
        ready = [one for one in left if waiting.isdisjoint(view.state.inherited.get(one, ()))]
        ordered += ready
        left = [one for one in left if one not in {*ready}]
    return ordered


def tables_of(columns: list[ObjectId]) -> list[Path]:
    """Where they are."""
    return [one.path[:-1] for one in columns]


def with_triggers(columns: list[ObjectId], state: State) -> list[Path]:
    """Tables that a trigger has to be made on: a partition has its parent's, a table that inherits has not."""
    first, *others = tables_of(columns)
    return [first, *(one for one in others if not is_partition(one, state))]


def proof_name(column: ObjectId, called: str, columns: list[ObjectId], ctx: Context) -> str:
    """A name like that which no table of those has for a constraint."""
    tables = set(tables_of(columns))
    taken = {one.id.name for state in (ctx.live, ctx.desired) for table in tables for one in ctx.view(state).inside(table)}
    named = (ctx.vacant(("constraint", *column.path[:-1], called), f"proof{number or ''}") for number in range(len(taken) + 1))
    return next(one for one in named if one not in taken)


class _Among:
    """A context in which each of some tables is one that others use: what is large together is not written by one statement where a part is small."""

    def __init__(self, tables: list[Path], ctx: Context) -> None:
        self._tables, self._ctx = frozenset(tables), ctx

    def busy(self, object_id: ObjectId) -> bool:
        return object_id.path[:2] in self._tables or self._ctx.busy(object_id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ctx, name)


def among(tables: list[Path], ctx: Context) -> Context:
    """The context, with these tables as busy as the largest of them."""
    return cast("Context", _Among(tables, ctx))
