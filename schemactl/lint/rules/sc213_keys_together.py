"""One transaction locks several tables for foreign keys."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.foreign_key import ForeignKey
from schemactl.lint.course import subcommands
from schemactl.lint.judge import Judgement
from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.rules.sc501_lock_held import listed
from schemactl.lint.tree import Path, named, relation


def find(seen: Seen) -> Iterator[Said]:
    mine = _referenced(seen.judgement, seen)
    if mine:
        every = mine.union(*(_referenced(one, seen) for one in seen.before))
        if len(every) > 1:
            yield Said(f"its transaction locks {listed(every)}: whoever writes to them in another order may end in a deadlock with it")


def _referenced(judgement: Judgement, seen: Seen) -> set[Path]:
    """Tables that others use, which a new foreign key refers to, or one that goes with its table."""
    found = set()
    for path, command in subcommands(judgement, seen.catalog):
        constraint = command.get("def", {}).get("Constraint", {}) if command.get("subtype") == "AT_AddConstraint" else {}
        if constraint.get("contype") == "CONSTR_FOREIGN":
            found |= {seen.catalog.resolve(relation(constraint["pktable"]))} - {path}
    for tree in judgement.trees:
        if tree.tag == "DropStmt" and tree.node.get("removeType") == "OBJECT_TABLE":
            for each in tree.node["objects"]:
                table = seen.catalog.resolve(named(each))
                found |= {
                    seen.catalog.referenced(key) for key in seen.catalog.inside(table, "foreign_key") if isinstance(key, ForeignKey)
                } - {table}
    return {path for path in found if path in judgement.locks}


# Plans add the keys of small tables together: a lock that does not come is asked for again.
RULE = StatementRule(code="SC213", severity="off", find=find)
