"""A function that an index or a materialized view runs, and that looks its names up."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.body_references import looked_up
from schemactl.kinds.function import Function
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.identity import dotted
from schemactl.model.state import State

RUNS = ("index", "materialized_view", "statistics_object")
NAMED = ("table", "view", "materialized_view", "sequence", "function", "enum", "domain", "composite_type")


def find(state: State) -> Iterator[Said]:
    names = {one.path[1] for one in state.objects if one.kind in NAMED}
    for user in state.objects:
        for used in sorted(state.uses.get(user, ())) if user.kind in RUNS else ():
            function = state.objects.get(used)
            if isinstance(function, Function) and (looked := _looked_up(function, names)):
                yield Said(f"{user} runs it, and it names {looked} without a schema: PostgreSQL 17 does not find that there", used)


def _looked_up(function: Function, names: set[str]) -> str:
    return ", ".join(dotted((one,)) for one in sorted((looked_up(function) & names) - {function.id.path[1]}))


RULE = SchemaRule(code="SC511", severity="warning", find=find)
