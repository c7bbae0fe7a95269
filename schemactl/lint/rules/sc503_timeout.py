"""A timeout that keeps the database usable is turned off, or made so long that it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemactl.lint.rule import Said, Seen, StatementRule
from schemactl.lint.tree import Node

SECONDS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
MOST = {"lock_timeout": 30.0, "statement_timeout": None, "transaction_timeout": None, "idle_in_transaction_session_timeout": None}
"""Seconds, where longer ones are known to hurt: whoever waits for a lock keeps everybody waiting who comes behind."""


def find(seen: Seen) -> Iterator[Said]:
    for tree in seen.judgement.trees:
        name = str(tree.node.get("name", "")).lower() if tree.tag == "VariableSetStmt" else ""
        if name not in MOST or tree.node.get("kind") != "VAR_SET_VALUE":
            continue
        seconds, most = _seconds(tree.node), MOST[name]
        if seconds == 0:
            yield Said(f"{name} is turned off: the statements behind it wait for as long as it takes, and others with them")
        elif seconds is not None and most is not None and seconds > most:
            yield Said(f"{name} of {seconds:g} s: whoever comes behind waits as long; apply tries again after a short one")


def _seconds(node: Node) -> float | None:
    """PostgreSQL takes a number for milliseconds."""
    given = node["args"][0].get("A_Const", {})
    if "ival" in given:
        return float(given["ival"].get("ival", 0)) / 1000
    found = re.fullmatch(r"\s*(\d+(?:\.\d*)?)\s*(us|ms|s|min|h|d)?\s*", str(given.get("sval", {}).get("sval", "")))
    return float(found[1]) * SECONDS[found[2] or "ms"] if found else None


RULE = StatementRule(code="SC503", severity="warning", find=find)
