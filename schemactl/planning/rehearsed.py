"""What a statement is in scratch, where nothing may reach out."""

from __future__ import annotations

from schemactl.kinds import KINDS

_REWRITING = tuple(kind.rehearsed for kind in KINDS if kind.rehearsed)


def rehearsed(sql: str) -> str:
    """The same text for all but the few that would connect somewhere, now or later."""
    for rewrite in _REWRITING:
        sql = rewrite(sql)
    return sql
