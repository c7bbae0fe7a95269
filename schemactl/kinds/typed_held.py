"""Tables OF a composite type that is made anew: a table is a plain one meanwhile, with what rows it has.

Their columns are no objects: they go by the attributes, whose names and places are the same on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from schemactl.kinds import altering, column_type, column_using, typed
from schemactl.kinds.base import Context, altered, unmeasured
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class Held(Object, frozen=True, kw_only=True):
    """A column, as far as it is known."""

    type: str
    collation: str | None = None
    generated: str | None = None


def stays(before: Any, after: Any, ctx: Context) -> bool:
    """PostgreSQL takes a type whose attributes are the table's columns, in their order; no other table goes along with its columns."""
    if (
        not (before.of and after.of)
        or before.partition_by
        or after.partition_by
        or any(_is_tied(before.id, one, ctx) for one in (ctx.live, ctx.desired))
    ):
        return False
    pairs = list(_columns(before, after, ctx))
    same = [was.id.name for was, _ in pairs] == [wanted.id.name for _, wanted in pairs]
    return same and len(pairs) == len(typed.attributes(after.of, ctx.desired)) and all(column_type.is_cast(*pair, ctx) for pair in pairs)


def _is_tied(table: ObjectId, state: State, ctx: Context) -> bool:
    """Is it a part of another table, or another one a part of it?"""
    return any(ctx.kind(one).attaches for one in state.used_by().get(table, ()))


def leave(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """What lies in a type that may go as well is text meanwhile."""
    table = qualified(after.id.path)
    yield altered(after, f"ALTER TABLE {table} NOT OF", lock=Lock.ACCESS_EXCLUSIVE)
    actions = [f"ALTER COLUMN {name(was.id.name)} SET DATA TYPE text" for was, _ in _columns(before, after, ctx) if _goes(was, before, ctx)]
    if actions:
        yield _rewriting(after, actions)


def come_back(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """The columns get the attributes' types, and the table its own, and whatever else is new about it."""
    actions = []
    for was, wanted in _columns(before, after, ctx):
        there = msgspec.structs.replace(was, type="text", collation=None) if _goes(was, before, ctx) else was
        if (there.type, there.collation) != (wanted.type, wanted.collation):
            collation = f" COLLATE {wanted.collation}" if wanted.collation else ""
            using = column_using.clause(there, wanted, ctx)
            actions.append(f"ALTER COLUMN {name(wanted.id.name)} SET DATA TYPE {wanted.type}{collation}{using}")
    if actions:
        yield unmeasured(_rewriting(after, actions), after.id)
    yield altered(after, f"ALTER TABLE {qualified(after.id.path)} OF {after.of}", lock=Lock.ACCESS_EXCLUSIVE)
    yield from altering.changed(msgspec.structs.replace(before, of=after.of), after, ctx)


def _columns(before: Any, after: Any, ctx: Context) -> Iterator[tuple[Held, Held]]:
    """As they are, and as they shall be."""
    was, wanted = (
        [_held(before.id, *one) for one in typed.attributes(side.of, state)] for side, state in ((before, ctx.live), (after, ctx.desired))
    )
    return zip(was, wanted, strict=False)


def _held(table: ObjectId, column: str, of: str, collation: str | None) -> Held:
    return Held(id=ObjectId("column", (*table.path, column)), type=of, collation=collation)


def _goes(column: Held, table: Any, ctx: Context) -> bool:
    """May its type, or its collation, be another one meanwhile? Outside of pg_catalog they are called with their schemas."""
    return ("." in column.type or column.collation is not None) and not ctx.stands(typed.composite_of(table.of, ctx.live).id)


def _rewriting(table: Any, actions: list[str]) -> Statement:
    hazard = Hazard(code="SC305", message="rewrites the table under an exclusive lock")
    return altered(table, f"ALTER TABLE {qualified(table.id.path)} {', '.join(actions)}", lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,))
