"""What people decided about plans that stopped, as the ledger keeps it: read for whoever looks back."""

from __future__ import annotations

from datetime import datetime
from typing import LiteralString

import msgspec
import psycopg

from schemactl.live.connection import Connection, database_error


class RepairRow(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decided about a plan that stopped."""

    plan: int
    step: int | None
    action: str
    done: str
    role: str
    os_user: str
    host: str
    at: datetime


_THERE: LiteralString = "SELECT pg_catalog.to_regclass('schemactl.repairs') IS NOT NULL"
_READ: LiteralString = "SELECT coalesce(pg_catalog.json_agg(r ORDER BY r.at DESC), '[]')::pg_catalog.text FROM schemactl.repairs r"


def repairs(conn: Connection) -> tuple[RepairRow, ...]:
    """The last first; none in a ledger of an older format."""
    try:
        there = conn.execute(_THERE).fetchone()
        found = conn.execute(_READ).fetchone() if there and there[0] else None
    except psycopg.errors.InsufficientPrivilege as exc:
        raise database_error(exc, doing="cannot read the ledger", hint="the role needs SELECT on the tables of schema schemactl") from exc
    return msgspec.json.decode(found[0], type=tuple[RepairRow, ...]) if found else ()
