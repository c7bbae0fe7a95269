"""A plan as a comment of a pull request: summary, statements, findings, the tables before and after, and the SQL folded away. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from schemactl.reports import mermaid
from schemactl.reports.paper import Finding, Paper, Row
from schemactl.reports.picture import Picture
from schemactl.reports.problems import printable

_FENCES = re.compile(r"`{3,}")
_TICKS = re.compile(r"`+")
# GitHub's limit for a comment is 65,536 characters.
_LONGEST_SQL = 40_000
_MOST_ROWS, _MOST_BOXES = 100, 20
MARK = "<!-- schemactl plan -->"
"""Tells the action which comment to write anew."""


def report(paper: Paper) -> str:
    """The whole comment."""
    parts = [MARK, f"## {_plain(paper.title)}", _plain(paper.summary), *_needed(paper.needed), *_tree(paper), *_statements(paper.rows)]
    parts += [*_findings(paper.findings), *_drawn(paper), *_sql(paper.rows)]
    return "\n\n".join(parts)


def _needed(needed: Sequence[str]) -> Iterator[str]:
    if needed:
        yield "**Needs approval:**\n\n" + "\n".join(f"- {_code(f'--accept {one}')}" for one in needed)


def _tree(paper: Paper) -> Iterator[str]:
    if paper.tree:
        yield _fenced("text", paper.tree)


def _statements(rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    # What nobody knows of any statement has no column.
    more = {"size": any(row.size for row in rows), "takes": any(row.takes for row in rows)}
    head = ["#", "statement", "lock", "others cannot", *(word for word, known in more.items() if known), "findings"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    lines += [f"| {' | '.join(_cells(row, more))} |" for row in rows[:_MOST_ROWS]]
    left = len(rows) - _MOST_ROWS
    yield "\n".join([*lines, f"\n… and {left} more, see the SQL below"] if left > 0 else lines)


def _cells(row: Row, more: Mapping[str, bool]) -> Iterator[str]:
    yield from (row.number, _cell(row.short), row.lock, row.blocks)
    if more["size"]:
        yield row.size
    if more["takes"]:
        yield row.takes
    yield ", ".join(row.codes)


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield "**Findings**\n\n" + "\n".join(_finding(one) for one in findings[:_MOST_ROWS])


def _finding(one: Finding) -> str:
    lost = " **loses data**" if one.destructive else ""
    return f"- {_code(one.code)}{lost} {_code(one.object)}: {_plain(one.message)}"


def _drawn(paper: Paper) -> Iterator[str]:
    """Before and after, where there are few enough tables to be looked at."""
    for word, picture in (("before", paper.before), ("after", paper.picture)):
        if picture is not None and 0 < len(picture.boxes) <= _MOST_BOXES:
            yield f"<details><summary>Tables {word}</summary>\n\n{_diagram(picture)}\n\n</details>"


def _diagram(picture: Picture) -> str:
    return _fenced("mermaid", mermaid.diagram(picture))


def _sql(rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    text = "\n\n".join(
        f"-- step {step}: {mine[0].mode}\n" + "\n".join(_statement(row.sql) for row in mine)
        for step in dict.fromkeys(row.step for row in rows)
        if (mine := [row for row in rows if row.step == step])
    )
    if len(text) > _LONGEST_SQL:
        text = text[:_LONGEST_SQL].rpartition("\n")[0] + "\n-- … the plan's file has the rest"
    yield f"<details><summary>SQL</summary>\n\n{_fenced('sql', text)}\n\n</details>"


def _statement(sql: str) -> str:
    return "\n".join(printable(line) for line in sql.split("\n")) + ";"


def _fenced(language: str, body: str) -> str:
    """A fence longer than any in the body: a comment of the schema may hold one."""
    fence = "`" * max(3, 1 + max((len(found) for found in _FENCES.findall(body)), default=0))
    return f"{fence}{language}\n{body}\n{fence}"


def _code(text: str) -> str:
    """In ticks, more of them than the text has in a row."""
    line = printable(" ".join(text.split()))
    ticks = "`" * (1 + max((len(found) for found in _TICKS.findall(line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}"


def _cell(text: str) -> str:
    """Code in a table: a bar would end the cell, in ticks too."""
    return _code(text).replace("|", r"\|")


def _plain(text: str) -> str:
    """Text that cannot become a link, a mention, HTML or a heading."""
    return re.sub(r"([\\`*_{}\[\]<>#|@])", r"\\\1", printable(" ".join(text.split())) if "\n" not in text else text)
