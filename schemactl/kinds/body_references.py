"""What the quoted bodies of SQL functions name. PostgreSQL keeps no dependency for it, but needs it as soon as the function runs:
a materialized view is filled, an index expression evaluated, while the plan is under way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from schemactl.model.identity import ObjectId
from schemactl.model.state import State

Edge = tuple[ObjectId, ObjectId]


def follows(state: State) -> Iterator[Edge]:
    """(function, what its body names), for bodies in SQL; names that lead nowhere are left out."""
    routines = [obj for obj in state if getattr(obj, "language", None) == "sql" and getattr(obj, "body", None)]
    if not routines:
        return
    by_name = _by_name(state)
    for routine in routines:
        for named in _names(str(getattr(routine, "body", ""))):
            for used in by_name.get(named, ()):
                if used != routine.id:
                    yield routine.id, used


# A word, quoted or not, that neither stands behind a dot nor goes on from another one.
_UNQUALIFIED = re.compile(r'(?<![\w.$"])(?:"((?:[^"]|"")+)"|([^\W\d][\w$]*))')


def looked_up(function: Any) -> set[str]:
    """The words of a body that may be names without a schema, but for its arguments'; those of C and BEGIN ATOMIC are bound already."""
    if function.body is None or function.object_file is not None or "search_path" in dict(function.configuration):
        return set()
    return _words(function.body) - _words(function.arguments)


def _words(text: str) -> set[str]:
    return {quoted.replace('""', '"') or bare.lower() for quoted, bare in _UNQUALIFIED.findall(text)}


def _by_name(state: State) -> dict[tuple[str, ...], list[ObjectId]]:
    """Objects by (schema, name) and by name alone; functions are found whatever their arguments."""
    found: dict[tuple[str, ...], list[ObjectId]] = {}
    for object_id in state.objects:
        if len(object_id.path) == 2 or (len(object_id.path) == 3 and hasattr(state.objects[object_id], "body")):
            found.setdefault(object_id.path[:2], []).append(object_id)
            found.setdefault(object_id.path[1:2], []).append(object_id)
    return found


def named(tree: Any, state: State) -> Iterator[ObjectId]:
    """Relations and functions that a tree names, in whatever schema they are where it says none."""
    by_name, found = _by_name(state), set[tuple[str, ...]]()
    _collect(tree, found)
    for name in sorted(found):
        yield from by_name.get(name, ())


def _names(body: str) -> set[tuple[str, ...]]:
    from pglast.parser import ParseError, parse_sql_json

    try:
        tree = json.loads(parse_sql_json(body))
    except ParseError:
        return set()
    found: set[tuple[str, ...]] = set()
    _collect(tree, found)
    return found


def _collect(node: Any, found: set[tuple[str, ...]]) -> None:
    if isinstance(node, list):
        for one in node:
            _collect(one, found)
    elif isinstance(node, dict):
        if "relname" in node:
            found.add(tuple(part for part in (node.get("schemaname"), node["relname"]) if part))
        if "funcname" in node:
            found.add(tuple(part["String"]["sval"] for part in node["funcname"]))
        for value in node.values():
            _collect(value, found)
