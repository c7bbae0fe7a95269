"""Rewrite rules of a table whose rows are kept: PostgreSQL takes no ON CONFLICT where INSERT or UPDATE is rewritten."""

from __future__ import annotations

from schemactl.errors import RefusedError
from schemactl.kinds.base import Context
from schemactl.kinds.row_values import Row, table_of

_EVENTS = ("insert", "update")


def refuse(row: Row, ctx: Context) -> None:
    """RefusedError where a rule is there while the row is written."""
    for one in ctx.siblings(row.id):
        was = ctx.live.objects.get(one.id)
        if one.id.kind == "rule" and getattr(was, "event", None) in _EVENTS and getattr(was, "enabled", None) != "disabled":
            table = table_of(row.id)
            content = ctx.desired.contents.get(table)
            raise RefusedError(
                f"the rows of {table} cannot be written beside {one.id}: PostgreSQL takes no ON CONFLICT where a rule rewrites INSERT or UPDATE",
                where=content.where if content else None,
                hint="make a trigger of the rule, or write the rows in a data step and take them out of the schema files",
                code="S319",
            )
