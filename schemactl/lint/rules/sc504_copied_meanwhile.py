"""A strong lock is held while another table is written anew."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.rules.sc501_lock_held import held_beside, listed


def find(seen: Seen) -> Iterator[Said]:
    written = {work.relation for work in seen.judgement.work if work.what == "rewrite" and work.code != "empty"}
    if others := held_beside(written, seen):
        yield Said(f"nobody can read {listed(others)} while {listed(written)} is written anew: put it into a step of its own")


RULE = StatementRule(code="SC504", severity="warning", find=find)
