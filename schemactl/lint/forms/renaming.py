"""RENAME, SET SCHEMA and OWNER TO."""

from __future__ import annotations

from schemactl.lint.facts import Facts, Loss
from schemactl.lint.tree import Node, Path, named, relation
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

_RELATIONS = {
    "OBJECT_TABLE": "table",
    "OBJECT_VIEW": "view",
    "OBJECT_MATVIEW": "materialized_view",
    "OBJECT_SEQUENCE": "sequence",
    "OBJECT_FOREIGN_TABLE": "foreign_table",
}
_WORDS = {"OBJECT_TYPE": "type", "OBJECT_DOMAIN": "domain", "OBJECT_SCHEMA": "schema", "OBJECT_FUNCTION": "function"}
# Nobody who uses the database says these names.
_UNSPOKEN = frozenset({"OBJECT_INDEX", "OBJECT_TABCONSTRAINT", "OBJECT_DOMCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE"})


def rename(node: Node, facts: Facts) -> None:
    """RENAME TO, RENAME COLUMN, RENAME CONSTRAINT."""
    kind = node["renameType"]
    about = None
    if "relation" in node:
        path = facts.catalog.resolve(relation(node["relation"]))
        # ALTER INDEX … RENAME is the one form that lets readers and writers go on; ALTER TABLE on an index takes the strong lock.
        facts.lock(path, Lock.SHARE_UPDATE_EXCLUSIVE if kind == "OBJECT_INDEX" else Lock.ACCESS_EXCLUSIVE)
        if kind in ("OBJECT_COLUMN", "OBJECT_ATTRIBUTE", "OBJECT_TABCONSTRAINT"):
            facts.lock_with_heirs(path, Lock.ACCESS_EXCLUSIVE)
        about = _about(kind, path, node, facts)
        if kind in _RELATIONS or kind == "OBJECT_INDEX":
            facts.so_far.rename(path, (path[0], node["newname"]))
        if kind == "OBJECT_COLUMN":
            facts.so_far.rename((*path, node["subname"]), (*path, node["newname"]))
        if path in facts.catalog.index_names:
            return
    if kind not in _UNSPOKEN and (about is None or facts.there(about.path[:2])):
        facts.lose(Loss.COMPATIBILITY, about or _other(kind, node), "SC310")


def _about(kind: str, path: Path, node: Node, facts: Facts) -> ObjectId:
    if kind in _RELATIONS:
        found = facts.catalog.find(tuple(_RELATIONS.values()), path)
        return found.id if found else ObjectId(_RELATIONS[kind], path)
    return ObjectId("column", (*path, node.get("subname", "")))


def _other(kind: str, node: Node) -> ObjectId:
    path = named(node["object"]) if "object" in node else (node.get("subname", ""),)
    return ObjectId(_WORDS.get(kind, kind.removeprefix("OBJECT_").lower()), path)


def set_schema(node: Node, facts: Facts) -> None:
    """SET SCHEMA: another name for whoever says the old one."""
    kind = node["objectType"]
    if "relation" in node:
        path = facts.catalog.resolve(relation(node["relation"]))
        facts.lock(path, Lock.ACCESS_EXCLUSIVE)
        about = ObjectId(_RELATIONS.get(kind, "table"), path)
        facts.so_far.rename(path, (node["newschema"], path[-1]))
    else:
        about = ObjectId(_WORDS.get(kind, kind.removeprefix("OBJECT_").lower()), named(node["object"]))
    if facts.there(about.path):
        facts.lose(Loss.COMPATIBILITY, about, "SC310")


def set_owner(node: Node, facts: Facts) -> None:
    """OWNER TO of what is no relation."""
    kind = node["objectType"]
    path = named(node["object"]) if "object" in node else ()
    facts.lose(Loss.PRIVILEGE, ObjectId(_WORDS.get(kind, kind.removeprefix("OBJECT_").lower()), path))


FORMS = {"RenameStmt": rename, "AlterObjectSchemaStmt": set_schema, "AlterOwnerStmt": set_owner}
