"""Rows are deleted or written all at once."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule, table_of


def find(seen: Seen) -> Iterator[Said]:
    for lost in seen.judgement.lost:
        if lost.code == "SC403":
            yield Said(f"every row of {table_of(lost.about)} is deleted", lost.about)


RULE = StatementRule(code="SC403", severity="error", destructive=True, find=find)
