"""What people look at, end to end: reports of a plan that was just made, a diagram of it, and `fmt --renames` with every environment's database."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
from cli_project import USERS, CliProject

SCHEMA = json.loads(resources.files("schemactl.reports").joinpath("plan-v1.json").read_text(encoding="utf-8"))
RENAMED = USERS.replace("users:", 'People "x:\n    renamed_from: users  # once').replace(
    "name: text not null", "full_name: {renamed_from: name, type: text not null}"
)


def test_renames_go_once_every_database_has_them(project: CliProject):
    file = project.write("schema/a.yaml", USERS)
    project.ok("sync", "--yes")
    file.write_text(RENAMED)
    project.ok("fmt", "--renames")
    assert file.read_text() == RENAMED
    project.ok("sync", "--yes")
    assert project.run("fmt", "--renames", "--check").exit_code == 1
    assert file.read_text() == RENAMED
    project.ok("fmt", "--renames")
    assert file.read_text() == USERS.replace("users:", 'People "x:').replace("name: text not null", "full_name: text not null")
    assert "nothing" in project.ok("plan", "--from", "live", "--dry-run").lower()


def test_a_plan_in_every_form(project: CliProject):
    file = project.write("schema/a.yaml", USERS)
    project.ok("plan", "first", "--from", "plans")
    file.write_text(USERS.replace("name: text not null", "name: text\n      mail: text"))
    jsonschema.validate(project.json("plan", "--from", "plans", "--dry-run"), SCHEMA)
    said = project.ok("plan", "--from", "plans", "--dry-run", "--format", "markdown")
    assert "```mermaid\nerDiagram" in said
    assert "app.users (changed)" in said
    page = project.root / "plan.html"
    project.ok("plan", "second", "--from", "plans", "--format", "html", "--out", str(page))
    assert "<svg" in page.read_text()
    assert "+ mail" in project.ok("diagram", "--diff", "0002_second", "--format", "svg")
    assert "app.users (added)" in project.ok("diagram", "--diff", "1")
    file.write_text("schema: app\nschemas: {app: }\n")
    refused = project.run("plan", "--from", "plans", "--format", "json")
    jsonschema.validate(json.loads(refused.stdout), SCHEMA)


def test_what_is_drawn_of_a_database(project: CliProject):
    project.sql('CREATE TABLE "A ""b" (id int PRIMARY KEY); CREATE TABLE c (a int NOT NULL REFERENCES "A ""b")')
    said = project.ok("diagram", "--of", "live")
    assert "public.'A ''b'" in said
    assert "||--o{" in said


def test_every_form_of_a_plan_has_the_same_figures(project: CliProject):
    """The terminal says how large the table is that an index is built on: so do the comment, the page and the document."""
    file = project.write("schema/a.yaml", USERS)
    project.ok("sync", "--yes")
    project.sql("INSERT INTO app.users (name) SELECT repeat('x', 500) FROM generate_series(1, 4000) i; ANALYZE app.users")
    file.write_text(f"{USERS}    indexes: {{by_name: (name)}}\n")
    found = project.json("plan", "--from", "live", "--dry-run")
    jsonschema.validate(found, SCHEMA)
    (statement,) = [each for step in found["steps"] for each in step["statements"] if "CREATE INDEX" in each["sql"]]
    heap = project.sql("SELECT pg_relation_size('app.users')")[0][0]
    assert statement["size"].items() >= {"bytes": heap, "rows": 4000}.items()
    assert statement["estimate"]["measured"] is False
    assert statement["work"]
    size, takes = f"{heap / 1024**2:.1f} MB", "under a second?"
    shown = project.ok("plan", "--from", "live", "--dry-run")
    assert size in shown
    assert "<1 s?" in shown
    comment = project.ok("plan", "--from", "live", "--dry-run", "--format", "markdown")
    assert f"| {size} | {takes} |" in comment
    page = project.ok("plan", "--from", "live", "--dry-run", "--format", "html")
    assert f'<td class="figure">{size}</td><td>{takes}</td>' in page
