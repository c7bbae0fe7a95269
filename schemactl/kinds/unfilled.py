"""Rows that a backfill leaves without a value, where the column must have one: `where` is for some rows only.

Asked before anything is changed, of what says the same then: constants and columns that stay as they are, compared by PostgreSQL's own operators.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemactl.kinds import offending, row_expression, syntax
from schemactl.kinds.base import Context
from schemactl.kinds.sql import name
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement

_ELSEWHERE = frozenset(("FuncCall", "SubLink", "TypeName", "CollateClause", "A_Indirection", "ParamRef"))
"""What may mean something else under another search_path, or cost more than a look at the row."""


def rows(column: Any, value: str, where: str | None, ctx: Context) -> tuple[Statement, ...]:
    """Nothing where no row is left out, or nobody can tell."""
    if where is None or not column.not_null or column.not_null_not_valid or not _is_plain(where, column.id, ctx):
        return ()
    given = f"({value}) IS NULL" if value != "DEFAULT" and _is_plain(value, column.id, ctx) else "false"
    held = f"WHEN {name(column.id.name)} IS NOT NULL THEN false " if column.id in ctx.live else ""
    return offending.rows_where(column, f"CASE {held}WHEN ({where}) THEN {given} ELSE true END", ctx)


def _is_plain(text: str, column: ObjectId, ctx: Context) -> bool:
    try:
        tree = syntax.expression(text)
    except ValueError:
        return False
    refs = list(row_expression.references(tree))
    alone = all(len(names) == 1 and names[0] is not None for names in refs)
    return alone and _ELSEWHERE.isdisjoint(tag for tag, _ in syntax.nodes(tree)) and _stay((str(one) for one, *_ in refs), column, ctx)


def _stay(names: Iterable[str], column: ObjectId, ctx: Context) -> bool:
    """Are they columns of the table, there and as they will be, of types whose operators need no schema?"""
    used = [ObjectId(column.kind, (*column.path[:-1], one)) for one in names]
    return all((one == column and one in ctx.live) or offending.keeps_values(one, ctx) for one in used) and all(
        ctx.built_in(str(getattr(ctx.live.objects[one], "type", ""))) for one in used
    )
