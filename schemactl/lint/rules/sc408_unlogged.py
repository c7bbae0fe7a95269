"""An unlogged table."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.table import Table
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State


def find(state: State) -> Iterator[Said]:
    for table in state:
        if isinstance(table, Table) and table.unlogged:
            yield Said("it is unlogged: empty after a crash, and on no replica", table.id)


RULE = SchemaRule(code="SC408", severity="warning", find=find)
