"""Tables OF a composite type that is made anew: a table is a plain one meanwhile, with what rows it has.

Their columns are no objects: they go by the names of the attributes. Those that stay are in the same order on both sides, and new ones come last.
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
    was, wanted = _held(before, ctx.live), _held(after, ctx.desired)
    in_order = [one for one in was if one in wanted] + [one for one in wanted if one not in was]
    return in_order == list(wanted) and all(column_type.is_cast(*pair, ctx) for pair in _kept(before, after, ctx))


def _is_tied(table: ObjectId, state: State, ctx: Context) -> bool:
    """Is it a part of another table, or another one a part of it?"""
    return any(ctx.kind(one).attaches for one in state.used_by().get(table, ()))


def leave(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """What lies in a type that may go as well is text meanwhile."""
    table = qualified(after.id.path)
    yield altered(after, f"ALTER TABLE {table} NOT OF", lock=Lock.ACCESS_EXCLUSIVE)
    wanted = _held(after, ctx.desired)
    gone = [one for one in _held(before, ctx.live) if one not in wanted]
    if gone:
        lost = Hazard(code="SC401", message=f"drops {', '.join(gone)} and their values", destructive=True)
        yield _changing(after, [f"DROP COLUMN {name(one)}" for one in gone], lost)
    actions = [f"ALTER COLUMN {name(was.id.name)} SET DATA TYPE text" for was, _ in _kept(before, after, ctx) if _goes(was, before, ctx)]
    if actions:
        yield _changing(after, actions, _REWRITES)


def come_back(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """The columns get the attributes' types, and the table its own, and whatever else is new about it."""
    actions = []
    for was, wanted in _kept(before, after, ctx):
        there = msgspec.structs.replace(was, type="text", collation=None) if _goes(was, before, ctx) else was
        if (there.type, there.collation) != (wanted.type, wanted.collation):
            using = column_using.clause(there, wanted, ctx)
            actions.append(f"ALTER COLUMN {name(wanted.id.name)} SET DATA TYPE {_type(wanted)}{using}")
    if actions:
        yield unmeasured(_changing(after, actions, _REWRITES), after.id)
    was_there = _held(before, ctx.live)
    new = [f"ADD COLUMN {name(key)} {_type(one)}" for key, one in _held(after, ctx.desired).items() if key not in was_there]
    if new:
        yield _changing(after, new)
    yield altered(after, f"ALTER TABLE {qualified(after.id.path)} OF {after.of}", lock=Lock.ACCESS_EXCLUSIVE)
    yield from altering.changed(msgspec.structs.replace(before, of=after.of), after, ctx)


def _kept(before: Any, after: Any, ctx: Context) -> Iterator[tuple[Held, Held]]:
    """Columns that stay, as they are, and as they shall be."""
    was, wanted = _held(before, ctx.live), _held(after, ctx.desired)
    return ((was[one], wanted[one]) for one in wanted if one in was)


def _held(table: Any, state: State) -> dict[str, Held]:
    """The columns of a table in a state, by name."""
    return {
        column: Held(id=ObjectId("column", (*table.id.path, column)), type=of, collation=collation)
        for column, of, collation in typed.attributes(table.of, state)
    }


def _type(column: Held) -> str:
    return f"{column.type} COLLATE {column.collation}" if column.collation else column.type


def _goes(column: Held, table: Any, ctx: Context) -> bool:
    """May its type, or its collation, be another one meanwhile? Outside of pg_catalog they are called with their schemas."""
    return ("." in column.type or column.collation is not None) and not ctx.stands(typed.composite_of(table.of, ctx.live).id)


_REWRITES = Hazard(code="SC305", message="rewrites the table under an exclusive lock")


def _changing(table: Any, actions: list[str], *hazards: Hazard) -> Statement:
    return altered(table, f"ALTER TABLE {qualified(table.id.path)} {', '.join(actions)}", lock=Lock.ACCESS_EXCLUSIVE, hazards=hazards)
