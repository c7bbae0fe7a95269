"""A connection string as people write it → one that libpq takes, with notes about what was left out. Knows no server and no environment."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple, Never
from urllib.parse import quote, unquote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemactl.errors import ConfigurationError, SchemactlError, UsageError

_SCHEME = re.compile(r"(?:jdbc:)?(?P<name>[a-z][a-z0-9]*)(?:\+[a-z0-9_.]+)?://", re.IGNORECASE)
_POSTGRES = frozenset({"postgresql", "postgres", "postgis", "pgsql"})
_HOST = re.compile(r"(?P<host>\[[^\[\]]+\]|[^:\[\]]*)(?::(?P<port>\d*))?\Z")
_REFUSED_OPTION = re.compile(r'invalid connection option "([^"]*)"')
_LAST_PORT = 65535

# What drivers, pools and frameworks read from a URL and libpq refuses. A name that is not here stays, so that libpq
# reports a typing error (`sslmod=require`) instead of schemactl silently connecting without it.
_FOREIGN = frozenset(
    """
    schema search_path currentschema schema_search_path pgbouncer connection_limit pool_timeout socket_timeout statement_cache_size
    single_use_connections prepared_statement_cache_size prepared_statement_name_func server_settings command_timeout timeout
    max_cached_statement_lifetime pool pool_size max_overflow pool_recycle pool_pre_ping encoding prepared_statements reaping_frequency
    idle_timeout checkout_timeout advisory_locks min_messages reconnect pool_max_conns pool_min_conns pool_max_conn_lifetime
    pool_max_conn_lifetime_jitter pool_max_conn_idle_time pool_health_check_period default_query_exec_mode statement_cache_capacity
    description_cache_capacity binary_parameters timezone conn_max_age conn_health_checks uselibpqcompat supa workaround
    preparethreshold rewritebatchedinserts stringtype logintimeout sockettimeout tcpkeepalive sslfactory targetservertype useunicode
    characterencoding usessl servertimezone async_fallback executemany_mode statement-cache-capacity max_connections min_connections
    """.split()  # noqa: SIM905 - one name a line would be sixty lines
)
_SSL = {"true": "require", "1": "require", "false": "disable", "0": "disable"}


class Parsed(NamedTuple):
    """`options` are libpq's keywords; `notes` say what was read differently from how it was written."""

    options: dict[str, str]
    notes: tuple[str, ...]

    @property
    def conninfo(self) -> str:
        return make_conninfo("", **self.options)


def parse(url: str, *, source: str) -> Parsed:
    """Read a URL or a `key=value` string; `source` is named in errors, the string itself never is."""
    text = _unquoted(url.strip())
    scheme = _SCHEME.match(text)
    try:
        if scheme:
            return _checked(_from_url(text, scheme))
        return Parsed(_keywords(text), ())
    except ValueError as error:
        _refuse(source, str(error))


def _unquoted(text: str) -> str:
    # `docker run --env-file` keeps the quotes around a value.
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def written(conninfo: str) -> str:
    """A `key=value` string as a URL that any client of PostgreSQL reads; a password in it stays in it."""
    options = {key: str(value) for key, value in conninfo_to_dict(conninfo).items()}
    database = quote(options.pop("dbname", ""), safe="")
    query = "&".join(f"{key}={quote(value, safe='/')}" for key, value in options.items())
    return f"postgresql:///{database}?{query}".rstrip("?")


def _refuse(source: str, reason: str) -> Never:
    kind: type[SchemactlError] = UsageError if source.startswith("-") else ConfigurationError
    hint = "write postgresql://user@host:5432/database, with special characters of the password percent-encoded (@ as %40, / as %2F)"
    raise kind(f"{source}: {reason}", hint=hint) from None


def _keywords(text: str) -> dict[str, str]:
    if not text:
        raise ValueError("the connection string is empty")
    if "=" not in text:
        raise ValueError("this is neither a PostgreSQL URL nor key=value pairs")
    if ";" in text and not re.search(r"\s\w+\s*=", text):
        raise ValueError("this is a connection string of .NET; PostgreSQL separates key=value pairs with spaces")
    return _understood(text)


def _understood(conninfo: str) -> dict[str, str]:
    try:
        return {key: str(value) for key, value in conninfo_to_dict(conninfo).items()}
    except psycopg.ProgrammingError as error:
        # libpq quotes what it stumbled over, which may be half of a password: only the name of an option may be repeated.
        refused = _REFUSED_OPTION.search(str(error))
        if refused is None:
            raise ValueError("PostgreSQL does not understand this connection string") from None
        raise ValueError(_unknown_option(refused[1])) from None


