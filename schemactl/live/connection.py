"""A target → a connection whose session settings are ours. The only place that calls `psycopg.connect`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, LiteralString

import msgspec
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemactl.errors import ConfigurationError, ConnectError
from schemactl.live.refusals import connection_lost, database_error, reason_for
from schemactl.live.url import masked, parse
from schemactl.model.stage import staged

__all__ = [
    "Connection",
    "Target",
    "connect",
    "connection_lost",
    "database_error",
    "libpq_target",
    "masked",
    "refuse_standby",
    "target",
]

Connection = psycopg.Connection[tuple[Any, ...]]

_OLDEST = 140000


class Target(msgspec.Struct, frozen=True):
    """A database to connect to; `source` says who named it (`--url`, `DATABASE_URL`), `notes` what its URL held beyond PostgreSQL's."""

    conninfo: str
    source: str
    notes: tuple[str, ...] = ()

    def describe(self) -> str:
        """`shop @ db.internal:5432`, without user and password."""
        options = _resolved(self.conninfo)
        if options.get("service") and not options.get("dbname"):
            return f"service {options['service']}"
        database = options.get("dbname") or options.get("user") or "?"
        return f"{database} @ {_place(options)}"

    @property
    def has_password(self) -> bool:
        """Does the string itself hold one?"""
        return "password" in conninfo_to_dict(self.conninfo)

    def in_database(self, dbname: str) -> Target:
        """The same server, another database."""
        return Target(make_conninfo(self.conninfo, dbname=dbname), self.source, self.notes)

    def __repr__(self) -> str:
        return f"Target({self.describe()!r}, {self.source!r})"


def target(url: str, *, source: str) -> Target:
    """Read a URL or a `key=value` string, also those that drivers and pools write and libpq refuses."""
    parsed = parse(url, source=source)
    return Target(parsed.conninfo, source, parsed.notes)


def libpq_target() -> Target:
    """What PGSERVICE, PGHOST, PGDATABASE … and libpq's defaults lead to."""
    return Target("", "the PG* variables")


def _resolved(conninfo: str) -> dict[str, str]:
    """What libpq will use: its defaults and the environment below what the string says."""
    defaults = {one.keyword.decode(): one.val.decode() for one in psycopg.pq.Conninfo.get_defaults() if one.val}
    return defaults | {key: str(value) for key, value in conninfo_to_dict(conninfo).items()}


def _place(options: dict[str, str]) -> str:
    hosts = (options.get("host") or options.get("hostaddr") or "").split(",")
    ports = (options.get("port") or "").split(",")
    if len(ports) < len(hosts):
        ports = ports * len(hosts)
    return ",".join(f"{host or 'local socket'}:{port or 5432}" for host, port in zip(hosts, ports, strict=False))


# Every session setting that changes what SQL means, what the catalog prints, or how long work may take; a role or a database may
# carry other values (ALTER ROLE … SET). The order matters: statement_timeout first, it may be short enough to end the rest.
_PINS: dict[LiteralString, str] = {
    "statement_timeout": "0",
    # Before search_path, which would be stored with quotes.
    "quote_all_identifiers": "off",
    "search_path": "pg_catalog, pg_temp",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "idle_session_timeout": "0",
    "TimeZone": "UTC",
    "DateStyle": "ISO, MDY",
    "IntervalStyle": "postgres",
    "standard_conforming_strings": "on",
    "backslash_quote": "safe_encoding",
    # How "IST" in a literal is read.
    "timezone_abbreviations": "Default",
    "array_nulls": "on",
    "transform_null_equals": "off",
    "xmloption": "content",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    # A literal of type money is read and printed in this locale.
    "lc_monetary": "C",
    "lc_numeric": "C",
    "lc_time": "C",
    "row_security": "on",
    # A body is read under the search_path of its caller, and may name what comes later: pg_dump turns the check off as well.
    "check_function_bodies": "off",
    "default_tablespace": "",
    "default_table_access_method": "heap",
    "default_toast_compression": "pglz",
    "default_transaction_isolation": "read committed",
    "default_transaction_deferrable": "off",
    "client_min_messages": "warning",
    "exit_on_error": "off",
    # Compiling a catalog query takes longer than running it.
    "jit": "off",
}

# What not everybody may set, or not every server knows: only where it is not as it has to be.
_WHERE_ODD = (
    # "replica" leaves out foreign keys and triggers.
    "SELECT pg_catalog.set_config('session_replication_role', 'origin', false)"
    " WHERE pg_catalog.current_setting('session_replication_role') <> 'origin'; "
    # Since the minor releases of August 2024; it hides views from queries.
    "SELECT pg_catalog.set_config('restrict_nonsystem_relation_kind', '', false)"
    " WHERE pg_catalog.current_setting('restrict_nonsystem_relation_kind', true) <> ''"
)

# For a line that went dead, in seconds and milliseconds; what the URL says of it holds.
_PATIENCE = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25000,
}

# The server's side of it. Ignored on a Unix socket, so not read back.
_SERVER_KEEPALIVE = (
    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000"
)

# A backend whose client died goes on waiting for its lock and then commits, unless it looks at its socket meanwhile.
# The server refuses the setting where its platform cannot do that.
_WATCH_CLIENT = (
    "SELECT pg_catalog.set_config('client_connection_check_interval', '2s', false) WHERE pg_catalog.version() ~ 'linux|darwin|freebsd'"
)
_WATCH_CLIENT_14 = "SELECT pg_catalog.set_config('client_connection_check_interval', '2s', false) WHERE pg_catalog.version() ~ 'linux'"


