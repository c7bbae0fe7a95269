"""Tables OF a composite type: a table becomes one, or stops being one, where it stands; its columns are the type's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from schemactl.kinds import altering
from schemactl.kinds.base import REPLACE, Context, Replace, altered
from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


def columns(before: Any, after: Any, ctx: Context) -> list[ObjectId]:
    """Columns that are objects on one side only: a typed table's are its type's."""
    if before.of and after.of:
        return []
    return [one.id for one in _own(before.id, ctx.live if after.of else ctx.desired)]


def _own(table: ObjectId, state: State) -> list[Object]:
    return [one for one in state if one.id.kind == "column" and one.id.path[:-1] == table.path]


def set_type(before: Any, after: Any, ctx: Context) -> Iterator[Statement] | Replace:
    """PostgreSQL takes a type whose attributes are the table's columns, in their order. A table that is plain before or after can get other types by itself."""
    was = attributes(before.of, ctx.live) if before.of else _columns(before.id, ctx.live)
    wanted = attributes(after.of, ctx.desired) if after.of else _columns(after.id, ctx.desired)
    if was != wanted and (_names(was) != _names(wanted) or (before.of and after.of) or _is_disturbed(before.id, ctx)):
        return REPLACE
    if _inherits(before.id, ctx.live) or _inherits(after.id, ctx.desired):
        return REPLACE
    return _retyped(before, after, {one: kind for one, *kind in (wanted if after.of else was)}, ctx)


def _names(columns: list[tuple[str, str, str | None]]) -> list[str]:
    return [column for column, _, _ in columns]


def _is_disturbed(table: ObjectId, ctx: Context) -> bool:
    """Would something have to be gone while its columns get other types? Of a typed table's it is known only that it uses the table."""
    inside = {table, *(one.id for one in _own(table, ctx.live))}
    users = {user for one in inside for user in ctx.view(ctx.live).users(one)} - inside
    parts = {one.path for one in inside if one != table}
    for user in users:
        if user.path[:-1] in parts:
            continue  # a default goes and comes with its column
        disturbed = ctx.kind(user).disturbed
        if disturbed(ctx.live.objects[user], ctx.live) if callable(disturbed) else disturbed:
            return True
    return False


def _inherits(table: ObjectId, state: State) -> bool:
    return any(one.kind == "inheritance" and one.path[:-1] == table.path for one in state.objects)


def _columns(table: ObjectId, state: State) -> list[tuple[str, str, str | None]]:
    return [(one.id.name, getattr(one, "type", ""), getattr(one, "collation", None)) for one in _own(table, state)]


def attributes(composite: str, state: State) -> list[tuple[str, str, str | None]]:
    """Name, type and collation of each."""
    found = composite_of(composite, state)
    return [(attribute, kind, collation) for attribute, kind, collation, _ in found.attributes] if found else []


def _retyped(before: Any, after: Any, typed: Mapping[str, list[str | None]], ctx: Context) -> Iterator[Statement]:
    """`typed`: each column's type and collation as the type has them."""
    for column in _own(before.id, ctx.live) if after.of else ():
        yield from _plain(column, _bare(column, typed), after, ctx)
    action = f"OF {after.of}" if after.of else "NOT OF"
    yield altered(after, f"ALTER TABLE {qualified(after.id.path)} {action}", lock=Lock.ACCESS_EXCLUSIVE)
    for column in _own(after.id, ctx.desired) if before.of else ():
        yield from _between(_bare(column, typed), column, after, ctx)


def composite_of(name: str, state: State) -> Any:
    """The type that is called so in SQL."""
    return next((one for one in state if qualified(one.id.path) == name and hasattr(one, "attributes")), None)


def _bare(column: Any, typed: Mapping[str, list[str | None]]) -> Object:
    kind, collation = typed[column.id.name]
    bare: Object = type(column)(id=column.id, type=kind, collation=collation)
    return bare


def _key(table: ObjectId, state: State) -> list[str]:
    """The primary key's columns, which are NOT NULL whatever else is said."""
    return [one for obj in state if obj.id.kind == "primary_key" and obj.id.path[:-1] == table.path for one in getattr(obj, "columns", ())]


def _plain(column: Object, bare: Object, table: Object, ctx: Context) -> Iterator[Statement]:
    """Only name, type and collation stay: the schema files say no more of a typed table's column."""
    for child in ctx.live:
        fact = ctx.kind(child.id).about and child.id.path[: len(column.id.path) + 1] == ("column", *column.id.path)
        if fact or (child.id.path[:-1] == column.id.path and "column" in ctx.kind(child.id).parents):
            yield from _part(ctx.kind(child.id).drop(child, ctx), table)
    key = _key(table.id, ctx.live)
    yield from _between(column, msgspec.structs.replace(bare, not_null=column.id.name in key), table, ctx)


def _between(before: Object, after: Object, table: Object, ctx: Context) -> Iterator[Statement]:
    yield from _part(altering.changed(before, after, ctx), table)


def _part(statements: Iterator[Statement], table: Object) -> Iterator[Statement]:
    for one in statements:
        yield msgspec.structs.replace(one, object_id=table.id, verb="~")
