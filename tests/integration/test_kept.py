"""What runs keep for later ones: the same as made anew, forgotten when anything it depends on changes, and never in the way."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import scenario

from schemactl.desired.loader import load, load_files
from schemactl.desired.sources import FileText
from schemactl.errors import SchemaError
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning import canonical
from schemactl.planning.keeping import Kept, decoded, digest, encoded
from schemactl.planning.prove import TEMPLATE_FROM, rehearse
from schemactl.planning.work import wanted
from schemactl.plans import reading
from schemactl.scratch import cache
from schemactl.scratch.server import ScratchServer

SCENARIOS = Path(__file__).parent.parent / "scenarios"
SOME = sorted(SCENARIOS.glob("*/after.yaml"))[::9]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, a new one."""
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)
    return tmp_path / "states"


@pytest.mark.parametrize("file", SOME, ids=lambda file: file.parent.name)
def test_the_desired_state_is_the_same_built_and_kept(server: ScratchServer, kept: Path, file: Path) -> None:
    built = scenario._state(server, file)
    assert [one for one in kept.iterdir() if one.name.startswith("desired-")]
    again = scenario._state(server, file)
    assert list(again.state.objects) == list(built.state.objects)
    assert _comparable(again) == _comparable(built)
    assert decoded(encoded(built.state)).objects == built.state.objects


def test_what_a_new_database_holds_is_not_read_from_a_clone(server: ScratchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = ", ".join(f"c{number}: integer" for number in range(TEMPLATE_FROM))
    text = f"schema: 'Kep \"t S'\ntables: {{t: {{columns: {{{columns}}}}}}}"
    live = wanted(server, load_files([FileText(name="schema.yaml", data=text.encode())]), Scope()).state
    rehearse(server, live, [])
    monkeypatch.setattr(canonical, "_EMPTY", {})
    rehearse(server, live, [])
    assert [one for empty in canonical._EMPTY.values() for one in empty.objects if one.path[0] == 'Kep "t S'] == []


def _comparable(target: object) -> object:
    """Without the functions that find places, which are never the same."""
    origins = {one: (origin.where, origin.search_path) for one, origin in target.state.origins.items()}  # type: ignore[attr-defined]
    return msgspec.structs.replace(target, state=msgspec.structs.replace(target.state, origins={})), origins  # type: ignore[attr-defined, type-var]


def test_every_part_of_a_state_is_kept() -> None:
    # What was cut out of a larger state is kept by nobody.
    assert set(State.__struct_fields__) - {"beyond"} <= set(Kept.__struct_fields__)


def test_what_is_broken_or_gone_is_made_anew(server: ScratchServer, kept: Path) -> None:
    first = scenario._state(server, SOME[0])
    for one in kept.iterdir():
        one.write_bytes(one.read_bytes()[:-1])
    assert scenario._state(server, SOME[0]).state.objects == first.state.objects
    for one in kept.iterdir():
        one.unlink()
    assert scenario._state(server, SOME[0]).state.objects == first.state.objects


def test_files_are_read_again_when_they_or_those_beside_them_change(tmp_path: Path, kept: Path) -> None:
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "a.yaml").write_text("functions:\n  'f()': {file: f.sql}\n")
    (folder / "f.sql").write_text("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    first = reading.read(folder, tmp_path)
    assert encoded(reading.read(folder, tmp_path)) == encoded(first) == encoded(load(folder, root=tmp_path))
    (folder / "f.sql").write_text("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'")
    second = reading.read(folder, tmp_path)
    assert "SELECT 2" in str(second.objects)
    (folder / "b.yaml").write_text("tables: {t: {columns: {a: int}}}\n")
    assert len(reading.read(folder, tmp_path).objects) > len(second.objects)
    (folder / "f.sql").unlink()
    with pytest.raises(SchemaError, match="cannot be read"):
        reading.read(folder, tmp_path)


def test_what_was_read_ahead_is_handed_over_once(tmp_path: Path, kept: Path) -> None:
    (tmp_path / "a.yaml").write_text("tables: {t: {columns: {a: int}}}\n")
    with reading.ahead(tmp_path, tmp_path):
        first = reading.looked(tmp_path, tmp_path)
        second = reading.looked(tmp_path, tmp_path)
        (tmp_path / "a.yaml").write_text("tables: {t: {columns: {b: int}}}\n")
        third = reading.read(tmp_path, tmp_path)
    assert first.state is not second.state
    assert encoded(first.state) == encoded(second.state) != encoded(third)
    with reading.ahead(tmp_path, tmp_path):
        pass
    assert not reading._AHEAD


def test_files_that_are_held_are_what_they_were(tmp_path: Path, kept: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("tables: {t: {columns: {a: int}}}\n")
    with reading.held(tmp_path, tmp_path):
        before = reading.bytes_of(tmp_path, tmp_path)
        file.write_text("tables: {t: {columns: {b: int}}}\n")
        assert reading.bytes_of(tmp_path, tmp_path) == before == reading.looked(tmp_path, tmp_path).key
    assert reading.bytes_of(tmp_path, tmp_path) != before
    assert not reading._HELD


def test_a_line_that_moves_changes_places_and_nothing_else(tmp_path: Path, kept: Path, server: ScratchServer) -> None:
    (tmp_path / "a.yaml").write_text("tables: {t: {columns: {a: int}}}\n")
    first = reading.read(tmp_path, tmp_path)
    (tmp_path / "a.yaml").write_text("\n\ntables: {t: {columns: {a: int}}}\n")
    moved = reading.read(tmp_path, tmp_path)
    assert digest(first) == digest(moved)
    assert {one.where.line for one in wanted(server, moved, Scope()).state.origins.values()} == {3}


def test_the_oldest_go_when_there_is_too_much(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST", 5)
    # When somebody tidies up hangs on names, and these on schemactl's files.
    monkeypatch.setattr(cache, "_tool", lambda: "tool")
    for number in range(100):
        cache.keep("test", str(number), b"x")
    assert cache.fetch("test", "99") == b"x"
    assert len(list(kept.iterdir())) < 80


def test_no_place_to_keep_anything_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "file")
    cache.keep("test", "key", b"x")
    assert cache.fetch("test", "key") is None


def test_another_version_of_a_library_reads_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.keep("test", "key", b"x")
    assert cache.fetch("test", "key") == b"x"
    library = cache._library
    monkeypatch.setattr(cache, "_library", lambda name: ("elsewhere", 1.0) if name == "pglast" else library(name))
    cache._tool.cache_clear()
    try:
        assert cache.fetch("test", "key") is None
    finally:
        monkeypatch.undo()
        cache._tool.cache_clear()
