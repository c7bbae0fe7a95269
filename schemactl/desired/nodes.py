"""The bytes of a YAML file → a tree of text with places, and every problem found on the way.

No scalar has a type here: `no`, `1.10`, `12:30:00` and `~` are the text that was written. Built from libyaml's events, because its own
composer crashes the process on deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, TypeGuard

import msgspec
import yaml

from schemactl.desired import pitfalls
from schemactl.desired.characters import decoded
from schemactl.desired.tree import Mapping, Node, Scalar, Sequence, find, plain, where
from schemactl.errors import Problem, Where

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "find", "parse", "plain", "where"]

Event: TypeAlias = Any  # by PyYAML's stubs a mark may be None; an event's never is

MAX_DEPTH = 64
MAX_ALIASES = 1000
MANY = 32  # keys of a map, from which on it has an index
MAX_PROBLEMS = 200  # of one file, after which reading it ends
MAX_MENDED = 20  # syntax errors after which reading goes on

_QUOTE_IT = "if it is part of the value, quote the whole value"
_LOADER = getattr(yaml, "CLoader", yaml.Loader)


def parse(data: bytes, file: str) -> tuple[Mapping | None, list[Problem]]:
    """Read one file; never raises for what is in it.

    An empty file has no tree and no problem. With problems, a tree is there only for finding more of them.
    """
    text, problems = decoded(data, file)
    if text is None:
        return None, problems
    syntax: list[Problem] = []
    while True:
        builder = _Builder(text, file)
        root = builder.read()
        if builder.failure is None:
            break
        pitfall = _explained(text, file, builder)
        syntax.append(pitfall.problem)
        if pitfall.mask is None or len(syntax) >= MAX_MENDED:
            break
        start, end = pitfall.mask
        text = text[:start] + " " * (end - start) + text[end:]
    problems = list(dict.fromkeys([*problems, *syntax, *builder.problems]))
    problems.sort(key=lambda one: (one.where.line, one.where.column) if one.where else (0, 0))
    return (None if syntax else root), problems


def _explained(text: str, file: str, builder: _Builder) -> pitfalls.Pitfall:
    failure, last = builder.failure, builder.last
    assert isinstance(failure, yaml.MarkedYAMLError)
    at = failure.problem_mark or failure.context_mark
    opened = failure.context_mark or failure.problem_mark
    assert at is not None
    assert opened is not None
    return pitfalls.explain(
        text, file, failure.problem or "", failure.context or "", at.index, opened.index, (last.start, last.end) if last else (0, 0)
    )


class _Anchor(msgspec.Struct):
    node: Node
    height: int
    aliases: int
    used: bool = False


class _Stopped(Exception):  # noqa: N818 - a way out of nested calls, never seen outside
    """Reading on makes no sense; the problem is recorded."""


def _end(event: Event) -> int:
    end: int = event.end_mark.index
    return end


class _Builder:
    """Events → nodes. Recursion is bounded by MAX_DEPTH."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.failure: yaml.YAMLError | None = None
        self.last: Scalar | None = None
        self._events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)
        self._anchors: dict[str, _Anchor] = {}
        self._aliases = 0
        self._reach = 0
        self._loses_text = pitfalls.LOSES.search(text) is not None

    def read(self) -> Mapping | None:
        try:
            return self._document()
        except yaml.YAMLError as exc:
            self.failure = exc
        except _Stopped:
            pass
        return None

    def _document(self) -> Mapping | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._report(
                        "S008", "a second document starts here", event.start_mark, "one file holds one map: remove `---`, or split the file"
                    )
                    break
                root = self._node(next(self._events), 1)
        for anchor, one in self._anchors.items():
            if isinstance(one.node, Scalar) and not one.used and len(self.problems) < MAX_PROBLEMS:
                self._report_unused(anchor, one.node)
        if isinstance(root, Mapping):
            return root
        if root is not None and not (isinstance(root, Scalar) and root.empty):
            hint = "a schema file starts with keys such as `schema:` and `tables:`"
            self.problems.append(Problem(code="S009", message="the top level of a schema file must be a map", where=root.where, hint=hint))
        return None

    def _node(self, event: Event, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        assert isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent)
        if depth > MAX_DEPTH:
            self._report(
                "S005", f"nested more than {MAX_DEPTH} levels deep", event.start_mark, "no schema needs that: is a bracket missing?"
            )
            raise _Stopped
        if event.tag is not None:
            self._report_tag(event)
        outer, self._reach, aliases = self._reach, depth, self._aliases
        node = self._mapping(event, depth) if isinstance(event, yaml.MappingStartEvent) else self._sequence(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(node, self._reach - depth, self._aliases - aliases)
        self._reach = max(outer, self._reach)
        return node

    def _mapping(self, start: Event, depth: int) -> Mapping:
        items: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        events = self._events
        event: Event = next(events)
        while not isinstance(event, yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            event = next(events)
            value = self._scalar(event) if type(event) is yaml.ScalarEvent else self._node(event, depth + 1)
            if self._is_name(key):
                first = seen.setdefault(key.text, key)
                if first is key:
                    items.append((key, value))
                else:
                    message = f"key `{key.text}` appears twice: first at {first.where}"
                    self.problems.append(Problem(code="S003", message=message, where=key.where, hint="keep one of them"))
            self._check_count(event)
            event = next(events)
        if start.flow_style:
            self._check_split([part for pair in items for part in pair])
        mark = start.start_mark
        end = _end(event) if start.flow_style or not items else max(items[-1][0].end, items[-1][1].end)
        index = {key.text: at for at, (key, _) in enumerate(items)} if len(items) > MANY else None
        return Mapping(tuple(items), self.file, mark.line + 1, mark.column + 1, mark.index, end, bool(start.flow_style), index)

    def _sequence(self, start: Event, depth: int) -> Sequence:
        items: list[Node] = []
        event: Event = next(self._events)
        while not isinstance(event, yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
            self._check_count(event)
            event = next(self._events)
        if start.flow_style:
            self._check_split(items)
        mark = start.start_mark
        end = _end(event) if start.flow_style or not items else items[-1].end
        return Sequence(tuple(items), self.file, mark.line + 1, mark.column + 1, mark.index, end, bool(start.flow_style))

    def _scalar(self, event: Event) -> Scalar:
        first, last, style = event.start_mark, event.end_mark, event.style
        start, end, line = first.index, last.index, first.line
        width = end - start if last.line == line else 1
        indent = 0
        if style in {"|", ">"}:
            width = 1
            end, indent = self._block(event, start, end)
        node = Scalar(event.value, self.file, line + 1, first.column + 1, not style, start, end, width, indent)
        self.last = node
        if self._loses_text and pitfalls.LOST.match(self.text, end) and (style or event.value):
            self.problems.append(pitfalls.lost(self.text, end, node.where))
        if event.tag is not None:
            self._report_tag(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(node, 0, 0)
        return node

    def _block(self, event: Event, start: int, end: int) -> tuple[int, int]:
        """Where a text block's last line of its own ends, and the column of its lines (0 for a folded one)."""
        if not event.value:
            self._report(
                "S002",
                "a text block without text",
                event.start_mark,
                "indent its lines below; a value that starts with `>` or `|` must be quoted",
            )
        header, *lines = self.text[start:end].split("\n")
        written = next((line for line in lines if line.strip()), "")
        text = next((line for line in event.value.split("\n") if line.strip()), "")
        indent = (len(written) - len(written.lstrip(" "))) - (len(text) - len(text.lstrip(" ")))
        if "+" in header.split("#")[0]:
            # Of what follows the last line break only what libyaml skipped is left: nothing, or spaces.
            lines = lines[:-1]
        else:
            while lines and not lines[-1].strip() and len(lines[-1].rstrip("\r")) <= indent:
                lines.pop()
        return start + len("\n".join([header, *lines])), indent if event.style == "|" else 0

    def _alias(self, event: Event, depth: int) -> Node:
        mark, name = event.start_mark, event.anchor
        anchor = self._anchors.get(name)
        if anchor is None:
            self._report("S006", f"alias `*{name}`: no complete anchor `&{name}` stands before it", mark, _QUOTE_IT)
            return Scalar("", self.file, mark.line + 1, mark.column + 1, True, mark.index, event.end_mark.index)
        anchor.used = True
        self._aliases += 1 + anchor.aliases
        self._reach = max(self._reach, depth + anchor.height)
        if self._aliases > MAX_ALIASES:
            self._report(
                "S006", f"more than {MAX_ALIASES} aliases, those inside of anchors counted", mark, "use `templates:` for what repeats"
            )
            raise _Stopped
        if self._reach > MAX_DEPTH:
            self._report("S005", f"nested more than {MAX_DEPTH} levels deep through `*{name}`", mark, "no schema needs that")
            raise _Stopped
        # The text lives at the anchor, so that is its line and column; what can be cut out of the file here is the alias.
        return msgspec.structs.replace(anchor.node, start=mark.index, end=event.end_mark.index)

    def _is_name(self, key: Node) -> TypeGuard[Scalar]:
        if not isinstance(key, Scalar):
            hint = "a name that holds brackets must be quoted"
            self.problems.append(Problem(code="S002", message="a key must be a name, not a list or a map", where=key.where, hint=hint))
            return False
        if key.empty:
            self.problems.append(
                Problem(code="S002", message="a key is missing here", where=key.where, hint="write a name before the colon")
            )
            return False
        if key.plain and key.text == "<<":
            hint = "use `templates:` and `use: […]`; quote the key if `<<` is a name"
            self.problems.append(Problem(code="S004", message="merge keys are not part of the language", where=key.where, hint=hint))
            return False
        return True

    def _check_split(self, parts: list[Node]) -> None:
        problem = pitfalls.split_at_comma((one.text, one.where) for one in parts if isinstance(one, Scalar) and one.plain)
        if problem is not None:
            self.problems.append(problem)

    def _check_count(self, event: Event) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            self._report("S009", f"{MAX_PROBLEMS} mistakes so far: the rest of the file was not read", event.start_mark, "mend those first")
            raise _Stopped

    def _report(self, code: str, message: str, mark: Event, hint: str) -> None:
        spot = Where(file=self.file, line=mark.line + 1, column=mark.column + 1)
        self.problems.append(Problem(code=code, message=message, where=spot, hint=hint))

    def _report_tag(self, event: Event) -> None:
        self._report("S004", f"{pitfalls.starts_with('!')}, and tags are refused: everything is text", event.start_mark, _QUOTE_IT)

    def _report_unused(self, anchor: str, node: Scalar) -> None:
        message = f"{pitfalls.starts_with('&')}: nothing refers to `*{anchor}`, and only `{node.text}` would be left"
        self.problems.append(Problem(code="S006", message=message, where=node.where, hint=_QUOTE_IT))
