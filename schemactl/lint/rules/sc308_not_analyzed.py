"""A column gets another type, and nobody tells PostgreSQL's planner about its values."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.course import subcommands
from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.model.identity import ObjectId, dotted


def find(seen: Seen) -> Iterator[Said]:
    for path, command in subcommands(seen.judgement, seen.catalog):
        there = command.get("subtype") == "AT_AlterColumnType" and path in seen.judgement.locks
        if there and not seen.course.is_analyzed(path, seen.number):
            column = ObjectId("column", (*path, str(command.get("name"))))
            yield Said(f"behind it nothing is known of the values: ANALYZE {dotted(path)}", column)


# A plan sees to it where a table is busy; a small one's rows are read as fast without.
RULE = StatementRule(code="SC308", severity="off", find=find)
