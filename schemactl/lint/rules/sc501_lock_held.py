"""A strong lock is held while something else takes long."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.tree import Path
from schemactl.model.identity import dotted
from schemactl.model.statement import Lock

MOST = 3


def find(seen: Seen) -> Iterator[Said]:
    held = {
        path for earlier in seen.before for path, mode in earlier.locks.items() if mode is Lock.ACCESS_EXCLUSIVE
    } - seen.catalog.index_names
    long = {work.relation for work in seen.judgement.work if work.code != "empty"}
    if (others := held - long) and long:
        yield Said(f"nobody can read {_listed(others)} while {_listed(long)} is read or written: put it into a step of its own")


def _listed(paths: set[Path]) -> str:
    names = sorted(map(dotted, paths))
    return ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")


RULE = StatementRule(code="SC501", severity="warning", find=find)
