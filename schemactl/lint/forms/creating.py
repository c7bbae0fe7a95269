"""CREATE TABLE, VIEW, TRIGGER, POLICY, RULE, SEQUENCE: what the new object takes from those that are there."""

from __future__ import annotations

from schemactl.lint.facts import Facts, Loss
from schemactl.lint.tree import Node, Path, constraints, relation, relations
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

AX, SRX, SUX = Lock.ACCESS_EXCLUSIVE, Lock.SHARE_ROW_EXCLUSIVE, Lock.SHARE_UPDATE_EXCLUSIVE


def create_table(node: Node, facts: Facts) -> None:
    """Nobody waits for a new table, but for the tables that it refers to."""
    path = facts.catalog.resolve(relation(node["relation"]))
    if node.get("if_not_exists") and facts.catalog.find(("table",), path):
        return
    facts.creates.append(path)
    for element in node.get("tableElts", ()):
        if like := element.get("TableLikeClause"):
            facts.lock(facts.catalog.resolve(relation(like["relation"])), Lock.ACCESS_SHARE)
        found = [element["Constraint"]] if "Constraint" in element else constraints(element.get("ColumnDef", {}))
        for one in found:
            if "pktable" in one:
                facts.lock_with_heirs(facts.catalog.resolve(relation(one["pktable"])), SRX)
    for one in node.get("inhRelations", ()):
        _under(facts.catalog.resolve(relation(one["RangeVar"])), path, node, facts)


def _under(parent: Path, path: Path, node: Node, facts: Facts) -> None:
    if "partbound" not in node:
        facts.lock(parent, SUX)
        return
    facts.lock(parent, AX)
    for index in facts.catalog.inside(parent, "index"):
        facts.lock((parent[0], index.id.name), SUX)
    default = facts.catalog.default_partition(parent)
    if default and not node["partbound"].get("is_default"):
        facts.lock(default, AX)
        facts.scan(default, "SC505", ObjectId("table", path))
    for key in facts.catalog.foreign_keys(parent):
        facts.lock(facts.catalog.referenced(key), SRX)


def create_table_as(node: Node, facts: Facts) -> None:
    """CREATE TABLE AS and CREATE MATERIALIZED VIEW read what the query names."""
    facts.creates.append(facts.catalog.resolve(relation(node["into"]["rel"])))
    for one in relations(node["query"]):
        path = facts.catalog.resolve(one)
        facts.lock(path, Lock.ACCESS_SHARE)
        if not node["into"].get("skipData"):
            facts.scan(path)


def create_view(node: Node, facts: Facts) -> None:
    """OR REPLACE keeps the view's readers out; what it reads is looked at."""
    path = facts.catalog.resolve(relation(node["view"]))
    if node.get("replace") and facts.catalog.find(("view",), path):
        facts.lock(path, AX)
    facts.creates.append(path)
    for one in relations(node["query"]):
        facts.lock(facts.catalog.resolve(one), Lock.ACCESS_SHARE)


def create_trigger(node: Node, facts: Facts) -> None:
    """Writers wait. What fires for each row is made in the partitions as well."""
    table = facts.catalog.resolve(relation(node["relation"]))
    for each in (table, *(facts.catalog.heirs(table) if node.get("row") and facts.catalog.partitioned(table) else ())):
        facts.lock(each, SRX)
    if "constrrel" in node:
        facts.lock(facts.catalog.resolve(relation(node["constrrel"])), Lock.ACCESS_SHARE)


def create_policy(node: Node, facts: Facts) -> None:
    facts.lock(facts.catalog.resolve(relation(node["table"])), AX)


def alter_policy(node: Node, facts: Facts) -> None:
    """Other rows may be seen."""
    table = facts.catalog.resolve(relation(node["table"]))
    facts.lock(table, AX)
    facts.lose(Loss.VISIBILITY, ObjectId("policy", (*table, node["policy_name"])), "SC406")


def create_rule(node: Node, facts: Facts) -> None:
    facts.lock(facts.catalog.resolve(relation(node["relation"])), AX)


def create_sequence(node: Node, facts: Facts) -> None:
    facts.creates.append(facts.catalog.resolve(relation(node["sequence"])))


FORMS = {
    "CreateStmt": create_table,
    "CreateTableAsStmt": create_table_as,
    "ViewStmt": create_view,
    "CreateTrigStmt": create_trigger,
    "CreatePolicyStmt": create_policy,
    "AlterPolicyStmt": alter_policy,
    "RuleStmt": create_rule,
    "CreateSeqStmt": create_sequence,
}
