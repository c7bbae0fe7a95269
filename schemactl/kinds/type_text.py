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
        return long(text[:end].decode().strip()), None
    start = location - len(PREFIX)
    return long(text[:start].decode().strip()), re.sub(r"^collate\s+", "", text[start:end].decode().strip(), flags=re.IGNORECASE)


_SHORT = (
    (re.compile(r"timestamp(\(\d\))? with time zone((?:\[\])*)"), r"timestamptz\1\2"),
    (re.compile(r"time(\(\d\))? with time zone((?:\[\])*)"), r"timetz\1\2"),
    (re.compile(r"character varying(\(\d+\))?((?:\[\])*)"), r"varchar\1\2"),
)
_LONG = (
    (re.compile(r"timestamptz(\(\d\))?((?:\[\])*)"), r"timestamp\1 with time zone\2"),
    (re.compile(r"timetz(\(\d\))?((?:\[\])*)"), r"time\1 with time zone\2"),
    (re.compile(r"varchar(\(\d+\))?((?:\[\])*)"), r"character varying\1\2"),
)


def short(type_name: str) -> str:
    """A type as people write it: `timestamptz`; nothing can stand between pg_catalog and these names."""
    return next((found.expand(to) for pattern, to in _SHORT if (found := pattern.fullmatch(type_name))), type_name)


def long(type_name: str) -> str:
    """The same type as PostgreSQL prints it."""
    return next((found.expand(to) for pattern, to in _LONG if (found := pattern.fullmatch(type_name))), type_name)


def read(text: str) -> tuple[str, str | None]:
    """A type and its collation; anything else is an error."""
    data = text.strip().encode()
    tree = parse(data)
    if tree.get("constraints"):
        raise ValueError("only a type, and a collation, can stand here")
    return type_and_collation(data, tree, len(data))


PRINTED = {
    "bool": "boolean",
    "bpchar": "character",
    "char": '"char"',
    "float4": "real",
    "float8": "double precision",
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "time": "time without time zone",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "timetz": "time with time zone",
    "varbit": "bit varying",
    "varchar": "character varying",
}
"""PostgreSQL's own types, and what `format_type` calls them."""

_ONE_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_SQL_WORDS = frozenset(("dec", "decimal", "float", "int", "nchar"))
"""Names that only the grammar knows."""
_AS_IS = frozenset(PRINTED.values())


def printed(type_name: str) -> str:
    """A type in a signature, as PostgreSQL prints it: `int`, `int4` and `pg_catalog.int4` are `integer`, and nothing is left of `(3)`."""
    if type_name in _AS_IS or (_ONE_WORD.fullmatch(type_name) and type_name not in _SQL_WORDS and type_name not in PRINTED):
        return type_name
    try:
        tree = parse(type_name.encode())
    except ValueError:
        return type_name  # ORDER BY between an aggregate's arguments, or something that the server will refuse
    found = tree.get("typeName", {})
    *schema, own = (str(one["String"]["sval"]) for one in found.get("names", []))
    known = schema == ["pg_catalog"] or (not schema and own in PRINTED)
    if not known or found.get("setof") or "collClause" in tree or tree.get("constraints"):
        return type_name
    return PRINTED.get(own, own) + ("[]" if "arrayBounds" in found else "")
