"""A statement that PostgreSQL refuses inside of a transaction stands in one."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule


def find(seen: Seen) -> Iterator[Said]:
    if seen.transaction and not seen.judgement.transactional:
        yield Said("PostgreSQL refuses this statement inside of a transaction: it needs a step with `no transaction` of its own")


RULE = StatementRule(code="SC104", severity="error", find=find)
