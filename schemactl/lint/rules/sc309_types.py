"""Types that are often regretted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemactl.kinds.column import Column
from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State

BETTER = (
    (re.compile(r"json$"), "jsonb can be indexed and compared"),
    (re.compile(r"character\(\d+\)$"), "text is not padded with blanks"),
    (re.compile(r"timestamp(\(\d\))? without time zone$"), "timestamptz is a moment, whatever the session's time zone"),
)
SMALL = ("integer", "smallint")


def find(state: State) -> Iterator[Said]:
    keys = {used for one, uses in state.uses.items() if one.kind == "primary_key" for used in uses if used.kind == "column"}
    serial = {one.path[:-1] for one, uses in state.uses.items() if one.kind == "default" and any(used.kind == "sequence" for used in uses)}
    for column in state:
        if isinstance(column, Column):
            yield from (Said(f"{column.type}: {why}", column.id) for pattern, why in BETTER if pattern.match(column.type))
            if column.type in SMALL and column.id in keys and (column.identity or column.id.path in serial):
                yield Said(f"a key of type {column.type} runs out of numbers: bigint does not", column.id)
            if column.id.path in serial:
                yield Said("serial: an identity column needs no privileges on its sequence and cannot be overwritten by mistake", column.id)


RULE = SchemaRule(code="SC309", severity="off", find=find)
