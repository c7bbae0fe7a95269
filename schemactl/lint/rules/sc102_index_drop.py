"""An index is dropped under an exclusive lock."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.tree import named
from schemactl.model.identity import dotted


def find(seen: Seen) -> Iterator[Said]:
    for tree in seen.judgement.trees:
        if tree.tag == "DropStmt" and tree.node["removeType"] == "OBJECT_INDEX" and not tree.node.get("concurrent"):
            for path in map(named, tree.node["objects"]):
                index = seen.catalog.index(seen.catalog.resolve(path))
                if index and not seen.catalog.partitioned(index.id.path[:2]):
                    yield Said(f"readers and writers of {dotted(index.id.path[:2])} wait while {dotted(path)} is dropped", index.id)


RULE = StatementRule(code="SC102", severity="warning", find=find)
