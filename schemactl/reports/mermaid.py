"""A picture as Mermaid's erDiagram: what GitHub, GitLab and many editors draw from text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemactl.reports.picture import Arrow, Box, Line, Picture, word
from schemactl.reports.problems import printable

# What Mermaid's grammar takes as the type and as the name of an attribute.
_NO_WORD = re.compile(r"[^\w\-\[\]()]+", re.ASCII)
_BEGINS = re.compile(r"[A-Za-z]")


def diagram(picture: Picture) -> str:
    """The text. Removed and added things say so in words: its themes leave no room for colours of one's own."""
    names = {box.path: f"t{number}" for number, box in enumerate(picture.boxes, 1)}
    lines = ["erDiagram"]
    for box in picture.boxes:
        lines += _box(names[box.path], box)
    lines += [_arrow(names[one.end], names[one.start], one) for one in picture.arrows]
    return "\n".join(lines)


def _box(name: str, box: Box) -> Iterator[str]:
    label = f"{box.title} ({word(box.mark)})" if box.mark else box.title
    head = f'    {name}["{_quoted(label)}"]'
    rows = [_line(one) for one in box.lines]
    yield f"{head} {{" if rows else head
    if rows:
        yield from (f"        {row}" for row in rows)
        yield "    }"


def _line(line: Line) -> str:
    kind, name = _word(line.type, "type"), _word(line.name, "column")
    remarks = [*([word(line.mark)] if line.mark else []), *([line.name] if name != line.name else [])]
    keys = f" {', '.join(line.keys)}" if line.keys else ""
    return f"{kind} {name}{keys}" + (f' "{_quoted(", ".join(remarks))}"' if remarks else "")


def _arrow(parent: str, child: str, arrow: Arrow) -> str:
    label = f"{arrow.name} ({word(arrow.mark)})" if arrow.mark else arrow.name
    line = ".." if arrow.mark == "-" else "--"
    return f'    {parent} {"|o" if arrow.optional else "||"}{line}{"o|" if arrow.single else "o{"} {child} : "{_quoted(label)}"'


def _word(text: str, otherwise: str) -> str:
    """Letters, digits and brackets; the rest becomes an underscore."""
    found = _NO_WORD.sub("_", text).strip("_")
    return found if _BEGINS.match(found) else f"{otherwise}_{found}" if found else otherwise


def _quoted(text: str) -> str:
    """Inside of double quotes: Mermaid has no escape for them, and reads entities and `%%` comments."""
    return printable(text).replace('"', "'").replace("#", "♯").replace("%%", "% %").replace("<", "‹").replace(">", "›")
