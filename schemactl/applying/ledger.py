"""The ledger: what ran in this database, in tables of its schema `schemactl`. Created on first use, upgraded in place.

Whoever writes holds the advisory lock. Names and operators are qualified: the ledger is read before anybody is trusted.
"""

from __future__ import annotations

import getpass
import socket
import time
from datetime import datetime
from typing import Any, Literal, LiteralString

import msgspec
import psycopg

from schemactl.applying import ledger_rights
from schemactl.applying.ledger_formats import UPGRADES as _UPGRADES
from schemactl.applying.locks import lock_timeouts, pause
from schemactl.errors import ConfigurationError, LockError, RefusedError
from schemactl.live.connection import Connection, database_error
from schemactl.model.fingerprint import Fingerprints

SCHEMA = "schemactl"

Environment = Literal["development", "protected"]

VERSION = len(_UPGRADES)
# An upgrade that only adds columns leaves this as it is: an older schemactl, of an image that was rolled back, reads on.
READABLE_BY = 2

ATTEMPTS = 10
_LOCK_TIMEOUT = 1.0


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One plan as the database remembers it. `compatible`: it leaves the application's old version working, by its own header."""

    number: int
    name: str
    sha256: str
    parent: str
    before_full: str
    before_structure: str
    after_full: str
    after_structure: str
    stored_full: str | None
    stored_structure: str | None
    server_version: int | None
    status: Literal["running", "failed", "applied"]
    how: Literal["run", "recorded"]
    error: str | None
    role: str
    os_user: str
    host: str
    tool_version: str
    git_commit: str | None
    started_at: datetime
    finished_at: datetime | None
    compatible: bool = False

    @property
    def seconds(self) -> float | None:
        """How long it took."""
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None

    @property
    def stored(self) -> Fingerprints | None:
        """What this database was after the plan, as this server printed it then."""
        if self.stored_full is None or self.stored_structure is None:
            return None
        return Fingerprints(full=self.stored_full, structure=self.stored_structure)


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """`started` alone: a step outside of a transaction whose end nobody recorded. `seconds`: how long it took, where it ran to its end at once."""

    plan: int
    step: int
    sha256: str
    status: Literal["started", "done"]
    started_at: datetime
    finished_at: datetime | None
    seconds: float | None = None


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """What the database says it is. `system_identifier` and `database_oid` tell a copy from the original."""

    mode: Environment
    marked_by: str
    marked_at: datetime
    system_identifier: str | None
    database_oid: int


class LedgerState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the ledger holds; version 0 where there is none. Steps are those of plans that are not through."""

    version: int = 0
    plans: tuple[PlanRow, ...] = ()
    steps: tuple[StepRow, ...] = ()
    marker: Marker | None = None

    @property
    def applied(self) -> tuple[PlanRow, ...]:
        """Plans that are through, in order."""
        return tuple(plan for plan in self.plans if plan.status == "applied")

    @property
    def unfinished(self) -> tuple[PlanRow, ...]:
        """Plans that started and are not through."""
        return tuple(plan for plan in self.plans if plan.status != "applied")

    def steps_of(self, number: int) -> dict[int, StepRow]:
        """The steps of an unfinished plan by number."""
        return {step.step: step for step in self.steps if step.plan == number}


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who runs schemactl, for the record; the database role is the session's own."""

    os_user: str
    host: str
    tool_version: str
    git_commit: str | None = None


def author(*, tool_version: str, git_commit: str | None = None) -> Author:
    """Whoever runs this process."""
    try:
        os_user = getpass.getuser()
    except (KeyError, OSError):
        # Containers run under ids that no passwd file knows.
        os_user = "?"
    return Author(os_user=os_user, host=socket.gethostname(), tool_version=tool_version, git_commit=git_commit)


_THERE: LiteralString = "SELECT pg_catalog.to_regclass('schemactl.ledger') IS NOT NULL"
_READ: LiteralString = """
    SELECT pg_catalog.json_build_object(
        'version', (SELECT l.version FROM schemactl.ledger l),
        'plans', (SELECT coalesce(pg_catalog.json_agg(p ORDER BY p.number), '[]') FROM schemactl.plans p),
        'steps', (SELECT coalesce(pg_catalog.json_agg(s ORDER BY s.step), '[]')
                  FROM schemactl.steps s JOIN schemactl.plans u ON u.number OPERATOR(pg_catalog.=) s.plan
                  WHERE u.status OPERATOR(pg_catalog.<>) 'applied'),
        'marker', (SELECT pg_catalog.row_to_json(e) FROM schemactl.environment e)
    )::pg_catalog.text
"""
_VERSION: LiteralString = "SELECT l.version FROM schemactl.ledger l"


def read(conn: Connection) -> LedgerState:
    """Two cheap queries, no lock; a database without ledger has an empty one."""
    try:
        if not _value(conn, _THERE):
            return LedgerState()
        _check_readable(conn, int(_value(conn, _VERSION)))
        return msgspec.json.decode(_value(conn, _READ), type=LedgerState)
    except psycopg.errors.InsufficientPrivilege as exc:
        raise database_error(exc, doing="cannot read the ledger", hint=_GRANT) from exc


