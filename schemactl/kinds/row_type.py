"""Who holds values of a table's row type: PostgreSQL changes the type of no column of such a table, as it would have to do so in each of these values."""

from __future__ import annotations

from schemactl.errors import RefusedError
from schemactl.kinds.base import Context
from schemactl.kinds.sql import qualified
from schemactl.kinds.swap import has_columns
from schemactl.model.identity import ObjectId


def check(column: ObjectId, ctx: Context) -> None:
    """RefusedError where a column elsewhere holds such values, or of a type made of it, and goes on to."""
    table = ObjectId("table", column.path[:-1])
    for user in sorted(ctx.live.used_by().get(table, ())):
        if user in ctx.desired and not ctx.makes(user) and _holds(user, table, ctx):
            raise RefusedError(
                f"{column} cannot change its type: {user} holds rows of {qualified(table.path)}, and PostgreSQL changes none of these",
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
