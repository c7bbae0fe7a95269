"""Problems in rustc's form: code, message, the line with the place underlined, a fix. Pure: whoever calls brings the files' lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from schemactl.errors import Problem, Where
from schemactl.reports import codes
from schemactl.reports.json_text import json_text

Lines = Callable[[str], Sequence[str] | None]

# The help line says all there is: what the command line takes.
_CLEAR = frozenset({"S640"})
_WIDEST = 120
_NEAR = re.compile(r'at or near "(.+?)"(?= |$)')
_TAB = "    "


def text(problems: Sequence[Problem], *, lines: Lines, severity: str = "error") -> str:
    """Every problem, an empty line between two, and how many there are where it is more than one."""
    blocks = ["\n".join(_block(problem, lines, severity)) for problem in problems]
    if len(blocks) > 1:
        blocks.append(f"{len(blocks)} {severity}s")
    return "\n\n".join(blocks)


def error_json(problems: Sequence[Problem], *, exit_code: int) -> str:
    """The document a program reads instead of the result."""
    error = {"code": problems[0].code, "exit_code": exit_code, "problems": [as_dict(problem) for problem in problems]}
    return json_text({"format_version": 1, "error": error})


def as_dict(problem: Problem) -> dict[str, object]:
    """One problem for JSON."""
    where = problem.where
    place = {"file": where.file, "line": where.line, "column": where.column, "length": where.length} if where else None
    return {"code": problem.code, "message": problem.message, "where": place, "hint": problem.hint}


def printable(line: str) -> str:
    """Control and bidi characters shown as escapes: a file must not be able to draw on the terminal."""
    if line.isprintable():
        return line  # nothing of the categories below is in it
    return "".join(_TAB if letter == "\t" else letter if _harmless(letter) else f"\\u{ord(letter):04x}" for letter in line)


def printable_lines(text: str) -> str:
    """The same for text of several lines."""
    return "\n".join(printable(line) for line in text.split("\n"))


def _harmless(letter: str) -> bool:
    # Cf holds the bidi controls, Cc the escape that starts a terminal's commands.
    return unicodedata.category(letter) not in ("Cc", "Cf", "Zl", "Zp")


def _block(problem: Problem, lines: Lines, severity: str) -> Iterator[str]:
    first, *more = problem.message.split("\n")
    yield f"{severity}[{problem.code}]: {printable(first)}"
    yield from (f"  {printable(line)}" for line in more)
    found = lines(problem.where.file) if problem.where else None
    where = _narrowed(problem, found) if problem.where and found else problem.where
    gutter = " " * (len(str(where.line)) if where else 1)
    if where:
        yield f"{gutter}--> {where}"
        yield from _excerpt(where, gutter, found)
    if problem.hint:
        head, *rest = problem.hint.split("\n")
        yield f"{gutter} = help: {printable(head)}"
        yield from (f"{gutter}         {printable(line)}" for line in rest)
    if problem.code not in _CLEAR and codes.known(problem.code):
        yield f"{gutter} = more: schemactl explain {problem.code}"


def _narrowed(problem: Problem, lines: Sequence[str]) -> Where | None:
    """The word that PostgreSQL's parser stopped at, where it stands once in what is underlined."""
    where, near = problem.where, _NEAR.search(problem.message)
    if where is None or near is None or not 0 < where.line <= len(lines):
        return where
    marked = lines[where.line - 1][where.column - 1 : where.column - 1 + where.length]
    places = [one.start() for one in re.finditer(rf"(?<!\w){re.escape(near[1])}(?!\w)", marked)]
    return replace(where, column=where.column + places[0], length=len(near[1])) if len(places) == 1 else where


def _excerpt(where: Where, gutter: str, lines: Sequence[str] | None) -> Iterator[str]:
    if lines is None or not 0 < where.line <= len(lines):
        return
    line, start = _window(lines[where.line - 1].rstrip("\r"), where.column - 1)
    before, marked = line[:start], line[start : start + where.length]
    yield f"{gutter} |"
    yield f"{where.line} | {printable(line)}".rstrip()
    yield f"{gutter} | {' ' * _width(before)}{'^' * max(_width(marked), 1)}"


def _window(line: str, start: int) -> tuple[str, int]:
    """The part of a long line that holds the place, and where the place is in it."""
    if len(line) <= _WIDEST:
        return line, start
    begin = max(0, min(start - _WIDEST // 2, len(line) - _WIDEST))
    return line[begin : begin + _WIDEST], start - begin


def _width(text: str) -> int:
    """Terminal columns: East Asian wide letters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in printable(text)
    )
