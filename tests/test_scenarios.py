"""Every folder of `scenarios/`, there and back on a real server; `pytest --update` writes the plans that are read in reviews."""

from __future__ import annotations

from pathlib import Path

import pytest
import scenario

from schemactl.scratch import binaries
from schemactl.scratch.binaries import Binaries
from schemactl.scratch.server import ScratchServer, started

ROOT = Path(__file__).parent / "scenarios"


@pytest.mark.parametrize("folder", scenario.folders(ROOT), ids=lambda folder: folder.name)
def test_scenario(server: ScratchServer, folder: Path, pytestconfig: pytest.Config) -> None:
    if scenario.scope_of(folder).roles == "managed":
        # Roles belong to the whole server: scratch has to be another one.
        with started(server_programs()) as scratch:
            read = scenario.read(scratch, folder)
            with scenario.without_roles(server, read):
                plan = scenario.there_and_back(server, read)
    else:
        plan = scenario.there_and_back(server, scenario.read(server, folder))
    golden = folder / "plan.sql"
    if pytestconfig.getoption("--update"):
        golden.write_text(plan, encoding="utf-8")
    assert plan == golden.read_text(encoding="utf-8")


def server_programs() -> Binaries:
    """Of the newest major, as the server of the tests has."""
    return max(binaries.embedded(), key=lambda one: one.major)


@pytest.mark.parametrize("folder", scenario.folders(ROOT), ids=lambda folder: folder.name)
def test_names_are_hard(folder: Path) -> None:
    """A quote, a capital and a space in one name: what is not quoted does not run."""
    text = (folder / "before.yaml").read_text(encoding="utf-8") + (folder / "after.yaml").read_text(encoding="utf-8")
    assert scenario.HARD_NAME.search(text), f"{folder.name} holds no name with a quote, a capital and a space"
