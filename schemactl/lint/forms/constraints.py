"""Constraints of tables: added, validated, altered."""

from __future__ import annotations

from schemactl.kinds.foreign_key import ForeignKey
from schemactl.lint.catalog import key_columns
from schemactl.lint.facts import Facts, Loss
from schemactl.lint.tree import Node, Path, relation, strings
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

AX, SRX, SUX = Lock.ACCESS_EXCLUSIVE, Lock.SHARE_ROW_EXCLUSIVE, Lock.SHARE_UPDATE_EXCLUSIVE


def add(table: Path, command: Node, facts: Facts) -> None:
    """ADD CONSTRAINT."""
    one = command["def"]["Constraint"]
    match one["contype"]:
        case "CONSTR_CHECK":
            _check(table, one, facts)
        case "CONSTR_NOTNULL":
            _not_null(table, one, facts)
        case "CONSTR_FOREIGN":
            _foreign_key(table, one, facts)
        case "CONSTR_PRIMARY" | "CONSTR_UNIQUE" if "indexname" in one:
            _using_index(table, one, facts)
        case "CONSTR_PRIMARY" | "CONSTR_UNIQUE" | "CONSTR_EXCLUSION":
            _key(table, one, facts, only=command["only"])
        case other:
            facts.lock(table, AX)
            facts.unknown = other


def _check(table: Path, one: Node, facts: Facts) -> None:
    heirs = [] if one.get("is_no_inherit") else facts.catalog.heirs(table)
    about = _named("check", table, one)
    for each in (table, *heirs):
        facts.lock(each, AX)
        if not one.get("skip_validation") and not facts.catalog.partitioned(each):
            facts.scan(each, "SC201", about)


def _named(kind: str, table: Path, one: Node) -> ObjectId:
    return ObjectId(kind, (*table, one.get("conname", "")))


def _not_null(table: Path, one: Node, facts: Facts) -> None:
    column = strings(one["keys"])[0]
    for each in (table, *facts.catalog.heirs(table)):
        facts.lock(each, AX)
        if not one.get("skip_validation") and not facts.catalog.proves_not_null(each, column):
            facts.scan(each, "SC207", ObjectId("column", (*each, column)))


def _foreign_key(table: Path, one: Node, facts: Facts) -> None:
    referenced = facts.catalog.resolve(relation(one["pktable"]))
    about = _named("foreign_key", table, one)
    facts.lock_with_heirs(referenced, SRX)
    partitions = facts.catalog.heirs(table) if facts.catalog.partitioned(table) else []
    for each in (table, *partitions):
        facts.lock(each, SRX)
    ready = [each for each in partitions if _same_key(each, referenced, one, facts)]
    if ready:
        # Taking over a partition's own key drops its triggers on the referenced table.
        facts.lock(referenced, AX)
    left = [each for each in (partitions or [table]) if each not in ready]
    if not one.get("skip_validation"):
        for each in left:
            facts.scan(each, "SC202", about)
        if left:
            facts.scan(referenced, "SC202", about)


def _same_key(table: Path, referenced: Path, wanted: Node, facts: Facts) -> bool:
    columns = strings(wanted.get("fk_attrs", []))
    return any(
        facts.catalog.referenced(key) == referenced and key_columns(key) == columns and not key.not_valid
        for key in facts.catalog.foreign_keys(table)
    )


def _using_index(table: Path, one: Node, facts: Facts) -> None:
    facts.lock(table, AX)
    renamed = one.get("conname", one["indexname"]) != one["indexname"]
    facts.lock((table[0], one["indexname"]), SUX if renamed else Lock.ACCESS_SHARE)
    index = facts.catalog.index((table[0], one["indexname"]))
    if one["contype"] != "CONSTR_PRIMARY":
        return
    columns = [used.name for used in facts.catalog.state.uses[index.id] if used.kind == "column"] if index else []
    nullable = [name for name in columns if not facts.catalog.proves_not_null(table, name)]
    if nullable or index is None:
        facts.scan(table, "SC205", _named("primary_key", table, one))


def _key(table: Path, one: Node, facts: Facts, *, only: bool) -> None:
    primary = one["contype"] == "CONSTR_PRIMARY"
    kind = {"CONSTR_PRIMARY": "primary_key", "CONSTR_UNIQUE": "unique"}.get(one["contype"], "exclusion")
    no_online_form = kind == "exclusion" or one.get("without_overlaps", False)
    facts.lock(table, AX)
    if only and facts.catalog.partitioned(table):
        return
    # From 18 on a primary key puts NOT NULL on each partition, which locks it like the parent.
    for each in facts.catalog.heirs(table) if facts.catalog.partitioned(table) else ():
        facts.lock(each, AX if primary and facts.major >= 18 else Lock.SHARE)
    facts.build(table, "SC206" if no_online_form else "SC204", _named(kind, table, one))


def validate(table: Path, command: Node, facts: Facts) -> None:
    """VALIDATE CONSTRAINT reads every row and lets everybody else work."""
    found = facts.catalog.constraint(table, command["name"])
    facts.lock(table, SUX)
    if isinstance(found, ForeignKey):
        referenced = facts.catalog.referenced(found)
        facts.lock(referenced, Lock.ROW_SHARE)
        for each in facts.catalog.heirs(referenced):
            facts.lock(each, Lock.ACCESS_SHARE)
        facts.scan(table)
        facts.scan(referenced)
        return
    facts.lock_with_heirs(table, SUX)
    for each in (table, *facts.catalog.heirs(table)):
        facts.scan(each) if not facts.catalog.partitioned(each) else None


def alter(table: Path, command: Node, facts: Facts) -> None:
    """ALTER CONSTRAINT: DEFERRABLE is a word in the catalog; ENFORCED (18) validates, NOT ENFORCED drops the triggers."""
    facts.lock(table, AX)
    changes = command["def"]["ATAlterConstraint"]
    found = facts.catalog.constraint(table, changes["conname"])
    if not changes.get("alterEnforceability") or not isinstance(found, ForeignKey):
        return
    referenced = facts.catalog.referenced(found)
    if changes.get("is_enforced"):
        facts.lock(referenced, SRX)
        facts.scan(table, "SC202", found.id)
        facts.scan(referenced)
    else:
        facts.lock(referenced, AX)
        facts.lose(Loss.INTEGRITY, found.id, "SC211")
