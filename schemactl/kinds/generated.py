"""Columns that PostgreSQL computes, and those that it computes no more: these keep their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds.base import REPLACE, Context, Replace, evaluating, unmeasured
from schemactl.kinds.column_statement import alter_column
from schemactl.model.statement import Hazard, Statement


def set_generated(before: Any, after: Any, ctx: Context) -> Iterator[Statement] | Replace:
    if after.generated is None and not before.virtual:
        return left(before, after) if (before.type, before.collation) == (after.type, after.collation) else iter(())
    stored = before.generated and after.generated and before.virtual == after.virtual
    if stored and (ctx.major >= 17 if not after.virtual else ctx.major >= 18):
        hazard = () if after.virtual else (Hazard(code="SC303", message="rewrites the table under an exclusive lock"),)
        return iter((unmeasured(evaluating(alter_column(after, f"SET EXPRESSION AS ({after.generated})", hazards=hazard)), after.id),))
    return REPLACE  # PostgreSQL cannot make a plain column a generated one, nor change the expression before 17


def set_virtual(_: Any, after: Any, __: Context) -> Iterator[Statement] | Replace:
    return REPLACE if after.generated else iter(())


def left(before: Any, after: Any) -> Iterator[Statement]:
    """Before another type, as USING is not for columns that are generated."""
    if before.generated and not before.virtual and not after.generated:
        yield alter_column(after, "DROP EXPRESSION")


def ceases(before: Any, after: Any) -> bool:
    """Is it any column from now on, under the type that it has?"""
    kept = (before.type, before.collation) == (after.type, after.collation)
    return bool(before.generated) and not before.virtual and not after.generated and kept
