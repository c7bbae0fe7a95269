"""Rows: SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE, LOCK, COPY."""

from __future__ import annotations

from schemactl.lint.facts import Facts, Loss
from schemactl.lint.tree import Node, relation, relations, strings, walk
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

_MODES = tuple(Lock)


def select(node: Node, facts: Facts) -> None:
    """FOR UPDATE and its like lock rows, and the table against DDL."""
    mode = Lock.ROW_SHARE if "lockingClause" in node else Lock.ACCESS_SHARE
    for one in relations(node):
        facts.lock(facts.catalog.resolve(one), mode)
        facts.scan(facts.catalog.resolve(one))
    if any(tag == "FuncCall" and strings(inner["funcname"])[-1] == "setval" for tag, inner in walk(node.get("targetList", []))):
        _carry(node, facts)


def _carry(query: Node, facts: Facts) -> None:
    """`INSERT … SELECT … FROM t` without a condition takes every row along, `SELECT setval(…) FROM s` a sequence's state."""
    sources = query.get("fromClause", [])
    if len(sources) == 1 and "RangeVar" in sources[0] and not {"whereClause", "limitCount", "groupClause", "distinctClause"} & set(query):
        facts.so_far.carried.add(facts.so_far.before(facts.catalog.resolve(relation(sources[0]["RangeVar"]))))


def insert(node: Node, facts: Facts) -> None:
    """The referenced row is locked as well."""
    table = facts.catalog.resolve(relation(node["relation"]))
    facts.lock(table, Lock.ROW_EXCLUSIVE)
    for key in facts.catalog.foreign_keys(table):
        facts.lock(facts.catalog.referenced(key), Lock.ROW_SHARE)
    _read(node.get("selectStmt", {}), facts)
    if "onConflictClause" not in node:
        _carry(node.get("selectStmt", {}).get("SelectStmt", {}), facts)


def _read(node: Node, facts: Facts) -> None:
    for one in relations(node):
        facts.lock(facts.catalog.resolve(one), Lock.ACCESS_SHARE)
        facts.scan(facts.catalog.resolve(one))


def update(node: Node, facts: Facts) -> None:
    """Without WHERE every row is written at once."""
    table = facts.catalog.resolve(relation(node["relation"]))
    _read({"fromClause": node.get("fromClause", []), "whereClause": node.get("whereClause", {})}, facts)
    facts.lock(table, Lock.ROW_EXCLUSIVE)
    facts.scan(table, None if "whereClause" in node else "SC409", ObjectId("table", table))


def delete(node: Node, facts: Facts) -> None:
    """Rows are gone for good."""
    table = facts.catalog.resolve(relation(node["relation"]))
    _read({"usingClause": node.get("usingClause", []), "whereClause": node.get("whereClause", {})}, facts)
    facts.lock(table, Lock.ROW_EXCLUSIVE)
    facts.scan(table)
    if facts.there(table):
        facts.lose(Loss.DATA, ObjectId("table", table), None if "whereClause" in node else "SC403")


def truncate(node: Node, facts: Facts) -> None:
    """An empty file in the table's place."""
    for one in node["relations"]:
        table = facts.catalog.resolve(relation(one["RangeVar"]))
        for each in (table, *facts.catalog.heirs(table)):
            facts.lock(each, Lock.ACCESS_EXCLUSIVE)
            facts.new_file(each)
        if facts.there(table):
            facts.lose(Loss.DATA, ObjectId("table", table), "SC403")


def lock(node: Node, facts: Facts) -> None:
    """LOCK TABLE."""
    for one in node["relations"]:
        facts.lock(facts.catalog.resolve(relation(one["RangeVar"])), _MODES[node["mode"]])


def copy(node: Node, facts: Facts) -> None:
    """COPY."""
    if "relation" in node:
        facts.lock(facts.catalog.resolve(relation(node["relation"])), Lock.ROW_EXCLUSIVE if node.get("is_from") else Lock.ACCESS_SHARE)
    _read(node.get("query", {}), facts)


FORMS = {
    "SelectStmt": select,
    "InsertStmt": insert,
    "UpdateStmt": update,
    "DeleteStmt": delete,
    "MergeStmt": update,
    "TruncateStmt": truncate,
    "LockStmt": lock,
    "CopyStmt": copy,
}
