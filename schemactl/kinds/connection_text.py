"""Connection strings: what is secret in them, and how a scratch database holds them so that nobody ever connects.

A secret is never read out of a database: the query puts a placeholder in its place, named after the object and the keyword.
"""

from __future__ import annotations

import re
from typing import Final

from schemactl.kinds.sql import literal

PLACEHOLDER: Final = r"\$\{\w+\}"

# What libpq marks as not to be shown (PQconndefaults).
SECRETS: Final = ("password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")

_SECRET = "|".join(SECRETS)
_VALUE = r"'(?:[^'\\]|\\.)*'|(?:\\.|[^\s\\])+"
_PAIR = re.compile(rf"(?:^|\s)({_SECRET})\s*=\s*({_VALUE})", re.IGNORECASE)
_PARAMETER = re.compile(rf"[?&]({_SECRET})=([^&]*)", re.IGNORECASE)
_URI = "^postgres(?:ql)?://"
_USER = re.compile(rf"{_URI}[^:/?#@]*:([^@/]*)@")

_FIRST, _FIRST_TWO = literal(r"\1"), literal(r"\1\2")

_STUB = "/schemactl-scratch"
_ON = f"{_STUB}-enabled"
# libpq takes the last of two values; hostaddr would win over host.
_SUFFIX, _URI_SUFFIX = " host={} hostaddr=''", "host={}&hostaddr="
# A placeholder for the whole is no connection string by itself.
_WHOLE = "fallback_application_name="


def unsafe(text: str) -> str | None:
    """The keyword of a secret that stands there in clear, if any does."""
    if re.match(_URI, text):
        user = _USER.match(text)
        found = [("password", user[1])] if user else []
        found += _PARAMETER.findall(text)
    else:
        found = _PAIR.findall(text)
    return next((keyword for keyword, value in found if value and not re.fullmatch(f"'?{PLACEHOLDER}'?", value)), None)


def masked(text: str, name: str) -> str:
    """SQL: a connection string without its secrets, and without what scratch added. `name`, SQL as well, is what placeholders are called after."""
    found = _replaced(text, rf"( |[?]|&)host={_STUB}(-enabled)?( hostaddr=''|&hostaddr=)$", "''")
    found = _replaced(found, rf"^{_WHOLE}({PLACEHOLDER})$", _FIRST)
    for keyword in SECRETS:
        holder = f"'${{' || upper(regexp_replace({name}, '[^A-Za-z0-9]', '_', 'g')) || '_{keyword.upper()}}}'"
        pair = rf"(^|\s)({keyword}\s*=\s*)(?!'?{PLACEHOLDER}'?(?:\s|$))(?:{_VALUE})"
        parameter = rf"({_URI}.*[?&]{keyword}=)(?!{PLACEHOLDER}(?:&|$))[^&]+"
        found = _replaced(found, pair, f"{_FIRST_TWO} || {holder}")
        found = _replaced(found, parameter, f"{_FIRST} || {holder}")
        if keyword == "password":
            found = _replaced(found, rf"({_URI}[^:/?#@]*:)(?!{PLACEHOLDER}@)[^@/]+@", f"{_FIRST} || {holder} || '@'")
    return found


def _replaced(text: str, pattern: str, by: str) -> str:
    return f"regexp_replace({text}, {literal(pattern)}, {by}, 'gi')"


def stubbed(text: str, *, enabled: bool = False) -> str:
    """What a scratch database holds instead: the same, and a socket folder that does not exist."""
    host = _ON if enabled else _STUB
    if re.match(_URI, text):
        return f"{text}{'&' if '?' in text else '?'}{_URI_SUFFIX.format(host)}"
    whole = _WHOLE if re.fullmatch(PLACEHOLDER, text) else ""
    return f"{whole}{text}{_SUFFIX.format(host)}"
