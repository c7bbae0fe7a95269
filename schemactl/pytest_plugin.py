"""pytest fixtures: a database with the schema of the project, for each test its own, cloned from a template. Imports nothing heavy until one is asked for.

`schemactl_database` is a URL. Where the files and the server are, ini options say: schemactl_schema (schema), schemactl_server_url, schemactl_major.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from schemactl.api import Databases


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("schemactl_schema", "folder of the schema files, from the root of the tests", default="schema")
    parser.addini(
        "schemactl_server_url",
        "a server on which databases may be made; without it PostgreSQL's programs on this machine are started",
        default="",
    )
    parser.addini("schemactl_major", "which major version of them; without it the newest", default="")


@pytest.fixture(scope="session")
def schemactl_databases(pytestconfig: pytest.Config) -> Iterator[Databases]:
    """Makes databases with the schema, one after the other: `with schemactl_databases.database() as url:`."""
    from schemactl.api import databases

    major = str(pytestconfig.getini("schemactl_major"))
    url = os.environ.get("SCHEMACTL_TEST_SERVER_URL") or str(pytestconfig.getini("schemactl_server_url"))
    folder = pytestconfig.rootpath / str(pytestconfig.getini("schemactl_schema"))
    with databases(folder, server_url=url or None, major=int(major) if major else None) as found:
        yield found


@pytest.fixture
def schemactl_database(schemactl_databases: Databases) -> Iterator[str]:
    """The URL of a database with the schema, this test's own, dropped behind it."""
    with schemactl_databases.database() as url:
        yield url
