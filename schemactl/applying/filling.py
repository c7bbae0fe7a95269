"""Placeholders in a plan → what the environment says, at the moment a statement is sent. What is shown and recorded keeps the placeholder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from schemactl.errors import ConfigurationError
from schemactl.plans.plan import Plan

Lookup = Callable[[str], str | None]
"""The value of a variable, None where it is not set."""

# Elsewhere (a function's body) `${name}` is text like any other.
_STATEMENT = re.compile(r"\s*(?:CREATE|ALTER)\s+(?:SUBSCRIPTION|SERVER|USER\s+MAPPING)\b", re.IGNORECASE)
_CONSTANT = re.compile(r"(CONNECTION\s+)?(E?)'((?:[^']|'')*)'", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_URI = re.compile("postgres(?:ql)?://")


def check_filled(plans: Iterable[Plan], lookup: Lookup) -> None:
    """Raise before the first step for variables that are not set."""
    statements = [one.sql for plan in plans for one in plan.statements]
    for sql in statements:
        filled(sql, lookup)


def filled(sql: str, lookup: Lookup) -> str:
    """The statement with its placeholders replaced, inside of string constants only."""
    if not _STATEMENT.match(sql) or "${" not in sql:
        return sql
    return _CONSTANT.sub(lambda found: _constant(found, lookup), sql)


def _constant(found: re.Match[str], lookup: Lookup) -> str:
    start, escapes, text = found[1] or "", found[2], found[3]

    def value(placeholder: re.Match[str]) -> str:
        inner = _within(text, placeholder, lookup) if start else _needed(placeholder[1], lookup)
        return inner.replace("'", "''").replace("\\", "\\\\") if escapes else inner.replace("'", "''")

    return f"{start}{escapes}'{_PLACEHOLDER.sub(value, text)}'"


def _within(text: str, placeholder: re.Match[str], lookup: Lookup) -> str:
    """A part of a connection string is quoted as libpq reads it; a whole one is what it is."""
    value = _needed(placeholder[1], lookup)
    if placeholder[0] == text:
        return value
    return quote(value, safe="") if _URI.match(text) else re.sub(r"([\\'\s])", r"\\\1", value)


def _needed(name: str, lookup: Lookup) -> str:
    if not (value := lookup(name)):
        raise ConfigurationError(
            f"the plan needs ${{{name}}}, which is not set", hint=f"set {name}, or {name}_FILE to a file that holds it"
        )
    return value
