"""Names, literals and lists as SQL text.

Identifiers are quoted exactly when PostgreSQL's quote_identifier would quote them (src/backend/utils/adt/ruleutils.c), so that a plan reads as people write it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")


@lru_cache(maxsize=1)
def _reserved() -> frozenset[str]:
    from pglast.keywords import COL_NAME_KEYWORDS, RESERVED_KEYWORDS, TYPE_FUNC_NAME_KEYWORDS

    return frozenset(COL_NAME_KEYWORDS) | frozenset(RESERVED_KEYWORDS) | frozenset(TYPE_FUNC_NAME_KEYWORDS)


@lru_cache(maxsize=65536)
def name(text: str) -> str:
    """An identifier, quoted when needed."""
    if _PLAIN.match(text) and text not in _reserved():
        return text
    return '"' + text.replace('"', '""') + '"'


def qualified(path: Iterable[str]) -> str:
    """`public.orders`."""
    return ".".join(name(part) for part in path)


def role(text: str) -> str:
    """A role; PUBLIC is a keyword, not a role: quoting it would name a role called "PUBLIC"."""
    return "PUBLIC" if text == "PUBLIC" else name(text)


def literal(text: str) -> str:
    """A string constant that means the same whatever standard_conforming_strings says."""
    quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'"
    return "E" + quoted if "\\" in text else quoted


def names(parts: Iterable[str]) -> str:
    """`a, "B"`."""
    return ", ".join(name(part) for part in parts)


def dollar(body: str) -> str:
    """A function body between dollar quotes that do not occur in it."""
    tag, number = "$$", 0
    while tag in body or (body.endswith("$") and number == 0):
        tag = f"$body{number or ''}$"
        number += 1
    return f"{tag}{body}{tag}"


def options(pairs: Iterable[tuple[str, str]]) -> str:
    """`fillfactor=70, autovacuum_enabled=false`: storage parameters, their values as literals where needed."""
    return ", ".join(f"{_option_name(key)}={value if re.match(r'-?[0-9.]+$|[a-z_]+$', value) else literal(value)}" for key, value in pairs)


def _option_name(key: str) -> str:
    # toast.autovacuum_enabled is two identifiers.
    return ".".join(name(part) for part in key.split("."))


def path_of(text: str) -> tuple[str, ...]:
    """The way back from `qualified`, by PostgreSQL's own parser."""
    from pglast.parser import parse_sql_json

    statement = json.loads(parse_sql_json(f"COMMENT ON TYPE {text} IS NULL"))["stmts"][0]["stmt"]["CommentStmt"]
    return tuple(str(one["String"]["sval"]) for one in statement["object"]["TypeName"]["names"])


THIS_DATABASE: Final = "\ue000"
"""Stands for the name of the database a plan runs in, where SQL has no other word for it than its name."""

_IN_THIS_DATABASE = re.compile(
    r"DO \$[a-z0-9]*\$BEGIN EXECUTE pg_catalog\.format\(.*, pg_catalog\.current_database\(\)\); END\$[a-z0-9]*\$\Z", re.DOTALL
)


def in_this_database(sql: str) -> str:
    """The statement with the name filled in by the server: a plan runs in databases of many names."""
    if THIS_DATABASE not in sql:
        return sql
    template = literal(sql.replace("%", "%%").replace(THIS_DATABASE, "%1$I"))
    return f"DO {dollar(f'BEGIN EXECUTE pg_catalog.format({template}, pg_catalog.current_database()); END')}"


def names_this_database(sql: str) -> bool:
    """Is it such a statement?"""
    return bool(_IN_THIS_DATABASE.match(sql))
