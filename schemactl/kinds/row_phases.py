"""What waits until rows are written: constraints that they do not meet before, values that they still have, references in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from schemactl.kinds.base import Context
from schemactl.kinds.row_circles import circles
from schemactl.kinds.row_keys import not_among, types_if_needed
from schemactl.kinds.row_references import rows_of
from schemactl.kinds.row_values import Row, column_type, constant, key_of
from schemactl.kinds.sql import literal, name, qualified
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement

# Made on a table with rows, they are checked against every one of these at once.
_CHECKED = frozenset(("check", "exclusion", "unique", "index"))

Until = dict[ObjectId, Object | None]


def until(changes: Iterable[Change], live: State, desired: State) -> Until:
    """What is otherwise until the rows are written; None: it is not there yet."""
    changes = [one for one in changes if isinstance(one, Added | Altered | Dropped)]
    written = {one.id.path[:-1] for one in changes if isinstance(one, Added | Altered) and one.id.kind == "row"}
    written = {table for table in written if ObjectId("table", table) in live}
    found: Until = {}
    for change in changes:
        if change.id.path[:-1] in written:
            found.update(_stricter(change, live, desired))
    found.update(_values(changes, live))
    found.update(circles(changes, live, desired))
    return found


def _stricter(change: Change, live: State, desired: State) -> Iterator[tuple[ObjectId, Object | None]]:
    match change:
        case Added(after) if after.id.kind in _CHECKED and after.id not in desired.inherited and not _is_key(after, desired):
            for one in (after.id, *_heirs(after.id, desired)):
                if one not in live:
                    yield one, None
        case Dropped(before) if _is_read_still(before, live, desired):
            for one in (before.id, *_heirs(before.id, live)):
                yield one, msgspec.structs.replace(live.objects[one], not_null=False, not_null_name=None, not_null_no_inherit=False)
        case Added(after) | Altered(_, after) if _is_required(change, desired):
            for one in (after.id, *_heirs(after.id, desired)):
                yield one, msgspec.structs.replace(desired.objects[one], not_null=False, not_null_name=None, not_null_no_inherit=False)
                if (comment := one.about("not_null_comment")) in desired:
                    yield comment, None


def _is_key(obj: Object, desired: State) -> bool:
    """ON CONFLICT needs it."""
    content = desired.contents.get(ObjectId("table", obj.id.path[:-1]))
    return content is not None and set(getattr(obj, "columns", ())) == set(content.key_columns)


def _is_read_still(column: Object, live: State, desired: State) -> bool:
    """Is it a column that no row may lack, and whose end waits for a change of what reads it? New rows have no value for it."""
    if column.id.kind != "column" or not getattr(column, "not_null", False) or column.id in live.inherited:
        return False
    return any(column.id in used and user in desired for user, used in live.uses.items() if user.path[:-1] != column.id.path[:-1])


def _is_required(change: Added | Altered, desired: State) -> bool:
    """Does a column become NOT NULL, and what fills it is the rows' own values?"""
    column = change.after
    was = isinstance(change, Altered) and getattr(change.before, "not_null", True)
    if column.id.kind != "column" or was or not getattr(column, "not_null", False) or getattr(column, "not_null_not_valid", False):
        return False
    content = desired.contents.get(ObjectId("table", column.id.path[:-1]))
    filled = getattr(column, "identity", None) or getattr(column, "generated", None)
    given = isinstance(change, Added) and column.id.child("default", "default") in desired
    keyed = content is None or column.id.name not in content.columns or column.id.name in content.key_columns
    return not (filled or given or keyed)


def _heirs(object_id: ObjectId, state: State) -> Iterator[ObjectId]:
    """PostgreSQL carries NOT NULL to the columns of partitions."""
    for child, parents in state.inherited.items():
        if object_id in parents:
            yield child
            yield from _heirs(child, state)


def _values(changes: Iterable[Change], live: State) -> Iterator[tuple[ObjectId, Object]]:
    """An enum keeps a value until no row has it any more."""
    changes = list(changes)
    leaving = [one.before for one in changes if isinstance(one, Altered | Dropped) and isinstance(one.before, Row)]
    for change in changes:
        if not isinstance(change, Altered) or change.id.kind != "enum":
            continue
        was: tuple[str, ...] = getattr(change.before, "values", ())
        wanted: tuple[str, ...] = getattr(change.after, "values", ())
        gone = [value for value in was if value not in wanted]
        if any(_uses(row, change.id, gone, live) for row in leaving):
            # In this order every value is only added.
            behind = was if [one for one in wanted if one in was] == [one for one in was if one in wanted] else None
            every = _merged(behind, wanted) if behind else (*was, *(one for one in wanted if one not in was))
            yield change.id, msgspec.structs.replace(change.after, values=every)


def _merged(was: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The values of both, each in its own order."""
    found: list[str] = list(was)
    for number, value in enumerate(wanted):
        if value not in found:
            found.insert(found.index(wanted[number - 1]) + 1 if number else 0, value)
    return tuple(found)


def _uses(row: Row, enum: ObjectId, values: Iterable[str], live: State) -> bool:
    """Is one of the values in a column of the enum, alone or in an array?"""
    types = (qualified(enum.path), f"{qualified(enum.path)}[]")
    texts = [value for column, value in row.every if value is not None and column_type(row.id, column, live) in types]
    return any(value in text for text in texts for value in values)


def guards(found: Mapping[ObjectId, Object | None], live: State, ctx: Context) -> Iterator[Statement]:
    """What makes a plan fail before its first change: rows of the application that have no value for a column which needs one."""
    for object_id in found:
        column = ctx.desired.objects[object_id] if object_id in ctx.desired else None
        content = ctx.desired.contents.get(ObjectId("table", object_id.path[:-1]))
        if object_id.kind == "column" and column is not None and content is not None:
            yield _guard(column, content, live, ctx)


def _guard(column: Object, content: Content, live: State, ctx: Context) -> Statement:
    table = ObjectId("table", column.id.path[:-1])
    key = content.key_columns
    # What mode exact deletes is on its way out.
    rows = rows_of(ctx.desired, table) + (rows_of(live, table) if content.mode == "exact" else [])
    types = [column_type(ObjectId("row", (*table.path, "")), one, live) for one in key]
    keys = dict.fromkeys(tuple(map(constant, key_of(row, content), types)) for row in rows)
    others = not_among(key, keys, types_if_needed(table, key, keys, ctx))
    empty = f"{name(column.id.name)} IS NULL AND " if column.id in live else ""
    said = literal(f"{qualified(table.path)} has rows without a value for {name(column.id.name)}, which becomes NOT NULL")
    hint = literal("list them under rows with a value, delete them, or give the column a default")
    body = (
        f"BEGIN\n  IF EXISTS (SELECT FROM {qualified(table.path)} WHERE {empty}{others}) THEN\n"
        f"    RAISE not_null_violation USING MESSAGE = {said}, HINT = {hint};\n  END IF;\nEND"
    )
    tag = _tag(body)
    return Statement(sql=f"DO {tag}\n{body}\n{tag}", object_id=column.id, verb="~", lock=Lock.ACCESS_SHARE)


def _tag(body: str) -> str:
    tag = "$rows$"
    while tag in body:
        tag = f"{tag[:-1]}_$"
    return tag
