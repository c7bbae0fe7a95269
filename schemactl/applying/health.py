"""What a person should know about a database before plans run there: asked of the server, nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, LiteralString

import msgspec

from schemactl.kinds.sql import qualified
from schemactl.live.collations import outdated_collations
from schemactl.live.connection import Connection

Level = Literal["ok", "note", "warning", "error"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `doctor`. `error`: apply would fail, or be refused; `warning`: it may wait, or fill a disk."""

    check: str
    level: Level
    message: str
    hint: str | None = None


_LONG = 60.0
_LAG = 10.0
_RETAINED = 1 << 30
_MOST = 8

_SESSIONS: LiteralString = """
    SELECT a.pid, coalesce(a.usename, a.backend_type), coalesce(a.application_name, ''), coalesce(a.state, 'running'),
           pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.xact_start), a.query LIKE 'autovacuum:%%(to prevent wraparound)'
    FROM pg_catalog.pg_stat_activity a
    WHERE a.xact_start IS NOT NULL AND a.pid <> pg_catalog.pg_backend_pid() AND a.backend_type IN ('client backend', 'autovacuum worker')
      AND (a.datname = pg_catalog.current_database() OR a.backend_xmin IS NOT NULL)
      AND pg_catalog.clock_timestamp() - a.xact_start > pg_catalog.make_interval(secs => %s)
    ORDER BY a.xact_start
"""
_PREPARED: LiteralString = """
    SELECT x.gid, pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - x.prepared) FROM pg_catalog.pg_prepared_xacts x
    WHERE x.database = pg_catalog.current_database() ORDER BY x.prepared
"""
_STANDBYS: LiteralString = """
    SELECT coalesce(nullif(r.application_name, ''), r.client_addr::text, '?'), r.state,
           coalesce(pg_catalog.date_part('epoch', r.replay_lag), 0)
    FROM pg_catalog.pg_stat_replication r ORDER BY 3 DESC
"""
_SLOTS: LiteralString = """
    SELECT s.slot_name::text, s.active, pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn)::pg_catalog.int8
    FROM pg_catalog.pg_replication_slots s WHERE s.restart_lsn IS NOT NULL ORDER BY 3 DESC
"""
_INVALID: LiteralString = """
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT i.indisvalid AND c.relkind = 'i' AND n.nspname !~ '^pg_' ORDER BY 1
"""
_DETACHING: LiteralString = "SELECT i.inhrelid::pg_catalog.regclass::text FROM pg_catalog.pg_inherits i WHERE i.inhdetachpending ORDER BY 1"


def health(conn: Connection) -> Iterator[Finding]:
    """Every check of the server and of what goes on there."""
    for check in (_writable, _long_transactions, _prepared, _standbys, _slots, _half_done, _collations):
        found = list(check(conn))
        yield from found or [Finding(check=_NAMES[check], level="ok", message=_FINE[check])]


def _writable(conn: Connection) -> Iterator[Finding]:
    row = conn.execute(
        "SELECT pg_catalog.pg_is_in_recovery(), s.reset_val = 'on' FROM pg_catalog.pg_settings s WHERE s.name = 'default_transaction_read_only'"
    ).fetchone()
    assert row is not None
    if row[0]:
        yield Finding(
            check="standby",
            level="error",
            message="this is a standby: nothing can be applied here",
            hint="name the primary, or several hosts with target_session_attrs=read-write",
        )


def _long_transactions(conn: Connection) -> Iterator[Finding]:
    row = conn.execute("SELECT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')").fetchone()
    if not (row and row[0]):
        message = "this role does not see since when transactions of other roles are open: apply meets them when it waits for a lock"
        hint = "GRANT pg_read_all_stats to it, and apply tells of them, or waits for them, before its first lock"
        yield Finding(check="long transactions", level="note", message=message, hint=hint)
    for pid, user, application, state, seconds, wraparound in conn.execute(_SESSIONS, [_LONG]).fetchall():
        if wraparound:
            message = f"pid {pid}: autovacuum to prevent wraparound; it does not yield to who waits for its table"
        else:
            message = f"pid {pid}: {user}{f' ({application})' if application else ''}, {state}, transaction open for {seconds:.0f} s"
        hint = "locks on what it touched, and every CREATE INDEX CONCURRENTLY, wait for it; schemactl apply waits in short turns"
        yield Finding(check="long transactions", level="warning", message=message, hint=hint)


