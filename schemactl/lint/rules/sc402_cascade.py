"""CASCADE: what goes is not named."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.tree import walk

DROPS = ("AT_DropColumn", "AT_DropConstraint")


def find(seen: Seen) -> Iterator[Said]:
    for tree in seen.judgement.trees:
        cascades = tree.node.get("behavior") == "DROP_CASCADE" and tree.tag in ("DropStmt", "TruncateStmt", "DropOwnedStmt")
        inner = any(
            tag == "AlterTableCmd" and node.get("behavior") == "DROP_CASCADE" and node.get("subtype") in DROPS
            for tag, node in walk(tree.node)
        )
        if cascades or inner:
            yield Said("CASCADE drops whatever hangs on it, without a name: drop each object by a statement of its own")


RULE = StatementRule(code="SC402", severity="error", find=find)
