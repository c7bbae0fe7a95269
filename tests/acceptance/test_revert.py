"""`revert`: a plan that takes back another one's changes, and schema files that agree."""

from __future__ import annotations

import pytest
from cli_project import CliProject

FIRST = """\
# The shop.
schema: app
tables:
  'Odd "T x':
    columns:
      id: bigint primary key
      name: text not null   # as people say it
"""
SECOND = (
    FIRST
    + """\
      note: text
    indexes:
      by_note: (note)
"""
)
THIRD = (
    SECOND
    + """\
  orders:
    columns:
      id: bigint primary key
"""
)


@pytest.fixture
def three(project: CliProject) -> CliProject:
    """Three plans, which ran."""
    for number, text in enumerate((FIRST, SECOND, THIRD), 1):
        project.write("schema/app.yaml", text)
        project.ok("plan", f"step_{number}", "--from", "plans")
    project.commit()
    project.ok("apply", "--yes", env="production")
    return project


def test_the_one_before_the_last_is_taken_back_and_the_last_stays(three: CliProject) -> None:
    before = three.files()
    refused = three.run("revert", "2")
    assert refused.exit_code == 3
    assert '--accept SC401:app."Odd ""T x".note' in refused.stderr
    assert three.files() == before
    said = three.ok("revert", "2", "--accept", 'SC401:app."Odd ""T x".note')
    assert "Wrote" in said
    text = (three.root / "schema/app.yaml").read_text()
    assert text.startswith("# The shop.\n")
    assert "note" not in text
    assert "orders" in text
    assert three.plans()[-1] == "0004_revert_step_2.sql"
    three.commit()
    assert three.ok("check", env="production")
    three.ok("apply", "--yes", env="production")
    assert three.sql("SELECT count(*) FROM pg_attribute WHERE attrelid = 'app.\"Odd \"\"T x\"'::regclass AND attname = 'note'") == [(0,)]
    assert "No drift" in three.ok("drift", env="production")


def test_a_revert_can_be_reverted(three: CliProject) -> None:
    three.ok("revert", "3", "--accept", "SC401:app.orders")
    assert three.ok("revert", "4")
    assert three.ok("check")
    assert "orders" in "".join(file.read_text() for file in (three.root / "schema").rglob("*.yaml"))


def test_what_a_later_plan_changed_is_a_question(three: CliProject) -> None:
    three.write("schema/app.yaml", THIRD.replace("note: text", "note: varchar(9)"))
    three.ok("plan", "shorter", "--from", "plans", "--accept", "*")
    before = three.files()
    result = three.run("revert", "2", "--accept", "*")
    assert result.exit_code == 4
    assert 'app."Odd ""T x".note: it was changed since' in result.stderr
    assert three.files() == before


def test_what_is_not_planned_yet_comes_first(three: CliProject) -> None:
    three.write("schema/app.yaml", THIRD + "      more: text\n")
    result = three.run("revert", "2", "--accept", "*")
    assert result.exit_code == 7
    assert "schemactl plan first" in result.stderr


def test_a_dry_run_writes_nothing(three: CliProject) -> None:
    before = three.files()
    assert "Would write" in three.ok("revert", "3", "--accept", "SC401:app.orders", "--dry-run")
    assert three.files() == before


def test_rows_are_said_to_stay(three: CliProject) -> None:
    three.ok("plan", "--custom", "fill", "--from", "plans")
    result = three.run("revert", "4")
    assert result.exit_code == 64
    assert "changed nothing of the schema" in result.stderr


NAMED = """\
schema: app
schemas: {side: }
enums: {mood: [ok, bad]}
tables:
  'Odd "T x':
    columns: {id: bigint primary key, name: text not null, mood: app.mood}
  other:
    columns: {id: bigint}
"""
RENAMED = """\
schema: app
schemas: {side: }
enums: {'Mo "O d': {renamed_from: mood, values: [ok, 'not "Ok x'], renamed_values: {'not "Ok x': bad}}}
tables:
  'New "T x':
    renamed_from: 'Odd "T x'
    columns: {id: bigint primary key, full_name: {type: text not null, renamed_from: name}, mood: 'app."Mo ""O d"'}
---
schema: side
tables:
  'other "O x': {renamed_from: app.other, columns: {id: bigint}}
"""


def test_what_a_plan_renamed_has_its_earlier_name_again(project: CliProject) -> None:
    project.write("schema/app.yaml", NAMED)
    project.ok("plan", "first", "--from", "plans")
    project.ok("apply", "--allow-uncommitted")
    project.sql("INSERT INTO app.\"Odd \"\"T x\" VALUES (1, 'ada', 'bad')")
    project.sql("INSERT INTO app.other VALUES (7)")
    app, side = RENAMED.split("---\n")
    project.write("schema/app.yaml", app)
    project.write("schema/side.yaml", side)
    project.ok("plan", "second", "--from", "plans")
    project.ok("apply", "--allow-uncommitted")
    said = project.ok("revert", "2")
    assert "to destroy" not in said
    assert "to add" not in said
    project.ok("apply", "--allow-uncommitted")
    assert project.sql('SELECT id, name, mood::text FROM app."Odd ""T x"') == [(1, "ada", "bad")]
    assert project.sql("SELECT id FROM app.other") == [(7,)]
    project.ok("check")
