"""Partitions: attached, detached, and the indexes of theirs."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.check import Check
from schemactl.kinds.index import Index
from schemactl.lint.catalog import not_nulls
from schemactl.lint.facts import Facts
from schemactl.lint.tree import Node, Path, expression, relation
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

AX, SUX = Lock.ACCESS_EXCLUSIVE, Lock.SHARE_UPDATE_EXCLUSIVE


def attach(parent: Path, command: Node, facts: Facts) -> None:
    """ATTACH PARTITION reads the candidate unless its checks imply the bound, and the default partition unless its own exclude it."""
    catalog = facts.catalog
    bound = command["def"]["PartitionCmd"]["bound"]
    table = catalog.resolve(relation(command["def"]["PartitionCmd"]["name"]))
    about = ObjectId("partition", (*table, "partition_of"))
    facts.lock(parent, SUX)
    facts.lock_with_heirs(table, AX)
    for index in _indexes(parent, facts):
        facts.lock((parent[0], index.id.name), SUX)
    if bound.get("is_default") or not _implied(table, parent, bound, facts):
        facts.scan(table, "SC505", about)
    default = catalog.default_partition(parent)
    if default and not bound.get("is_default"):
        facts.lock(default, AX)
        if not _excluded(default, parent, bound, facts):
            facts.scan(default, "SC505", about)
    for index in _indexes(parent, facts):
        if not any(_same_index(index, one) for one in _indexes(table, facts)):
            facts.build(table, "SC505", about)
    _keys(parent, table, facts)


def _indexes(table: Path, facts: Facts) -> list[Index]:
    return [one for one in facts.catalog.inside(table, "index") if isinstance(one, Index)]


def _same_index(one: Index, other: Index) -> bool:
    return (one.columns, one.unique, one.using, one.where) == (other.columns, other.unique, other.using, other.where)


def _keys(parent: Path, table: Path, facts: Facts) -> None:
    """Foreign keys of the parent come to the partition: its own equal one is taken over, else it is validated."""
    own = facts.catalog.foreign_keys(table)
    for key in facts.catalog.foreign_keys(parent):
        referenced = facts.catalog.referenced(key)
        if any(one.definition == key.definition for one in own):
            facts.lock(referenced, AX)
        else:
            facts.lock(referenced, Lock.SHARE_ROW_EXCLUSIVE)
            facts.scan(table, "SC505", key.id)
            facts.scan(referenced)


def _key_columns(parent: Path, facts: Facts) -> list[str]:
    found = facts.catalog.inside(parent, "column")
    return [one.id.name for one in found if getattr(one, "partition_key", False)]


def _implied(table: Path, parent: Path, bound: Node, facts: Facts) -> bool:
    """Do validated checks say what the bound says? Known for one column, in the words that PostgreSQL's own proof needs."""
    columns = _key_columns(parent, facts)
    if len(columns) != 1:
        return False
    column = columns[0]
    wanted = set(_conditions(column, bound))
    said = {condition for check in facts.catalog.checks(table) for condition in _said(check)}
    nulls = any(column in not_nulls(check.expression) for check in facts.catalog.checks(table))
    declared = facts.catalog.column(table, column)
    not_null = nulls or (declared is not None and declared.not_null and not declared.not_null_not_valid)
    return bool(wanted) and not_null and wanted <= said


def _conditions(column: str, bound: Node) -> Iterator[tuple[str, str, str]]:
    for operator, datums in ((">=", bound.get("lowerdatums", [])), ("<", bound.get("upperdatums", []))):
        for datum in datums:
            yield column, operator, _constant(datum)


def _said(check: Check) -> Iterator[tuple[str, str, str]]:
    return _comparisons(expression(check.expression))


def _comparisons(tree: Node) -> Iterator[tuple[str, str, str]]:
    """Comparisons of a column with a constant that hold wherever the condition does."""
    parts = [tree]
    while parts:
        part = parts.pop()
        if "BoolExpr" in part and part["BoolExpr"]["boolop"] == "AND_EXPR":
            parts += part["BoolExpr"]["args"]
        elif (found := part.get("A_Expr")) and "ColumnRef" in found.get("lexpr", {}):
            name = found["lexpr"]["ColumnRef"]["fields"][-1]["String"]["sval"]
            yield name, found["name"][0]["String"]["sval"], _constant(found.get("rexpr", {}))


def _constant(node: Node) -> str:
    if "TypeCast" in node:
        return _constant(node["TypeCast"]["arg"])
    value = node.get("A_Const", {})
    if "ival" in value:
        return str(value["ival"].get("ival", 0))
    return str(value.get("sval", {}).get("sval", value.get("fval", {}).get("fval", "?")))


def _excluded(default: Path, parent: Path, bound: Node, facts: Facts) -> bool:
    """Does a check of the default partition say that it holds nothing of the bound? `NOT (k IS NOT NULL AND k >= 1 AND k < 2)`."""
    columns = _key_columns(parent, facts)
    if len(columns) != 1:
        return False
    wanted = set(_conditions(columns[0], bound))
    return any(wanted <= set(_denied(check)) for check in facts.catalog.checks(default))


def _denied(check: Check) -> Iterator[tuple[str, str, str]]:
    tree = expression(check.expression).get("BoolExpr", {})
    opposite = {"<": ">=", ">=": "<"}
    if tree.get("boolop") == "NOT_EXPR":
        yield from _comparisons(tree["args"][0])
    elif tree.get("boolop") == "OR_EXPR":
        for column, operator, constant in (found for part in tree["args"] for found in _comparisons(part)):
            yield column, opposite.get(operator, operator), constant


def detach(parent: Path, command: Node, facts: Facts) -> None:
    """DETACH PARTITION; CONCURRENTLY in two transactions of its own."""
    wanted = command["def"]["PartitionCmd"]
    table = facts.catalog.resolve(relation(wanted["name"]))
    concurrently = wanted.get("concurrent", False)
    facts.transactional = facts.transactional and not concurrently
    facts.lock(parent, SUX if concurrently else AX)
    facts.lock(table, AX)
    facts.so_far.gone.add(facts.so_far.before(table))
    for key in facts.catalog.foreign_keys(table):
        facts.lock(facts.catalog.referenced(key), Lock.SHARE_ROW_EXCLUSIVE)


def finalize(parent: Path, command: Node, facts: Facts) -> None:
    """DETACH PARTITION … FINALIZE ends what was interrupted."""
    facts.lock(parent, SUX)
    facts.lock(facts.catalog.resolve(relation(command["def"]["PartitionCmd"]["name"])), AX)


def attach_index(path: Path, command: Node, facts: Facts) -> None:
    """ALTER INDEX … ATTACH PARTITION."""
    child = facts.catalog.resolve(relation(command["def"]["PartitionCmd"]["name"]))
    facts.lock(path, SUX)
    facts.lock(child, AX)
    for one in (path, child):
        if table := facts.catalog.indexed(one):
            facts.lock(table, Lock.ACCESS_SHARE)
