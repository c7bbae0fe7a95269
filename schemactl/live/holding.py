"""Who holds locks on relations at this moment, and since when: what a plan that began now would meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import LiteralString

import msgspec

from schemactl.live.connection import Connection
from schemactl.model.statement import Lock

SECONDS = 5.0
"""Transactions that are younger are gone before anybody reads of them."""

_AS, _RS, _RX, _SUX, _S, _SRX, _X, _AX = (
    Lock.ACCESS_SHARE,
    Lock.ROW_SHARE,
    Lock.ROW_EXCLUSIVE,
    Lock.SHARE_UPDATE_EXCLUSIVE,
    Lock.SHARE,
    Lock.SHARE_ROW_EXCLUSIVE,
    Lock.EXCLUSIVE,
    Lock.ACCESS_EXCLUSIVE,
)
# https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
CONFLICTS: dict[Lock, frozenset[Lock]] = {
    _AS: frozenset({_AX}),
    _RS: frozenset({_X, _AX}),
    _RX: frozenset({_S, _SRX, _X, _AX}),
    _SUX: frozenset({_SUX, _S, _SRX, _X, _AX}),
    _S: frozenset({_RX, _SUX, _SRX, _X, _AX}),
    _SRX: frozenset({_RX, _SUX, _S, _SRX, _X, _AX}),
    _X: frozenset({_RS, _RX, _SUX, _S, _SRX, _X, _AX}),
    _AX: frozenset({_AS, _RS, _RX, _SUX, _S, _SRX, _X, _AX}),
}


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """`who`: the session, for people; `seconds` since its transaction began, None for a prepared one."""

    relation: tuple[str, str]
    lock: Lock
    who: str
    seconds: float | None


_HELD: LiteralString = """
    SELECT n.nspname, c.relname, l.mode, coalesce(l.pid, 0), coalesce(a.usename, a.backend_type, '?'), coalesce(a.application_name, ''),
           coalesce(a.state, CASE WHEN l.pid IS NULL THEN 'prepared transaction' ELSE 'running' END),
           pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.xact_start)
    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid() AND n.nspname !~ '^pg_'
      AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
      AND (l.pid IS NULL OR a.xact_start < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => %s))
    ORDER BY a.xact_start NULLS FIRST, 1, 2, 3
"""


def held(conn: Connection, *, seconds: float = SECONDS) -> list[Held]:
    """Locks of transactions that began longer ago, the oldest first, as far as this role may know when they began; and of prepared ones."""
    return [
        Held(relation=(schema, name), lock=lock_of(mode), who=_who(pid, user, application, state), seconds=age)
        for schema, name, mode, pid, user, application, state, age in conn.execute(_HELD, [seconds]).fetchall()
    ]


def lock_of(mode: str) -> Lock:
    """`ShareUpdateExclusiveLock`, as pg_locks has it."""
    return Lock(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", mode.removesuffix("Lock")).upper())


def _who(pid: int, user: str, application: str, state: str) -> str:
    if not pid:
        return "a prepared transaction"
    return f"pid {pid}: {user}{f' ({application})' if application else ''}, {state}"


def waits(wanted: Lock, holds: Iterable[Lock]) -> bool:
    """Would who asks for this lock wait for who holds one of those?"""
    return any(one in CONFLICTS.get(wanted, frozenset()) for one in holds)
