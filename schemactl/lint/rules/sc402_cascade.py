"""CASCADE: what goes is not named."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.catalog import Catalog
from schemactl.lint.course import subcommands
from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.tree import Tree, named

DROPS = ("AT_DropColumn", "AT_DropConstraint")
MESSAGE = "CASCADE drops whatever hangs on it, without a name: drop each object by a statement of its own"


def find(seen: Seen) -> Iterator[Said]:
    for tree in seen.judgement.trees:
        if _cascades(tree) and not _is_base_type(tree, seen.catalog):
            yield Said(MESSAGE)
    for _, command in subcommands(seen.judgement, seen.catalog):
        if command.get("subtype") in DROPS and command.get("behavior") == "DROP_CASCADE":
            yield Said(MESSAGE)


def _cascades(tree: Tree) -> bool:
    return tree.node.get("behavior") == "DROP_CASCADE" and tree.tag in ("DropStmt", "TruncateStmt", "DropOwnedStmt")


def _is_base_type(tree: Tree, catalog: Catalog) -> bool:
    """A base type and its input and output functions depend on each other: without CASCADE neither can go."""
    paths = map(named, tree.node["objects"]) if tree.node.get("removeType") == "OBJECT_TYPE" else ()
    return any(catalog.find(("base_type",), path) for path in paths)


RULE = StatementRule(code="SC402", severity="error", find=find)
