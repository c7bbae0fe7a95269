"""Types, domains, sequences, functions, extensions: what has no rows of its own, and the tables that use it."""

from __future__ import annotations

from schemactl.kinds.routine import storing
from schemactl.lint.facts import Facts, Loss
from schemactl.lint.tree import Node, Path, named, relation, strings
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock


def alter_enum(node: Node, facts: Facts) -> None:
    """A new value cannot be used before the commit, and never goes again."""
    about = ObjectId("enum", strings(node["typeName"]))
    if "oldVal" in node:
        facts.lose(Loss.COMPATIBILITY, about, "SC310")
    elif facts.there(about.path):
        facts.unusable_until_commit = True
        facts.lose(Loss.IRREVERSIBLE, about, "SC506")


def alter_domain(node: Node, facts: Facts) -> None:
    """What is proved about a domain is read in every table that has a column of it, while writes wait."""
    path = strings(node["typeName"])
    about = ObjectId("domain", path)
    constraint = node.get("def", {}).get("Constraint", {})
    reads = node["subtype"] in ("V", "O") or (node["subtype"] == "C" and not constraint.get("skip_validation"))
    for table in sorted(facts.catalog.tables_with_type(about)) if reads else ():
        facts.lock(table, Lock.SHARE)
        facts.scan(table, "SC209", about)
    if node["subtype"] == "X":
        facts.lose(Loss.INTEGRITY, ObjectId("domain_check", (*path, node.get("name", ""))), "SC211")


def alter_sequence(node: Node, facts: Facts) -> None:
    """nextval waits until the commit."""
    path = facts.catalog.resolve(relation(node["sequence"]))
    facts.lock(path, Lock.SHARE_ROW_EXCLUSIVE)
    options = {one["DefElem"]["defname"]: one["DefElem"] for one in node.get("options", ())}
    if "restart" in options:
        facts.lose(Loss.STATE, ObjectId("sequence", path), "SC510")
    owner: Path = named(options["owned_by"]["arg"]) if "owned_by" in options else ()
    if len(owner) > 1:
        facts.lock(facts.catalog.resolve(owner[:-1]), Lock.ACCESS_SHARE)


def create_function(node: Node, facts: Facts) -> None:
    """OR REPLACE of one that indexes, checks or generated columns use leaves what they have stored."""
    path = strings(node["funcname"])
    found = [one for one in facts.catalog.functions(path) if not node.get("is_procedure")]
    replaced = [one for one in found if node.get("replace")]
    if not replaced:
        return
    if any(storing(one.id, lambda used: facts.catalog.used_by.get(used, ())) for one in replaced):
        facts.lose(Loss.STALE, replaced[0].id, "SC405")
    else:
        facts.lose(Loss.STALE, replaced[0].id)


def alter_function(node: Node, facts: Facts) -> None:
    """Its volatility, cost, settings."""


def alter_extension(node: Node, facts: Facts) -> None:
    """UPDATE runs the extension's own script."""
    facts.hint("SC407", ObjectId("extension", (node["extname"],)))


FORMS = {
    "AlterEnumStmt": alter_enum,
    "AlterDomainStmt": alter_domain,
    "AlterSeqStmt": alter_sequence,
    "CreateFunctionStmt": create_function,
    "AlterFunctionStmt": alter_function,
    "AlterExtensionStmt": alter_extension,
}
