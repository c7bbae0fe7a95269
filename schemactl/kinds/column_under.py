"""An index's statement for another column: the same words, but for the column's name and the index's, found by PostgreSQL's own parser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from schemactl.kinds.sql import name


def under(sql: str, column: str, becomes: str, index: str) -> str:
    """CREATE INDEX as it stands, on column `becomes` where it names `column`, and called `index`."""
    from pglast.parser import parse_sql_json, scan

    text = sql.encode()
    statement = json.loads(parse_sql_json(sql))["stmts"][0]["stmt"]["IndexStmt"]
    tokens = [(token.start, token.end + 1) for token in scan(sql)]
    words = [text_of(sql, *span) for span in tokens]
    # Offsets of the parser are in bytes, those of the scanner in characters.
    places = [len(text[:one].decode()) for one in _references(statement, column)]
    named = words.index(name(statement["idxname"]))
    starts = {start: place for place, (start, _) in enumerate(tokens)}
    changed = {named: name(index), **{starts[place]: name(becomes) for place in places}}
    changed.update({place: name(becomes) for place in _elements(statement, column, words)})
    found, at = "", 0
    for place, (start, end) in enumerate(tokens):
        found += sql[at:start] + (changed[place] if place in changed else sql[start:end])
        at = end
    return found + sql[at:]


def text_of(sql: str, start: int, end: int) -> str:
    """One token as it was written."""
    return sql[start:end]


def _references(tree: Any, column: str) -> Iterator[int]:
    """Where expressions and the condition name it."""
    match tree:
        case {"ColumnRef": {"fields": [{"String": {"sval": found}}], "location": place}} if found == column:
            yield place
        case dict():
            for one in tree.values():
                yield from _references(one, column)
        case list():
            for one in tree:
                yield from _references(one, column)
        case _:
            pass


def _elements(statement: dict[str, Any], column: str, words: list[str]) -> Iterator[int]:
    """Which words are the column as a plain element of the list, or of INCLUDE: each element begins behind the parenthesis or a comma in it."""
    lists = [statement["indexParams"], *([statement["indexIncludingParams"]] if "indexIncludingParams" in statement else [])]
    at = words.index("(", words.index("ON"))
    for elements in lists:
        starts, depth = [at + 1], 1
        while depth:
            at += 1
            depth += {"(": 1, ")": -1}.get(words[at], 0)
            if words[at] == "," and depth == 1:
                starts.append(at + 1)
        for start, element in zip(starts, elements, strict=True):
            if element["IndexElem"].get("name") == column:
                yield start
        at = words.index("(", at) if elements is not lists[-1] else at
