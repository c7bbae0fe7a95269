"""`fmt`: keys in order, comments with their keys, and the same state as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from schemactl.cli import main
from schemactl.desired.loader import load, load_files
from schemactl.desired.ordering import in_order
from schemactl.desired.renaming import lines, without_renamed_from
from schemactl.desired.sources import FileText
from schemactl.desired.writer import write
from schemactl.errors import SchemactlError
from schemactl.kinds import KINDS
from schemactl.model.state import Object, State

SCENARIOS = Path(__file__).parents[1] / "scenarios"
FILES = sorted(SCENARIOS.glob("*/after.yaml"))

UNTIDY = """\
# The shop's orders.

tables:
  orders:
    # Nobody reads this.
    comment: One per purchase
    indexes:
      orders_open_idx: {where: "status = 'open'", columns: [placed_at]}  # the warehouse's queue
    columns:
      id: bigint primary key
      status:
        comment: open or not   # as in the old system
        # Never empty.
        type: text not null

      placed_at: timestamptz
    renamed_from: purchases
schema: app  # all of it
"""
TIDY = """\
# The shop's orders.

schema: app  # all of it
tables:
  orders:
    renamed_from: purchases
    columns:
      id: bigint primary key
      status:
        # Never empty.
        type: text not null
        comment: open or not   # as in the old system

      placed_at: timestamptz
    indexes:
      orders_open_idx: {columns: [placed_at], where: "status = 'open'"}  # the warehouse's queue
    # Nobody reads this.
    comment: One per purchase
"""


def test_keys_come_into_order_and_comments_stay_with_them():
    assert in_order(UNTIDY, "a.yaml") == TIDY


def test_what_is_in_order_stays_as_it_is():
    assert in_order(TIDY, "a.yaml") == TIDY


def test_line_ends_stay():
    assert in_order(UNTIDY.replace("\n", "\r\n"), "a.yaml") == TIDY.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "composite_types:\n  a: {owner: text, comment: text}\n",  # attributes, whose order means something
        "enums:\n  e: [b, a]\n",
        "tables:\n  b: {columns: {z: int, a: int}}\n  a: {columns: {z: int}}\n",
        "# nothing\n",
        "",
        "tables:\n",
    ],
)
def test_what_means_something_in_its_order_keeps_it(text: str):
    assert in_order(text, "a.yaml") == text


def by_kind(state: State) -> list[Object]:
    """The objects of each kind in the order in which they are declared."""

    def rank(obj: Object) -> tuple[int, int]:
        kind = KINDS[obj.id.kind]
        return KINDS.rank[kind.name], KINDS.rank[obj.id.path[0]] if kind.about else 0

    return sorted(state, key=rank)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_the_state_is_the_same_and_a_second_time_changes_nothing(file: Path):
    text = file.read_text()
    once = in_order(text, "a.yaml")
    assert in_order(once, "a.yaml") == once
    before, after = (load_files([FileText(name="a.yaml", data=one.encode(), path=file)], root=file.parent) for one in (text, once))
    assert by_kind(before) == by_kind(after)
    assert (before.renames, before.intents) == (after.renames, after.intents)
    assert sorted(line.strip() for line in text.splitlines() if "#" in line) == sorted(
        line.strip() for line in once.splitlines() if "#" in line
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_what_import_writes_is_in_order(file: Path):
    for name, text in write(load_files([FileText(name="a.yaml", data=file.read_bytes(), path=file)], root=file.parent)).items():
        if name.endswith(".yaml"):
            assert in_order(text, name) == text


def test_a_renamed_from_goes_and_the_short_form_comes_back(tmp_path: Path):
    text = "tables:\n  b:\n    renamed_from: a  # once\n    columns:\n      y: {type: int, renamed_from: x}\n"
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.yaml").write_text(text)
    state = load(tmp_path / "schema")
    found = lines({"schema/a.yaml": text}, state, set(state.renames.values()))
    assert without_renamed_from(text, found) == "tables:\n  b:\n    columns:\n      y: int\n"


TEMPLATE = "templates:\n  'T \"x':\n    columns:\n      created: {type: int, renamed_from: old}\n"
USING = "tables:\n  a: {renamed_from: b, use: ['T \"x']}\n  c:\n    use: 'T \"x'\n    columns: {id: int}\n"


def test_a_renamed_from_goes_from_a_template_once_it_has_done_its_work_in_all_tables():
    texts = {"t.yaml": TEMPLATE, "a.yaml": USING}
    state = load_files([FileText(name=name, data=text.encode()) for name, text in texts.items()])
    every = set(state.renames.values())
    table, column, other = sorted(every, key=lambda one: (len(one.path), one.path))
    found = lines(texts, state, every)
    assert {(line.file, *line.path): ones for line, ones in found.items()} == {
        ("a.yaml", "tables", "a"): [table],
        ("t.yaml", "templates", 'T "x', "columns", "created"): [column, other],
    }
    assert [line.file for line in lines(texts, state, every - {other})] == ["a.yaml"]
    one = next(line for line in found if line.file == "t.yaml")
    assert without_renamed_from(TEMPLATE, [one]) == TEMPLATE.replace("{type: int, renamed_from: old}", "int")


def run(folder: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(folder), "fmt", *words])
    return result.exit_code, result.stdout


def test_check_writes_nothing_and_says_which(tmp_path: Path):
    (tmp_path / "schema").mkdir()
    file = tmp_path / "schema" / "orders.yaml"
    file.write_text(UNTIDY)
    code, said = run(tmp_path, "--check")
    assert (code, file.read_text()) == (1, UNTIDY)
    assert "orders.yaml" in said
    assert run(tmp_path)[0] == 0
    assert file.read_text() == TIDY
    assert run(tmp_path, "--check")[0] == 0


def test_what_is_no_yaml_is_an_error_with_its_place():
    with pytest.raises(SchemactlError) as raised:
        in_order("tables:\n  a: 'x' y\n", "a.yaml")
    assert raised.value.problems[0].where
