"""Where YAML and SQL collide: a parser's complaint, or text lost without one → what happened and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from schemactl.desired.emit import scalar
from schemactl.errors import Problem, Where

# PostgreSQL's operators that start with `#` behind a space: YAML takes them for a comment. A ruler (`#---`) is one, `#` alone may be.
_OPERATOR = r"(#(?:>{1,2}(?!>)|-(?!-)|=(?!=)))"
LOST = re.compile(rf"[ \t]+{_OPERATOR}")
# To search with: a run of blanks would be looked at anew from each of them.
LOSES = re.compile(rf"[ \t]{_OPERATOR}")

_LINE = re.compile(
    r"""(?P<lead>\s*(?:-\s+)*)
        (?:(?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s\#'"\[{][^\#]*?)\s*:(?:\s+|$))?
        (?P<value>.*?)\s*$""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_COMMENT = re.compile(r"\s#(?:\s.*)?$")

_CLOSING = {"[": "]", "{": "}"}
_STARTS = {
    ">": "starts a folded text block",
    "|": "starts a text block",
    "!": "starts a tag",
    "&": "names an anchor",
    "*": "refers to an anchor",
    "@": "is reserved",
    "`": "is reserved",
    "%": "starts a directive",
    ",": "separates the items of a list",
    "]": "ends a list",
    "}": "ends a map",
    "-": "starts a list item",
    "?": "starts a key",
}


class Pitfall(NamedTuple):
    """The problem, and the stretch of text to blank so that the rest of the file can be read (None: reading ends here)."""

    problem: Problem
    mask: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What libyaml said, and the line it said it about, taken apart. `at` and `opened` are offsets; so is `start`, of the value;
    `last` is the scalar before."""

    text: str
    file: str
    said: str
    context: str
    at: int
    opened: int
    last: tuple[int, int]
    lead: str
    key: str | None
    value: str
    start: int

    @property
    def character(self) -> str:
        return self.text[self.at : self.at + 1]

    def where(self, at: int, length: int = 1) -> Where:
        line_start = self.text.rfind("\n", 0, at) + 1
        return Where(file=self.file, line=self.text.count("\n", 0, at) + 1, column=at - line_start + 1, length=max(1, length))

    def about_value(self, message: str, hint: str | None = None, code: str = "S002") -> Pitfall:
        """The value cannot stay as it is; without it the file can be read on."""
        problem = Problem(code=code, message=message, where=self.where(self.start, len(self.value)), hint=hint or self.quote_it())
        return Pitfall(problem, (self.start, self.start + len(self.value)))

    def about_place(self, at: int, message: str, hint: str) -> Pitfall:
        return Pitfall(Problem(code="S002", message=message, where=self.where(at), hint=hint))

    def quote_it(self) -> str:
        value = scalar(_COMMENT.sub("", self.value))
        return f"quote the whole value: `{self.key}: {value}`" if self.key else f"quote the whole value: `{value}`"


def explain(text: str, file: str, said: str, context: str, at: int, opened: int, last: tuple[int, int]) -> Pitfall:
    """The first rule that knows the complaint. `at` is where libyaml stopped, `opened` where what it was reading began,
    `last` the stretch of the scalar before."""
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    parts = _LINE.match(line)
    assert parts is not None
    complaint = Complaint(
        text=text,
        file=file,
        said=said,
        context=context,
        at=at,
        opened=opened,
        last=last,
        lead=parts["lead"],
        key=parts["key"],
        value=parts["value"],
        start=line_start + parts.start("value"),
    )
    return next(pitfall for rule in _RULES if (pitfall := rule(complaint)) is not None)


def _tab(one: Complaint) -> Pitfall | None:
    if "\t" not in one.lead or "character" not in one.said:
        return None
    return one.about_place(
        one.text.index("\t", one.text.rfind("\n", 0, one.at) + 1), "a tab in the indentation", "indent with spaces: YAML forbids tabs there"
    )


def _open_quote(one: Complaint) -> Pitfall | None:
    if "quoted" not in one.context or "unexpected" not in one.said:
        return None
    return one.about_place(one.opened, "the quote opened here is never closed", "close it, or quote the whole value another way")


def _late_quote(one: Complaint) -> Pitfall | None:
    """A quote somebody forgot is closed by the next one, lines below."""
    start, end = one.last
    if one.text[start : start + 1] not in {"'", '"'} or "\n" not in one.text[start:end] or "\n" in one.text[end : one.at]:
        return None
    line = one.where(end).line
    return one.about_place(start, f"the quote opened here is closed only in line {line}", "close it where the value ends")


def _escape(one: Complaint) -> Pitfall | None:
    if "quoted" not in one.context:
        return None
    hint = r"in double quotes `\` starts an escape: write `\\`, or use single quotes or a `|` block"
    return one.about_place(one.at, f"{one.said} in double quotes", hint)._replace(
        mask=(one.start, one.start + len(one.value)) if _QUOTED.fullmatch(one.value) else None
    )


def _lost_operator(one: Complaint) -> Pitfall | None:
    found = LOSES.search(_QUOTED.sub(lambda quoted: "'" * len(quoted.group()), one.value))
    if found is None or one.value[0] in "'\"[{":
        return None
    return one.about_value(_lost_message(found[1]), code="S021")


def _quote_first(one: Complaint) -> Pitfall | None:
    found = _QUOTED.match(one.value)
    if found is None or found.end() == len(one.value) or _COMMENT.match(one.value, found.end()):
        return None
    rest = one.value[found.end() :].strip()
    message = f"the value starts with a quote, so YAML ends it there and cannot read `{rest}`"
    return one.about_value(message, f"use a `|` block, or {one.quote_it()}")


def _first_character(one: Complaint) -> Pitfall | None:
    first = one.value[:1]
    if first not in _STARTS or not one.value or _BLOCK_HEADER.match(one.value) or not one.start <= one.at <= one.start + len(one.value):
        return None
    return one.about_value(starts_with(first))


def _token(one: Complaint) -> Pitfall | None:
    if "start any token" not in one.said or one.character not in _STARTS:
        return None
    problem = one.about_place(one.at, starts_with(one.character), "quote the whole key or value").problem
    return Pitfall(problem, _whole_flow(one))


def _flow(one: Complaint) -> Pitfall | None:
    if "flow" not in one.context:
        return None
    if LOST.match(one.text, one.last[1]):  # the closing bracket went with the comment
        start, end = one.last
        return Pitfall(lost(one.text, end, one.where(start, end - start)))
    if not one.character:
        at = max(one.text.rfind("[", 0, one.at), one.text.rfind("{", 0, one.at))
        return one.about_place(at, f"the `{one.text[at]}` opened here is not closed", f"close it with `{_CLOSING[one.text[at]]}`")
    opening = one.text[one.opened]
    if opening not in _CLOSING:
        return None
    run_over = one.character == ":" and "\n" in one.text[slice(*one.last)]
    if one.character not in "[{:" or run_over:
        return one.about_place(one.opened, f"the `{opening}` opened here is not closed", f"close it with `{_CLOSING[opening]}`")
    inside = f"`{opening}…{_CLOSING[opening]}`"
    hint = "quote that value, or write one per line without the brackets"
    problem = one.about_place(one.at, f"inside {inside} a `{one.character}` belongs to YAML, not to the value", hint).problem
    return Pitfall(problem, _whole_flow(one))


def _whole_flow(one: Complaint) -> tuple[int, int] | None:
    """The value, if it is one flow collection on one line."""
    value = _COMMENT.sub("", one.value).rstrip()
    closed = value[:1] + value[-1:] in {"{}", "[]"}
    return (one.start, one.start + len(value)) if closed and one.start <= one.opened < one.at else None


def _bracket_first(one: Complaint) -> Pitfall | None:
    if one.value[:1] not in {"[", "{"} or not one.start < one.at <= one.start + len(one.value):
        return None
    return one.about_value(
        f"the value starts with `{one.value[0]}`, so YAML ends it at `{_CLOSING[one.value[0]]}` and cannot read what follows"
    )


def _colon(one: Complaint) -> Pitfall | None:
    if "mapping values" not in one.said or not one.start <= one.at <= one.start + len(one.value):
        return None
    return one.about_value("`: ` inside a value starts a map for YAML")


def _second_value(one: Complaint) -> Pitfall | None:
    """`a: b` and a deeper `c: d` below it; or `a:b`, which is text."""
    if "mapping values" not in one.said:
        return None
    hint = "the line above already ends in a value; if it is a key, write a space after its colon"
    return one.about_place(one.start - len(one.lead) if one.key is None else one.at, "a key is not possible here", hint)


def _continued(one: Complaint) -> Pitfall | None:
    """The next line of a value that YAML already cut at ` #>`: that was the mistake, not this."""
    start, end = one.last
    _, _, between = one.text[end : one.at].partition("\n")
    if between.strip() or one.key is not None or not LOST.match(one.text, end):
        return None
    problem = lost(one.text, end, one.where(start, end - start))
    return Pitfall(problem, (one.start, one.start + len(one.value)))


def _indentation(one: Complaint) -> Pitfall | None:
    if "block" not in one.context or "expected" not in one.said:
        return None
    if one.character == ":":
        return one.about_place(one.at, "a key is missing before `:`", "write the name; a value that starts with `:` must be quoted")
    return one.about_place(one.at, "this line fits neither the key above it nor one further out", "align it with the other keys of its map")


def _after_end(one: Complaint) -> Pitfall | None:
    if "<document start>" not in one.said:
        return None
    return one.about_place(one.at, "the map of this file ended above", "one file holds one map: nothing may follow its closing `}`")


def _as_said(one: Complaint) -> Pitfall:
    message = f"{one.said} {one.context}".strip()
    return one.about_place(one.at, message, "quote values that hold YAML's punctuation")


_RULES: tuple[Callable[[Complaint], Pitfall | None], ...] = (
    _tab,
    _open_quote,
    _late_quote,
    _escape,
    _lost_operator,
    _quote_first,
    _first_character,
    _token,
    _flow,
    _bracket_first,
    _colon,
    _second_value,
    _continued,
    _indentation,
    _after_end,
    _as_said,
)


def starts_with(first: str) -> str:
    """Why a value cannot begin with this character."""
    shown = "a backtick" if first == "`" else f"`{first}`"
    return f"a value cannot start with {shown}, which in YAML {_STARTS[first]}"


def lost(text: str, end: int, where: Where) -> Problem:
    """A value that ended at `end` because YAML took an operator for a comment."""
    found = LOST.match(text, end)
    assert found is not None
    rest = text[end : text.find("\n", end) if "\n" in text[end:] else len(text)].strip()
    return Problem(
        code="S021",
        message=_lost_message(found[1]) + f": `{rest}` would be lost",
        where=where,
        hint="quote the whole value or use a `|` block",
    )


def _lost_message(operator: str) -> str:
    return f"` {operator}` starts a comment for YAML, although it reads like an operator"


def split_at_comma(parts: Iterable[tuple[str, Where]]) -> Problem | None:
    """A value in `{…}` or `[…]` that a comma inside of parentheses or quotes has cut in two: its plain parts in order."""
    opened: tuple[int, int, Problem] | None = None
    for text, where in parts:
        depth, quotes = _depth(text), text.count("'") % 2
        if opened is not None and (opened[0] > 0 > depth or (opened[1] and quotes)):
            return opened[2]
        if depth > 0 or quotes:
            hint = "quote the value, or write one per line without the brackets"
            opened = depth, quotes, Problem(code="S023", message=f"the comma after `{text}` cuts the value in two", where=where, hint=hint)
    return None


def _depth(text: str) -> int:
    bare = _QUOTED.sub("", text)
    return bare.count("(") - bare.count(")")
