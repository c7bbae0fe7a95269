"""A statement that nobody can judge."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule


def find(seen: Seen) -> Iterator[Said]:
    if seen.judgement.unknown:
        yield Said(f"what this statement locks, reads or loses is not known ({seen.judgement.unknown}): look at it yourself")


RULE = StatementRule(code="SC604", severity="warning", find=find)
