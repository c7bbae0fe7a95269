"""A PostgreSQL server that may be stopped in the middle of anything; its log is the witness of what it was asked to do."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from schemactl.scratch.binaries import Binaries
from schemactl.scratch.places import as_account, open_folder, readable_copy, server_folder, socket_folder

# synchronous_commit stays on: a commit that was confirmed has to survive an immediate stop, fsync or not.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "logical",
    "shared_buffers": "32MB",
    "max_wal_size": "256MB",
    "max_connections": "120",
    "jit": "off",
    "log_statement": "all",
    "log_duration": "on",
    "log_line_prefix": "\x1e%p\x1f%d\x1f",
    "log_checkpoints": "off",
    "restart_after_crash": "on",
}
_WITHIN = 60.0


class Machine:
    """One server with data of its own, on a Unix socket; started and stopped at will."""

    def __init__(self, folder: Path, binaries: Binaries, settings: Mapping[str, str] | None = None) -> None:
        self.port = (settings or {}).get("port", "5432")
        self._folder, self._binaries, self._settings = open_folder(folder), binaries, {**SETTINGS, **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self.data = folder / "data"
        self.log = folder / "log"
        self.socket = socket_folder(folder / "socket")

    @property
    def major(self) -> int:
        return self._binaries.major

    def program(self, name: str) -> str:
        folder = self._binaries.folder
        return str(readable_copy(folder.parent) / folder.name / name)

    def create(self) -> None:
        """Empty data; the account of servers owns it."""
        server_folder(self._folder / "data")
        command = [self.program("initdb"), "-D", str(self.data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "--locale=C"]
        subprocess.run(command, check=True, capture_output=True, **as_account())

    def launch(self) -> None:
        """Start, without waiting for anything."""
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.socket), "port": "5432", **self._settings}
        words = [self.program("postgres"), "-D", str(self.data), *(f"--{name}={value}" for name, value in settings.items())]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **as_account()
            )

    def start(self) -> None:
        """Start, and wait until it lets clients in."""
        self.launch()
        assert self._process
        deadline = time.monotonic() + _WITHIN
        while True:
            try:
                self.connect("postgres").close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, self.log.read_text(errors="replace")[-2000:]
                assert time.monotonic() < deadline, "the server does not start"
                time.sleep(0.02)

    def stop(self, number: signal.Signals = signal.SIGQUIT) -> None:
        """SIGQUIT is an immediate stop: no checkpoint, no goodbye; the next start replays the log."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(_WITHIN)
            self._process = None

    def url(self, dbname: str) -> str:
        return f"postgresql:///{dbname}?host={self.socket}&port={self.port}&user=postgres"

    def connect(self, dbname: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url(dbname), autocommit=True, connect_timeout=20)

    @property
    def socket_file(self) -> str:
        return os.fspath(self.socket / f".s.PGSQL.{self.port}")


@contextmanager
def machine(folder: Path, binaries: Binaries, settings: Mapping[str, str] | None = None) -> Iterator[Machine]:
    """A fresh one, running; gone afterwards but for its files."""
    one = Machine(folder, binaries, settings)
    one.create()
    one.start()
    try:
        yield one
    finally:
        one.stop()