_GRANT = "the role needs USAGE on schema schemactl and SELECT on its tables; to apply, it must own them"


def _check_readable(conn: Connection, version: int) -> None:
    """A later version says who may read what it wrote; nobody older writes into it."""
    if version > VERSION and int(_value(conn, "SELECT l.readable_by FROM schemactl.ledger l")) > VERSION:
        _check_version(version)


def _check_version(version: int) -> None:
    if version > VERSION:
        raise ConfigurationError(
            f"the ledger of this database has format {version}; this schemactl knows {VERSION}", hint="use a newer schemactl"
        )


def ensure(conn: Connection) -> None:
    """Create the ledger, or bring it to this version. The caller holds the advisory lock."""
    try:
        version = int(_value(conn, _VERSION)) if _value(conn, _THERE) else 0
        _check_version(version)
        _check_owner(conn)
        if version < VERSION:
            _upgrade(conn, version)
        else:
            ledger_rights.kept(conn, ledger_rights.there(conn))
    except psycopg.errors.InsufficientPrivilege as exc:
        raise database_error(
            exc, doing="cannot create the ledger", hint="the role needs CREATE on the database, or its own schema schemactl"
        ) from exc


def _upgrade(conn: Connection, version: int) -> None:
    """Whoever looks at the ledger meanwhile waits no longer than one attempt: a backup may read its tables for hours."""
    for attempt, seconds in enumerate(lock_timeouts(_LOCK_TIMEOUT, 0.0, ATTEMPTS)):
        try:
            with conn.transaction():
                conn.execute("SELECT pg_catalog.set_config('lock_timeout', %s, true)", [f"{round(seconds * 1000)}ms"])
                _run_upgrades(conn, version)
        except psycopg.errors.LockNotAvailable as exc:
            if attempt + 1 == ATTEMPTS:
                raise LockError(
                    f"the ledger of this database has format {version}, and got no lock in {ATTEMPTS} attempts to be brought to {VERSION}",
                    hint="a backup, or a transaction that is open, reads the tables of schema schemactl: run this again when it is through",
                ) from exc
            time.sleep(pause(attempt))
        else:
            return


def _run_upgrades(conn: Connection, version: int) -> None:
    conn.execute("SET LOCAL search_path TO pg_catalog, pg_temp")
    old = ledger_rights.there(conn)
    # IF NOT EXISTS would ask for the right to create it, even where it is there.
    if _value(conn, "SELECT pg_catalog.to_regnamespace('schemactl') IS NULL"):
        conn.execute("CREATE SCHEMA schemactl")
    for upgrade in _UPGRADES[version:]:
        for statement in upgrade:
            conn.execute(statement)
    conn.execute("UPDATE schemactl.ledger SET version = %s, readable_by = %s", [VERSION, READABLE_BY])
    ledger_rights.kept(conn, old)


def _check_owner(conn: Connection) -> None:
    """A schema of somebody else's could hold tables whose triggers run as us."""
    query: LiteralString = """
        SELECT o.rolname FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_roles o ON o.oid OPERATOR(pg_catalog.=) n.nspowner
        WHERE n.nspname OPERATOR(pg_catalog.=) 'schemactl' AND NOT pg_catalog.pg_has_role(n.nspowner, 'MEMBER')
    """
    row = conn.execute(query).fetchone()
    if row is not None:
        raise RefusedError(
            f"the schema schemactl belongs to the role {row[0]}", hint=f"connect as {row[0]}, or GRANT it to the role that applies plans"
        )


def _value(conn: Connection, query: LiteralString) -> Any:
    row = conn.execute(query).fetchone()
    assert row is not None
    return row[0]


class PlanRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan's file says about itself, for its row."""

    number: int
    name: str
    sha256: str
    parent: str
    before: Fingerprints
    after: Fingerprints
    compatible: bool = False


