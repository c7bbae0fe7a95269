"""A picture as SVG: no browser, no program, no font of its own; light and dark by what the reader prefers. Pure."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping

from schemactl.model.identity import dotted
from schemactl.reports.layout import TITLE, Cluster, Layout, Size, clusters, layout
from schemactl.reports.picture import MEDIUM, Arrow, Box, Picture, word
from schemactl.reports.problems import printable

_HEAD, _ROW, _LETTER, _PAD = 26, 18, 6.7, 10
_LONGEST_TYPE, _MOST_NAMES = 24, 3
_AFAR = 96
"""The title of a neighbourhood among so many that all of them fit on a screen only when nothing else can be read."""
_CLASSES = {"+": "added", "-": "removed", "~": "changed", ">": "renamed"}

STYLE = """
svg { color-scheme: light dark; --bg:#ffffff; --fg:#1f2328; --dim:#59636e; --box:#ffffff; --head:#eaeef2; --line:#8c959f; --frame:#f6f8fa;
 --add:#1a7f37; --del:#cf222e; --chg:#9a6700; --ren:#0969da; font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
@media screen and (prefers-color-scheme: dark) { svg { --bg:#0d1117; --fg:#e6edf3; --dim:#9198a1; --box:#151b23; --head:#262c36; --line:#656c76; --frame:#11161d;
 --add:#3fb950; --del:#f85149; --chg:#d29922; --ren:#4493f8 } }
.back { fill: var(--bg) } .frame { fill: var(--frame); stroke: var(--line); stroke-opacity: .35 } .frame-title { fill: var(--dim); font-weight: 600 }
.box rect { fill: var(--box); stroke: var(--line) } .box .head { fill: var(--head) } text { fill: var(--fg) } .name { font-weight: 600 }
.type, .more { fill: var(--dim) } .key { fill: var(--dim); font-size: 9px }
.arrow { fill: none; stroke: var(--line); stroke-width: 1.2 } .far { stroke-opacity: .45 } .arrow-name { font-size: 10px; fill: var(--dim) }
.added > rect, .arrow.added { stroke: var(--add); stroke-width: 2 } text.added { fill: var(--add) }
.removed > rect, .arrow.removed { stroke: var(--del); stroke-width: 2; stroke-dasharray: 6 4 } text.removed { fill: var(--del); text-decoration: line-through }
.changed > rect, .arrow.changed { stroke: var(--chg); stroke-width: 2 } text.changed { fill: var(--chg) }
.renamed > rect, .arrow.renamed { stroke: var(--ren); stroke-width: 2 } text.renamed { fill: var(--ren) }
@media print { svg { --bg:#fff; --fg:#000; --box:#fff; --head:#eee; --frame:#fff } }
"""


def diagram(picture: Picture) -> str:
    """The whole file."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element(picture)}\n'


def element(picture: Picture) -> str:
    """The <svg> element with its style, for a file of its own or inside of a page."""
    return drawing(picture, style=f"<style>{STYLE}</style>")


Link = Callable[[Box], str]
"""The address of a table's page."""


def drawing(picture: Picture, *, style: str = "", link: Link | None = None) -> str:
    """The <svg> element for a page that has STYLE in a style sheet; tables are links where they have pages."""
    told = _told(picture)
    notes = _notes(told)
    sizes = {box.path: _size(box, notes.get(box.path, "")) for box in picture.boxes}
    afar = len(picture.boxes) > MEDIUM
    found = layout(sizes, [(one.start, one.end) for one in picture.arrows], heading=_AFAR * 1.25 if afar else TITLE)
    width, height = max(found.width, 200), max(found.height, 60)
    boxes = {box.path: box for box in picture.boxes}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" role="{"group" if link else "img"}">',
        f"<title>{_described(picture)}</title>",
        *([style] if style else []),
        _MARKERS,
        f'<rect class="back" width="{width:.0f}" height="{height:.0f}"/>',
        *(_frame(one, afar=afar) for one in found.clusters),
        *(part for arrow in picture.arrows if arrow not in told for part in _arrow(arrow, boxes, sizes, found)),
        *(
            part
            for box in picture.boxes
            for part in _linked(box, link, _box(box, found.places[box.path], sizes[box.path], notes.get(box.path, "")))
        ),
        "</svg>",
    ]
    return "\n".join(parts)


_MARKERS = """<defs>
<marker id="many" viewBox="0 0 12 12" refX="12" refY="6" markerWidth="12" markerHeight="12" orient="auto-start-reverse"><path d="M12 1 L2 6 L12 11 M2 6 L12 6" fill="none" stroke="context-stroke"/></marker>
<marker id="one" viewBox="0 0 12 12" refX="12" refY="6" markerWidth="12" markerHeight="12" orient="auto-start-reverse"><path d="M6 2 L6 10 M3 6 L12 6" fill="none" stroke="context-stroke"/></marker>
<marker id="none-or-one" viewBox="0 0 16 12" refX="16" refY="6" markerWidth="16" markerHeight="12" orient="auto-start-reverse"><circle cx="4" cy="6" r="3" fill="none" stroke="context-stroke"/><path d="M11 2 L11 10 M7 6 L16 6" fill="none" stroke="context-stroke"/></marker>
</defs>"""


def _told(picture: Picture) -> set[Arrow]:
    """Foreign keys that lead out of their neighbourhood: among very many tables they are said in words, or lines would cover everything."""
    if len(picture.boxes) <= MEDIUM:
        return set()
    parts = clusters([box.path for box in picture.boxes], [(one.start, one.end) for one in picture.arrows])
    home = {node: number for number, (_, nodes) in enumerate(parts) for node in nodes}
    return {one for one in picture.arrows if not one.mark and home[one.start] != home[one.end]}


def _notes(told: Iterable[Arrow]) -> dict[tuple[str, ...], str]:
    names: dict[tuple[str, ...], dict[str, None]] = {}
    for one in sorted(told, key=lambda one: (one.start, one.end)):
        shown = one.end if one.end[0] != one.start[0] else one.end[1:]
        names.setdefault(one.start, {})[dotted(shown)] = None
    return {path: _list(list(every)) for path, every in names.items()}


def _list(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return "→ " + ", ".join(names[:_MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")


def _described(picture: Picture) -> str:
    count, keys = len(picture.boxes), len(picture.arrows)
    return f"{count} table{'s' if count != 1 else ''}, {keys} foreign key{'s' if keys != 1 else ''}"


def _size(box: Box, note: str) -> Size:
    texts = [
        len(_title(box)) * 1.06,
        *(len(one.name) + len(_type(one.type)) + 3 * len(one.keys) + (2 if one.mark else 0) + 3 for one in box.lines),
    ]
    texts.append(max(len(note), len(_rest(box))) * 1.08)
    rows = len(box.lines) + bool(_rest(box)) + bool(note)
    return max(texts) * _LETTER + 2 * _PAD + 8, _HEAD + rows * _ROW + (6 if rows else 0)


def _title(box: Box) -> str:
    return f"{box.title} ({word(box.mark)})" if box.mark else box.title


def _type(text: str) -> str:
    return text if len(text) <= _LONGEST_TYPE else f"{text[: _LONGEST_TYPE - 1]}…"


def _frame(cluster: Cluster, *, afar: bool) -> str:
    letters = min(_AFAR, (cluster.width - 24) / (len(cluster.title) * 0.62)) if afar else 12
    size = f' font-size="{letters:.0f}"' if letters > 12 else ""
    return (
        f'<rect class="frame" x="{cluster.x:.0f}" y="{cluster.y:.0f}" width="{cluster.width:.0f}" height="{cluster.height:.0f}" rx="8"/>'
        f'<text class="frame-title" x="{cluster.x + 12:.0f}" y="{cluster.y + letters + 8:.0f}"{size}>{_text(cluster.title)}</text>'
    )


def _box(box: Box, place: Size, size: Size, note: str) -> Iterator[str]:
    x, y = place
    width, height = size
    yield f'<g class="box {_CLASSES.get(box.mark, "")}" data-name="{_text(box.title)}"><title>{_text(_title(box))}</title>'
    yield f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="5"/>'
    yield f'<rect class="head" x="{x + 1:.0f}" y="{y + 1:.0f}" width="{width - 2:.0f}" height="{_HEAD - 2}" rx="4"/>'
    yield f'<text class="name {_CLASSES.get(box.mark, "")}" x="{x + _PAD:.0f}" y="{y + 17:.0f}">{_text(_title(box))}</text>'
    at = y + _HEAD + 14
    for line in box.lines:
        label = f"{line.mark} {line.name}" if line.mark else line.name
        yield f'<text class="{_CLASSES.get(line.mark, "column")}" x="{x + _PAD:.0f}" y="{at:.0f}">{_text(label)}<tspan class="key"> {" ".join(line.keys)}</tspan></text>'
        yield f'<text class="type" text-anchor="end" x="{x + width - _PAD:.0f}" y="{at:.0f}">{_text(_type(line.type))}</text>'
        at += _ROW
    for rest in filter(None, (_rest(box), note)):
        yield f'<text class="more" x="{x + _PAD:.0f}" y="{at:.0f}">{_text(rest)}</text>'
        at += _ROW
    yield "</g>"


def _linked(box: Box, link: Link | None, parts: Iterator[str]) -> Iterator[str]:
    if link is None:
        yield from parts
    else:
        yield f'<a href="{_text(link(box))}">'
        yield from parts
        yield "</a>"


def _rest(box: Box) -> str:
    parts = [f"{box.hidden} more columns"] if box.hidden and box.lines else []
    return ", ".join([*parts, *([f"{box.folded} partitions"] if box.folded else [])])


def _arrow(arrow: Arrow, boxes: Mapping[tuple[str, ...], Box], sizes: Mapping[tuple[str, ...], Size], found: Layout) -> Iterator[str]:
    """From the column's row to the table that it refers to."""
    (x, y), (width, _) = found.places[arrow.start], sizes[arrow.start]
    (to_x, to_y), (to_width, _) = found.places[arrow.end], sizes[arrow.end]
    rows = [one.name for one in boxes[arrow.start].lines]
    row = rows.index(arrow.columns[0]) if arrow.columns and arrow.columns[0] in rows else -1
    from_y = y + _HEAD + row * _ROW + 10 if row >= 0 else y + _HEAD / 2
    end_y = to_y + _HEAD / 2 + (0 if arrow.start != arrow.end else -4)
    if arrow.start == arrow.end or abs(x - to_x) < width / 2:
        start_x, end_x = x + width, to_x + to_width
        bend_1, bend_2 = start_x + 46, end_x + 46
    elif x > to_x:
        start_x, end_x = x, to_x + to_width
        bend_1, bend_2 = _bends(start_x, end_x)
    else:
        start_x, end_x = x + width, to_x
        bend_1, bend_2 = _bends(start_x, end_x)
    far = " far" if abs(start_x - end_x) + abs(from_y - end_y) > 1200 else ""
    name = f"{arrow.name} ({word(arrow.mark)})" if arrow.mark else arrow.name
    yield (
        f'<path class="arrow {_CLASSES.get(arrow.mark, "")}{far}" marker-start="url(#{"one" if arrow.single else "many"})" '
        f'marker-end="url(#{"none-or-one" if arrow.optional else "one"})" '
        f'd="M{start_x:.0f} {from_y:.0f} C{bend_1:.0f} {from_y:.0f} {bend_2:.0f} {end_y:.0f} {end_x:.0f} {end_y:.0f}"><title>{_text(name)}</title></path>'
    )
    if arrow.mark:
        yield (
            f'<text class="arrow-name {_CLASSES[arrow.mark]}" text-anchor="middle" x="{(start_x + end_x) / 2:.0f}" '
            f'y="{(from_y + end_y) / 2 - 5:.0f}">{_text(arrow.mark + " " + arrow.name)}</text>'
        )


def _bends(start: float, end: float) -> tuple[float, float]:
    """Control points of a curve that leaves and arrives level."""
    way = max(40.0, abs(end - start) / 2) * (1 if end > start else -1)
    return start + way, end - way


def _text(text: str) -> str:
    return html.escape(printable(text), quote=True)
