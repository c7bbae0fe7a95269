"""A strong lock is held while something else takes long."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.model.identity import dotted
from schemactl.model.statement import Lock


def find(seen: Seen) -> Iterator[Said]:
    held = sorted({path for earlier in seen.before for path, mode in earlier.locks.items() if mode is Lock.ACCESS_EXCLUSIVE})
    long = sorted({work.relation for work in seen.judgement.work if work.code != "empty"})
    for path in held:
        if others := [one for one in long if one != path]:
            yield Said(
                f"nobody can read {dotted(path)} while {', '.join(map(dotted, others))} is read or written: put it into a step of its own"
            )


RULE = StatementRule(code="SC501", severity="warning", find=find)
