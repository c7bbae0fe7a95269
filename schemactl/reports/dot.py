"""A picture as Graphviz' dot: a cluster per schema, ports per column. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterator

from schemactl.reports.picture import Arrow, Box, Line, Picture, word
from schemactl.reports.problems import printable

_COLOURS = {"+": "#1a7f37", "-": "#cf222e", "~": "#9a6700", ">": "#0969da", "": "#57606a"}


def diagram(picture: Picture) -> str:
    """The text, for `dot -Tsvg` and its like."""
    names = {box.path: f"t{number}" for number, box in enumerate(picture.boxes, 1)}
    schemas: dict[str, list[Box]] = {}
    for box in picture.boxes:
        schemas.setdefault(box.path[0], []).append(box)
    lines = [
        "digraph schema {",
        '  graph [rankdir=LR, fontname="Helvetica", nodesep=0.3, ranksep=0.9]',
        '  node [shape=plain, fontname="Helvetica", fontsize=10]',
        '  edge [fontname="Helvetica", fontsize=8, arrowhead=none, arrowtail=crow, dir=both]',
    ]
    for number, (schema, boxes) in enumerate(schemas.items(), 1):
        lines += [f"  subgraph cluster_{number} {{", f"    label={_text(schema)}; color=gray80; fontsize=12"]
        lines += [f"    {names[box.path]} [label=<{''.join(_table(box))}>, tooltip={_text(box.title)}]" for box in boxes]
        lines.append("  }")
    lines += [f"  {names[one.start]} -> {names[one.end]} [{_edge(one)}]" for one in picture.arrows]
    return "\n".join([*lines, "}"])


def _table(box: Box) -> Iterator[str]:
    colour = _COLOURS[box.mark]
    style = ' style="dashed"' if box.mark == "-" else ""
    label = f"{box.title} ({word(box.mark)})" if box.mark else box.title
    yield f'<table border="1" cellborder="0" cellspacing="0" cellpadding="3" color="{colour}"{style}>'
    yield f'<tr><td colspan="2" bgcolor="#eaeef2"><b>{_html(label)}</b></td></tr>'
    yield from (_row(one) for one in box.lines)
    if box.hidden and box.lines:
        yield f'<tr><td colspan="2" align="left"><i>{box.hidden} more</i></td></tr>'
    if box.folded:
        yield f'<tr><td colspan="2" align="left"><i>{box.folded} partitions</i></td></tr>'
    yield "</table>"


def _row(line: Line) -> str:
    name = f"{line.mark} {line.name}" if line.mark else line.name
    keys = f" {' '.join(line.keys)}" if line.keys else ""
    cells = (f'<font color="{_COLOURS[line.mark]}">{_html(name)}</font>', f'<font color="gray40">{_html(line.type + keys)}</font>')
    return "<tr>" + "".join(f'<td align="left">{cell}</td>' for cell in cells) + "</tr>"


def _edge(arrow: Arrow) -> str:
    label = f"{arrow.name} ({word(arrow.mark)})" if arrow.mark else arrow.name
    head = "teeodot" if arrow.optional else "teetee"
    style = "dashed" if arrow.mark == "-" else "solid"
    tail = "teeodot" if arrow.single else "crowodot"
    shown = f", xlabel={_text(label)}" if arrow.mark else ""
    return f'tooltip={_text(label)}{shown}, color="{_COLOURS[arrow.mark]}", style={style}, arrowhead={head}, arrowtail={tail}'


def _text(text: str) -> str:
    """A quoted string: a backslash begins an escape there, \\n and \\N among others."""
    return '"' + printable(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _html(text: str) -> str:
    return html.escape(printable(text), quote=False)
