"""IF NOT EXISTS takes an index that a failed build left behind for the one that is wanted."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule


def find(seen: Seen) -> Iterator[Said]:
    for tree in seen.judgement.trees:
        if tree.tag == "IndexStmt" and tree.node.get("if_not_exists"):
            yield Said("IF NOT EXISTS succeeds over an index of that name that is invalid, or another one: leave it out")


RULE = StatementRule(code="SC106", severity="warning", find=find)
