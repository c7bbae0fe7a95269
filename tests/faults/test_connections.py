"""Servers that cannot be written to, or not reached, or not yet: exit code 6 and what to do; and several addresses for one database."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import servers

from faults import quick, running
from faults.clients import Ended, Spawner, spawner
from faults.images import Image, image
from faults.machine import Machine, machine
from faults.shapes import PARTITIONS
from faults.tls import certificate, expired, tls


@pytest.fixture(scope="module")
def folder() -> Path:
    return running.own_folder("connections")


@pytest.fixture(scope="module")
def clients(folder: Path) -> Iterator[Spawner]:
    with spawner(folder) as one:
        yield one


@pytest.fixture(scope="module")
def primary(folder: Path) -> Iterator[Machine]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"listen_addresses": "127.0.0.1", "port": str(port)}
    with machine(folder / "primary", running.programs(servers.EMBEDDED[0]), settings) as one:
        yield one


@pytest.fixture(scope="module")
def planned(primary: Machine, folder: Path) -> Image:
    return image(primary, PARTITIONS, folder / "image", quick.fingerprints)


@pytest.fixture
def standby(folder: Path) -> Iterator[Machine]:
    """A server in recovery whose primary is nowhere."""
    with machine(running.own_folder("connections-standby"), running.programs(servers.EMBEDDED[0])) as one:
        one.stop(signal.SIGINT)
        (one.data / "standby.signal").touch()
        yield one


def run(clients: Spawner, one: Image, *words: str, **variables: str) -> Ended:
    command = ("-C", os.fspath(one.folder), "--no-input", *words)
    return clients.start(*command, variables={"SCHEMACTL_ENV": "production", **variables}, quick=True).wait()


def test_a_standby_is_not_written_to_and_may_be_looked_at(clients: Spawner, planned: Image, standby: Machine) -> None:
    standby.start()
    ended = run(clients, planned, "apply", DATABASE_URL=standby.url("postgres"))
    assert ended.code == 6
    assert "read-only standby" in ended.output
    assert "target_session_attrs=read-write" in ended.output
    seen = run(clients, planned, "status", DATABASE_URL=standby.url("postgres"))
    assert (seen.code, "pending" in seen.output) == (0, True), seen.output


def test_of_several_hosts_the_one_that_can_be_written_to_is_taken(
    clients: Spawner, planned: Image, primary: Machine, standby: Machine
) -> None:
    standby.start()
    with primary.connect("postgres") as admin:
        admin.execute("DROP DATABASE IF EXISTS several")
        admin.execute("CREATE DATABASE several")
    hosts = f"host=/nowhere,{standby.socket},{primary.socket}&port=5432,{standby.port},{primary.port}"
    url = f"postgresql:///several?{hosts}&user=postgres&target_session_attrs=read-write"
    ended = run(clients, planned, "apply", DATABASE_URL=url)
    assert (ended.code, "Applied 0001_part_1" in ended.output) == (0, True), ended.output


def test_a_server_that_does_not_let_anybody_in_yet(clients: Spawner, planned: Image, standby: Machine) -> None:
    """As every server is for a while that starts."""
    configuration = standby.data / "postgresql.conf"
    configuration.write_text(configuration.read_text() + "\nhot_standby = off\n")
    standby.launch()
    while (ended := run(clients, planned, "apply", DATABASE_URL=standby.url("postgres"))) and "no server answers" in ended.output:
        pass
    assert ended.code == 6
    assert "the server is starting" in ended.output, ended.output
    assert "schemactl wait" in ended.output


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"sslmode": "require"}, "no TLS connection comes about"),
        ({"sslmode": "verify-full", "sslrootcert": "/nowhere/root.crt"}, "no TLS connection comes about"),
        ({"sslmode": "disable", "target_session_attrs": "standby"}, "cannot connect"),
        ({"sslmode": "disable", "user": "nobody here"}, "the server refuses the login"),
    ],
)
def test_what_libpq_refuses(clients: Spawner, planned: Image, primary: Machine, parameters: Mapping[str, str], reason: str) -> None:
    words = {"user": "postgres", **parameters}
    url = f"postgresql://127.0.0.1:{primary.port}/postgres?" + "&".join(f"{key}={value}" for key, value in words.items())
    ended = run(clients, planned, "apply", DATABASE_URL=url)
    assert (ended.code, reason in ended.output) == (6, True), ended.output


@pytest.mark.parametrize(
    ("shown", "trusted", "mode", "said"),
    [
        ("localhost", "localhost", "verify-full", ""),
        ("localhost", "elsewhere", "verify-full", "certificate verify failed"),
        ("elsewhere", "elsewhere", "verify-full", "does not match host name"),
        ("elsewhere", "elsewhere", "verify-ca", ""),
        ("expired", "localhost", "verify-full", "certificate verify failed"),
        (None, "localhost", "require", "SSL error"),
    ],
)
def test_whom_a_certificate_is_for(
    clients: Spawner, planned: Image, primary: Machine, tmp_path: Path, shown: str | None, trusted: str, mode: str, said: str
) -> None:
    root = expired(tmp_path, trusted) if shown == "expired" else certificate(tmp_path, trusted)
    own = root if shown in ("expired", trusted) else certificate(tmp_path, shown) if shown else None
    with tls(primary.socket_file, own) as port:
        url = f"postgresql://postgres@localhost:{port}/postgres?sslmode={mode}&sslrootcert={root}&hostaddr=127.0.0.1"
        ended = run(clients, planned, "status", DATABASE_URL=url)
    if not said:
        assert (ended.code, "pending" in ended.output) == (0, True), ended.output
        return
    assert (ended.code, "no TLS connection comes about" in ended.output, said in ended.output) == (6, True, True), ended.output


def test_a_service_file_names_the_database(clients: Spawner, planned: Image, primary: Machine, tmp_path: Path) -> None:
    file = tmp_path / "pg_service.conf"
    file.write_text(f"[shop]\nhost={primary.socket}\nport={primary.port}\nuser=postgres\ndbname=postgres\n")
    ended = run(clients, planned, "--service", "shop", "status", PGSERVICEFILE=str(file))
    assert (ended.code, "pending" in ended.output) == (0, True), ended.output
