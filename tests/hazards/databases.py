"""Databases in which forms run: the fixture as a template, and a copy for each thing that a form needs before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import postgres_from_npm
import psycopg
import servers

from schemactl.live.connection import Connection
from schemactl.scratch import roles
from schemactl.scratch.binaries import Binaries
from schemactl.scratch.cluster import Cluster
from schemactl.scratch.places import open_folder
from schemactl.scratch.server import ScratchServer

FIXTURE = (Path(__file__).parent / "fixture.sql").read_text(encoding="utf-8")
PATH = "SET search_path = public, pg_catalog"


def programs(major: int) -> Binaries | None:
    """With contrib, which the wheel lacks: npm's before the wheel's."""
    return postgres_from_npm.fetched(major, servers.CACHE) or servers.programs(major)


@contextmanager
def server(major: int) -> Iterator[ScratchServer]:
    """A server of a major with the role and the tablespace that forms name."""
    open_folder(servers.CACHE)
    open_folder(servers.DATA)
    found = programs(major)
    if found is None:
        raise SystemExit(f"there is no PostgreSQL {major} here")
    cluster = Cluster(
        folder=servers.DATA / f"hazards-{found.version}", binaries=found, settings=servers.SETTINGS, linger=servers.LINGER, disposable=True
    )
    with cluster.running() as conn:
        running = ScratchServer(
            conn, cluster.target, missing_roles=roles.Missing.CREATE, name=f"PostgreSQL {found.version}", file_copy=True
        )
        running.ensure_roles(["r1"])
        running.ensure_tablespaces(["tsx"])
        yield running


@contextmanager
def database(running: ScratchServer, needs: str) -> Iterator[Connection]:
    """A copy of the fixture in which `needs` ran. Raises what the server refuses."""
    template = running.template(f"hazards {sha256(FIXTURE.encode()).hexdigest()}", _build)
    with running.database(template) as conn:
        conn.execute(PATH)
        if needs:
            conn.execute(needs.encode())
        yield conn


def _build(conn: psycopg.Connection[tuple[object, ...]]) -> None:
    conn.execute(FIXTURE.encode())
