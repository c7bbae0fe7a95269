"""A transaction locks more relations than PostgreSQL may have memory for."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule


def find(seen: Seen) -> Iterator[Said]:
    if count := seen.course.crowded.get(seen.number):
        yield Said(f"its transaction locks {count:,} relations: cut the step in two before it")


RULE = StatementRule(code="SC508", severity="warning", find=find)
