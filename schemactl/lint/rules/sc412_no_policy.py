"""Row level security without a policy."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.table import Table
from schemactl.lint.catalog import Catalog
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State


def find(state: State) -> Iterator[Said]:
    catalog = Catalog(state)
    for table in state:
        if isinstance(table, Table) and table.row_level_security != "disabled" and not catalog.inside(table.id.path, "policy"):
            yield Said("row level security is enabled and there is no policy: nobody but the owner sees a row", table.id)


RULE = SchemaRule(code="SC412", severity="warning", find=find)
