"""PostgreSQL for the tests: real servers, started once and shared by every process of a test run.

`database` is the URL of an empty database on the newest major, `each_database` runs a test once per major (`--majors`, default those of
the embedded wheel). A server that cannot be started is a failure; a major that npm does not give is announced.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import postgres_from_npm
import pytest
from servers import CACHE, DATA, EMBEDDED, LINGER, SETTINGS, programs

from schemactl.scratch import roles
from schemactl.scratch.binaries import Binaries
from schemactl.scratch.cluster import Cluster
from schemactl.scratch.places import open_folder
from schemactl.scratch.server import ScratchServer

SAMPLE = 7
"""Each so many scenarios stand for all of them where a test does with them what takes long."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--majors", default=",".join(map(str, EMBEDDED)), help="PostgreSQL majors for tests that run on each: 14,15,16,17,18 or all"
    )
    parser.addoption("--every-scenario", action="store_true", help="all of tests/scenarios where a sample of them is used")
    parser.addoption("--update", action="store_true", help="write the plans of tests/scenarios anew; then read the difference")


def _majors(config: pytest.Config) -> list[int]:
    asked = config.getoption("--majors")
    return sorted(postgres_from_npm.VERSIONS, reverse=True) if asked == "all" else [int(one) for one in asked.split(",")]


def pytest_configure(config: pytest.Config) -> None:
    open_folder(CACHE)
    open_folder(DATA)
    config.present_majors = {major: found for major in _majors(config) if (found := programs(major))}


def pytest_report_header(config: pytest.Config) -> list[str]:
    present = ", ".join(one.version for one in config.present_majors.values())
    absent = ", ".join(str(major) for major in _majors(config) if major not in config.present_majors)
    return [f"PostgreSQL: {present}" + (f"; ABSENT, npm does not answer: {absent}" if absent else "")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "scenario_folder" in metafunc.fixturenames:
        folders = sorted(path.parent for path in (Path(__file__).parent / "scenarios").glob("*/before.yaml"))
        sample = folders if metafunc.config.getoption("--every-scenario") else folders[::SAMPLE]
        metafunc.parametrize("scenario_folder", sample, ids=[folder.name for folder in sample])
    if "each_server" in metafunc.fixturenames:
        majors = list(metafunc.config.present_majors)
        metafunc.parametrize("each_server", majors, indirect=True, scope="session", ids=[f"pg{major}" for major in majors])


@contextmanager
def _server(found: Binaries) -> Iterator[ScratchServer]:
    cluster = Cluster(folder=DATA / f"server-{found.version}", binaries=found, settings=SETTINGS, linger=LINGER, disposable=True)
    with cluster.running() as conn:
        yield ScratchServer(
            conn, cluster.target, missing_roles=roles.Missing.CREATE, name=f"PostgreSQL {found.version} of the tests", file_copy=True
        )


@contextmanager
def _database(server: ScratchServer) -> Iterator[str]:
    with server.database() as conn:
        name = conn.info.dbname
        conn.close()
        yield server.url(name)


@pytest.fixture(scope="session")
def server() -> Iterator[ScratchServer]:
    """A server of the newest major, on which everything is allowed."""
    found = programs(EMBEDDED[0])
    assert found, "the embedded PostgreSQL is missing: pip install 'schemactl[dev]'"
    with _server(found) as running:
        yield running


@pytest.fixture
def database(server: ScratchServer) -> Iterator[str]:
    """The URL of an empty database, dropped after the test."""
    with _database(server) as url:
        yield url


@pytest.fixture
def other_database(server: ScratchServer) -> Iterator[str]:
    """A second one."""
    with _database(server) as url:
        yield url


@pytest.fixture(scope="session")
def each_server(request: pytest.FixtureRequest) -> Iterator[ScratchServer]:
    """One server after the other of every major asked for."""
    with _server(request.config.present_majors[request.param]) as running:
        yield running


@pytest.fixture
def each_database(each_server: ScratchServer) -> Iterator[str]:
    """Like `database`, on every major."""
    with _database(each_server) as url:
        yield url


@pytest.fixture
def project(tmp_path: Path, database: str, server: ScratchServer) -> Any:
    """A CliProject: an empty database, an empty folder `schema`, a configuration."""
    from cli_project import CliProject

    return CliProject(tmp_path, database, server.url("postgres"))
