"""The marker in the database, and what may be done without a plan: never more than configuration and marker both allow."""

from __future__ import annotations

from typing import LiteralString

import msgspec
import psycopg

from schemactl.applying import ledger
from schemactl.applying.ledger import Environment, Marker
from schemactl.applying.locks import advisory_lock
from schemactl.errors import RefusedError
from schemactl.live.connection import Connection

_MARK_COMMAND = "schemactl env mark development"

_NOT_EMPTY: LiteralString = """
    SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace n
                   WHERE n.nspname NOT IN ('public', 'schemactl', 'information_schema') AND n.nspname !~ '^pg_')
        OR EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.extname <> 'plpgsql')
        OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = 'public'::pg_catalog.regnamespace)
        OR EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.pronamespace = 'public'::pg_catalog.regnamespace)
        OR EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.typnamespace = 'public'::pg_catalog.regnamespace)
        OR EXISTS (SELECT FROM pg_catalog.pg_operator o WHERE o.oprnamespace = 'public'::pg_catalog.regnamespace)
        OR EXISTS (SELECT FROM pg_catalog.pg_collation l WHERE l.collnamespace = 'public'::pg_catalog.regnamespace)
"""
_NOT_EMPTY_WITHOUT_PUBLIC: LiteralString = """
    SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace n
                   WHERE n.nspname NOT IN ('schemactl', 'information_schema') AND n.nspname !~ '^pg_')
        OR EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.extname <> 'plpgsql')
"""


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Which database this is: a copy has another oid, a restored cluster another system identifier."""

    name: str
    database_oid: int
    system_identifier: str | None


def identity(conn: Connection) -> Identity:
    """Asked of the server; the system identifier may be kept from the role."""
    row = conn.execute(
        "SELECT d.datname, d.oid::pg_catalog.int8 FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()"
    ).fetchone()
    assert row is not None
    return Identity(name=row[0], database_oid=row[1], system_identifier=_system_identifier(conn))


def _system_identifier(conn: Connection) -> str | None:
    try:
        row = conn.execute("SELECT s.system_identifier::pg_catalog.text FROM pg_catalog.pg_control_system() s").fetchone()
    except psycopg.errors.InsufficientPrivilege:
        return None
    return str(row[0]) if row else None


def is_empty(conn: Connection) -> bool:
    """No user objects outside of schema schemactl."""
    there = conn.execute("SELECT pg_catalog.to_regnamespace('public') IS NOT NULL").fetchone()
    row = conn.execute(_NOT_EMPTY if there and there[0] else _NOT_EMPTY_WITHOUT_PUBLIC).fetchone()
    return not (row and row[0])


def read_marker(conn: Connection) -> Marker | None:
    """The marker as it holds for this database: "development" does not travel with a copy of the data, "protected" does."""
    marker = ledger.read(conn).marker
    if marker is None or marker.mode == "protected":
        return marker
    here = identity(conn)
    known = marker.system_identifier is None or here.system_identifier is None or marker.system_identifier == here.system_identifier
    return marker if known and marker.database_oid == here.database_oid else None


def may_change_directly(config_mode: str, marker: Marker | None, *, database_is_empty: bool, is_embedded: bool) -> None:
    """Raise RefusedError unless configuration and marker agree that this is a development database. `marker` is from `read_marker`."""
    if config_mode != "development":
        raise RefusedError(
            "the environment is protected: its database changes through committed plans only",
            hint='use plan and apply; if it is a development environment, say mode = "development" in its section of schemactl.toml',
        )
    if marker is not None and marker.mode == "protected":
        raise RefusedError(
            f"this database is marked protected (by {marker.marked_by}, {marker.marked_at:%Y-%m-%d %H:%M} UTC)",
            hint=f"use plan and apply; if the mark is wrong: {_MARK_COMMAND}",
        )
    if marker is None and not is_embedded and not database_is_empty:
        raise RefusedError(
            "this database is not empty, and nobody marked it as a development database",
            hint=f"if it may be changed without a plan: {_MARK_COMMAND}",
        )


def mark(conn: Connection, mode: Environment, *, by: str, confirmed_name: str | None = None, wait: float = 60) -> None:
    """Set the marker. To take "protected" away, `confirmed_name` must be the database's name."""
    here = identity(conn)
    with advisory_lock(conn, wait=wait):
        marker = ledger.read(conn).marker
        if mode == "development" and marker is not None and marker.mode == "protected" and confirmed_name != here.name:
            raise RefusedError(
                f"the database {here.name} is marked protected", hint="type its name to confirm that it may be changed without a plan"
            )
        ledger.ensure(conn)
        _write(conn, here, mode, by)


def protect(conn: Connection, *, by: str) -> None:
    """Mark as protected. The caller holds the advisory lock, and the ledger is there."""
    _write(conn, identity(conn), "protected", by)


def _write(conn: Connection, here: Identity, mode: Environment, by: str) -> None:
    ledger.write_marker(conn, mode, marked_by=by, system_identifier=here.system_identifier, database_oid=here.database_oid)
