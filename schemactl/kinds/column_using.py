"""How the values of a column become values of another type: by what an author wrote, by assignment, by a cast, or by way of text."""

from __future__ import annotations

from typing import Any

from schemactl.kinds import row_layout
from schemactl.kinds.base import Context
from schemactl.kinds.sql import name


def is_assigned(before: Any, after: Any, ctx: Context) -> bool:
    """Does it take no USING? An explicit cast would cut text silently."""
    return before.type == after.type or ctx.assignable(before.type, after.type)


def clause(before: Any, after: Any, ctx: Context) -> str:
    """What ALTER COLUMN … TYPE says behind the type, if anything; PostgreSQL refuses it on a generated column."""
    given = ctx.intent(after.id, "using")
    if (before.generated and after.generated) or (not given and is_assigned(before, after, ctx)):
        return ""
    return f" USING {value(before, after, ctx)}"


def value(before: Any, after: Any, ctx: Context) -> str:
    """The new value as ALTER COLUMN … TYPE would make it: by assignment, where that is enough."""
    given = ctx.intent(after.id, "using")
    if given:
        return str(given).strip()
    column = name(after.id.name)
    if is_assigned(before, after, ctx):
        return column
    if ctx.castable(before.type, after.type):
        return f"{column}::{after.type}"
    # Between the types of a schema there are no casts, but every type is written as text and read from it.
    laid_out = row_layout.text(before, after.type, ctx)
    return f"({laid_out})::{after.type}" if laid_out else f"{column}::text::{after.type}"
