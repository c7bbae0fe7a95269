"""A type as people write it, `text collate "C"`, read by PostgreSQL's own parser as the beginning of a domain."""

from __future__ import annotations

import json
import re
from typing import Any

PREFIX = b"CREATE DOMAIN d AS "


def parse(text: bytes) -> dict[str, Any]:
    """The tree of `CREATE DOMAIN d AS …`; locations in it are offsets of bytes, behind PREFIX."""
    from pglast.parser import ParseError, parse_sql_json

    try:
        statements = json.loads(parse_sql_json((PREFIX + text).decode()))["stmts"]
    except ParseError as error:
        raise ValueError(str(error.args[0])) from None
    if len(statements) != 1 or "CreateDomainStmt" not in statements[0]["stmt"]:
        raise ValueError("this is not one type")
    return dict(statements[0]["stmt"]["CreateDomainStmt"])


def type_and_collation(text: bytes, tree: dict[str, Any], end: int) -> tuple[str, str | None]:
    """What stands before `end`, cut at COLLATE."""
    clause = tree.get("collClause", {})
    location = clause.get("CollateClause", clause).get("location")
    if location is None:
        return text[:end].decode().strip(), None
    start = location - len(PREFIX)
    return text[:start].decode().strip(), re.sub(r"^collate\s+", "", text[start:end].decode().strip(), flags=re.IGNORECASE)


def read(text: str) -> tuple[str, str | None]:
    """A type and its collation; anything else is an error."""
    data = text.strip().encode()
    tree = parse(data)
    if tree.get("constraints"):
        raise ValueError("only a type, and a collation, can stand here")
    return type_and_collation(data, tree, len(data))
