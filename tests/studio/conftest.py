"""Studios on databases of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from plan_folder import PlanFolder, one, step
from studio_shop import SHOP
from studio_visitor import Visitor, site

from schemactl.model.statement import Lock
from schemactl.plans import rehearsal
from schemactl.plans.directory import list_plans
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


def planned(folder: Path) -> None:
    """A plan that waits, with the rehearsal of it."""
    plans = PlanFolder(folder / "plans")
    name = plans.add(
        "notes", step(one("ALTER TABLE shop.orders ADD COLUMN note text", "column shop.orders.note", Lock.ACCESS_EXCLUSIVE)), makes=("n",)
    )
    (file,) = list_plans(plans.path)
    work = rehearsal.Work(what="rewrite", relation="shop.orders", bytes=12 << 30, rows=84_000_000)
    took = rehearsal.Measured(number="1.1", label="column shop.orders.note", seconds=241.0, work=(work,))
    kept = rehearsal.Rehearsal(
        plan=name,
        sha256=file.sha256,
        at="2026-01-01T00:00:00Z",
        tool_version="1",
        server_version="18.0",
        wal_level="logical",
        database="shop_clone",
        database_bytes=13 << 30,
        statements=(took,),
    )
    rehearsal.write(file, kept)


@contextmanager
def visiting(url: str, folder: Path, server: ScratchServer) -> Iterator[Visitor]:
    with Visitor(site(url, folder, server)) as found:
        yield found
