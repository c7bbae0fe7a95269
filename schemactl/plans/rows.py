"""Rows in the way of a plan, as a problem for people."""

from __future__ import annotations

from collections.abc import Sequence

from schemactl.errors import Problem, RowsError
from schemactl.kinds.offending import MOST


def in_the_way(label: str, rows: Sequence[str]) -> Problem:
    """`label`: the object that refuses them."""
    more = " …" if len(rows) >= MOST else ""
    return Problem(
        code=RowsError.code,
        message=f"rows that {label} refuses: {'; '.join(rows)}{more}",
        hint="change or delete them first, by hand or in a data step in front; nothing was changed",
    )
