"""docs/import.md and docs/diagrams.md as a newcomer would type them."""

from __future__ import annotations

import shutil

from cli_project import USERS, CliProject
from typed_pages import block, page, typed

LINES = [line.removeprefix("$ ") for line in block(page("import.md"), "") if line.startswith(("schemactl", "git", "$ "))]


def test_import_a_database_that_exists(project: CliProject) -> None:
    project.git("init", "-q")
    project.sql("CREATE SCHEMA app; CREATE TABLE app.users (id bigint PRIMARY KEY, name text)")
    configuration = (project.root / "schemactl.toml").read_text()
    (project.root / "schemactl.toml").unlink()
    shutil.rmtree(project.root / "schema")
    begin, *rest = [line.replace("postgresql://localhost/shop", f"'{project.url}'") for line in LINES]
    typed(project, begin)
    (project.root / "schemactl.toml").write_text(configuration)  # where scratch databases are made
    said = [typed(project, line) for line in rest]
    assert "Plan: nothing to do." in said[1]
    assert project.plans() == ["0001_baseline.sql"]
    assert [one["status"] for one in project.json("status", env="production")["plans"]] == ["applied"]


def test_diagrams_in_every_form(project: CliProject) -> None:
    orders = "  orders:\n    columns: {id: bigint primary key, user_id: bigint references app.users}\n"
    project.write("schema/app.yaml", USERS + orders)
    project.ok("plan", "orders")
    project.commit()
    project.ok("apply")
    for line in block(page("diagrams.md"), ""):
        command = line.partition(" | dot")[0].replace("0007_order_notes", "0001_orders").strip()  # graphviz is not everywhere
        said = typed(project, command)
        assert "orders" in said or "--out" in command, command
    assert {file.suffix for file in project.root.glob("schema.*")} == {".svg", ".html"}
