"""Is a backfill's statement one that may run for each portion of a table, and its table and key what they say? By PostgreSQL's own parser."""

from __future__ import annotations

import json
from typing import Any

from schemactl.model.statement import Batches

_CHANGES = ("UpdateStmt", "DeleteStmt", "InsertStmt", "MergeStmt")
_KEYS = frozenset(("targetList", "fromClause", "limitOption", "op"))


def misfit(sql: str, batches: Batches) -> str | None:
    """What is wrong, in words; None where nothing is."""
    found = _commands(sql)
    if found is None:
        return None  # a later server's grammar: Parse will tell
    if len(found) != 1 or next(iter(found[0])) not in _CHANGES:
        return "a backfill is one UPDATE, DELETE, INSERT or MERGE"
    if not _is_key(batches):
        return f"`table: {batches.table}  key: {', '.join(batches.key)}` is no table and columns of it"
    wanted = 2 * len(batches.key)
    if _parameters(found) != set(range(1, wanted + 1)):
        first, last = (", ".join(f"${one + place}" for one in range(len(batches.key))) for place in (1, len(batches.key) + 1))
        return f"its condition does not hold a batch's first key ({first}) and its last one ({last})"
    return None


def written(sql: str) -> tuple[str, ...]:
    """The columns that an UPDATE or INSERT sets; none of a DELETE."""
    found = _commands(sql)
    node = next(iter(found[0].values())) if found else {}
    targets = [*node.get("targetList", ()), *node.get("cols", ())]
    return tuple(name for one in targets if (name := one.get("ResTarget", {}).get("name")))


def _commands(sql: str) -> list[dict[str, Any]] | None:
    from pglast.parser import ParseError, parse_sql_json

    try:
        return [one["stmt"] for one in json.loads(parse_sql_json(sql)).get("stmts", ())]
    except ParseError:
        return None


def _is_key(batches: Batches) -> bool:
    """One table, and as many columns as there are words."""
    found = _commands(f"SELECT {', '.join(batches.key)} FROM {batches.table}")
    if found is None or len(found) != 1 or not isinstance(select := found[0].get("SelectStmt"), dict) or set(select) - _KEYS:
        return False
    targets = [one["ResTarget"] for one in select["targetList"]]
    named = all(set(one) <= {"val", "location"} and _is_column(one["val"]) for one in targets)
    return named and len(targets) == len(batches.key) and [set(one) for one in select["fromClause"]] == [{"RangeVar"}]


def _is_column(value: dict[str, Any]) -> bool:
    fields = value.get("ColumnRef", {}).get("fields", [])
    return len(fields) == 1 and "String" in fields[0]


def _parameters(tree: Any) -> set[int]:
    """The numbers of the $1, $2, … anywhere in a tree."""
    match tree:
        case dict():
            own = {tree["ParamRef"]["number"]} if isinstance(tree.get("ParamRef"), dict) else set()
            return own.union(*map(_parameters, tree.values()))
        case list():
            return set().union(*map(_parameters, tree)) if tree else set()
        case _:
            return set()
