"""An index's short form: `unique using gin (a, lower(b) desc) include (c) where d`, cut into fields as it was written."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from schemactl.kinds.sql import names, options
from schemactl.kinds.yaml_form import Raw, mapping, yaml_fields


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """Fields of the long form."""
    if isinstance(raw, list):
        return {"columns": ", ".join(str(one) for one in raw)}
    if not isinstance(raw, str):
        fields = dict(mapping(raw, at))
        if isinstance(fields.get("columns"), list):
            fields["columns"] = ", ".join(str(one) for one in fields["columns"] or ())
        return fields
    unique = re.match(r"\s*unique\b\s*", raw, re.IGNORECASE)
    rest = raw[unique.end() :] if unique else raw
    found: dict[str, Raw] = {"unique": "true"} if unique else {}
    found.update(_cut(rest))
    return found


PREFIX = "CREATE INDEX ON t "


def _cut(rest: str) -> dict[str, Raw]:
    from pglast.parser import ParseError, parse_sql_json

    try:
        statements = json.loads(parse_sql_json(PREFIX + rest))["stmts"]
    except ParseError as error:
        raise ValueError(str(error.args[0])) from None
    if len(statements) != 1 or "IndexStmt" not in statements[0]["stmt"]:
        raise ValueError("this is not one index's definition: write `[unique] [using method] (columns) …`")
    tree = statements[0]["stmt"]["IndexStmt"]
    found: dict[str, Raw] = {}
    method = re.match(r"\s*using\s+(\S+?)\s*(?=\()", rest, re.IGNORECASE)
    if method and tree.get("accessMethod", "btree") != "btree":
        found["using"] = tree["accessMethod"]
    start = rest.index("(", method.end() if method else 0)
    end = _closing(rest, start)
    found["columns"] = rest[start + 1 : end].strip()
    if included := [one["IndexElem"]["name"] for one in tree.get("indexIncludingParams", [])]:
        found["include"] = included
    if tree.get("nulls_not_distinct"):
        found["nulls_not_distinct"] = "true"
    if given := tree.get("options"):
        found["with"] = {option["DefElem"]["defname"]: _value(option["DefElem"].get("arg")) for option in given}
    if "tableSpace" in tree:
        found["tablespace"] = tree["tableSpace"]
    if "whereClause" in tree:
        found["where"] = _predicate(rest, end)
    return found


def _closing(text: str, start: int) -> int:
    """Where the parenthesis at `start` closes, by PostgreSQL's own tokens (its scanner counts bytes)."""
    from pglast.parser import scan

    data = text.encode()
    offset, depth = len(text[:start].encode()), 0
    for token in scan(data[offset:].decode()):
        depth += {"ASCII_40": 1, "ASCII_41": -1}.get(token.name, 0)
        if depth == 0:
            return start + token.start
    raise ValueError("a parenthesis is not closed")


def _predicate(rest: str, end: int) -> str:
    from pglast.parser import scan

    tail, depth = rest[end + 1 :], 0
    for token in scan(tail):
        depth += {"ASCII_40": 1, "ASCII_41": -1}.get(token.name, 0)
        if token.name == "WHERE" and depth == 0:
            return tail[token.end + 1 :].strip()
    raise ValueError("no WHERE found")


def _value(arg: dict[str, Any] | None) -> str:
    match arg:
        case None:
            return "true"
        case {"String": value}:
            return str(value["sval"])
        case {"Integer": value}:
            return str(value.get("ival", 0))
        case {"Float": value}:
            return str(value["fval"])
        case {"TypeName": value}:
            return str(value["names"][-1]["String"]["sval"])
        case _:
            raise ValueError("this storage parameter's value is not understood: use the long form")


def write(index: Any, children: dict[str, Raw]) -> Raw:
    """The short form where it comes back as it went, otherwise the long one."""
    long = {**yaml_fields(msgspec.structs.replace(index, valid=True)), **children}
    text = ["unique"] if index.unique else []
    if index.using != "btree":
        text.append(f"using {index.using}")
    text.append(f"({index.columns})")
    if index.include:
        text.append(f"include ({names(index.include)})")
    if index.nulls_not_distinct:
        text.append("nulls not distinct")
    if index.with_:
        text.append(f"with ({options(index.with_)})")
    if index.where:
        text.append(f"where {index.where}")
    short = " ".join(text)
    try:
        return short if dict(sorted(read(short, index.id.path).items())) == dict(sorted(long.items())) else long
    except (ValueError, KeyError):
        return long
