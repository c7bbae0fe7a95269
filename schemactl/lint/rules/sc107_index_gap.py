"""An index goes before the one that takes its place is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds.syntax import placeless
from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.tree import Node, parse, relation


def find(seen: Seen) -> Iterator[Said]:
    for tree in seen.judgement.trees:
        if tree.tag != "IndexStmt":
            continue
        table = seen.catalog.resolve(relation(tree.node["relation"]))
        for number, index in seen.course.dropped_indexes.get(table, ()):
            if number < seen.number and _leading(parse(f"CREATE INDEX ON t ({index.columns})")[0].node) == _leading(tree.node):
                yield Said(f"{index.id} is dropped before this one, which serves its queries, is built: build it first", index.id)


def _leading(index: Node) -> Any:
    """Its first column or expression, in whichever order."""
    first: Node = index["indexParams"][0]["IndexElem"]
    return placeless({key: first.get(key) for key in ("name", "expr")})


RULE = StatementRule(code="SC107", severity="warning", find=find)
