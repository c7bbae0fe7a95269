"""One statement writes every row of a table."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.model.identity import dotted


def find(seen: Seen) -> Iterator[Said]:
    for work in seen.judgement.work:
        if work.code == "SC409":
            yield Said(f"every row of {dotted(work.relation)} is written and stays locked until the commit", work.about)


RULE = StatementRule(code="SC409", severity="warning", find=find)
