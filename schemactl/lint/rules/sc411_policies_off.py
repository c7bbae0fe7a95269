"""Policies that are not in force."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.table import Table
from schemactl.lint.catalog import Catalog
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State


def find(state: State) -> Iterator[Said]:
    catalog = Catalog(state)
    for table in state:
        if isinstance(table, Table) and table.row_level_security == "disabled" and catalog.inside(table.id.path, "policy"):
            yield Said("it has policies, and row level security is disabled: everybody sees every row", table.id)


RULE = SchemaRule(code="SC411", severity="warning", find=find)
