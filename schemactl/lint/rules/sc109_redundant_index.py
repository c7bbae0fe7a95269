"""An index that another one makes superfluous."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.index import Index
from schemactl.lint.catalog import Catalog
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.identity import dotted
from schemactl.model.state import Object, State


def find(state: State) -> Iterator[Said]:
    catalog = Catalog(state)
    for one in state:
        if isinstance(one, Index) and one.id not in state.inherited:
            others = catalog.inside(one.id.path[:2], "index", "primary_key", "unique")
            if other := next((other for other in others if other.id != one.id and _makes_superfluous(other, one)), None):
                yield Said(f"{dotted((other.id.name,))} serves every query that it does", one.id)


def _makes_superfluous(other: Object, one: Index) -> bool:
    if one.unique or one.where or one.using != "btree" or one.include:
        return _same(other, one) and other.id.name < one.id.name
    if not isinstance(other, Index):
        return _begins(", ".join(map(_quoted, getattr(other, "columns", ()))), one.columns)
    if other.where or other.using != "btree":
        return False
    return _begins(other.columns, one.columns) and (other.columns != one.columns or other.unique or other.id.name < one.id.name)


def _quoted(name: str) -> str:
    return dotted((name,))


def _begins(longer: str, shorter: str) -> bool:
    return longer == shorter or longer.startswith(f"{shorter}, ")


def _same(other: Object, one: Index) -> bool:
    fields = ("columns", "unique", "using", "include", "nulls_not_distinct", "where")
    return isinstance(other, Index) and all(getattr(other, field) == getattr(one, field) for field in fields)


RULE = SchemaRule(code="SC109", severity="warning", find=find)
