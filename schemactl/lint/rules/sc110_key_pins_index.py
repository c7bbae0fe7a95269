"""What a foreign key refers to is dropped, and the key is still there."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.course import subcommands
from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.tree import Path, named
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object


def find(seen: Seen) -> Iterator[Said]:
    for one in _dropped(seen):
        for user in sorted(seen.catalog.used_by.get(one.id, ())):
            if user.kind == "foreign_key" and seen.course.dropped_constraints.get(user.path, seen.number) >= seen.number:
                yield Said(f"{user} needs it: PostgreSQL refuses, even where another index says the same", one.id)


def _dropped(seen: Seen) -> Iterator[Object]:
    """Without CASCADE, which another rule is about."""
    for tree in seen.judgement.trees:
        if tree.tag == "DropStmt" and tree.node.get("removeType") == "OBJECT_INDEX" and tree.node.get("behavior") != "DROP_CASCADE":
            yield from (index for each in tree.node["objects"] if (index := seen.catalog.index(seen.catalog.resolve(named(each)))))
    for path, command in subcommands(seen.judgement, seen.catalog):
        if command.get("subtype") == "AT_DropConstraint" and command.get("behavior") != "DROP_CASCADE":
            yield from _key(path, str(command.get("name")), seen)


def _key(table: Path, called: str, seen: Seen) -> Iterator[Object]:
    found = (seen.catalog.state.objects.get(ObjectId(kind, (*table, called))) for kind in ("primary_key", "unique"))
    yield from (one for one in found if one)


RULE = StatementRule(code="SC110", severity="error", find=find)
