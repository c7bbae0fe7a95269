"""What is said about objects: comments, labels, privileges, publications."""

from __future__ import annotations

from schemactl.lint.facts import Facts, Loss
from schemactl.lint.tree import Node, Path, named, relation
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

SUX = Lock.SHARE_UPDATE_EXCLUSIVE
_WHOLE = frozenset({"OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE", "OBJECT_FOREIGN_TABLE", "OBJECT_INDEX"})
_INSIDE = frozenset({"OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE"})


def comment(node: Node, facts: Facts) -> None:
    """COMMENT and SECURITY LABEL."""
    kind, path = node["objtype"], named(node["object"])
    if kind in _WHOLE:
        facts.lock(facts.catalog.resolve(path), SUX)
    elif kind == "OBJECT_COLUMN":
        facts.lock(facts.catalog.resolve(path[:-1]), SUX)
    elif kind in _INSIDE:
        facts.lock(facts.catalog.resolve(path[:-1]), Lock.ACCESS_SHARE)


def grant(node: Node, facts: Facts) -> None:
    """GRANT and REVOKE; from 18 on they look the table up under a lock."""
    path: Path = ()
    for one in node.get("objects", ()):
        path = named(one)
        if "RangeVar" in one and facts.major >= 18:
            facts.lock(facts.catalog.resolve(path), Lock.ACCESS_SHARE)
    about = ObjectId(node.get("objtype", "OBJECT_TABLE").removeprefix("OBJECT_").lower(), path)
    facts.lose(Loss.PRIVILEGE, about, None if node.get("is_grant") else "SC406")


def default_privileges(_: Node, facts: Facts) -> None:
    """ALTER DEFAULT PRIVILEGES is about what is created from now on."""
    facts.lose(Loss.PRIVILEGE)


def publication(node: Node, facts: Facts) -> None:
    """CREATE and ALTER PUBLICATION."""
    for one in node.get("pubobjects", ()):
        table = one["PublicationObjSpec"].get("pubtable", {}).get("relation")
        if table:
            facts.lock(facts.catalog.resolve(relation(table)), SUX)
    if node.get("action") == "AP_DropObjects":
        facts.lose(Loss.REPLICATION, ObjectId("publication", (node["pubname"],)), "SC605")


FORMS = {
    "CommentStmt": comment,
    "SecLabelStmt": comment,
    "GrantStmt": grant,
    "AlterDefaultPrivilegesStmt": default_privileges,
    "CreatePublicationStmt": publication,
    "AlterPublicationStmt": publication,
}
