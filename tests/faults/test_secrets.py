"""A password, wherever it comes from, is seen nowhere: not on the screen, in logs, plans, JSON, the ledger, the server's log, or the process list."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers

from faults import quick, running
from faults.clients import Spawner, spawner
from faults.images import Image, image
from faults.machine import Machine
from faults.shapes import PARTITIONS

CANARY = "c4n4ry pa55/w0rd"
ENCODED = "c4n4ry%20pa55%2Fw0rd"
SEEN = (CANARY, ENCODED, "c4n4ry")


@pytest.fixture(scope="module")
def folder() -> Path:
    return running.own_folder("secrets")


@pytest.fixture(scope="module")
def locked(folder: Path) -> Iterator[Machine]:
    """A server that wants the password of role app."""
    one = Machine(folder / "server", running.programs(servers.EMBEDDED[0]))
    one.create()
    (one.data / "pg_hba.conf").write_text("local all postgres trust\nlocal all all scram-sha-256\n")
    one.start()
    with one.connect("postgres") as admin:
        # What an administrator does once is not what is looked at.
        admin.execute("SET log_statement = 'none'")
        admin.execute(f"CREATE ROLE app LOGIN PASSWORD '{CANARY}'")
        admin.execute("CREATE DATABASE app OWNER app")
    yield one
    one.stop()


@pytest.fixture(scope="module")
def clients(folder: Path) -> Iterator[Spawner]:
    with spawner(folder) as one:
        yield one


@pytest.fixture(scope="module")
def planned(locked: Machine, folder: Path) -> Image:
    return image(locked, PARTITIONS, folder / "image", quick.fingerprints)


def ways(locked: Machine, folder: Path, password: str, encoded: str) -> dict[str, dict[str, str]]:
    """How a password reaches schemactl."""
    socket = f"host={locked.socket}"
    passwords, service, secret = folder / "pgpass", folder / "service.conf", folder / "secret"
    passwords.write_text(f"*:*:*:*:{password}\n")
    passwords.chmod(0o600)
    service.write_text(f"[app]\n{socket.replace('host=', 'host=')}\nuser=app\ndbname=app\npassword={password}\n")
    secret.write_text(f"postgresql://app:{encoded}@/app?{socket}")
    plain = f"postgresql://app@/app?{socket}"
    return {
        "url": {"DATABASE_URL": f"postgresql://app:{encoded}@/app?{socket}"},
        "words": {"DATABASE_URL": f"{socket} user=app dbname=app password='{password}'"},
        "parameter": {"DATABASE_URL": f"{plain}&password={encoded}"},
        "file": {"DATABASE_URL_FILE": str(secret)},
        "PGPASSWORD": {"DATABASE_URL": plain, "PGPASSWORD": password},
        "pgpass": {"DATABASE_URL": plain, "PGPASSFILE": str(passwords)},
        "service": {"DATABASE_URL": "postgresql:///?service=app", "PGSERVICEFILE": str(service)},
    }


COMMANDS = (
    ("-v", "status", "--json"),
    ("-vv", "apply"),
    ("--log-format", "json", "-v", "apply", "--dry-run", "--json"),
    ("env",),
    ("repair",),
)


@pytest.mark.parametrize("way", ["url", "words", "parameter", "file", "PGPASSWORD", "pgpass", "service"])
@pytest.mark.parametrize("right", [True, False])
def test_a_password_is_seen_nowhere(locked: Machine, clients: Spawner, planned: Image, tmp_path: Path, way: str, right: bool) -> None:
    password, encoded = (CANARY, ENCODED) if right else ("c4n4ry wr0ng", "c4n4ry%20wr0ng")
    variables = {"SCHEMACTL_ENV": "production", **ways(locked, tmp_path, password, encoded)[way]}
    start = locked.log.stat().st_size
    for words in COMMANDS:
        client = clients.start("-C", os.fspath(planned.folder), "--no-input", *words, variables=variables, quick=True)
        listed = Path(f"/proc/{client.pid}/cmdline")
        process = listed.read_text() if listed.exists() else ""
        ended = client.wait()
        assert not hits(ended.output + process), ended.output
        assert ended.code == (0 if right or words[-1] == "env" else 6), ended.output
    with locked.log.open("rb") as log:
        log.seek(start)
        assert not hits(log.read().decode(errors="replace"))
    if right:
        with locked.connect("app") as admin:
            for table in ("plans", "steps", "environment", "ledger"):
                assert not hits(str(admin.execute(f"SELECT * FROM schemactl.{table}".encode()).fetchall()))
    for file in planned.folder.rglob("*"):
        assert not (file.is_file() and hits(file.read_text()))


def hits(text: str) -> list[str]:
    return [one for one in SEEN if one in text]


def test_a_password_on_the_command_line_is_warned_of(locked: Machine, clients: Spawner, planned: Image) -> None:
    """There it is in the process list, whatever schemactl does."""
    url = f"postgresql://app:{ENCODED}@/app?host={locked.socket}"
    command = ("-C", os.fspath(planned.folder), "-u", url, "--no-input", "status")
    ended = clients.start(*command, variables={}, quick=True).wait()
    assert ended.code == 0
    assert "can be read by everybody on this machine" in ended.output
    assert not hits(ended.output)
