"""What a statement is in scratch, where nothing may reach out, and each runs outside of a transaction."""

from __future__ import annotations

from schemactl.kinds import KINDS
from schemactl.kinds.sql import dollar

SETTING = "SET LOCAL search_path TO"
SETTINGS = (SETTING, "SET LOCAL row_security TO")
"""What is set for some statements, and set back behind them."""
_LOCKING = "LOCK TABLE "

_REWRITING = tuple(kind.rehearsed for kind in KINDS if kind.rehearsed)


def rehearsed(sql: str) -> str:
    """The same text for all but the few that would connect somewhere, now or later, or need a transaction around them."""
    if sql.startswith(SETTING):
        return sql.replace(" LOCAL", "", 1)
    if sql.startswith(_LOCKING):
        return f"DO {dollar(f'BEGIN {sql}; END')}"
    for rewrite in _REWRITING:
        sql = rewrite(sql)
    return sql