def _unknown_option(name: str) -> str:
    known = [default.keyword.decode() for default in psycopg.pq.Conninfo.get_defaults()]
    near = difflib.get_close_matches(name, known, n=1)
    if not re.fullmatch(r"[a-z_]{1,40}", name):
        return "the connection string holds a parameter that PostgreSQL does not know"
    return f"unknown connection parameter {name}" + (f"; did you mean {near[0]}?" if near else "")


def _checked(parsed: Parsed) -> Parsed:
    if any("\0" in value for value in parsed.options.values()):
        raise ValueError("the URL holds a NUL character")
    try:
        return Parsed(_understood(parsed.conninfo), parsed.notes)
    except psycopg.ProgrammingError as error:
        refused = _REFUSED_OPTION.search(str(error))
        raise ValueError(_unknown_option(refused[1]) if refused else "PostgreSQL does not understand this URL") from None


def _from_url(text: str, scheme: re.Match[str]) -> Parsed:
    name = scheme["name"].lower()
    if name == "prisma":
        raise ValueError("this URL leads to a service of Prisma, not to PostgreSQL: use the direct URL of the database")
    if name not in _POSTGRES:
        raise ValueError(f"{name}:// is not PostgreSQL")
    notes = [] if scheme[0].lower() in {"postgresql://", "postgres://"} else [f"{scheme[0].lower()} is read as postgresql://"]
    body, _, query = text[scheme.end() :].partition("?")
    if "@" in query and "@" not in body and "/" not in body:
        raise ValueError("the URL cannot be taken apart: is a ? in the password?")
    options = dict(_authority(body))
    for key, value in _parameters(query):
        _add_parameter(options, notes, key, value)
    return Parsed(options, tuple(notes))


def _authority(body: str) -> Iterator[tuple[str, str]]:
    """`user:password@host:port,host:port/database`; the last @ ends the password, as everywhere but in libpq."""
    before, _, database = body.partition("/")
    if "@" in database:
        raise ValueError("the URL cannot be taken apart: is a / in the password?")
    login, _, hosts = before.rpartition("@")
    user, colon, password = login.partition(":")
    yield from ((key, unquote(value)) for key, value in (("user", user), ("dbname", database)) if value)
    if colon and password:
        yield "password", unquote(password)
    yield from _hosts(hosts)


def _hosts(text: str) -> Iterator[tuple[str, str]]:
    matches = [_HOST.match(one) for one in text.split(",")]
    if not all(matches):
        raise ValueError("the URL's host and port cannot be read")
    found = [match for match in matches if match]
    if any(match["port"] and not 0 < int(match["port"]) <= _LAST_PORT for match in found):
        raise ValueError("the URL's port is not between 1 and 65535")
    if any(match["host"] for match in found):
        yield "host", ",".join(unquote(match["host"].strip("[]")) for match in found)
    if any(match["port"] for match in found):
        yield "port", ",".join(match["port"] or "" for match in found)


def _parameters(query: str) -> Iterator[tuple[str, str]]:
    # Not parse_qsl: libpq keeps a plus sign.
    for pair in filter(None, query.split("&")):
        key, _, value = pair.partition("=")
        yield unquote(key), unquote(value)


def _add_parameter(options: dict[str, str], notes: list[str], key: str, value: str) -> None:
    match key.lower(), value.lower():
        case "pgbouncer", "true" | "1":
            notes.append("pgbouncer=true is left out; changes need the direct address of the server (direct_url)")
        case "ssl", mode:
            options.setdefault("sslmode", _SSL.get(mode, mode))
        case "sslmode", "no-verify":
            options["sslmode"] = "require"
        case "sslaccept", mode:
            options.setdefault("sslmode", "verify-full" if mode == "strict" else "require")
        case "applicationname", _:
            options["application_name"] = value
        case "schema" | "search_path" | "currentschema" | "schema_search_path" as name, _:
            notes.append(f"{name} is left out; [scope] schemas in the configuration chooses schemas")
        case name, _ if name in _FOREIGN or name.startswith("x-"):
            notes.append(f"{name} is left out: it is not a parameter of PostgreSQL")
        case _:
            options[key] = value


_URL_PASSWORD = re.compile(r"(://[^:/?#\s@]*:)(?:\S*@|(?!\d+(?:[/?,\s]|$))[^\n]*@)")
_NAMED_SECRET = re.compile(
    r"((?:password|passwd|passphrase|secret|_key)\"?\s*[=:]\s*)('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[^\s&,;]+)", re.IGNORECASE
)


def masked(text: str) -> str:
    """The text with `***` for every password of a URL or a connection string in it; rather too much than too little."""
    return _NAMED_SECRET.sub(r"\1***", _URL_PASSWORD.sub(r"\1***@", text))
