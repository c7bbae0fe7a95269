"""Who holds values of a table's row type: PostgreSQL writes no such table anew, as it would have to do the same to each of these values.

It changes the type of none of its columns, and gives a new one no values, be it a constant.
"""

from __future__ import annotations

from schemactl.errors import RefusedError
from schemactl.kinds.base import Context
from schemactl.kinds.column_holders import holding
from schemactl.kinds.sql import qualified
from schemactl.kinds.type_columns import has_columns
from schemactl.model.identity import ObjectId


def check(column: ObjectId, ctx: Context) -> None:
    """RefusedError where a column elsewhere holds such values, or of a type made of it, and goes on to."""
    for one in holding(column, ctx.view(ctx.live)):
        if user := _holder(one, ctx.kind(one).parents, ctx):
            raise _refused(one, "cannot change its type", "changes none of these", user)


def check_computed(column: ObjectId, ctx: Context) -> None:
    """RefusedError where a new column whose values PostgreSQL computes cannot come."""
    if user := holder(column, ctx):
        raise _refused(column, "has values that PostgreSQL computes, and cannot be added", "adds no such column then", user)


def holder(column: ObjectId, ctx: Context) -> ObjectId | None:
    """Who holds rows of the table that a new column comes to, or of one that gets it from there. A foreign table, whose rows are elsewhere, gets it all the same."""
    if ctx.makes(ObjectId("table", column.path[:-1])):
        return None
    return next((user for one in holding(column, ctx.view(ctx.desired)) if (user := _holder(one, ("table",), ctx))), None)


def _holder(column: ObjectId, kinds: tuple[str, ...], ctx: Context) -> ObjectId | None:
    """Of the table that it lives in, if that is of such a kind."""
    tables = [ObjectId(kind, column.path[:-1]) for kind in kinds]
    users = ((user, table) for table in tables for user in sorted(ctx.view(ctx.live).users(table)))
    return next((user for user, table in users if user in ctx.desired and not ctx.makes(user) and _holds(user, table, ctx)), None)


def _refused(column: ObjectId, what: str, why: str, user: ObjectId) -> RefusedError:
    return RefusedError(
        f"{column} {what}: {user} holds rows of {qualified(column.path[:-1])}, and PostgreSQL {why}",
        hint="give what holds them the type text (text[] for an array) in a plan of its own, and its type again in one behind this; "
        "or let both be of a composite type, whose attributes can change",
        code="S321",
    )


def _holds(user: ObjectId, table: ObjectId, ctx: Context) -> bool:
    """A key of the table uses it, too, and so does what inherits from it."""
    if user.kind == "column":
        types = {str(getattr(state.objects[user], "type", "")).removesuffix("[]") for state in (ctx.live, ctx.desired)}
        return types == {qualified(table.path)}
    return ctx.kind(user).grantable == "TYPE" and has_columns(user, ctx)
