"""Another type for a column that is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds import not_null
from schemactl.kinds.base import REPLACE, REPLACE_HOST, Context, Replace
from schemactl.kinds.column_statement import alter_column
from schemactl.kinds.sql import name
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Hazard, Statement


def set_type(before: Any, after: Any, ctx: Context) -> Iterator[Statement] | Replace:
    """No USING where an assignment cast exists: an explicit cast would cut text silently."""
    if before.partition_key:
        return REPLACE_HOST  # PostgreSQL alters no column that is part of the partition key
    if is_foreign(after, ctx.live):
        # There are no rows here: no cast is needed, USING is refused.
        collation = f" COLLATE {after.collation}" if after.collation else ""
        return iter((alter_column(after, f"SET DATA TYPE {after.type}{collation}"),))
    cast = ctx.intent(after.id, "using") or ctx.castable(before.type, after.type)
    if not cast and ctx.built_in(before.type) and ctx.built_in(after.type):
        return REPLACE  # no cast leads from the one type to the other, and nobody wrote `using`
    return not_null.let_go((after.id,), iter((_set_type(before, after, ctx),)), ctx)


def _set_type(before: Any, after: Any, ctx: Context) -> Statement:
    collation = f" COLLATE {after.collation}" if after.collation else ""
    given = ctx.intent(after.id, "using")
    castable = before.type == after.type or ctx.assignable(before.type, after.type)
    # Between the types of a schema there are no casts, but every type is written as text and read from it.
    through = "" if ctx.castable(before.type, after.type) else "::text"
    using = f" USING {given.strip()}" if given else "" if castable else f" USING {name(after.id.name)}{through}::{after.type}"
    if before.generated:
        using = ""  # PostgreSQL refuses USING on a generated column
    hazard = Hazard(code="SC305", message=f"{before.type} → {after.type}: may rewrite the table under an exclusive lock")
    return alter_column(after, f"SET DATA TYPE {after.type}{collation}{using}", hazards=(hazard,))


def is_foreign(column: Any, state: State) -> bool:
    """Is it a foreign table's, whose rows are elsewhere?"""
    return ObjectId("foreign_table", column.id.path[:-1]) in state
