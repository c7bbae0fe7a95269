"""One plan writes a table anew more than once."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.model.identity import dotted


def find(seen: Seen) -> Iterator[Said]:
    for path in sorted(seen.judgement.rewrites):
        if seen.course.rewritten[path] < seen.number:
            yield Said(f"{dotted(path)} is written anew, as an earlier statement does: subcommands of one ALTER TABLE do it once")


RULE = StatementRule(code="SC502", severity="warning", find=find)