@staged("connect")
def connect(target: Target, *, application_name: str = "schemactl", dbname: str | None = None, read_only: bool = False) -> Connection:
    """A connection in autocommit whose settings are pinned and read back: two round trips."""
    conn = _open(target, application_name=application_name, dbname=dbname)
    try:
        _pin(conn, read_only=read_only)
    except psycopg.Error as error:
        conn.close()
        raise _refused(target, error) from error
    except BaseException:
        conn.close()
        raise
    return conn


def _open(target: Target, *, application_name: str, dbname: str | None) -> Connection:
    said = _resolved(target.conninfo)
    options: dict[str, Any] = {"application_name": application_name, "client_encoding": "utf8"}
    options |= {name: value for name, value in _PATIENCE.items() if name not in said}
    if dbname is not None:
        options["dbname"] = dbname
    try:
        # No prepared statements: DDL between two executions changes what they return (0A000).
        return psycopg.connect(target.conninfo, autocommit=True, prepare_threshold=None, **options)
    except psycopg.Error as error:
        raise _refused(target, error) from error


def _pins(version: int, *, read_only: bool) -> dict[LiteralString, str]:
    pins = _PINS | {"default_transaction_read_only": "on" if read_only else "off"}
    if version >= 160000:
        # A role made by one that is no superuser would be granted to it; a collation that ICU does not know would be refused.
        pins |= {"createrole_self_grant": "", "icu_validation_level": "warning"}
    return pins | {"transaction_timeout": "0"} if version >= 170000 else pins


def _pin(conn: Connection, *, read_only: bool) -> None:
    version = conn.info.server_version
    if version < _OLDEST:
        raise ConfigurationError(f"the server is PostgreSQL {version // 10000}; schemactl needs 14 or later")
    pins = _pins(version, read_only=read_only)
    # Keywords, not calls of set_config: until search_path is pinned, a function of that name may be somebody else's.
    settings = [_set(name, value) for name, value in pins.items()]
    watch = _WATCH_CLIENT if version >= 150000 else _WATCH_CLIENT_14
    with _pooler_refused():
        conn.execute(sql.SQL("; ").join([_direct(conn), *settings, sql.SQL(_WHERE_ODD), sql.SQL(_SERVER_KEEPALIVE), sql.SQL(watch)]))
    _read_back(conn, pins | {"session_replication_role": "origin"})


def _direct(conn: Connection) -> sql.Composable:
    """Fails where the backend is not the one that said its process id at login, and what stands behind it in the same message does not run.

    Behind a pooler a setting would stay in the session that the application's next transaction gets.
    """
    told = sql.Literal(conn.info.backend_pid)
    return sql.SQL("SELECT 1 OPERATOR(pg_catalog./) (pg_catalog.pg_backend_pid() OPERATOR(pg_catalog.=) {})::pg_catalog.int4").format(told)


@contextlib.contextmanager
def _pooler_refused() -> Iterator[None]:
    try:
        yield
    except psycopg.errors.DivisionByZero as error:
        raise ConfigurationError(
            "a connection pooler is between schemactl and the server: session locks and settings do not hold there",
            hint="give the direct address of the server as direct_url in the environment's configuration",
        ) from error


def _set(name: LiteralString, value: str) -> sql.Composable:
    if name == "search_path":
        # Quoted, the list would be one schema's name.
        return sql.SQL("SET search_path TO pg_catalog, pg_temp")
    return sql.SQL("SET {} = {}").format(sql.SQL(name), sql.Literal(value))


def _read_back(conn: Connection, pins: dict[LiteralString, str]) -> None:
    columns = sql.SQL(", ").join(sql.SQL("pg_catalog.current_setting({})").format(sql.Literal(name)) for name in pins)
    row = conn.execute(sql.SQL("SELECT {}").format(columns)).fetchone()
    assert row is not None
    wrong = [name for (name, value), found in zip(pins.items(), row, strict=True) if found != value]
    if wrong:
        raise ConfigurationError(
            f"the session does not keep its settings ({', '.join(wrong)}): a connection pooler is in between",
            hint="give the direct address of the server as direct_url",
        )


def _refused(target: Target, error: psycopg.Error) -> ConnectError:
    text = _without_secrets(str(error), target)
    reason, hint = reason_for(text)
    return ConnectError(f"cannot connect to {target.describe()} (from {target.source}): {reason}\n{_indented(text)}", hint=hint)


def _without_secrets(text: str, target: Target) -> str:
    options = _resolved(target.conninfo)
    for name in ("password", "sslpassword"):
        secret = options.get(name, "")
        # A password that is also the user's name or a host's tells nothing, and masking it would hide what went wrong.
        if secret and secret not in {options.get("user"), options.get("dbname"), options.get("host")}:
            text = text.replace(secret, "***")
    return masked(text)


def _indented(text: str) -> str:
    return "\n".join(f"  {line.strip()}" for line in text.splitlines() if line.strip())


def refuse_standby(conn: Connection) -> None:
    """Stop on a read-only standby."""
    row = conn.execute("SELECT pg_catalog.pg_is_in_recovery()").fetchone()
    if row is None or row[0]:
        raise ConnectError(
            "the server is a read-only standby",
            hint="connect to the primary, or add target_session_attrs=read-write to a URL with several hosts",
        )
