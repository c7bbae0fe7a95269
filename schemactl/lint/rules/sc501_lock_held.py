"""A strong lock is held while something else is read."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.tree import Path
from schemactl.model.identity import dotted
from schemactl.model.statement import Lock

MOST = 3


def find(seen: Seen) -> Iterator[Said]:
    read = {work.relation for work in seen.judgement.work if work.what != "rewrite"} - seen.judgement.rewrites
    if others := held_beside(read, seen):
        yield Said(f"nobody can read {listed(others)} while {listed(read)} is read: put it into a step of its own")


def held_beside(busy: set[Path], seen: Seen) -> set[Path]:
    """Relations that nobody can read, by earlier statements of the transaction, while this one works on those."""
    if not busy:
        return set()
    held = {path for earlier in seen.before for path, mode in earlier.locks.items() if mode is Lock.ACCESS_EXCLUSIVE}
    return held - seen.catalog.index_names - busy


def listed(paths: set[Path]) -> str:
    names = sorted(map(dotted, paths))
    return ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")


RULE = StatementRule(code="SC501", severity="warning", find=find)
