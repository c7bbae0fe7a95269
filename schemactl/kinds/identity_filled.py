"""A new identity column whose rows a sequence beside it numbers.

Of a busy table, which PostgreSQL would write anew, in batches; of one with heirs at once: ADD COLUMN takes no identity where it reaches others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from schemactl.kinds import backfill, identity, not_null, online, sequence_value
from schemactl.kinds.base import Context, altered
from schemactl.kinds.column_statement import alter_column
from schemactl.kinds.sql import literal, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement

_SAME = ("start", "increment", "minvalue", "maxvalue")


def is_numbered_apart(column: Any, ctx: Context) -> bool:
    """Partitions number their rows each in a way of its own before PostgreSQL 17, and heirs have no identity: these are left to ADD COLUMN."""
    table = ObjectId("table", column.id.path[:-1])
    return (
        bool(column.identity)
        and column.id not in ctx.live
        and ctx.busy(column.id)
        and not ctx.makes(table)
        and not online.is_partitioned(column.id, ctx)
        and not _has_heirs(column, ctx)
        and backfill.key_of(column, ctx) is not None
    )


def is_inherited(column: Any, ctx: Context) -> bool:
    """Does its table have heirs when it comes? A partition is none: those of a partitioned table get the identity, or number their rows themselves."""
    table = ObjectId("table", column.id.path[:-1])
    return bool(column.identity) and not ctx.makes(table) and not online.is_partitioned(column.id, ctx) and _has_heirs(column, ctx)


def _has_heirs(column: Any, ctx: Context) -> bool:
    return any(column.id in parents for parents in ctx.desired.inherited.values())


def with_heirs(column: Any, ctx: Context, add: Callable[[Any, str], Iterator[Statement]]) -> Iterator[Statement]:
    """The column, whose default numbers the rows of all, and then the identity in its place; `add` states ADD COLUMN with a clause."""
    beside = _beside(column, ctx)
    yield _made_beside(column, beside)
    yield from add(msgspec.structs.replace(column, identity=None, sequence=()), f"DEFAULT nextval({literal(qualified(beside))})")
    yield from _taken_over(column, beside)


def _beside(column: Any, ctx: Context) -> tuple[str, str]:
    return column.id.path[0], ctx.vacant(("relation", column.id.path[0], f"{column.id.path[-2]}_{column.id.name}"), "numbers")


def _made_beside(column: Any, beside: tuple[str, str]) -> Statement:
    given = dict(column.sequence)
    words = "".join(f" {identity.WORDS[key].format(given[key])}" for key in _SAME if key in given)
    cycle = " CYCLE" if given.get("cycle") == "true" else ""
    return altered(column, f"CREATE SEQUENCE {qualified(beside)} AS {column.type}{words}{cycle}")


def _taken_over(column: Any, beside: tuple[str, str]) -> Iterator[Statement]:
    """The identity, which goes on where the numbers end."""
    yield alter_column(column, "DROP DEFAULT")
    yield alter_column(column, f"ADD {identity.clause(column.identity, column.sequence)}")
    yield sequence_value.continued(column, identity.sequence_name(column), qualified(beside))
    yield altered(column, f"DROP SEQUENCE {qualified(beside)}")


def added(column: Any, ctx: Context) -> Iterator[Statement]:
    """The column, its numbers, NOT NULL, and then the identity, which goes on where the numbers end."""
    beside = _beside(column, ctx)
    yield _made_beside(column, beside)
    bare = msgspec.structs.replace(column, identity=None, sequence=(), not_null=False, not_null_name=None)
    yield from ctx.kind(column.id).create(bare, ctx)
    numbers = f"nextval({literal(qualified(beside))})"
    yield alter_column(column, f"SET DEFAULT {numbers}")
    step = backfill.batched(column, backfill.Fill(value="DEFAULT"), ctx)
    helper = backfill.missing_helper(column, backfill.Fill(value=numbers), ctx, "moved")
    yield from helper.made() if helper else ()
    yield step
    yield from not_null.required(column, ctx)
    yield from helper.dropped() if helper else ()
    yield from _taken_over(column, beside)
    if "unlogged" in dict(column.sequence):
        yield from identity.set_logged(column, ctx)
