"""What is planned in a part of a schema is what is planned in all of it: for a sample of the scenarios, or all of them (`--every-scenario`)."""

from __future__ import annotations

from pathlib import Path

import pytest
import scenario
from test_scenarios import read

from schemactl.errors import SchemactlError
from schemactl.model.state import State
from schemactl.planning import narrowing
from schemactl.planning.work import EVERYTHING, Wanted, propose
from schemactl.scratch.server import ScratchServer


def test_it_is_what_the_whole_gives(server: ScratchServer, scenario_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with read(server, scenario_folder) as found:
        for live, target in ((found.before.state, found.after), (found.after.state, found.before)):
            monkeypatch.setattr(narrowing, "FEWEST", 10**9)
            whole = _planned(found.scratch, live, target)
            monkeypatch.setattr(narrowing, "FEWEST", 0)
            monkeypatch.setattr(narrowing, "MOST", 100.0)
            assert _planned(found.scratch, live, target) == whole


def _planned(server: ScratchServer, live: State, target: Wanted) -> list[str] | str:
    """The statements, or why there are none."""
    try:
        return [one.sql for one in propose(server, live, scenario._again(target), accepted=(EVERYTHING,)).statements]
    except SchemactlError as error:
        return str(error)
