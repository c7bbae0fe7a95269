"""Spellings that keep an AND inside of an AND, an OR inside of an OR, where one stands first.

PostgreSQL's parser flattens these from the left, parentheses or not (makeAndExpr, makeOrExpr), but not what it makes of BETWEEN, IN and rows
itself, nor what is cast. Printed, they are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_JOINED = re.compile(r"\s(AND|OR|BETWEEN)\s")


def kept_apart(text: str) -> str:
    """`((a OR b) OR c)` as `((a OR b)::boolean OR c)`: the cast of a boolean to boolean is nothing once it is parsed (coerce_type)."""
    closes = _parentheses(text)
    ends = [middle + 1 for at in closes if (middle := closes.get(at + 1)) and _is_flattened(text, at + 1, middle, closes)]
    for end in sorted(ends, reverse=True):
        text = f"{text[:end]}::boolean{text[end:]}"
    return text


def _is_flattened(text: str, start: int, end: int, closes: dict[int, int]) -> bool:
    """Is what stands in these parentheses joined by the word that follows them?"""
    behind = _JOINED.match(text, end + 1)
    return behind is not None and behind[1] == _joined_by(text, start + 1, end, closes)


def _joined_by(text: str, start: int, end: int, closes: dict[int, int]) -> str | None:
    """The first such word outside of further parentheses and of quotes."""
    found = (_JOINED.match(text, at) for at in _outside(text, start, end, closes))
    return next((one[1] for one in found if one), None)


def between(text: str) -> str:
    """`((a >= b) AND (a <= c))` as `(a BETWEEN b AND c)`."""
    closes = _parentheses(text)
    for at in sorted(closes, reverse=True):
        if at + 1 in closes and (spelled := _as_between(text, at, closes)):
            text = f"{text[:at]}({spelled}){text[closes[at] + 1 :]}"
            closes = _parentheses(text)
    return text


def _as_between(text: str, start: int, closes: dict[int, int]) -> str | None:
    middle, end = closes[start + 1], closes[start]
    for word, low, high, words in ((" AND ", " >= ", " <= ", "BETWEEN"), (" OR ", " < ", " > ", "NOT BETWEEN")):
        second = middle + 1 + len(word)
        if not text.startswith(word, middle + 1) or closes.get(second) != end - 1:
            continue
        first, last = _halves(text, start + 1, low, closes), _halves(text, second, high, closes)
        if first and last and first[0] == last[0]:
            return f"{first[0]} {words} {first[1]} AND {last[1]}"
    return None


def _halves(text: str, start: int, operator: str, closes: dict[int, int]) -> tuple[str, str] | None:
    """The values on both sides of an operator, in the parentheses that open at `start`; ANY (…) and ALL (…) are none."""
    end = closes[start]
    for at in _outside(text, start + 1, end, closes):
        if text.startswith(operator, at):
            value = text[at + len(operator) : end]
            return None if value.startswith(("ANY (", "ALL (")) else (text[start + 1 : at], value)
    return None


_STOP = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[()]")


def _parentheses(text: str) -> dict[int, int]:
    """Where each is closed that is opened outside of quotes."""
    waiting, found = list[int](), dict[int, int]()
    for one in _STOP.finditer(text):
        if one[0] == "(":
            waiting.append(one.start())
        elif one[0] == ")" and waiting:
            found[waiting.pop()] = one.start()
    return found


def _outside(text: str, start: int, end: int, closes: dict[int, int]) -> Iterator[int]:
    """Every place from start to end outside of further parentheses and of quotes."""
    while start < end:
        if start in closes:
            start = closes[start]
        elif text[start] in "'\"" and (quoted := _STOP.match(text, start)):
            start = quoted.end() - 1
        yield start
        start += 1
