"""How statements about columns begin, and which columns an expression is about."""

from __future__ import annotations

from typing import Any

from schemactl.kinds import row_expression, syntax
from schemactl.kinds.base import Context, altered
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement


def table_of(column: ObjectId) -> str:
    """The table's name as SQL."""
    return qualified(column.path[:-1])


def alter_column(column: Object, action: str, *, lock: Lock = Lock.ACCESS_EXCLUSIVE, hazards: tuple[Hazard, ...] = ()) -> Statement:
    """ALTER COLUMN."""
    return altered(column, f"ALTER TABLE {table_of(column.id)} ALTER COLUMN {name(column.id.name)} {action}", lock=lock, hazards=hazards)


def named_in(expression: str, column: Any, ctx: Context) -> tuple[ObjectId, ...]:
    """Other columns of its table that an expression names; all of them where it names the row."""
    try:
        tree = syntax.expression(expression)
    except ValueError:
        return ()  # the server has the last word on it
    mine = column.id.path[:-1]
    beside = {one.id.name: one.id for one in ctx.view(ctx.live).inside(mine) if one.id.kind == column.id.kind}
    found = row_expression.named(tree, mine[-1], beside)
    return tuple(one for name_, one in beside.items() if name_ in found and one != column.id)
