"""What an index or a key is over, as names and as text."""

from __future__ import annotations

from schemactl.kinds.index import Index
from schemactl.lint.tree import Node, parse
from schemactl.model.state import Object


def elements(index: Index) -> list[Node]:
    """The IndexElem nodes of what stands between the parentheses."""
    return [one["IndexElem"] for one in parse(f"CREATE INDEX ON t ({index.columns})")[0].node["indexParams"]]


def leading_columns(one: Object) -> list[str]:
    """Columns in order, up to the first expression."""
    if not isinstance(one, Index):
        return list(getattr(one, "columns", ()))
    found: list[str] = []
    for element in elements(one):
        if "name" not in element:
            break
        found.append(element["name"])
    return found
