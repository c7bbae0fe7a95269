"""A plan for a pull request: summary, tree, SQL. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemactl.model.change import Change
from schemactl.model.statement import Step
from schemactl.reports import text
from schemactl.reports.problems import printable

_FENCES = re.compile(r"`{3,}")


def plan(name: str, changes: Sequence[Change], steps: Sequence[Step]) -> str:
    """Heading, summary, what changes, and the statements folded away."""
    parts = [f"## {printable(name)}", text.summary(changes, steps)]
    if changes:
        parts.append(_fenced("text", text.changes_tree(changes, steps)))
    if steps:
        sql = "\n\n".join(
            f"-- step {number}\n" + "\n".join(_statement(one.sql) for one in step.statements) for number, step in enumerate(steps, 1)
        )
        parts.append(f"<details><summary>SQL</summary>\n\n{_fenced('sql', sql)}\n\n</details>")
    return "\n\n".join(parts)


def _statement(sql: str) -> str:
    return "\n".join(printable(line) for line in sql.split("\n")) + ";"


def _fenced(language: str, body: str) -> str:
    """A fence longer than any in the body: a comment of the schema may hold one."""
    fence = "`" * max(3, 1 + max((len(found) for found in _FENCES.findall(body)), default=0))
    return f"{fence}{language}\n{body}\n{fence}"
