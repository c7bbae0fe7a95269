"""Which columns an expression over the rows of a table names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from schemactl.kinds import syntax


def named(tree: Any, table: str, columns: Collection[str]) -> set[str]:
    """Columns of the table that an expression names; all of them where it names the row. A column hides a row of its name."""
    found: set[str] = set()
    for names in references(tree):
        *before, last = names
        if before and before[-1] not in (table, None):
            continue
        if last is not None and last in columns:
            found.add(last)
        elif last is None or before or last == table:
            found.update(columns)  # `t.f` is `f(t)`, too
    return found


def references(tree: Any) -> Iterator[list[str | None]]:
    """The parts of each name; None is a star."""
    refs = (node["fields"] for tag, node in syntax.nodes(tree) if tag == "ColumnRef")
    return ([syntax.string(field) if "String" in field else None for field in fields] for fields in refs)
