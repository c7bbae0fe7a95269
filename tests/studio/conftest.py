"""Studios on databases of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from studio_shop import SHOP, planned
from studio_visitor import Visitor, site

from schemactl.scratch.server import ScratchServer


@pytest.fixture
def empty(database: str, tmp_path: Path, server: ScratchServer) -> Iterator[Visitor]:
    """A studio on an empty database."""
    with visiting(database, tmp_path, server) as found:
        yield found


@pytest.fixture
def own(empty: Visitor) -> Visitor:
    """A studio on a small database with a little of everything, for tests that change it."""
    empty.sql(SHOP)
    return empty


@pytest.fixture(scope="session")
def shop(server: ScratchServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """The same, for tests that look only."""
    with server.database() as conn:
        url = server.url(conn.info.dbname)
        conn.close()
        folder = tmp_path_factory.mktemp("shop")
        planned(folder)
        with visiting(url, folder, server) as found:
            found.sql(SHOP)
            yield found


@contextmanager
def visiting(url: str, folder: Path, server: ScratchServer) -> Iterator[Visitor]:
    with Visitor(site(url, folder, server)) as found:
        yield found
