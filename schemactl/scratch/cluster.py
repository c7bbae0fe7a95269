"""A PostgreSQL cluster of ours: made once, started on demand, shared by every process that needs it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from psycopg.conninfo import make_conninfo

from schemactl.errors import ConfigurationError, ConnectError
from schemactl.live.connection import Connection, Target, connect
from schemactl.scratch import supervisor
from schemactl.scratch.binaries import Binaries
from schemactl.scratch.places import as_account, boot, open_folder, readable_copy, server_folder, socket_folder

_START_WITHIN = 90.0
_STOP_WITHIN = 10.0
_LOG_LINES = 5
_FORGOTTEN_AFTER = 30 * 86400.0
_INITDB = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "--no-instructions", "--locale=C")
# The same on every machine; before 17 only libc and ICU know UTF-8, and neither is everywhere.
_BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """`folder` holds data, socket, log and lock files. `linger`: how many seconds it stays up unused, None: until it is stopped.

    `disposable` data may be made anew when it does not start, or was written without fsync before the machine restarted.
    """

    folder: Path
    binaries: Binaries
    settings: Mapping[str, str]
    linger: float | None
    disposable: bool

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def socket(self) -> Path:
        return socket_folder(self.folder / "socket")

    @property
    def target(self) -> Target:
        conninfo = make_conninfo("", host=str(self.socket), port=5432, user="postgres", dbname="postgres")
        return Target(conninfo, f"PostgreSQL {self.binaries.version} started by schemactl")

    @contextmanager
    def running(self) -> Iterator[Connection]:
        """A connection to the database `postgres`; while it lasts, the server does."""
        open_folder(self.folder)
        with _held(self.folder / "users.lock", fcntl.LOCK_SH) as users:
            with _held(self.folder / "start.lock", fcntl.LOCK_EX):
                conn = self._connected()
            try:
                yield conn
            finally:
                conn.close()
                os.utime(users)

    def stop(self) -> bool:
        """Stop the server if it runs; say whether it did."""
        if not (self.data / "postmaster.pid").exists():
            return False
        with _held(self.folder / "start.lock", fcntl.LOCK_EX):
            pid = self._postmaster()
            if pid is None:
                return False
            os.kill(pid, signal.SIGINT)
            _wait_until(lambda: not (self.data / "postmaster.pid").exists())
        return True

    def _postmaster(self) -> int | None:
        """Its pid, only if the server answers: a pid file that a crash left may name somebody else's process by now."""
        try:
            connect(self.target).close()
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (ConnectError, OSError):
            return None

    def _connected(self) -> Connection:
        if self.disposable and self._boot_file.exists() and self._boot_file.read_text() != boot():
            shutil.rmtree(self.data, ignore_errors=True)
        while _alive(self.data / "postmaster.pid"):
            try:
                return connect(self.target)
            except ConnectError:
                # Its supervisor died, and it is on its way down.
                if not _wait_until(lambda: not _alive(self.data / "postmaster.pid"), within=_STOP_WITHIN):
                    break
        self._start()
        return connect(self.target)

    @property
    def _boot_file(self) -> Path:
        return self.folder / "boot"

    def _start(self) -> None:
        fresh = not (self.data / "PG_VERSION").exists()
        if fresh:
            self._initialise()
        if self._started():
            return
        said = self._log()
        if not self.disposable or fresh:
            raise ConfigurationError(
                f"PostgreSQL {self.binaries.version} does not start in {self.folder}:\n{said}", hint=f"the whole log: {self.folder / 'log'}"
            )
        shutil.rmtree(self.data)
        self._start()

    def _initialise(self) -> None:
        """Complete or absent: initdb may be killed."""
        shutil.rmtree(self.data, ignore_errors=True)
        for leftover in self.folder.glob("new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        fresh = server_folder(Path(tempfile.mkdtemp(prefix="new-", dir=self.folder)))
        locale = _BUILTIN_LOCALE if self.binaries.major >= 17 else ()
        command = [self._program("initdb"), "-D", str(fresh), *_INITDB, *locale]
        done = subprocess.run(command, capture_output=True, text=True, check=False, **as_account())
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise ConfigurationError(
                f"initdb of PostgreSQL {self.binaries.version} failed:\n{_tail(done.stderr)}",
                hint="set scratch_url to a server of your own",
            )
        self._boot_file.write_text(boot())
        fresh.rename(self.data)
        if self.disposable:
            self._forget_others()

    def _forget_others(self) -> None:
        """Remove sibling clusters that nobody used for a month: those of virtual environments long gone."""
        for lock in self.folder.parent.glob(f"{self.folder.name.partition('-')[0]}-*/users.lock"):
            if time.time() - lock.stat().st_mtime > _FORGOTTEN_AFTER:
                with _held(lock, fcntl.LOCK_EX):
                    shutil.rmtree(lock.parent, ignore_errors=True)

    def _started(self) -> bool:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": _listed(self.socket),
            "unix_socket_permissions": "0700",
            "port": "5432",
            **self.settings,
        }
        job: dict[str, Any] = {
            "command": [self._program("postgres"), "-D", str(self.data), *(f"--{name}={value}" for name, value in settings.items())],
            "process": as_account(),
            "log": str(self.folder / "log"),
            "pid_file": str(self.data / "postmaster.pid"),
            "users": str(self.folder / "users.lock"),
            "linger": self.linger,
        }
        # Isolated and without site: quick to start, and nothing of the caller's environment reaches it.
        command = [sys.executable, "-I", "-S", supervisor.__file__]
        null = subprocess.DEVNULL
        return subprocess.run(command, input=json.dumps(job).encode(), stdout=null, stderr=null, check=False).returncode == 0

    def _program(self, name: str) -> str:
        folder = self.binaries.folder
        return str(readable_copy(folder.parent) / folder.name / name)

    def _log(self) -> str:
        try:
            return _tail((self.folder / "log").read_text(errors="replace"))
        except OSError:
            return "it wrote no log"


def _tail(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip().splitlines()[-_LOG_LINES:])


@contextmanager
def _held(path: Path, mode: int) -> Iterator[int]:
    """An flock, waited for with a deadline; its file is touched, so that its age says when it was last taken."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _wait_until(lambda: _locked(file, mode)):
            raise ConfigurationError(f"another process does not let go of {path}", hint="end the schemactl that hangs there")
        os.utime(file)
        yield file
    finally:
        os.close(file)


def _locked(file: int, mode: int) -> bool:
    try:
        fcntl.flock(file, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_until(condition: Callable[[], bool], *, within: float = _START_WITHIN) -> bool:
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _alive(pid_file: Path) -> bool:
    """Whether the process that a postmaster.pid names exists."""
    try:
        os.kill(int(pid_file.read_text().split("\n", 1)[0]), 0)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def _listed(folder: Path) -> str:
    # The setting is a list: a comma or a blank in a name would end it.
    quoted = str(folder).replace('"', '""')
    return f'"{quoted}"'
