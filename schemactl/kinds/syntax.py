"""PostgreSQL's own scanner and parser, for texts that people write: tokens with their depth, and the tree of one statement."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Annotated, Any, NamedTuple


class Token(NamedTuple):
    """`start` and `end` cut it out of the text; a parenthesis has the depth of what is outside of it."""

    name: str
    start: int
    end: int
    depth: int


def tokens(sql: str) -> list[Token]:
    """Everything but comments."""
    from pglast.parser import ParseError, scan

    found, depth = [], 0
    try:
        scanned = scan(sql)
    except ParseError as error:
        raise ValueError(str(error.args[0])) from None
    for token in scanned:
        if token.name in ("SQL_COMMENT", "C_COMMENT"):
            continue
        depth -= token.name == "ASCII_41"
        found.append(Token(token.name, token.start, token.end + 1, depth))
        depth += token.name == "ASCII_40"
    return found


_MORE = re.compile(r"--|/\*|;")
_PARENTHESES = re.compile(r"[()]")


def fragment(text: str) -> str:
    """What an author wrote and a statement goes on behind: without comments and semicolons at its end. ValueError where it closes, ends or leaves open
    more than its own."""
    if not _MORE.search(text) and _is_balanced(_PARENTHESES.findall(text)):
        return text
    every = tokens(text)
    while every and every[-1].name == "ASCII_59" and every[-1].depth == 0:
        del every[-1]
    if not every:
        raise ValueError("there is no SQL in this text")
    if not _is_balanced([text[one.start : one.end] for one in every if one.name in ("ASCII_40", "ASCII_41")]):
        raise ValueError("a parenthesis is closed that is not opened, or opened and not closed")
    # BEGIN ATOMIC …; END
    if every[0].name != "BEGIN_P" and any(one.name == "ASCII_59" and one.depth == 0 for one in every):
        raise ValueError("a `;` ends the statement that this text is a part of")
    return text[: every[-1].end] if text[every[-1].end :].strip() else text


def _is_balanced(parentheses: list[str]) -> bool:
    depth = 0
    for one in parentheses:
        depth += 1 if one == "(" else -1
        if depth < 0:
            return False
    return depth == 0


SqlText = Annotated[str, fragment]
"""A field that statements go on behind, with what reads it."""


def text_of(sql: str, every: Iterable[Token]) -> str:
    """From the first token to the last."""
    found = list(every)
    return sql[found[0].start : found[-1].end] if found else ""


def inside(sql: str, opening: int, every: list[Token]) -> str:
    """What stands between the parenthesis that is token number `opening` and the one that closes it."""
    closing = next(token for token in every[opening + 1 :] if token.name == "ASCII_41" and token.depth == every[opening].depth)
    return sql[every[opening].end : closing.start].strip()


def unnamed(sql: str) -> str:
    """A constraint's text without the name that CONSTRAINT gives it, which may hold anything."""
    every = tokens(sql)
    return sql[every[2].start :] if every and every[0].name == "CONSTRAINT" else sql


def statement(sql: str, tag: str, expected: str) -> dict[str, Any]:
    """The tree of the one statement that a text is."""
    from pglast.parser import ParseError, parse_sql_json

    try:
        found = json.loads(parse_sql_json(sql))["stmts"]
    except ParseError as error:
        raise ValueError(str(error.args[0])) from None
    if len(found) != 1 or tag not in found[0]["stmt"]:
        raise ValueError(f"expected {expected} and nothing else")
    return dict(found[0]["stmt"][tag])


def expression(text: str) -> Any:
    """The tree of an expression."""
    return statement(f"SELECT {text}\n", "SelectStmt", "an expression")["targetList"]


def one_expression(text: str) -> str:
    """The text, where it is an expression by itself: no list of them, and nothing behind it."""
    tree = statement(f"SELECT {text}\n", "SelectStmt", "an expression")
    if len(tree.get("targetList", ())) != 1 or "name" in tree["targetList"][0]["ResTarget"] or set(tree) - _OF_A_VALUE:
        raise ValueError("expected one expression and nothing else")
    return text


@lru_cache(maxsize=1024)
def value(text: str) -> str:
    """What an author wrote where a statement goes on behind one expression, and would take what else it may say for its own."""
    found = fragment(text)
    return found if _WORD.fullmatch(found) else one_expression(found)


_WORD = re.compile(r"-?[0-9.]+|(?:\w+\.)?\w+(?:\(\))?|'[^'\\]*'(?:::\w+(?:\[\])?)?|\w+\('[^'\\]*'::regclass\)")
"""What needs no parser, as most defaults do not."""

Expression = Annotated[str, value]

_OF_A_VALUE = frozenset(("targetList", "limitOption", "op"))


def nodes(tree: Any) -> Iterator[tuple[str, Any]]:
    """Everything in a tree, with its tag."""
    if isinstance(tree, dict):
        yield from tree.items()
    for one in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from nodes(one)


def string(node: dict[str, Any]) -> str:
    """A String node's value; an empty one has none."""
    return str(node["String"].get("sval", ""))


_NAMES = re.compile(r'(?:[a-z_][a-z0-9_]*|"(?:[^"]|"")+")(?:, (?:[a-z_][a-z0-9_]*|"(?:[^"]|"")+"))*\Z')


def are_names(columns: str) -> bool:
    """Does PostgreSQL print nothing but names there: no expression, operator class or collation?"""
    return _NAMES.match(columns) is not None


def names_of(columns: str) -> list[str]:
    """`a, "B, c"`: the names in a list."""
    tree = statement(f"CREATE TABLE t (UNIQUE ({columns}))", "CreateStmt", "a list of names")
    return [string(one) for one in tree["tableElts"][0]["Constraint"]["keys"]]


def placeless(tree: Any) -> Any:
    """A tree that is equal to another one where both say the same, wherever in their texts."""
    if isinstance(tree, dict):
        return {key: placeless(value) for key, value in tree.items() if key != "location"}
    return [placeless(one) for one in tree] if isinstance(tree, list) else tree
