"""A YAML text and one edit → the text with everything else, comments and layout included, left as it was.

Cut and paste at the places the parser gives. What comes out is read again and must be exactly the wanted tree, or the edit is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemactl.desired.emit import WIDTH, Raw, attached, emit, fits_flow, flow, joined, pair
from schemactl.desired.nodes import Mapping, Node, Scalar, Sequence, find, parse, plain
from schemactl.errors import SchemactlError

Path = tuple[str, ...]

_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
_BY_HAND = "edit the file by hand"


def set_key(text: str, path: Path, value: Raw, *, file: str = "<text>") -> str:
    """Replace the value at `path`, or add the key behind its last sibling; maps missing on the way are made.

    In a list, a part of the path is a position: "0", "1" …
    """
    page = _page(text, file)
    wanted = _with(plain(page.root), path, value)
    return _right_one(text, _set(page, path, value), wanted, path)


def delete_key(text: str, path: Path, *, file: str = "<text>") -> str:
    """Remove the key at `path`, with the comment lines that stand directly above it."""
    page = _page(text, file)
    parent = find(page.root, path[:-1])
    if not path or not isinstance(parent, Mapping) or parent.get(path[-1]) is None:
        raise _refused(path, "there is no such key")
    return _right_one(text, _delete(page, path, parent), _without(plain(page.root), path), path)


def reorder(text: str, path: Path, order: Iterable[str], *, file: str = "<text>") -> str:
    """Put the keys of the map at `path` into this order, each with its comments; blank lines between them stay where they are."""
    page = _page(text, file)
    parent = find(page.root, path)
    wanted = list(order)
    if not isinstance(parent, Mapping) or sorted(wanted) != sorted(key.text for key, _ in parent.items):
        raise _refused(path, "these are not the keys of a map")
    tree = plain(page.root)
    there = plain(parent)
    assert isinstance(there, dict)
    sorted_tree = _with(tree, path, {key: there[key] for key in wanted})
    return _right_one(text, _permuted(page, parent, wanted), sorted_tree, path)


def _permuted(page: _Page, parent: Mapping, wanted: list[str]) -> Iterator[str]:
    spans = _flow_spans(parent) if parent.flow else _block_spans(page, parent)
    if spans is None:
        return
    names = [key.text for key, _ in parent.items]
    texts = [page.text[slice(*spans[names.index(name)])] for name in wanted]
    ends = [start for start, _ in spans[1:]]
    gaps = [page.text[end:start] for (_, end), start in zip(spans, ends, strict=False)]
    middle = "".join(one + gap for one, gap in zip(texts, [*gaps, ""], strict=True))
    yield page.text[: spans[0][0]] + middle + page.text[spans[-1][1] :]


def _flow_spans(parent: Mapping) -> list[tuple[int, int]]:
    return [(key.start, max(key.end, value.end)) for key, value in parent.items]


def _block_spans(page: _Page, parent: Mapping) -> list[tuple[int, int]] | None:
    """From a key's own comments to the last line of its value; none where a key shares its line with the dash of a list."""
    starts = []
    for key, _ in parent.items:
        start = _pair_start(page, key)
        line = page.line_start(start)
        if page.text[line:start].strip():
            return None
        starts.append(_own_comments(page, line, start - line))
    ends = [start - 1 for start in starts[1:]]
    key, last = parent.items[-1]
    start = _pair_start(page, key)
    ends.append(page.inner_end(page.line_end(max(key.end, last.end)), start - page.line_start(start)))
    return [(one, _without_blank_end(page.text, one, end)) for one, end in zip(starts, ends, strict=True)]


def _without_blank_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip("\n \t"))


class _Page(NamedTuple):
    """The text with `\\n` as its line end, and what it says."""

    text: str
    root: Mapping | None

    def line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def inner_end(self, at: int, indent: int) -> int:
        """The end of the last comment line below `at` that is indented deeper than its key, and so belongs to it."""
        end = line = at
        while line < len(self.text):
            stop = self.line_end(line + 1)
            content = self.text[line + 1 : stop]
            bare = content.lstrip(" \t")
            if bare and not (bare.startswith("#") and len(content) - len(bare) > indent):
                break
            end, line = (stop if bare else end), stop
        return end

    def comment(self, start: int, end: int) -> str:
        """The comment that follows `start` on its line, with the spaces before it."""
        found = _COMMENT.match(self.text, start, min(end, self.line_end(start)))
        return found.group() if found else ""


def _page(text: str, file: str) -> _Page:
    body = text.removeprefix("\ufeff")
    if _only_crlf(body):
        body = body.replace("\r\n", "\n")
    root, problems = parse(body.encode(), file)
    if problems:
        raise SchemactlError.of(problems)
    return _Page(body, root)


def _only_crlf(text: str) -> bool:
    return 0 < text.count("\r\n") == text.count("\n")


