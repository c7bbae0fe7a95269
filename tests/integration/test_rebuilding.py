"""What is built of a change alone is what is built of everything: on a sample of the pairs of states that the scenarios have, or all of them (`--every-scenario`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from both_ways import judging

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.model.state import State
from schemactl.planning import canonical, rebuilding
from schemactl.scratch.server import ScratchServer


@pytest.mark.parametrize("way", [("before", "after"), ("after", "before")], ids=["there", "back"])
def test_it_is_what_everything_gives(server: ScratchServer, scenario_folder: Path, way: tuple[str, str]) -> None:
    """Where there is an answer, it is the same, in the same order."""
    (last, first), (new, whole) = (_both(server, scenario_folder / f"{name}.yaml") for name in way)
    assert judging.built_apart(server, last, first, new, whole) in (judging.SAME, judging.NO_ANSWER)


WRITTEN = {
    "things": ["things", "THINGS", '"things"'],
    "Odd \"T's": ['"Odd ""T\'s"'],
    "größe": ["GRößE"],
}
"""Names of tables, and ways to write them."""


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRITTEN.items() for text in texts])
def test_a_new_name_that_an_old_text_may_mean_is_left_to_everything(
    server: ScratchServer, name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A view that reads `things` reads the new table once there is one in its own schema."""
    monkeypatch.setattr(rebuilding, "MOST", 100.0)
    far, view = _table("public", name, "int"), _view(f"select id from {text}")
    last = load_files([far, view])
    first = canonical.as_built(server, load_files([far, view]))
    for added, answered in ((_table("app", name, "bigint"), False), (_table("app", "others", "bigint"), True)):
        assert (_rebuilt(server, load_files([far, view, added]), last, first) is not None) is answered


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRITTEN.items() for text in texts])
@pytest.mark.parametrize("before", ["from ", "from\n", "from\n\t", "from\t", "from/**/", "from pg_class,"])
def test_a_text_finds_all_that_it_may_mean(
    server: ScratchServer, name: str, text: str, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what it did not mean before."""
    monkeypatch.setattr(rebuilding, "MOST", 100.0)
    tables = [_table("public", name, "int"), _table("app", name, "bigint")]
    quoted = '"' + name.replace('"', '""') + '"'
    last = load_files([*tables, _view(f"select x.* from public.{quoted} x")])
    first = canonical.as_built(server, load_files([*tables, _view(f"select x.* from public.{quoted} x")]))
    new = load_files([*tables, _view(f"select x.* {before}{text} x")])
    found = _rebuilt(server, new, last, first)
    assert found is not None
    assert found.objects == canonical._read_back(server, load_files([*tables, _view(f"select x.* {before}{text} x")])).objects


def test_where_an_extension_came_to_be_is_not_where_texts_look(server: ScratchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says counts for the texts of all files; that it says nothing, too."""
    monkeypatch.setattr(rebuilding, "MOST", 100.0)
    extension = FileText(name="e.yaml", data=b"schema: app\nextensions: {vector: {}}\n")
    files = [extension, _table("public", "things", "int"), _table("app", "things", "bigint")]
    last = load_files([*files, _view("select 1 as id", "other")])
    first = canonical.as_built(server, load_files([*files, _view("select 1 as id", "other")]))
    again = [*files, _view("select id from things", "other")]
    found = _rebuilt(server, load_files(again), last, first)
    assert found is None or found.objects == canonical._read_back(server, load_files(again)).objects


def _table(schema: str, name: str, column: str) -> FileText:
    key = "'" + name.replace("'", "''") + "'"
    return FileText(name=f"{schema}.yaml", data=f"schema: {schema}\ntables:\n  {key}: {{columns: {{id: {column}}}}}\n".encode())


def _view(query: str, schema: str = "app") -> FileText:
    return FileText(name="view.yaml", data=f"schema: {schema}\nviews:\n  seen: {json.dumps(query, ensure_ascii=False)}\n".encode())


def _rebuilt(server: ScratchServer, new: State, last: State, built: State) -> State | None:
    return rebuilding.rebuilt(lambda part: canonical._read_back(server, part, new), new, rebuilding.said(new), rebuilding.said(last), built)


def _both(server: ScratchServer, file: Path) -> tuple[State, State]:
    """As the files say it, and as it is read back."""
    server.ensure_roles(canonical.roles_of(_written(file)))
    server.ensure_tablespaces(canonical.tablespaces_of(_written(file)))
    return _written(file), canonical.as_built(server, _written(file))


def _written(file: Path) -> State:
    source = FileText(name=f"{file.parent.name}/{file.name}", data=file.read_bytes(), path=file)
    return load_files([source], root=file.parent)
