"""A plan as one HTML page to be read, printed and kept: summary, changes, statements, findings, SQL, and the tables that it touches. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemactl.reports import svg
from schemactl.reports.page import escaped, page
from schemactl.reports.paper import Finding, Paper, Row

_MARKS = {"+": ("add", "add"), "-": ("del", "drop"), "~": ("chg", "change"), "!": ("chg", "data"), "?": ("chg", "check")}


def report(paper: Paper) -> str:
    """The page."""
    parts = [
        f"<h1>{escaped(paper.title)}</h1>",
        f'<p class="dim">{escaped(paper.about)}</p>' if paper.about else "",
        f"<p>{escaped(paper.summary)}</p>",
        _needed(paper.needed),
        _changes(paper),
        _statements(paper.rows),
        _findings(paper.findings),
        _drawn(paper),
        _sql(paper.rows),
    ]
    return page(paper.title, "<main>\n" + "\n".join(part for part in parts if part) + "\n</main>")


def _needed(needed: Sequence[str]) -> str:
    if not needed:
        return ""
    flags = "\n".join(f"--accept {one}" for one in needed)
    return f'<div class="needed"><p><strong>Needs approval</strong></p><pre class="wrap">{escaped(flags)}</pre></div>'


def _changes(paper: Paper) -> str:
    return f"<h2>Changes</h2>\n<pre>{escaped(paper.tree)}</pre>" if paper.tree else ""


def _statements(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    sized, timed = any(row.size for row in rows), any(row.takes for row in rows)
    more = f"{'<th>size</th>' if sized else ''}{'<th>takes</th>' if timed else ''}"
    head = f"<tr><th>#</th><th></th><th>statement</th><th>lock</th><th>others cannot</th>{more}<th>step</th><th>findings</th></tr>"
    lines = "\n".join(_row(row, sized=sized, timed=timed) for row in rows)
    return f"<h2>Statements</h2>\n<table>\n<thead>{head}</thead>\n<tbody>\n{lines}\n</tbody>\n</table>"


def _row(row: Row, *, sized: bool, timed: bool) -> str:
    style, verb = _MARKS[row.verb]
    cells = (
        f"<td>{row.number}</td>",
        f'<td class="{style}">{verb}</td>',
        f'<td class="sql"><code>{escaped(row.short)}</code></td>',
        f"<td>{escaped(row.lock)}</td>",
        f"<td>{escaped(row.blocks)}</td>",
        f'<td class="figure">{escaped(row.size)}</td>' if sized else "",
        f"<td>{escaped(row.takes)}</td>" if timed else "",
        f"<td>{row.step}</td>",
        f"<td>{escaped(', '.join(row.codes))}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


def _findings(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    lines = "\n".join(_finding(one) for one in findings)
    return f"<h2>Findings</h2>\n<ul>\n{lines}\n</ul>"


def _finding(one: Finding) -> str:
    lost = ' <strong class="del">loses data</strong>' if one.destructive else ""
    return f"<li><code>{escaped(one.code)}</code>{lost} {escaped(one.object)}: {escaped(one.message)}</li>"


def _drawn(paper: Paper) -> str:
    if paper.picture is None or not paper.picture.boxes:
        return ""
    return f'<h2>Tables</h2>\n<div class="scroll" tabindex="0" role="region" aria-label="Tables that change">\n{svg.element(paper.picture)}\n</div>'


def _sql(rows: Sequence[Row]) -> str:
    return f"<h2>SQL</h2>\n<details open><summary>{len(rows)} statements</summary>\n{''.join(_steps(rows))}</details>" if rows else ""


def _steps(rows: Sequence[Row]) -> Iterator[str]:
    for step in dict.fromkeys(row.step for row in rows):
        mine = [row for row in rows if row.step == step]
        text = "\n\n".join(f"{row.sql};" for row in mine)
        yield f'<p class="dim">step {step}: {escaped(mine[0].mode)}</p>\n<pre class="wrap">{escaped(text)}</pre>\n'