_START: LiteralString = """
    INSERT INTO schemactl.plans AS p (number, name, sha256, parent, before_full, before_structure, after_full, after_structure,
                                      compatible, status, how, os_user, host, tool_version, git_commit)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 'running', %s, %s, %s, %s, %s)
    ON CONFLICT (number) DO UPDATE SET
        name = excluded.name, sha256 = excluded.sha256, parent = excluded.parent, before_full = excluded.before_full,
        before_structure = excluded.before_structure, after_full = excluded.after_full, after_structure = excluded.after_structure,
        compatible = excluded.compatible, status = 'running', error = NULL, role = excluded.role, os_user = excluded.os_user, host = excluded.host,
        tool_version = excluded.tool_version, git_commit = excluded.git_commit
"""
_STEP: LiteralString = """
    INSERT INTO schemactl.steps AS s (plan, step, sha256, status, seconds, finished_at)
    VALUES (%s, %s, %s, %s, %s, CASE WHEN %s THEN pg_catalog.clock_timestamp() END)
    ON CONFLICT (plan, step) DO UPDATE SET sha256 = excluded.sha256, status = excluded.status, seconds = excluded.seconds, finished_at = excluded.finished_at
"""
_FORGET_STEPS: LiteralString = """
    DELETE FROM schemactl.steps
    WHERE plan OPERATOR(pg_catalog.=) %s AND (%s::pg_catalog.int4 IS NULL OR step OPERATOR(pg_catalog.=) %s)
"""
_FORGET_BACKFILLS: LiteralString = """
    DELETE FROM schemactl.backfills
    WHERE plan OPERATOR(pg_catalog.=) %s AND (%s::pg_catalog.int4 IS NULL OR step OPERATOR(pg_catalog.=) %s)
"""
_FORGET_STATEMENTS: LiteralString = """
    DELETE FROM schemactl.statements
    WHERE plan OPERATOR(pg_catalog.=) %s AND (%s::pg_catalog.int4 IS NULL OR step OPERATOR(pg_catalog.=) %s)
"""
_REPAIR: LiteralString = """
    INSERT INTO schemactl.repairs (plan, step, action, done, os_user, host, tool_version, git_commit) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_FAIL: LiteralString = "UPDATE schemactl.plans SET status = 'failed', error = %s WHERE number OPERATOR(pg_catalog.=) %s"
_FINISH: LiteralString = """
    UPDATE schemactl.plans SET status = 'applied', error = NULL, stored_full = %s, stored_structure = %s, server_version = %s,
        finished_at = pg_catalog.clock_timestamp()
    WHERE number OPERATOR(pg_catalog.=) %s
"""
_STORE: LiteralString = """
    UPDATE schemactl.plans SET stored_full = %s, stored_structure = %s, server_version = %s WHERE number OPERATOR(pg_catalog.=) %s
"""
_MARK: LiteralString = """
    INSERT INTO schemactl.environment AS e (mode, marked_by, system_identifier, database_oid) VALUES (%s, %s, %s, %s)
    ON CONFLICT (one) DO UPDATE SET mode = excluded.mode, marked_by = excluded.marked_by, marked_at = pg_catalog.clock_timestamp(),
        system_identifier = excluded.system_identifier, database_oid = excluded.database_oid
"""


def start_plan(conn: Connection, plan: PlanRecord, by: Author, *, how: Literal["run", "recorded"] = "run") -> None:
    """The plan runs now, or again; a mended file replaces the hash of the one that failed."""
    before, after = plan.before, plan.after
    states = [before.full, before.structure, after.full, after.structure, plan.compatible]
    conn.execute(
        _START,
        [plan.number, plan.name, plan.sha256, plan.parent, *states, how, by.os_user, by.host, by.tool_version, by.git_commit],
    )


def record_step(
    conn: Connection, plan: int, step: int, sha256: str, status: Literal["started", "done"], *, seconds: float | None = None
) -> None:
    """`done` goes into the step's own transaction, or after it where there is none; `started` comes before."""
    conn.execute(_STEP, [plan, step, sha256, status, seconds, status == "done"])


def forget_steps(conn: Connection, plan: int, step: int | None = None) -> None:
    """This step, or each, counts as not begun: somebody decided so."""
    conn.execute(_FORGET_STEPS, [plan, step, step])
    conn.execute(_FORGET_BACKFILLS, [plan, step, step])
    conn.execute(_FORGET_STATEMENTS, [plan, step, step])


def forget_plan(conn: Connection, plan: int) -> None:
    """It counts as not begun; its steps are forgotten already."""
    conn.execute("DELETE FROM schemactl.plans WHERE number OPERATOR(pg_catalog.=) %s AND status OPERATOR(pg_catalog.<>) 'applied'", [plan])


def record_repair(conn: Connection, plan: int, step: int | None, action: str, done: str, by: Author) -> None:
    """Somebody decided what a half-way plan is."""
    conn.execute(_REPAIR, [plan, step, action, done, by.os_user, by.host, by.tool_version, by.git_commit])


def fail_plan(conn: Connection, plan: int, error: str) -> None:
    """It stopped here, and why."""
    conn.execute(_FAIL, [error, plan])


def finish_plan(conn: Connection, plan: int, stored: Fingerprints) -> None:
    """It is through, and this is what the database is now."""
    conn.execute(_FINISH, [stored.full, stored.structure, conn.info.server_version, plan])


def store_fingerprints(conn: Connection, plan: int, stored: Fingerprints) -> None:
    """The same state as another server release prints it."""
    conn.execute(_STORE, [stored.full, stored.structure, conn.info.server_version, plan])


def write_marker(conn: Connection, mode: Environment, *, marked_by: str, system_identifier: str | None, database_oid: int) -> None:
    """Say what this database is."""
    conn.execute(_MARK, [mode, marked_by, system_identifier, database_oid])
