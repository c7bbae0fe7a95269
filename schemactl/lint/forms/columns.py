"""Columns: a new one, another type, NOT NULL, identity, generated."""

from __future__ import annotations

import re

from schemactl.kinds.column import Column
from schemactl.kinds.constraint import default_name
from schemactl.kinds.foreign_key import ForeignKey
from schemactl.kinds.identity import sequence_name
from schemactl.kinds.index import Index
from schemactl.kinds.sql import path_of
from schemactl.lint.catalog import KEYS
from schemactl.lint.facts import Facts, Loss
from schemactl.lint.tree import Node, Path, TypeName, constraints, relation, strings, type_name
from schemactl.lint.types import TypeChange, is_constrained, type_change
from schemactl.lint.volatile import is_volatile
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock

AX = Lock.ACCESS_EXCLUSIVE
SERIAL = frozenset({"serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"})


def add_column(table: Path, command: Node, facts: Facts) -> None:
    """Free, unless every row gets a value of its own, or something about the new value has to be proved."""
    column = command["def"]["ColumnDef"]
    facts.lock_with_heirs(table, AX)
    if command.get("missing_ok") and facts.catalog.column(table, column["colname"]):
        return
    about = ObjectId("column", (*table, column["colname"]))
    parts = {one["contype"]: one for one in constraints(column)}
    given = parts.get("CONSTR_DEFAULT", {}).get("raw_expr")
    computed = [why for why in (_rewrites(column, parts, facts), _default_of_domain(column, facts)) if why]
    for code in computed[:1]:
        _everywhere(facts.rewrite, table, code, about, facts)
    virtual = parts.get("CONSTR_GENERATED", {}).get("generated_kind") == "v"
    filled = given is not None or bool(computed) or "CONSTR_GENERATED" in parts
    if "CONSTR_NOTNULL" in parts and (virtual or not filled):
        # A virtual column is computed for each row to prove it; without any value each row fails.
        _everywhere(facts.scan, table, "SC208" if virtual else "SC302", about, facts)
    _inline_constraints(table, column, facts, filled=filled)


def _everywhere(does: object, table: Path, code: str, about: ObjectId, facts: Facts) -> None:
    assert callable(does)
    for one in (table, *(() if facts.catalog.partitioned(table) else facts.catalog.heirs(table))):
        does(one, code, about)


def _rewrites(column: Node, parts: dict[str, Node], facts: Facts) -> str | None:
    if type_name(column["typeName"]).name in SERIAL or "CONSTR_IDENTITY" in parts:
        return "SC303"
    if parts.get("CONSTR_GENERATED", {}).get("generated_kind", "v") == "s":
        return "SC303"
    default = parts.get("CONSTR_DEFAULT", {}).get("raw_expr")
    return "SC301" if default is not None and is_volatile(default, facts.catalog) else None


def _default_of_domain(column: Node, facts: Facts) -> str | None:
    """A constrained domain is checked in every row, even when the value is NULL in all of them."""
    kind = type_name(column["typeName"])
    return "SC304" if not kind.dimensions and is_constrained(kind, facts.catalog) else None


def _inline_constraints(table: Path, column: Node, facts: Facts, *, filled: bool) -> None:
    about = ObjectId("column", (*table, column["colname"]))
    for one in constraints(column):
        match one["contype"]:
            case "CONSTR_CHECK" if one.get("is_enforced"):
                _everywhere(facts.scan, table, "SC208", about, facts)
            case "CONSTR_UNIQUE" | "CONSTR_PRIMARY":
                facts.build(table, "SC208", about)
            case "CONSTR_FOREIGN":
                referenced = facts.catalog.resolve(relation(one["pktable"]))
                facts.lock_with_heirs(referenced, Lock.SHARE_ROW_EXCLUSIVE)
                if filled:
                    facts.scan(table, "SC208", about)
                    facts.scan(referenced)


def alter_type(table: Path, command: Node, facts: Facts) -> None:
    """ALTER COLUMN … TYPE."""
    facts.lock_with_heirs(table, AX)
    column, definition = facts.catalog.column(table, command["name"]), command["def"]["ColumnDef"]
    about = ObjectId("column", (*table, command["name"]))
    wanted = type_name(definition["typeName"])
    change = _change(column, wanted, definition, facts) if column else TypeChange(rewrite=True)
    for one in _with_that_column(table, command["name"], facts):
        here = ObjectId("column", (*one, command["name"]))
        if change.rewrite:
            facts.rewrite(one, "SC305", about)
        _what_hangs_on_it(here, change, _collation_changes(column, definition), facts)
    if change.loses:
        facts.lose(Loss.PRECISION, about, "SC307")


