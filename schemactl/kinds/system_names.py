"""What is PostgreSQL's own, as GRANT names it: however somebody writes it, called as the catalog prints it under a search_path of pg_catalog.

Its names are plain, and behind a schema any word is one: they are not quoted, as it depends on the major which of them are words of SQL's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from schemactl.kinds.sql import name
from schemactl.kinds.type_text import PRINTED, parse

ROUTINE_SQL = """CASE o.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || regexp_replace(o.oid::regprocedure::text, '^"([a-z_][a-z0-9_]*)"', '\\1')"""
TYPE_SQL = "'TYPE ' || CASE WHEN o.typname IN ('any', 'char') THEN quote_ident(o.typname) ELSE o.typname END"

_SCHEMA = "pg_catalog"
_NOWHERE = -1
"""Where the parser puts what nobody wrote."""


def canonical(text: str) -> str:
    """`FUNCTION pg_read_file(text,bigint,bigint)`; ValueError for what is not one object of PostgreSQL's own."""
    word, _, rest = text.strip().partition(" ")
    if word == "TYPE":
        return f"TYPE {_type(_named_type(rest, text), text)}"
    grant = _grant(text)
    [found] = grant["objects"] if len(grant["objects"]) == 1 else [None]
    say = _SAYING.get(grant["objtype"]) if grant["targtype"] == "ACL_TARGET_OBJECT" else None
    if found is None or say is None:
        raise ValueError(_HOW.format(text))
    return say(found, text)


_HOW = "{}: one FUNCTION, PROCEDURE, TABLE, SEQUENCE, TYPE, LANGUAGE or SCHEMA of PostgreSQL's own"


def _grant(text: str) -> dict[str, Any]:
    from pglast.parser import ParseError, parse_sql_json

    word, _, rest = text.strip().replace("(*)", "()").partition(" ")
    try:
        tree = parse_sql_json(f"GRANT ALL ON {word} {rest} TO PUBLIC")
    except ParseError as error:
        try:
            tree = parse_sql_json(f"GRANT ALL ON {word} {_SCHEMA}.{rest} TO PUBLIC")
        except ParseError:
            raise ValueError(f"{text}: {error.args[0]}") from None
    statements = json.loads(tree)["stmts"]
    if len(statements) != 1 or "GrantStmt" not in statements[0]["stmt"]:
        raise ValueError(_HOW.format(text))
    return dict(statements[0]["stmt"]["GrantStmt"])


def _routine(word: str) -> Callable[[dict[str, Any], str], str]:
    def say(found: dict[str, Any], text: str) -> str:
        routine = found["ObjectWithArgs"]
        if routine.get("args_unspecified"):
            raise ValueError(f"{text}: the types of its arguments are missing, `{text}(text)`")
        types = ",".join(_types(routine.get("objargs", []), text))
        return f"{word} {_plain(_own(_names(routine['objname']), text))}({types})"

    return say


def _relation(word: str) -> Callable[[dict[str, Any], str], str]:
    def say(found: dict[str, Any], text: str) -> str:
        relation = found["RangeVar"]
        return f"{word} {_plain(_own([*filter(None, [relation.get('schemaname')]), relation['relname']], text))}"

    return say


def _language(found: dict[str, Any], _: str) -> str:
    return f"LANGUAGE {name(found['String']['sval'])}"


def _schema(found: dict[str, Any], text: str) -> str:
    return f"SCHEMA {_own([found['String']['sval'], _SCHEMA], text)}"


_SAYING: dict[str, Callable[[dict[str, Any], str], str]] = {
    "OBJECT_FUNCTION": _routine("FUNCTION"),
    "OBJECT_PROCEDURE": _routine("PROCEDURE"),
    "OBJECT_TABLE": _relation("TABLE"),
    "OBJECT_SEQUENCE": _relation("SEQUENCE"),
    "OBJECT_LANGUAGE": _language,
    "OBJECT_SCHEMA": _schema,
}


def _named_type(written: str, text: str) -> list[str]:
    """Of a type that stands alone: GRANT takes a name, and no array has privileges."""
    tree = parse(written.encode())
    found = tree["typeName"]
    if "arrayBounds" in found:
        raise ValueError(f"{text}: the privileges on an array are those of the type of its elements")
    # `char` and `bit` mean a length that stands nowhere.
    said = any(one.get("A_Const", {}).get("location") != _NOWHERE for one in found.get("typmods", []))
    if said or {"setof", "pct_type"} & found.keys() or {"collClause", "constraints"} & tree.keys():
        raise ValueError(f"{text}: no more than a type's name")
    return _names(found["names"])


def _types(arguments: list[dict[str, Any]], text: str) -> Iterator[str]:
    for argument in arguments:
        named = argument["TypeName"]
        last = _type(_names(named["names"]), text)
        yield PRINTED.get(last, last) + ("[]" if "arrayBounds" in named else "")


def _type(names: list[str], text: str) -> str:
    """Behind GRANT a word is quoted that is another type's without quotes, or none's."""
    last = _own(names, text)
    return f'"{last}"' if last in ("any", "char") else _plain(last)


def _plain(text: str) -> str:
    return text if re.fullmatch("[a-z_][a-z0-9_]*", text) else name(text)


def _own(names: list[str], text: str) -> str:
    """The name of something in pg_catalog."""
    if names[:-1] not in ([], [_SCHEMA]):
        raise ValueError(
            f"{text}: not in {_SCHEMA}; PostgreSQL keeps no record of what was granted in information_schema,"
            " and privileges on a project's own objects are their `grants`"
        )
    return names[-1]


def _names(found: list[dict[str, Any]]) -> list[str]:
    return [str(one["String"]["sval"]) for one in found]