def _prepared(conn: Connection) -> Iterator[Finding]:
    for gid, seconds in conn.execute(_PREPARED).fetchall():
        yield Finding(
            check="prepared transactions",
            level="warning",
            message=f"{gid!r} was prepared {seconds:.0f} s ago and holds its locks",
            hint=f"COMMIT PREPARED or ROLLBACK PREPARED {gid!r}, if nobody else will",
        )


def _standbys(conn: Connection) -> Iterator[Finding]:
    for name, state, lag in conn.execute(_STANDBYS).fetchall():
        if lag > _LAG or state != "streaming":
            hint = "rewrites and index builds go through replication: let it catch up first"
            yield Finding(check="replication", level="warning", message=f"standby {name} is {state}, {lag:.0f} s behind", hint=hint)


def _slots(conn: Connection) -> Iterator[Finding]:
    for name, active, retained in conn.execute(_SLOTS).fetchall():
        if retained and retained > _RETAINED:
            yield Finding(
                check="replication slots",
                level="warning",
                message=f"slot {name} ({'active' if active else 'inactive'}) keeps {size(retained)} of WAL",
                hint="a rewrite adds the size of its table to that; drop the slot if nobody reads it",
            )


def _half_done(conn: Connection) -> Iterator[Finding]:
    """Left behind by something that was interrupted."""
    for (name,) in conn.execute(_INVALID).fetchall():
        yield Finding(
            check="half-done",
            level="warning",
            message=f"index {name} is not valid: its build was interrupted, and writes maintain it",
            hint=f"DROP INDEX CONCURRENTLY {name}, or REINDEX",
        )
    for (name,) in conn.execute(_DETACHING).fetchall():
        yield Finding(
            check="half-done",
            level="warning",
            message=f"partition {name} is being detached",
            hint="ALTER TABLE … DETACH PARTITION … FINALIZE",
        )


def _collations(conn: Connection) -> Iterator[Finding]:
    """Indexes whose order is that of an earlier version of a library: they do not find what they hold."""
    for one in outdated_collations(conn):
        named = f"collation {qualified(one.path)}" if one.path else "the database's collation"
        indexes = [qualified((index.schema, index.name)) for index in one.indexes]
        listed = ", ".join(indexes[:_MOST]) + (f" and {len(indexes) - _MOST} more" if len(indexes) > _MOST else "")
        held = f"may be out of order: {listed}" if indexes else "no index is in its order"
        yield Finding(
            check="collations",
            level="warning",
            message=f"{named} had version {one.recorded}, the server has {one.actual}; {held}",
            hint="schemactl plan --collations writes a plan that rebuilds them while others go on, and then remembers the version",
        )


Check = Callable[[Connection], Iterator[Finding]]
_NAMES: dict[Check, str] = {
    _writable: "standby",
    _long_transactions: "long transactions",
    _prepared: "prepared transactions",
    _standbys: "replication",
    _slots: "replication slots",
    _half_done: "half-done",
    _collations: "collations",
}
_FINE: dict[Check, str] = {
    _writable: "a primary",
    _long_transactions: f"none older than {_LONG:.0f} s",
    _prepared: "none",
    _standbys: f"no standby is more than {_LAG:.0f} s behind",
    _slots: "none keeps much WAL",
    _half_done: "no invalid index, no partition half detached",
    _collations: "each has the version that its indexes were built with",
}


def size(count: float) -> str:
    """Bytes as people read them."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1024 or unit == "GB":
            return f"{count:.0f} {unit}" if unit == "B" or count >= 10 else f"{count:.1f} {unit}"
        count /= 1024
    raise AssertionError("unreachable")


def value(conn: Connection, query: LiteralString, *arguments: Any) -> Any:
    """The only value of a query's only row; None without one."""
    row = conn.execute(query, arguments).fetchone()
    return row[0] if row else None
