"""Rows of several tables that refer to each other in a circle: they are written without the reference first, and deleted without it last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from schemactl.kinds.row_references import Reference, references, rows_by_table, values_of
from schemactl.kinds.row_values import Row
from schemactl.model.change import Added, Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State

Uses = dict[ObjectId, dict[ObjectId, list[Reference]]]


def circles(changes: Iterable[Change], live: State, desired: State) -> Iterator[tuple[ObjectId, Object]]:
    """Each row that is in one, with NULL for the references that lead round it."""
    changes = list(changes)
    new = {one.id for one in changes if isinstance(one, Added) and isinstance(one.after, Row)}
    gone = {one.id for one in changes if isinstance(one, Dropped) and isinstance(one.before, Row)}
    yield from _cut(new, desired, live)
    yield from _cut(gone, live, desired)


def _cut(rows: set[ObjectId], state: State, other: State) -> Iterator[tuple[ObjectId, Object]]:
    uses = _uses(rows, state, other) if rows else {}
    for row, used in uses.items():
        columns = {column for one, every in used.items() if _reaches(one, row, uses) for reference in every for column in reference.columns}
        nullable = {column for column in columns if _is_nullable(row, column, state)}
        if nullable:
            obj = state.objects[row]
            assert isinstance(obj, Row)
            without = tuple((column, None if column in nullable else value) for column, value in obj.values)
            yield row, msgspec.structs.replace(obj, values=without)


def _uses(rows: set[ObjectId], state: State, other: State) -> Uses:
    """Only foreign keys that are there all the time: a new one is made after the rows. Within one table a statement writes all at once."""
    every = rows_by_table(state)
    found: Uses = {}
    for reference in references(state):
        if reference.id not in other:
            continue
        by_value = {values_of(row, reference.target_columns): row.id for row in every.get(reference.target, ())}
        for row in every.get(reference.table, ()):
            values = values_of(row, reference.columns)
            used = by_value.get(values) if None not in values else None
            if row.id in rows and used is not None and used in rows and used != row.id:
                found.setdefault(row.id, {}).setdefault(used, []).append(reference)
    return found


def _reaches(start: ObjectId, end: ObjectId, uses: Uses) -> bool:
    """By way of another table at least."""
    seen, waiting = {(start, start.path[:-1] != end.path[:-1])}, [(start, start.path[:-1] != end.path[:-1])]
    while waiting:
        one, abroad = waiting.pop()
        if one == end and abroad:
            return True
        for used in uses.get(one, ()):
            step = (used, abroad or used.path[:-1] != end.path[:-1])
            if step not in seen:
                seen.add(step)
                waiting.append(step)
    return False


def _is_nullable(row: ObjectId, column: str, state: State) -> bool:
    return not getattr(state.objects.get(ObjectId("column", (*row.path[:-1], column))), "not_null", True)
