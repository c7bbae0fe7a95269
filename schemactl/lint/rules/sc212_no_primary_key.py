"""A table without a primary key."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.table import Table
from schemactl.lint.catalog import Catalog
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State


def find(state: State) -> Iterator[Said]:
    catalog = Catalog(state)
    for table in state:
        # A partition or an heir is judged by its parent.
        if isinstance(table, Table) and not catalog.inside(table.id.path, "primary_key") and not catalog.parents(table.id.path):
            yield Said("it has no primary key: rows cannot be told apart, nor replicated when they change", table.id)


RULE = SchemaRule(code="SC212", severity="warning", find=find)