def _with_that_column(table: Path, name: str, facts: Facts) -> list[Path]:
    heirs = [one for one in facts.catalog.heirs(table) if facts.catalog.column(one, name)]
    return heirs if facts.catalog.partitioned(table) else [table, *heirs]


def _change(column: Column, wanted: TypeName, definition: Node, facts: Facts) -> TypeChange:
    using = definition.get("raw_default")
    if using is not None and not _is_the_plain_cast(using, column.id.name, wanted):
        # Whatever USING computes is computed for every row.
        return type_change(column.type, wanted, facts.catalog, zone=facts.zone)._replace(rewrite=True, other_order=False, loses=False)
    return type_change(column.type, wanted, facts.catalog, zone=facts.zone)


def _is_the_plain_cast(using: Node, column: str, wanted: TypeName) -> bool:
    if "TypeCast" in using:
        return type_name(using["TypeCast"]["typeName"]) == wanted and _is_the_plain_cast(using["TypeCast"]["arg"], column, wanted)
    return "ColumnRef" in using and strings(using["ColumnRef"]["fields"])[-1] == column


def _collation_changes(column: Column | None, definition: Node) -> bool:
    """Without COLLATE the column gets its type's own."""
    now = column.collation if column else None
    given = strings(definition["collClause"]["collname"])[-1] if "collClause" in definition else None
    return (now or "").split(".")[-1].strip('"') != (given or "")


def _what_hangs_on_it(column: ObjectId, change: TypeChange, collation: bool, facts: Facts) -> None:
    table = column.path[:2]
    for one in facts.catalog.using(column, "check"):
        # Checks of the table, validated ones, are verified again under the new type.
        if one in facts.catalog.checks(table):
            facts.scan(table, "SC306", one.id)
    for one in facts.catalog.using(column, "index", *KEYS):
        facts.lock((table[0], one.id.name), AX)
        computed = isinstance(one, Index) and _is_computed(one, column.name)
        if not change.rewrite and (computed or change.other_order or collation):
            facts.build(table, "SC306", one.id)
    for one in facts.catalog.using(column, "foreign_key"):
        if isinstance(one, ForeignKey):
            facts.lock(one.id.path[:2], AX)
            facts.lock(facts.catalog.referenced(one), AX)


def _is_computed(index: Index, column: str) -> bool:
    """Does the index hold an expression over the column, or a condition?"""
    return index.where is not None or bool(re.search(r"\(.*\b" + re.escape(column) + r"\b", index.columns))


def set_not_null(table: Path, command: Node, facts: Facts) -> None:
    """Reads every row, unless a validated check proves it."""
    facts.lock_with_heirs(table, AX)
    about = ObjectId("column", (*table, command["name"]))
    for one in (table, *facts.catalog.heirs(table)):
        if not facts.catalog.proves_not_null(one, command["name"]):
            facts.scan(one, "SC207", about) if not facts.catalog.partitioned(one) else None


def drop_not_null(table: Path, command: Node, facts: Facts) -> None:
    """Whoever reads may find NULL."""
    facts.lock_with_heirs(table, AX)
    facts.lose(Loss.COMPATIBILITY, ObjectId("column", (*table, command["name"])))


def set_expression(table: Path, command: Node, facts: Facts) -> None:
    """A stored generated column is computed for every row."""
    facts.lock_with_heirs(table, AX)
    column = facts.catalog.column(table, command["name"])
    if column is None or not column.virtual:
        facts.rewrite(table, "SC303", ObjectId("column", (*table, command["name"])))


def _sequence_of(table: Path, name: str, facts: Facts) -> Path:
    column = facts.catalog.column(facts.so_far.before(table), name)
    return path_of(sequence_name(column)) if column else (table[0], default_name(table[1], name, "seq"))


def set_identity(table: Path, command: Node, facts: Facts) -> None:
    """RESTART and the like are the sequence's business; GENERATED ALWAYS refuses values that applications give."""
    facts.lock_with_heirs(table, AX)
    facts.lock(_sequence_of(table, command["name"], facts), Lock.SHARE_ROW_EXCLUSIVE)
    options = {one["DefElem"]["defname"]: one["DefElem"] for one in command["def"]["List"]["items"]}
    always = options.get("generated", {}).get("arg", {}).get("Integer", {}).get("ival") == ord("a")
    if always:
        facts.lose(Loss.COMPATIBILITY, ObjectId("column", (*table, command["name"])))


def drop_identity(table: Path, command: Node, facts: Facts) -> None:
    """Its sequence goes with it, and how far that has counted, unless the plan made another one of it."""
    sequence = _sequence_of(table, command["name"], facts)
    facts.lock_with_heirs(table, AX)
    facts.lock(sequence, AX)
    stays = sequence in facts.so_far.carried or not facts.there(table)
    facts.lose(Loss.STATE, ObjectId("column", (*table, command["name"])), None if stays else "SC401")
