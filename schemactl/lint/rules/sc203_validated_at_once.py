"""NOT VALID and VALIDATE in one transaction: the scan runs under the strong lock of the first."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.course import subcommands
from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.model.identity import dotted
from schemactl.model.statement import Lock

STRONG = (Lock.ACCESS_EXCLUSIVE, Lock.SHARE_ROW_EXCLUSIVE)


def find(seen: Seen) -> Iterator[Said]:
    for path, command in subcommands(seen.judgement, seen.catalog):
        if command.get("subtype") == "AT_ValidateConstraint" and any(earlier.locks.get(path) in STRONG for earlier in seen.before):
            yield Said(
                f"{dotted(path)} is read under the lock that an earlier statement of the transaction took: validate in a step of its own"
            )


RULE = StatementRule(code="SC203", severity="warning", find=find)
