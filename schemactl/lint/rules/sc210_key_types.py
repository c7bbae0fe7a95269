"""A foreign key between columns of different types."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.foreign_key import ForeignKey
from schemactl.lint.catalog import Catalog, key_columns, referenced_columns
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State


def find(state: State) -> Iterator[Said]:
    catalog = Catalog(state)
    for key in state:
        if isinstance(key, ForeignKey):
            table, referenced = key.id.path[:2], catalog.referenced(key)
            for mine, theirs in zip(key_columns(key), referenced_columns(key), strict=False):
                one, other = catalog.column(table, mine), catalog.column(referenced, theirs)
                if one and other and one.type != other.type:
                    yield Said(f"{mine} is {one.type} and what it refers to is {other.type}", key.id)


RULE = SchemaRule(code="SC210", severity="warning", find=find)
