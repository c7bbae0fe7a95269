"""A name longer than 63 bytes."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, SchemaRule
from schemactl.model.state import State

LONGEST = 63
# Their paths hold types or SQL, which are no names.
NOT_NAMES = frozenset(
    {
        "function",
        "procedure",
        "aggregate",
        "cast",
        "operator",
        "row",
        "comment",
        "privilege",
        "security_label",
        "extension_dependence",
        "inheritance",
    }
)


def find(state: State) -> Iterator[Said]:
    for one in state.objects:
        if one.kind not in NOT_NAMES and len(one.name.encode()) > LONGEST:
            yield Said(f"its name has {len(one.name.encode())} bytes: PostgreSQL cuts it to {LONGEST} without a word", one)


RULE = SchemaRule(code="SC601", severity="error", find=find, state="files")