def _right_one(text: str, candidates: Iterable[str], wanted: Raw, path: Path) -> str:
    """The first candidate that says what is wanted, with the line ends and byte order mark of `text`."""
    for candidate in candidates:
        root, problems = parse(candidate.encode(), "")
        if not problems and _ordered(plain(root) or {}) == _ordered(wanted or {}):
            mark = "\ufeff" if text.startswith("\ufeff") else ""
            return mark + (candidate.replace("\n", "\r\n") if _only_crlf(text) else candidate)
    raise _refused(path, "other keys would change too: is the value shared by an alias?")


def _refused(path: Path, reason: str) -> SchemactlError:
    return SchemactlError(f"cannot edit `{'.'.join(path)}` in place: {reason}", hint=_BY_HAND, code="S024")


def _ordered(value: Raw) -> object:
    """Equal only if the keys are in the same order."""
    match value:
        case dict():
            return [(key, _ordered(one)) for key, one in value.items()]
        case list():
            return ("list", [_ordered(one) for one in value])
        case _:
            return value


def _with(tree: Raw, path: Path, value: Raw) -> Raw:
    if not path:
        return value
    first, *rest = path
    match tree:
        case None | dict():
            return {**(tree or {}), first: _with((tree or {}).get(first), tuple(rest), value)}
        case list() if first.isdecimal() and int(first) < len(tree):
            at = int(first)
            return [*tree[:at], _with(tree[at], tuple(rest), value), *tree[at + 1 :]]
        case list():
            raise _refused(path, "the list has no such item; set the list as a whole")
        case str():
            raise _refused(path, f"`{tree}` is text, not a map")


def _without(tree: Raw, path: Path) -> Raw:
    first, *rest = path
    if isinstance(tree, list):
        at = int(first)
        return [*tree[:at], _without(tree[at], tuple(rest)), *tree[at + 1 :]]
    assert isinstance(tree, dict)
    if rest:
        return {**tree, first: _without(tree[first], tuple(rest))}
    return {key: one for key, one in tree.items() if key != first}


def _set(page: _Page, path: Path, value: Raw) -> Iterator[str]:
    depth = next(n for n in range(len(path), -1, -1) if n == 0 or find(page.root, path[:n]) is not None)
    there, missing = path[:depth], path[depth:]
    for part in reversed(missing[1:]):
        value = {part: value}
    container = find(page.root, there)
    outer = _outermost_flow(page, path)
    if outer is not None:
        yield from _set_in_flow(page, outer, there, missing[:1], value)
    elif not missing:
        yield _replace(page, there, value)
    elif container is None:
        yield _on_new_line(page.text, pair(missing[0], value, 0))
    elif isinstance(container, Mapping) and container.items:
        yield _insert(page, container, missing[0], value)
    else:
        yield _replace(page, there, {missing[0]: value})


def _on_new_line(text: str, lines: Iterable[str]) -> str:
    return text + ("\n" if text and not text.endswith("\n") else "") + joined(lines)


def _outermost_flow(page: _Page, path: Path) -> Path | None:
    """The first map or list on the way that is written with brackets and has something in it."""
    for n in range(len(path)):
        node = find(page.root, path[:n])
        if isinstance(node, Mapping | Sequence) and node.flow and (node.items or n == 0):
            return path[:n]
    return None


def _set_in_flow(page: _Page, outer: Path, there: Path, missing: Path, value: Raw) -> Iterator[str]:
    """Inside of brackets first, if it stays on its line; else the outermost brackets are opened up."""
    node = find(page.root, there)
    assert node is not None
    if isinstance(node, Mapping) and missing and node.items:
        at = node.items[-1][1].end
        inside = page.text[:at] + f", {flow({missing[0]: value})[1:-1]}" + page.text[at:]
    else:
        at = node.start
        gap = " " if page.text[at - 1] == ":" else ""  # a key that had no value
        inside = page.text[:at] + gap + flow({missing[0]: value} if missing else value) + page.text[node.end :]
    changed = _Page(inside, None)
    room = max(WIDTH, page.line_end(at) - page.line_start(at))
    # `{}` as a whole file is where maps below each other begin.
    whole = isinstance(node, Mapping) and not there and not node.items
    if fits_flow(value) and not whole and changed.line_end(at) - changed.line_start(at) <= room:
        yield inside
    opened = _with(plain(find(page.root, outer)), (*there, *missing)[len(outer) :], value)
    yield _replace(page, outer, opened)


def _replace(page: _Page, path: Path, value: Raw) -> str:
    """Another value behind the same key or dash, which are in block style; comments on its first and last line stay."""
    node, parent = find(page.root, path), find(page.root, path[:-1])
    assert node is not None
    if not path:
        return page.text[: node.start] + emit(value).rstrip("\n") + page.text[node.end :]
    start, mark, indent = _head(page, node, parent, path[-1])
    lines = list(attached(" " * indent + page.text[start:mark], value, indent))
    comment = _comments(page, mark, node)
    # A comment cannot follow a line that ends inside of double quotes.
    at = -1 if isinstance(value, str) and lines[0].endswith("\\") else 0
    lines[at] += comment
    end = page.line_end(max(mark, node.end))
    inner = page.inner_end(end, indent)
    kept = "" if not isinstance(node, Scalar) and not node.flow else page.text[end:inner]
    if "\n" in _last_text(value):
        kept = re.sub(r"\n[ \t]+#", "\n" + " " * indent + "#", kept)
    return page.text[:start] + "\n".join(lines)[indent:] + _rest(kept + page.text[inner:], value)


