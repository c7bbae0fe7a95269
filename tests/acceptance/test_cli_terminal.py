"""What is asked on a terminal, and that each answer does what it says."""

from __future__ import annotations

import pytest
from cli_project import USERS, CliProject
from click.testing import CliRunner, Result

from schemactl.cli import main
from schemactl.cli.context import App


@pytest.fixture
def terminal(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> CliProject:
    """A project with one plan applied, and somebody to ask."""
    project.write("schema/users.yaml", USERS)
    project.ok("plan")
    project.ok("apply", "--allow-uncommitted")
    project.sql("INSERT INTO app.users (name) VALUES ('ada')")
    monkeypatch.setattr(App, "interactive", property(lambda app: not app.no_input))
    return project


def ask(project: CliProject, *words: str, answers: str, env: str = "dev") -> Result:
    return CliRunner().invoke(main, ["-C", str(project.root), "-e", env, *words], input=answers, catch_exceptions=False)


def rename(project: CliProject) -> None:
    project.write("schema/users.yaml", USERS.replace("      name: text", "      full_name: text"))


def test_a_rename_is_written_into_the_yaml(terminal: CliProject) -> None:
    rename(terminal)
    result = ask(terminal, "plan", answers="y\n")
    assert result.exit_code == 0, result.output
    assert "renamed_from: name" in (terminal.root / "schema" / "users.yaml").read_text()
    terminal.ok("apply", "--allow-uncommitted")
    assert terminal.sql("SELECT full_name FROM app.users") == [("ada",)]


def test_a_new_column_drops_the_old_one_only_when_that_is_said_too(terminal: CliProject) -> None:
    rename(terminal)
    assert ask(terminal, "plan", answers="n\nn\n").exit_code == 130
    assert len(terminal.plans()) == 1
    result = ask(terminal, "plan", answers="n\ny\n")
    assert "to destroy" in result.output


def test_apply_asks_first(terminal: CliProject) -> None:
    terminal.write("schema/t.yaml", "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key}\n")
    terminal.ok("plan")
    refused = ask(terminal, "apply", "--allow-uncommitted", answers="n\n")
    assert refused.exit_code == 3
    assert "0002_add_t_table" in refused.stderr
    assert ask(terminal, "apply", "--allow-uncommitted", answers="y\n").exit_code == 0
    assert ask(terminal, "apply", "--allow-uncommitted", answers="").exit_code == 0


def test_a_protected_database_wants_its_name(terminal: CliProject) -> None:
    terminal.write("schema/t.yaml", "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key}\n")
    terminal.ok("plan")
    assert ask(terminal, "apply", answers="yes\n", env="production").exit_code == 3
    assert terminal.sql("SELECT to_regclass('app.t')") == [(None,)]
    name = terminal.sql("SELECT current_database()")[0][0]
    assert ask(terminal, "apply", answers=f"{name}\n", env="production").exit_code == 0


def test_sync_and_reset_ask(terminal: CliProject) -> None:
    terminal.ok("env", "mark", "development")
    terminal.write("schema/t.yaml", "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key}\n")
    assert ask(terminal, "sync", answers="n\n").exit_code == 3
    assert ask(terminal, "sync", answers="y\n").exit_code == 0
    refused = ask(terminal, "reset", answers="n\n")
    assert refused.exit_code == 3
    assert "2 tables" in refused.stderr
    assert terminal.sql("SELECT name FROM app.users") == [("ada",)]


TEMPLATE = """
schema: app
templates:
  shared: {columns: {full_name: text}}
tables:
  users: {use: [shared], columns: {id: bigint primary key}}
"""


def test_a_yes_about_a_column_of_a_template_counts_and_changes_no_file(project: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("schema/users.yaml", TEMPLATE.replace("full_name", "name"))
    project.ok("plan")
    project.ok("apply", "--allow-uncommitted")
    project.sql("INSERT INTO app.users (id, name) VALUES (1, 'ada')")
    monkeypatch.setattr(App, "interactive", property(lambda app: not app.no_input))
    project.write("schema/users.yaml", TEMPLATE)
    result = ask(project, "plan", answers="y\n")
    assert result.exit_code == 0, result.output
    assert "column app.users.full_name is not written there by its name: the answer holds for this run" in result.stderr
    assert (project.root / "schema" / "users.yaml").read_text() == TEMPLATE
    project.ok("apply", "--allow-uncommitted")
    assert project.sql("SELECT full_name FROM app.users") == [("ada",)]
