"""A SECURITY DEFINER function without a search_path of its own."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.function import Function
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State


def find(state: State) -> Iterator[Said]:
    for one in state:
        if isinstance(one, Function) and one.security_definer and not any(name == "search_path" for name, _ in one.configuration):
            yield Said(
                "it runs with its owner's rights under the caller's search_path: whoever calls it chooses what its names mean", one.id
            )


RULE = SchemaRule(code="SC511", severity="warning", find=find)
