"""What libpq and the server say when they refuse → what a user should know. Knows no connection."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg

from schemactl.errors import DatabaseError, Where
from schemactl.live.url import masked

# libpq reports a refused connection as text only; the server's part of it is English unless lc_messages says otherwise.
_REASONS: tuple[tuple[str, str, str], ...] = (
    (
        r"password authentication failed|no password supplied|SCRAM",
        "the server refuses the login",
        "check user and password; a password may come from ~/.pgpass",
    ),
    (r"No space left on device", "the server's disk is full", "make room on it, then try again"),
    (r'role "[^"]*" does not exist', "the server refuses the login", "name an existing role: postgresql://role@host/database"),
    (r'database "[^"]*" does not exist', "there is no such database", "create it first, or correct the name"),
    (
        r"the database system is (starting|not (yet )?accepting|in recovery)",
        "the server is starting",
        "try again in a moment: schemactl wait",
    ),
    (r"the database system is shutting down", "the server is shutting down", "try again when it is back"),
    (
        r"too many (clients|connections)|remaining connection slots",
        "the server has no free connection",
        "close other sessions, or raise max_connections",
    ),
    (
        r"no pg_hba\.conf entry",
        "the server does not let this client in",
        "the server's pg_hba.conf decides; TLS may be missing: sslmode=require",
    ),
    (
        r"does not support SSL|SSL (error|SYSCALL)|certificate|root\.crt",
        "no TLS connection comes about",
        "see sslmode and sslrootcert in the connection string",
    ),
    (r"unsupported startup parameter", "a connection pooler refuses the connection", "give the direct address of the server as direct_url"),
    (
        r"could not translate host name|failed to resolve|Name or service not known|getaddrinfo",
        "the host name is unknown",
        "check the host name",
    ),
    (r"timeout expired|timed out", "the server does not answer", "check host, port and firewall"),
    (
        r"Connection refused|No such file or directory|could not connect|Network is unreachable|No route",
        "no server answers there",
        "is it running, and are host and port right?",
    ),
)


def reason_for(text: str) -> tuple[str, str]:
    """Why a connection failed, and a hint."""
    known = ((reason, hint) for pattern, reason, hint in _REASONS if re.search(pattern, text, re.IGNORECASE))
    return next(known, ("the connection failed", "check the connection string"))


def database_error(error: psycopg.Error, *, doing: str | None = None, hint: str | None = None, where: Where | None = None) -> DatabaseError:
    """The server's refusal with its SQLSTATE, detail, context and hint; `doing` says what was tried."""
    lines = list(_message(error))
    if doing:
        lines[0] = f"{doing}: {lines[0]}"
    hints = [one for one in (hint, error.diag.message_hint, _without_schema(error), _without_escapes(error)) if one]
    return DatabaseError(masked("\n".join(lines)), sqlstate=error.sqlstate, hint=masked("; ".join(hints)) or None, where=where)


_UNDEFINED = {"42P01", "42883", "42704"}
_NOWHERE = re.compile(r'"[^".]+"|function [^\s(.]+\(')
_INSIDE = re.compile(r'(?:PL/\w+|SQL) function (?P<quote>"?)(?P<name>.+?)(?P=quote) (?:(?:near )?line \d|statement \d|during )')


def _without_schema(error: psycopg.Error) -> str | None:
    """A function that others count on to set the search_path: an event trigger's fires for whatever plans do."""
    inside = _INSIDE.search(error.diag.context or "")
    if error.sqlstate not in _UNDEFINED or inside is None or not _NOWHERE.search(error.diag.message_primary or ""):
        return None
    return (
        f"the code of {inside['name']} names it without a schema, and schemactl's sessions have the search_path pg_catalog, pg_temp:"
        " name it with its schema there, or ALTER FUNCTION … SET search_path"
    )


def _without_escapes(error: psycopg.Error) -> str | None:
    """An escape names a character, and a database of bytes has none beyond ASCII. Scratch is UTF8: there the bytes are that character as well."""
    if error.sqlstate != "0A000" or "SQL_ASCII" not in (error.diag.message_primary or ""):
        return None
    return r"in this database an escape has to name the bytes: write E'\xC2\x85' for E'\u0085' in the plan, and prove it again with `schemactl verify`"


def _message(error: psycopg.Error) -> Iterator[str]:
    diag = error.diag
    yield diag.message_primary or str(error).strip() or type(error).__name__
    if diag.message_detail:
        yield f"detail: {diag.message_detail}"
    if diag.context:
        yield f"context: {diag.context}"


def connection_lost(error: psycopg.Error) -> bool:
    """Whether the session is gone, so that nobody can say what became of the statement."""
    state = error.sqlstate or ""
    return (
        state.startswith("08")
        or state in {"57P01", "57P02", "57P03", "57P05", "25P03", "25P04"}
        or (not state and isinstance(error, psycopg.OperationalError))
    )