def _head(page: _Page, node: Node, parent: Node | None, name: str) -> tuple[int, int, int]:
    """Where `key:` or `-` starts and ends, and its column."""
    if isinstance(parent, Mapping):
        key = parent.key(name)
        assert key is not None
        mark = page.text.index(":", key.end) + 1
        start = key.start
        if "\n" in page.text[key.end : mark]:  # `? key` has its colon on a line of its own
            start = mark - 1
    else:
        start = page.text.rindex("-", 0, max(node.start, 1))
        mark = start + 1
    return start, mark, start - page.line_start(start)


def _comments(page: _Page, mark: int, node: Node) -> str:
    """Those on the line of the key and behind the end of the value, without any that belong to what is inside."""
    head = page.comment(mark, node.start) if node.start > page.line_end(mark) else ""
    if isinstance(node, Scalar):
        if page.text[node.start : node.start + 1] in {"|", ">"}:
            header = re.compile(r"[|>][-+0-9]*").match(page.text, node.start)
            return head + (page.comment(header.end(), page.line_end(node.start)) if header else "")
        return head + page.comment(node.end, len(page.text))
    closed = node.flow or page.text[node.start] == "*"
    return head + (page.comment(node.end, len(page.text)) if closed else "")


def _rest(rest: str, value: Raw) -> str:
    """What follows the new value. A text block takes blank lines below it for its own."""
    written = _last_text(value)
    if "\n" not in written or not rest.startswith("\n"):
        return rest
    found = _BLANK_LINES.match(rest, 1)
    assert found is not None
    blank = "" if written.endswith("\n\n") else "\n" * found.group().count("\n")
    return "\n" + blank + rest[found.end() :]


def _last_text(value: Raw) -> str:
    while isinstance(value, dict | list) and value:
        value = value[-1] if isinstance(value, list) else list(value.values())[-1]
    return value if isinstance(value, str) else ""


def _insert(page: _Page, parent: Mapping, name: str, value: Raw) -> str:
    """A new key in a block map, below its last one and before any blank or comment lines that follow."""
    key, last = parent.items[-1]
    start = _pair_start(page, key)
    indent = start - page.line_start(start)
    at = page.inner_end(page.line_end(max(key.end, last.end)), indent)
    lines = "\n".join(pair(name, value, indent))
    return page.text[:at] + "\n" + lines + (_rest(page.text[at:], value) or "\n")


def _pair_start(page: _Page, key: Scalar) -> int:
    return key.start - 2 if page.text[max(0, key.start - 2) : key.start] == "? " else key.start


def _delete(page: _Page, path: Path, parent: Mapping) -> Iterator[str]:
    at = next(n for n, (key, _) in enumerate(parent.items) if key.text == path[-1])
    if parent.flow:
        yield _cut_in_flow(page.text, parent, at)
    elif len(parent.items) == 1 and len(path) > 1:
        yield _replace(page, path[:-1], {})
    else:
        yield from _cut_lines(page, parent, at)


def _cut_in_flow(text: str, parent: Mapping, at: int) -> str:
    items = parent.items
    if len(items) == 1:
        return text[: parent.start] + "{}" + text[parent.end :]
    if at + 1 < len(items):
        return text[: items[at][0].start] + text[items[at + 1][0].start :]
    return text[: items[at - 1][1].end] + text[items[at][1].end :]


def _cut_lines(page: _Page, parent: Mapping, at: int) -> Iterator[str]:
    key, value = parent.items[at]
    start = _pair_start(page, key)
    line = page.line_start(start)
    if page.text[line:start].strip():
        # The first key of a list item shares its line with the dash: the next key takes its place.
        yield page.text[:start] + page.text[_pair_start(page, parent.items[at + 1][0]) :]
        return
    end = page.inner_end(page.line_end(max(key.end, value.end)), start - line) + 1
    before, after = page.text[: _own_comments(page, line, start - line)], page.text[end:]
    found = _BLANK_LINES.match(after)
    assert found is not None
    without_blank = after[found.end() :]
    if not without_blank:
        yield before.rstrip("\n") + "\n" if before.strip() else ""
    yield before + (without_blank if not before or before.endswith("\n\n") else after)
    yield before + without_blank
    yield before + after


def _own_comments(page: _Page, line: int, indent: int) -> int:
    """Where the comment lines directly above a key start; those at the top of a file belong to the file."""
    start = line
    while start > 0:
        above = page.line_start(start - 1)
        text = page.text[above : start - 1]
        if not text.lstrip(" ").startswith("#") or len(text) - len(text.lstrip(" ")) != indent:
            return start
        start = above
    return line
