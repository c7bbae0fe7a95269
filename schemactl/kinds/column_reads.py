"""What the way to a column reads, as authors write it behind `backfill` and `using`: columns, other tables, functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds import backfill, body_references, row_expression, syntax
from schemactl.model.identity import ObjectId
from schemactl.model.state import State


def reads(column: Any, live: State, desired: State) -> Iterator[ObjectId]:
    """What has to be there while a column's rows get their values."""
    for text in _texts(column.id, desired):
        for state in (live, desired):
            yield from (one for one in _read(text, column.id, state) if one != column.id)


def _texts(column: ObjectId, desired: State) -> Iterator[str]:
    said = desired.intents.get(column, {})
    if using := said.get("using"):
        yield str(using)
    if given := said.get("backfill"):
        fill = backfill.read(given)
        yield from (text for text in (fill.value, fill.where) if text and text != "DEFAULT")
    for parent in desired.inherited.get(column, ()) if not said else ():
        yield from _texts(parent, desired)


def _read(text: str, column: ObjectId, state: State) -> Iterator[ObjectId]:
    try:
        tree = syntax.expression(text)
    except ValueError:
        return  # the server has the last word on it
    table = column.path[:-1]
    beside = {one.name: one for one in state.objects if one.kind == column.kind and one.path[:-1] == table}
    yield from (beside[one] for one in row_expression.named(tree, table[-1], beside))
    words = {one for names in row_expression.references(tree) for one in names}
    for other in body_references.named(tree, state):
        if other.path != table:
            yield other
            inside = (one for one in state.objects if one.kind == column.kind and one.path[:-1] == other.path)
            yield from (one for one in inside if one.name in words or None in words)
