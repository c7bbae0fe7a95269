"""A new identity column of a busy table: PostgreSQL would number the rows by writing the table anew, so a sequence beside it numbers them in batches."""

from __future__ import annotations

from collections.abc import Iterator
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
        and not any(column.id in parents for parents in ctx.desired.inherited.values())
        and backfill.key_of(column, ctx) is not None
    )


def added(column: Any, ctx: Context) -> Iterator[Statement]:
    """The column, its numbers, NOT NULL, and then the identity, which goes on where the numbers end."""
    given = dict(column.sequence)
    own = identity.sequence_name(column)
    beside = (column.id.path[0], ctx.vacant(("relation", column.id.path[0], f"{column.id.path[-2]}_{column.id.name}"), "numbers"))
    words = "".join(f" {identity.WORDS[key].format(given[key])}" for key in _SAME if key in given)
    cycle = " CYCLE" if given.get("cycle") == "true" else ""
    yield altered(column, f"CREATE SEQUENCE {qualified(beside)} AS {column.type}{words}{cycle}")
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
    yield alter_column(column, "DROP DEFAULT")
    yield alter_column(column, f"ADD {identity.clause(column.identity, column.sequence)}")
    yield sequence_value.continued(column, own, qualified(beside))
    yield altered(column, f"DROP SEQUENCE {qualified(beside)}")
    if "unlogged" in given:
        yield from identity.set_logged(column, ctx)
