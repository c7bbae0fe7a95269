"""A name that is a reserved word."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State

NAMED = frozenset(
    {"schema", "table", "column", "view", "materialized_view", "foreign_table", "sequence", "enum", "domain", "composite_type"}
)


def find(state: State) -> Iterator[Said]:
    from pglast.keywords import RESERVED_KEYWORDS

    for one in state.objects:
        if one.kind in NAMED and one.name in RESERVED_KEYWORDS:
            yield Said(f"{one.name} is a reserved word: whoever forgets the quotes gets a syntax error, or something else", one)


RULE = SchemaRule(code="SC608", severity="warning", find=find, state="files")
