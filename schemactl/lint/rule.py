"""What a rule is: a code, how serious it is by default, and a function that finds what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from schemactl.lint.catalog import Catalog
from schemactl.lint.judge import Judgement
from schemactl.lint.tree import Path
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import State

Severity = Literal["error", "warning", "off"]


class Said(msgspec.Struct, frozen=True):
    """What is wrong, and with which object."""

    message: str
    about: ObjectId | None = None


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, the state that its plan meets, and what stands before it in its transaction; `transaction` is False outside of any."""

    judgement: Judgement
    catalog: Catalog
    before: tuple[Judgement, ...] = ()
    transaction: bool = True


class StatementRule(msgspec.Struct, frozen=True, kw_only=True):
    """Looks at a statement. `destructive`: has to be accepted by name."""

    code: str
    severity: Severity
    find: Callable[[Seen], Iterator[Said]]
    destructive: bool = False


class SchemaRule(msgspec.Struct, frozen=True, kw_only=True):
    """Looks at the state that is wanted: as a server holds it, or as the files have it."""

    code: str
    severity: Severity
    find: Callable[[State], Iterator[Said]]
    state: Literal["server", "files"] = "server"


class PlanRule(msgspec.Struct, frozen=True, kw_only=True):
    """Looks at the states before and after a plan."""

    code: str
    severity: Severity
    find: Callable[[State, State], Iterator[Said]]


Rule = StatementRule | SchemaRule | PlanRule


def judged(code: str, message: str) -> Callable[[Seen], Iterator[Said]]:
    """What the judge found to be the case for this code; `{table}` and `{what}` in the message are the relation and the object."""

    def find(seen: Seen) -> Iterator[Said]:
        for work in seen.judgement.work:
            if work.code == code:
                yield Said(message.format(table=dotted(work.relation), what=work.about or dotted(work.relation)), work.about)
        for lost in seen.judgement.lost:
            if lost.code == code:
                yield Said(message.format(table=table_of(lost.about), what=lost.about), lost.about)

    return find


def table_of(about: ObjectId | None) -> str:
    """The relation that an object is or lies in."""
    return dotted(about.path[:2]) if about else "the table"


def subcommands(seen: Seen) -> Iterator[tuple[Path, dict[str, object]]]:
    """Every subcommand of ALTER TABLE, with its relation."""
    from schemactl.lint.tree import relation

    for tree in seen.judgement.trees:
        if tree.tag == "AlterTableStmt":
            path = seen.catalog.resolve(relation(tree.node["relation"]))
            yield from ((path, one["AlterTableCmd"]) for one in tree.node["cmds"])
