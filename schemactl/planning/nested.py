"""Spellings that keep an AND inside of an AND, an OR inside of an OR, where one stands first.

PostgreSQL's parser flattens these from the left, parentheses or not (makeAndExpr, makeOrExpr), but not what it makes of BETWEEN, IN and rows
itself. Printed, they are the same.
"""

from __future__ import annotations

from collections.abc import Iterator

_OR, _AND = " OR ", " AND "
_OPPOSITE = {_OR: _AND, _AND: _OR}
# `x IN (…)` is an OR of `=`, `x NOT IN (…)` an AND of `<>`; rows are compared by an AND of `=`, or an OR of `<>`.
_WORDS = {
    _OR: (" = ", "IN", "BETWEEN SYMMETRIC", (_AND, " >= ", " <= ")),
    _AND: (" <> ", "NOT IN", "NOT BETWEEN SYMMETRIC", (_OR, " < ", " > ")),
}


def first_inside(text: str) -> str:
    """`(((x = 1) OR (x = y)) OR z)` as `((x IN (1, y)) OR z)`, and whatever else PostgreSQL makes an AND or OR of; but BETWEEN."""
    at = 0
    while (at := text.find("((", at)) >= 0:
        end, middle = closing(text, at), closing(text, at + 1)
        for word in (_OR, _AND) if middle and middle < end and text.startswith((_OR, _AND), middle + 1) else ():
            first = _members(text[at + 2 : middle], word) if text.startswith(word, middle + 1) else None
            if first and (spelled := _as_one(word, first)):
                text = f"{text[: at + 1]}({spelled}){text[middle + 1 :]}"
                break
        at += 1
    return text


def _members(inner: str, word: str) -> list[str] | None:
    """What the word joins, without its parentheses; None where anything else does."""
    found, at = [], 0
    while inner[at : at + 1] == "(" and (end := closing(inner, at)):
        found.append(inner[at + 1 : end])
        if end == len(inner) - 1:
            return found if len(found) > 1 else None
        if not inner.startswith(word, end + 1):
            return None
        at = end + 1 + len(word)
    return None


def _as_one(word: str, members: list[str]) -> str | None:
    if spelled := _alike(word, members):
        return spelled
    # Of three values IN makes an OR whose first is the OR of the first two.
    inner = _members(members[0], word)
    return _as_one(word, [*inner, *members[1:]]) if inner else None


def _alike(word: str, members: list[str]) -> str | None:
    operator, within, symmetric, ends = _WORDS[word]
    if (pairs := _pairs(members, operator)) and len({left for left, _ in pairs}) == 1:
        return f"{pairs[0][0]} {within} ({', '.join(right for _, right in pairs)})"
    inverse = _WORDS[_OPPOSITE[word]][0]
    if pairs := _pairs(members, inverse):
        return f"{_row(left for left, _ in pairs)}{inverse}{_row(right for _, right in pairs)}"
    inner = [found for one in members if (found := _members(one, _OPPOSITE[word]))]
    rows = [pairs for one in inner if (pairs := _pairs(one, operator))]
    if len(rows) == len(members) and len({tuple(left for left, _ in one) for one in rows}) == 1:
        return f"{_row(left for left, _ in rows[0])} {within} ({', '.join(_row(right for _, right in one) for one in rows)})"
    bounds = [
        pair for one in inner if len(one) == 2 and (pair := _pairs(one[:1], ends[1])) and (pair := [*pair, *_pairs(one[1:], ends[2])])
    ]
    if len(bounds) == len(members) == 2 and bounds[0] == list(bounds[1][::-1]) and len({left for left, _ in bounds[0]}) == 1:
        return f"{bounds[0][0][0]} {symmetric} {bounds[0][0][1]} AND {bounds[0][1][1]}"
    return None


def _pairs(members: list[str], operator: str) -> list[tuple[str, str]]:
    """Both sides of each; nothing where one of them says something else."""
    found = [halves(one, operator) for one in members]
    return [one for one in found if one] if all(found) else []


def _row(values: Iterator[str]) -> str:
    return f"ROW({', '.join(values)})"


def between(text: str) -> str:
    """`((a >= b) AND (a <= c))` as `(a BETWEEN b AND c)`: a pair that stands first in a longer AND would otherwise become part of it, since
    PostgreSQL's parser flattens AND and OR from the left, parentheses or not (makeAndExpr, makeOrExpr)."""
    at = 0
    while (at := text.find("((", at)) >= 0:
        end = closing(text, at)
        spelled = _as_between(text[at + 1 : end]) if end else None
        if spelled is not None:
            text = f"{text[:at]}({spelled}){text[end + 1 :]}"
        at += 1
    return text


def _as_between(inner: str) -> str | None:
    middle = closing(inner, 0)
    for word, low, high, between in ((" AND ", " >= ", " <= ", "BETWEEN"), (" OR ", " < ", " > ", "NOT BETWEEN")):
        second = middle + 1 + len(word)
        if inner[middle + 1 : second] != word or inner[second : second + 1] != "(" or closing(inner, second) != len(inner) - 1:
            continue
        first, last = halves(inner[1:middle], low), halves(inner[second + 1 : -1], high)
        if first and last and first[0] == last[0]:
            return f"{first[0]} {between} {first[1]} AND {last[1]}"
    return None


def halves(text: str, operator: str) -> tuple[str, str] | None:
    """What stands on both sides of an operator outside of every parenthesis."""
    for at, depth in _depths(text):
        if depth == 0 and text.startswith(operator, at):
            return text[:at], text[at + len(operator) :]
    return None


def closing(text: str, start: int) -> int:
    """Where the parenthesis that opens at `start` is closed; 0 where it never is."""
    return next((start + at for at, depth in _depths(text[start:]) if depth == 0 and text[start + at] == ")"), 0)


def _depths(text: str) -> Iterator[tuple[int, int]]:
    """Every place outside of quotes, and how many parentheses are open behind it."""
    depth, quote = 0, ""
    for at, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        else:
            depth += (character == "(") - (character == ")")
            yield at, depth
