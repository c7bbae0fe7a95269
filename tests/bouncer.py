"""A real pgbouncer before a server of the tests, where the program is installed (Debian: apt install pgbouncer)."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from schemactl.scratch.places import as_account, server_folder

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")


@contextlib.contextmanager
def bouncer(url: str, folder: Path, mode: str) -> Iterator[str]:
    """The URL under which the database is reached through the pooler; `mode` is its pool_mode."""
    assert PROGRAM
    options = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server_folder(folder)
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={options['host']} port={options['port']} user={options['user']}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\npool_mode = {mode}\n"
        f"default_pool_size = 2\nlogfile = {folder}/log\npidfile = {folder}/pid\n"
    )
    process = subprocess.Popen([PROGRAM, "-q", str(folder / "pgbouncer.ini")], **as_account())
    try:
        _listening(port, process)
        yield f"postgresql://{options['user']}@127.0.0.1:{port}/{options['dbname']}?sslmode=disable"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _listening(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert process.poll() is None, "pgbouncer ended"
            assert time.monotonic() < deadline
            time.sleep(0.02)
