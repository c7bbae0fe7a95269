"""What is built of a change alone is what is built of everything: on a sample of the pairs of states that the scenarios have, or all of them (`--every-scenario`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning import canonical, rebuilding
from schemactl.planning.compose import ordered
from schemactl.planning.diff import diff
from schemactl.scratch.server import ScratchServer


@pytest.mark.parametrize("way", [("before", "after"), ("after", "before")], ids=["there", "back"])
def test_it_is_what_everything_gives(
    server: ScratchServer, scenario_folder: Path, way: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is an answer, it is the same, in the same order."""
    monkeypatch.setattr(rebuilding, "MOST", 100.0)
    (last, first), (new, whole) = (_both(server, scenario_folder / f"{name}.yaml") for name in way)
    found = rebuilding.rebuilt(lambda part: canonical._read_back(server, part), new, rebuilding.said(new), rebuilding.said(last), first)
    print("answered" if found else "not answered")
    if found is None:
        return
    assert found.objects == whole.objects
    assert _in_their_order(found) == _in_their_order(whole)
    assert _statements(first, found) == _statements(first, whole)
    assert found.uses == whole.uses
    assert {one: used for one, used in found.follows.items() if used} == {one: used for one, used in whole.follows.items() if used}
    assert found.inherited == whole.inherited


def test_a_new_name_that_an_old_text_may_mean_is_left_to_everything(server: ScratchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A view that reads `things` reads the new table once there is one in its own schema."""
    monkeypatch.setattr(rebuilding, "MOST", 100.0)
    far = FileText(name="far.yaml", data=b"schema: public\ntables:\n  things: {columns: {id: int}}\n")
    view = FileText(name="view.yaml", data=b"schema: app\nviews:\n  seen: select id from things\n")
    near = FileText(name="near.yaml", data=b"schema: app\ntables:\n  things: {columns: {id: bigint}}\n")
    other = FileText(name="near.yaml", data=b"schema: app\ntables:\n  others: {columns: {id: bigint}}\n")
    last = load_files([far, view])
    first = canonical.as_built(server, load_files([far, view]))
    for added, answered in ((near, False), (other, True)):
        new = load_files([far, view, added])
        found = rebuilding.rebuilt(lambda part: canonical._read_back(server, part), new, rebuilding.said(new), rebuilding.said(last), first)
        assert (found is not None) is answered


def _in_their_order(state: State) -> list[ObjectId]:
    """But for what is about others: that is read in the order in which it was made."""
    return [one for one in state.objects if not KINDS[one.kind].about]


def _statements(live: State, desired: State) -> list[str]:
    return [one.sql for one in ordered(diff(live, desired), live, desired)]


def _both(server: ScratchServer, file: Path) -> tuple[State, State]:
    """As the files say it, and as it is read back."""
    server.ensure_roles(canonical.roles_of(_written(file)))
    server.ensure_tablespaces(canonical.tablespaces_of(_written(file)))
    return _written(file), canonical.as_built(server, _written(file))


def _written(file: Path) -> State:
    source = FileText(name=f"{file.parent.name}/{file.name}", data=file.read_bytes(), path=file)
    return load_files([source], root=file.parent)
