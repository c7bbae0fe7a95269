"""Which tables' rows go along when rows are deleted, or lose a value: what foreign keys do by themselves (ON DELETE, ON UPDATE)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from schemactl.kinds.base import Context
from schemactl.kinds.row_references import Reference, every_reference, rows_by_table, values_of
from schemactl.kinds.row_values import Row
from schemactl.kinds.sql import names, qualified
from schemactl.model.change import Altered, Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Hazard

Path = tuple[str, ...]

# The parser's letters.
_CASCADE = "c"
_BECOMES = {_CASCADE: "the new value", "n": "NULL", "d": "the default"}


class Loss(NamedTuple):
    """Of one table: the columns that get another value, or None where rows go. `carried`: all that refers to the rows gets their new value."""

    table: Path
    columns: tuple[str, ...] | None
    action: str = _CASCADE
    carried: bool = False


def deleted(rows: list[Row], ctx: Context) -> tuple[Hazard, ...]:
    """Of each other table whose rows go or change when these rows of one table are deleted."""
    return tuple(_hazards(Loss(rows[0].id.path[:-1], None), ctx))


def changed(rows: list[Row], ctx: Context) -> tuple[Hazard, ...]:
    """The same where a key of theirs, another one than that which tells them apart, gets another value."""
    table = rows[0].id.path[:-1]
    before = {one.id: dict(one.every) for one in rows_by_table(ctx.live).get(table, ())}
    columns = {column for row in rows for column, value in row.values if row.id in before and before[row.id].get(column, value) != value}
    return tuple(_hazards(Loss(table, tuple(sorted(columns)), carried=True), ctx)) if columns else ()


def acting(changes: Iterable[Change], anew: Collection[ObjectId], live: State, desired: State) -> bool:
    """Does a foreign key that stays what it is, and is made anew, reach other rows when these go or get other values?"""
    keys = [one for one in every_reference(live) if one.id in anew and live.objects[one.id] == desired.objects[one.id]]
    return any(_acts(change, key) for key in keys for change in changes if key.target in _tables(change.id.path[:-1], live))


def _acts(change: Change, key: Reference) -> bool:
    match change:
        case Dropped():
            return key.said.on_delete in _BECOMES
        case Altered(before, after) if isinstance(before, Row) and isinstance(after, Row):
            return key.said.on_update in _BECOMES and values_of(before, key.target_columns) != values_of(after, key.target_columns)
        case _:
            return False


def _hazards(start: Loss, ctx: Context) -> Iterator[Hazard]:
    keys = [one for one in every_reference(ctx.live) if one.id in ctx.desired and not ctx.makes(one.id)]
    seen, waiting = {start}, [start]
    while keys and waiting:
        for found in _next(waiting.pop(0), keys, ctx):
            if found not in seen and not _is_listed(found.table, ctx):
                seen.add(found)
                waiting.append(found)
                if not found.carried:
                    yield _hazard(found)


def _next(loss: Loss, keys: Iterable[Reference], ctx: Context) -> Iterator[Loss]:
    tables = _tables(loss.table, ctx.live)
    for key in keys:
        if key.target not in tables:
            continue
        if loss.columns is None:
            action = key.said.on_delete
            columns = None if action == _CASCADE else key.said.given_up or key.columns
        else:
            action = key.said.on_update if set(loss.columns) & set(key.target_columns) else ""
            columns = key.columns
        if action in _BECOMES:
            yield Loss(key.table, columns, action, carried=loss.carried and action == _CASCADE)


def _tables(table: Path, state: State) -> set[Path]:
    """The table, what it is a partition of, and its partitions: a foreign key to any of them is about its rows."""
    every = {qualified(one.path): one.path for one in state.objects if one.kind == "table"}
    above = {one.id.path[:-1]: every.get(str(getattr(one, "of", ""))) for one in state if one.id.kind == "partition"}
    found, below = {table}, [table]
    while (parent := above.get(table)) is not None:
        found.add(parent)
        table = parent
    while below:
        here = below.pop()
        below += [part for part, parent in above.items() if parent == here]
        found.add(here)
    return found


def _is_listed(table: Path, ctx: Context) -> bool:
    """Does the plan itself say which rows the table has in the end?"""
    content = ctx.desired.contents.get(ObjectId("table", table))
    return content is not None and content.mode == "exact"


def _hazard(loss: Loss) -> Hazard:
    does = "deletes" if loss.columns is None else f"sets {names(loss.columns)} to {_BECOMES[loss.action]} in"
    message = f"{does} rows of {qualified(loss.table)}, whose foreign key leads to what goes"
    return Hazard(code="SC403", message=message, destructive=True, about=ObjectId("table", loss.table))
