"""Every folder of `scenarios/`, there and back on a real server; `pytest --update` writes the plans that are read in reviews."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import scenario

from schemactl.scratch import binaries
from schemactl.scratch.binaries import Binaries
from schemactl.scratch.server import ScratchServer, started

ROOT = Path(__file__).parent / "scenarios"


@pytest.mark.parametrize("folder", scenario.folders(ROOT), ids=lambda folder: folder.name)
def test_scenario(server: ScratchServer, folder: Path, pytestconfig: pytest.Config) -> None:
    with read(server, folder) as found:
        plans = scenario.there_and_back(server, found)
    for name, plan in plans.items():
        golden = folder / name
        if pytestconfig.getoption("--update"):
            golden.write_text(plan, encoding="utf-8")
        assert plan == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", scenario.folders(ROOT), ids=lambda folder: folder.name)
def test_scenario_on_busy_tables(server: ScratchServer, folder: Path) -> None:
    with read(server, folder) as found:
        scenario.there_and_back(server, found, busy=scenario.everything_is_busy)


@contextmanager
def read(server: ScratchServer, folder: Path) -> Iterator[scenario.Scenario]:
    if scenario.scope_of(folder).roles != "managed":
        yield scenario.read(server, folder)
        return
    # Roles belong to the whole server: scratch has to be another one.
    with started(server_programs()) as scratch:
        found = scenario.read(scratch, folder)
        with scenario.without_roles(server, found):
            yield found


def server_programs() -> Binaries:
    """Of the newest major, as the server of the tests has."""
    return max(binaries.embedded(), key=lambda one: one.major)


@pytest.mark.parametrize("folder", scenario.folders(ROOT), ids=lambda folder: folder.name)
def test_names_are_hard(folder: Path) -> None:
    """A quote, a capital and a space in one name: what is not quoted does not run."""
    text = (folder / "before.yaml").read_text(encoding="utf-8") + (folder / "after.yaml").read_text(encoding="utf-8")
    assert scenario.HARD_NAME.search(text), f"{folder.name} holds no name with a quote, a capital and a space"
