"""Throw-away databases on a scratch server, and the templates they are cloned from."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator
from typing import LiteralString

import psycopg
from psycopg import errors
from psycopg.sql import SQL, Composed, Identifier, Literal

from schemactl.errors import DatabaseError
from schemactl.live.connection import Connection, Target, connect, connection_lost, database_error
from schemactl.live.runner import begin
from schemactl.model.stage import staged

_OWNED = r"^schemactl_(scratch|new)_[0-9a-f]{16}_\d+$"
_TEMPLATES_KEPT = 20
_BUILD_LOCK = 0x5343544C
_NEVER = 1 << 30

# An owner shows as a session with its token in application_name: every role may read that, in whatever database the session is.
_ORPHANS = """
SELECT datname FROM pg_database d
WHERE datname ~ %s AND pg_has_role(datdba, 'USAGE')
  AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.application_name = 'schemactl ' || split_part(d.datname, '_', 3))
"""
_TEMPLATE_AGE = """
SELECT EXTRACT(epoch FROM clock_timestamp() - substring(shobj_description(oid, 'pg_database') FROM 'last used (.*)$')::timestamptz)::float8
FROM pg_database WHERE datname = %s
"""
_OLD_TEMPLATES = """
SELECT datname FROM (
  SELECT datname, substring(shobj_description(oid, 'pg_database') FROM 'last used (.*)$')::timestamptz AS used
  FROM pg_database WHERE datname ~ '^schemactl_tpl_[0-9a-f]{32}$' AND pg_has_role(datdba, 'USAGE')
) t
WHERE used IS NULL OR used < clock_timestamp() - interval '10 minutes'
ORDER BY used DESC NULLS LAST OFFSET %s
"""


class Databases:
    """What schemactl creates and drops on one server. `token` names this owner in every database it makes."""

    def __init__(self, maintenance: Connection, target: Target, *, token: str, file_copy: bool) -> None:
        self._session = maintenance
        self._target = target
        self._token = token
        self._made = 0
        self._ahead: str | None = None
        self._making: Callable[[], object] | None = None
        self._file_copy = file_copy
        self._locale = _locale(maintenance)

    @property
    def maintenance(self) -> Connection:
        """The session that makes and drops databases, once it is done with the one that was prepared."""
        self._settle()
        return self._session

    def _settle(self) -> None:
        making, self._making = self._making, None
        try:
            if making:
                making()
        except psycopg.Error:
            self._ahead = None  # whoever needs one makes it, and is told why that does not go

    def prepare(self) -> None:
        """Let the server begin with an empty database while the caller does something else: whoever needs one next has it."""
        session = self.maintenance
        if self._ahead is None:
            self._ahead, command = self._creation("scratch", None)
            self._making = begin(session, command.as_string(session))

    def release(self) -> None:
        """Drop what was prepared and nobody needed."""
        if name := self._prepared():
            self.drop(name)

    def _prepared(self) -> str | None:
        """The database that was prepared, if it came to be: once."""
        self._settle()
        name, self._ahead = self._ahead, None
        return name

    def connect(self, dbname: str) -> Connection:
        """A session in which the event triggers of the schema under test do not fire."""
        conn = connect(self._target, application_name="schemactl scratch", dbname=dbname)
        # For whoever asks for it only, such as the queries over catalogs, whose columns never change: a scratch database is read twice and more.
        conn.prepare_threshold, conn.prepared_max = _NEVER, 500
        # Before 17 there is no such setting.
        if conn.info.server_version >= 170000 and conn.info.parameter_status("is_superuser") == "on":
            conn.execute("SET event_triggers = off")
        conn.execute("SET synchronous_commit = off")
        return conn

    @contextlib.contextmanager
    def fresh(self, template: str | None) -> Iterator[Connection]:
        """An empty database, or a clone of a template; dropped in the end."""
        name = (None if template else self._prepared()) or self._create("scratch", template)
        try:
            conn = self.connect(name)
            try:
                if template:
                    _resubscribe(conn, template)
                yield conn
            finally:
                conn.close()
        finally:
            self.drop(name)

    def template(self, key: str, build: Callable[[Connection], None]) -> str:
        """The name of the template that `build` makes; built at most once per key."""
        name = f"schemactl_tpl_{hashlib.sha256(key.encode()).hexdigest()[:32]}"
        if self._used(name):
            return name
        with self._building(name):
            if not self._used(name):
                self._build(name, build)
        return name

    def sweep(self) -> None:
        """Drop what owners left that are no more."""
        for (name,) in self.maintenance.execute(_ORPHANS, [_OWNED]).fetchall():
            # What resists today (a prepared transaction) is nobody's business but the next sweep's.
            with contextlib.suppress(DatabaseError):
                self.drop(name)

    @staged("drop databases")
    def drop(self, name: str) -> None:
        """Drop one database, whoever is connected to it."""
        command = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
        try:
            try:
                self.maintenance.execute(command)
            except errors.ObjectInUse:
                self._drop_subscriptions(name)
                self.maintenance.execute(command)
        except psycopg.Error as error:
            # Without a session this owner counts as dead, and the next one sweeps.
            if not connection_lost(error):
                raise database_error(error, doing=f"dropping the scratch database {name}") from error

    def _drop_subscriptions(self, name: str) -> None:
        # A database with subscriptions cannot be dropped, and a subscription only from inside its database.
        self.maintenance.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(Identifier(name)))
        conn = self.connect(name)
        try:
            rows = conn.execute(
                "SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid WHERE datname = current_database()"
            )
            for (subscription,) in rows.fetchall():
                for command in _UNSUBSCRIBE:
                    conn.execute(SQL(command).format(Identifier(subscription)))
        finally:
            conn.close()

    @staged("create databases")
    def _create(self, purpose: str, template: str | None) -> str:
        name, command = self._creation(purpose, template)
        try:
            self.maintenance.execute(command)
        except psycopg.Error as error:
            raise database_error(error, doing="creating a scratch database") from error
        return name

    def _creation(self, purpose: str, template: str | None) -> tuple[str, Composed]:
        """Its name, and the command."""
        self._made += 1
        name = f"schemactl_{purpose}_{self._token}_{self._made}"
        command = SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template or "template0"))
        command += SQL(" ENCODING 'UTF8'") + SQL(self._locale)
        if self._file_copy or template:
            command += SQL(self._strategy)
        return name, command

    @property
    def _strategy(self) -> LiteralString:
        # Measured for 8 MB and 90 MB: 35 ms and 0.4 s, against 50 ms and 1.2 s with WAL_LOG; before 15 it is the only way.
        # It asks for a checkpoint, which a busy server notices: there only for clones, which gain most.
        return " STRATEGY file_copy" if self._session.info.server_version >= 150000 else ""

    def _used(self, name: str) -> bool:
        """Whether the template exists; if so, its last use is noted, to the minute."""
        row = self.maintenance.execute(_TEMPLATE_AGE, [name]).fetchone()
        if row is not None and (row[0] is None or row[0] > 60):
            self._note_use(name)
        return row is not None

    def _note_use(self, name: str) -> None:
        now = self.maintenance.execute("SELECT clock_timestamp()::text").fetchone()
        assert now is not None
        try:
            self.maintenance.execute(
                SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(name), Literal(f"schemactl template, last used {now[0]}"))
            )
        except (errors.InvalidCatalogName, errors.InternalError_, errors.InsufficientPrivilege):
            return  # dropped or noted by another process at this moment, or another role's: nothing depends on the note

    @contextlib.contextmanager
    def _building(self, name: str) -> Iterator[None]:
        """Polled, not waited for: CREATE INDEX CONCURRENTLY inside a build would wait for the waiter."""
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], signed=True)
        while not _true(self.maintenance, "SELECT pg_try_advisory_lock(%s, %s)", _BUILD_LOCK, key):
            time.sleep(0.05)
        try:
            yield
        finally:
            # A lost session has lost its locks.
            with contextlib.suppress(psycopg.OperationalError):
                self.maintenance.execute("SELECT pg_advisory_unlock(%s, %s)", [_BUILD_LOCK, key])

    def _build(self, name: str, build: Callable[[Connection], None]) -> None:
        """Under another name until it is complete: a crash leaves no half template."""
        unfinished = self._create("new", None)
        try:
            conn = self.connect(unfinished)
            try:
                build(conn)
            finally:
                conn.close()
            self._finish(unfinished, name)
        except BaseException:
            self.drop(unfinished)
            raise
        for (old,) in self.maintenance.execute(_OLD_TEMPLATES, [_TEMPLATES_KEPT]).fetchall():
            self.drop(old)

    def _finish(self, unfinished: str, name: str) -> None:
        self._wait_until_unused(unfinished)
        try:
            # Nobody may connect: a template with a session in it cannot be cloned.
            self.maintenance.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(Identifier(unfinished)))
            self.maintenance.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(unfinished), Identifier(name)))
        except errors.DuplicateDatabase:
            # Two owners with different maintenance databases do not see each other's advisory lock.
            self.drop(unfinished)
        except psycopg.Error as error:
            raise database_error(error, doing="keeping a scratch database as template") from error
        self._note_use(name)

    def _wait_until_unused(self, name: str) -> None:
        # A backend outlives its client for a moment; RENAME would sleep 100 ms on meeting it.
        for _ in range(200):
            if not _true(self.maintenance, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = %s)", name):
                return
            time.sleep(0.005)


_UNSUBSCRIBE: tuple[LiteralString, ...] = (
    "ALTER SUBSCRIPTION {} DISABLE",
    "ALTER SUBSCRIPTION {} SET (slot_name = NONE)",
    "DROP SUBSCRIPTION {}",
)


# pg_subscription is shared by all databases, so a clone lacks its template's rows, and what is said about them names nobody.
_SUBSCRIBED: LiteralString = "SELECT EXISTS (SELECT FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = %s)"
_RESUBSCRIBE: LiteralString = """INSERT INTO pg_catalog.pg_subscription
SELECT (jsonb_populate_record(s, jsonb_build_object('subdbid', here.oid,
  'oid', pg_nextoid('pg_catalog.pg_subscription', 'oid', 'pg_catalog.pg_subscription_oid_index')))).*
FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid AND d.datname = %s,
  pg_catalog.pg_database here WHERE here.datname = current_database()"""
_RENUMBER: tuple[LiteralString, ...] = tuple(
    f"""UPDATE {catalog} o SET objoid = s.oid FROM pg_catalog.pg_subscription s, pg_catalog.pg_subscription t, pg_catalog.pg_database d, pg_catalog.pg_database here
WHERE d.datname = %s AND here.datname = current_database() AND t.subdbid = d.oid AND s.subdbid = here.oid AND s.subname = t.subname
  AND o.classoid = 'pg_catalog.pg_subscription'::regclass AND o.objoid = t.oid"""
    for catalog in ("pg_catalog.pg_description", "pg_catalog.pg_seclabel")
)


def _resubscribe(conn: Connection, template: str) -> None:
    """Make the template's subscriptions again in its clone."""
    if not _true(conn, _SUBSCRIBED, template):
        return
    try:
        conn.execute("SET allow_system_table_mods = on")
        for command in (_RESUBSCRIBE, *_RENUMBER):
            conn.execute(command, [template])
        conn.execute("RESET allow_system_table_mods")
    except psycopg.Error as error:
        raise database_error(error, doing="copying subscriptions in scratch, for which its role has to be a superuser") from error


def _true(conn: Connection, query: LiteralString, *parameters: object) -> bool:
    row = conn.execute(query, parameters).fetchone()
    return row is not None and bool(row[0])


def _locale(conn: Connection) -> LiteralString:
    # The locale of another encoding does not go with UTF8; that of template0 is the server's default.
    return (
        "" if _true(conn, "SELECT pg_encoding_to_char(encoding) = 'UTF8' FROM pg_database WHERE datname = 'template0'") else " LOCALE 'C'"
    )
