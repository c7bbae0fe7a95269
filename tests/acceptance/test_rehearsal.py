"""`apply --rehearse`: plans tried and measured on a clone, the result beside them, and an environment that requires it."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cli_project import CliProject
from psycopg.conninfo import conninfo_to_dict

from schemactl.reports import text
from schemactl.scratch.server import ScratchServer

BEFORE = """\
schema: app
tables:
  'Us "R x':
    columns:
      id: bigint generated always as identity primary key
      amount: integer not null
"""
AFTER = """\
schema: app
tables:
  'Us "R x':
    columns:
      id: bigint generated always as identity primary key
      amount: bigint not null
    indexes: {by_amount: (amount)}
"""
ROWS = 20_000
TABLE = 'app."Us ""R x"'


class Production:
    """A protected database with rows, a pending plan that writes its table anew and builds an index, and clones of it."""

    def __init__(self, project: CliProject, server: ScratchServer, *, rows: int = ROWS) -> None:
        self.project, self.server = project, server
        project.write("schema/app.yaml", BEFORE)
        project.ok("plan", "first", env="production")
        project.commit()
        project.ok("apply", "--yes", env="production")
        project.sql(f"INSERT INTO {TABLE} (amount) SELECT i FROM generate_series(1, {rows}) i")
        project.sql(f"ANALYZE {TABLE}")
        project.write("schema/app.yaml", AFTER)
        project.ok("plan", "wider", env="production")

    @property
    def file(self) -> Path:
        return self.project.root / "plans" / "0002_wider.rehearsal.json"

    @contextmanager
    def clone(self) -> Iterator[str]:
        """The URL of a copy of the database, dropped afterwards."""
        name = f"{conninfo_to_dict(self.project.url)['dbname']}_clone"
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as conn:
            conn.execute(f'CREATE DATABASE "{name}" TEMPLATE "{conninfo_to_dict(self.project.url)["dbname"]}"'.encode())
            try:
                yield self.server.url(name)
            finally:
                conn.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

    def require(self) -> None:
        toml = self.project.root / "schemactl.toml"
        toml.write_text(f'{toml.read_text()}require = ["rehearsal"]\n')

    def kept(self) -> dict[str, Any]:
        found = json.loads(self.file.read_text())
        assert isinstance(found, dict)
        return found


@pytest.fixture
def production(project: CliProject, server: ScratchServer) -> Production:
    return Production(project, server)


def statement(found: dict[str, Any], word: str) -> dict[str, Any]:
    (one,) = [one for one in found["statements"] if one["label"].startswith(word)]
    assert isinstance(one, dict)
    return one


def test_the_clone_is_changed_and_the_database_is_not(production: Production) -> None:
    project = production.project
    with production.clone() as clone:
        # Plans are tried before they are committed.
        result = project.run("apply", "--rehearse", clone, env="production")
        assert result.exit_code == 0, result.output
        assert "this clone is changed" in result.stderr
        with psycopg.connect(clone) as conn:
            assert conn.execute("SELECT count(*) FROM schemactl.plans WHERE status = 'applied'").fetchone() == (2,)
            # A rehearsal marks nothing.
            assert conn.execute("SELECT mode FROM schemactl.environment").fetchone() == ("protected",)
    assert project.sql("SELECT count(*) FROM schemactl.plans") == [(1,)]
    found = production.kept()
    assert (found["format_version"], found["plan"]) == (1, "0002_wider")
    assert found["database_bytes"] > 1_000_000
    assert found["server_version"].split(".")[0] == str(production.server.major)
    typed, built = statement(found, "column "), statement(found, "index ")
    (table,) = [one for one in typed["written"] if one["kind"] == "table"]
    assert table["rewritten"]
    assert table["rows"] == ROWS
    assert table["bytes"] > ROWS * 30
    assert typed["seconds"] > 0
    assert typed["wal_bytes"] > ROWS * 30
    assert {key: typed["work"][0][key] for key in ("what", "relation", "rows")} == {
        "what": "rewrite",
        "relation": 'app.Us "R x',
        "rows": ROWS,
    }
    (index,) = built["written"]
    assert (index["relation"], index["rewritten"], index["kind"]) == ("app.by_amount", False, "index")
    assert index["bytes"] > ROWS * 8
    # What people and programs see of it.
    assert "took" in result.stdout
    assert "new index app.by_amount" in result.stdout
    assert "0002_wider.rehearsal.json" in result.stdout
    shown = project.ok("show", "2")
    assert "Rehearsed 20" in shown
    # A line of its own above each step.
    assert "\n\n-- step 1" in shown
    assert project.json("show", "2")["rehearsal"]["sha256"] == found["sha256"]
    comment, page = project.ok("show", "2", "--format", "markdown"), project.ok("show", "2", "--format", "html")
    assert "Rehearsed 20" in comment
    assert "Rehearsed 20" in page
    # A plan's file knows no sizes: its rehearsal does.
    size = rf"{text.heap_size(typed['work'][0]['bytes'])}"
    assert re.search(rf"\| {size} \| [\d.]+ m?s \(rehearsed\) \|", comment)
    assert re.search(rf"<td class=\"figure\">{size}</td><td>[\d.]+ m?s \(rehearsed\)</td>", page)


def test_json_and_dry_run(production: Production) -> None:
    project = production.project
    with production.clone() as clone:
        dry = project.json("apply", "--rehearse", clone, "--dry-run", env="production")
        assert (dry["pending"], production.file.exists()) == (["0002_wider"], False)
        found = project.json("apply", "--rehearse", clone, env="production")
        (one,) = found["rehearsed"]
        assert (one["plan"], found["pending"]) == ("0002_wider", [])
        assert one["seconds"] > 0
        assert one["wal_bytes"] > 0
        assert one["file"].endswith("0002_wider.rehearsal.json")
        assert project.json("apply", "--rehearse", clone, env="production")["rehearsed"] == []


def test_waits_for_locks_are_measured(production: Production) -> None:
    with production.clone() as clone, psycopg.connect(clone) as other:
        other.execute(f"LOCK TABLE {TABLE} IN ACCESS SHARE MODE".encode())

        def let_go() -> None:
            time.sleep(1.5)
            other.rollback()

        thread = threading.Thread(target=let_go)
        thread.start()
        production.project.ok("apply", "--rehearse", clone, "--lock-timeout", "5s", env="production")
        thread.join()
    found = production.kept()
    assert sum(one["lock_wait_seconds"] for one in found["statements"]) > 0.15
    assert max(one["attempts"] for one in found["statements"]) > 1


def test_never_on_the_environments_own_database(production: Production) -> None:
    project = production.project
    before = project.files()
    # By another way to the same place, too.
    options = conninfo_to_dict(project.url)
    other = " ".join(f"{name}='{value}'" for name, value in options.items() if value) + " application_name=other"
    for url in (project.url, other):
        result = project.run("apply", "--rehearse", url, "--yes", env="production")
        assert result.exit_code == 3, result.output
        assert "S320" in result.stderr
        assert "own database" in result.stderr
    assert project.files() == before
    assert project.sql("SELECT count(*) FROM schemactl.plans") == [(1,)]


def test_never_on_another_protected_database(production: Production, other_database: str) -> None:
    """One that a plan of its own ran on, and one that nobody marked and that holds something."""
    project = production.project
    with psycopg.connect(other_database, autocommit=True) as conn:
        conn.execute("CREATE TABLE t ()")
    result = project.run("apply", "--rehearse", other_database, env="production")
    assert result.exit_code == 3, result.output
    assert "nobody marked" in result.stderr
    with production.clone() as clone:
        with psycopg.connect(clone, autocommit=True) as conn:
            conn.execute(
                "UPDATE schemactl.environment SET database_oid = (SELECT oid::int8 FROM pg_database WHERE datname = current_database())"
            )
        result = project.run("apply", "--rehearse", clone, env="production")
        assert result.exit_code == 3, result.output
        assert "marked protected itself" in result.stderr
        # A copy of a whole server's files has the identity of the original: a person says that it is one.
        name = conninfo_to_dict(clone)["dbname"]
        assert project.bare("--url", clone, "env", "mark", "development", "--confirm", str(name)).exit_code == 0
        project.ok("apply", "--rehearse", clone, env="production")


def test_required(production: Production) -> None:
    project = production.project
    production.require()
    project.commit()
    for words in (("apply", "--yes"), ("check", "--offline"), ("check",)):
        result = project.run(*words, env="production")
        assert result.exit_code == 7, result.output
        assert "S712" in result.stderr
        assert "0002_wider was not rehearsed" in result.stderr
        assert "--rehearse URL" in result.stderr
    findings = project.json("doctor", "--no-scratch", env="production")["findings"]
    assert [one["level"] for one in findings if one["check"] == "rehearsal"] == ["error"]
    # Development does not require it.
    project.ok("check", "--offline")
    with production.clone() as clone:
        project.ok("apply", "--rehearse", clone, env="production")
    project.ok("check", "--offline", env="production")
    findings = project.json("doctor", "--no-scratch", env="production")["findings"]
    assert [one["level"] for one in findings if one["check"] == "rehearsal"] == ["ok"]
    assert "Applied 0002_wider" in project.ok("apply", "--yes", env="production")


def test_of_another_version_of_the_plan(production: Production) -> None:
    project = production.project
    production.require()
    with production.clone() as clone:
        project.ok("apply", "--rehearse", clone, env="production")
    plan = project.root / "plans" / "0002_wider.sql"
    plan.write_text(plan.read_text() + "\n-- step: data\nSELECT 1;\n")
    project.ok("verify")
    project.commit()
    for words in (("apply", "--yes"), ("check", "--offline")):
        result = project.run(*words, env="production")
        assert result.exit_code == 7, result.output
        assert "of another version of 0002_wider" in result.stderr
    assert "Rehearsed" not in project.ok("show", "2")
    production.file.write_text("{}")
    result = project.run("apply", "--yes", env="production")
    assert result.exit_code == 7, result.output
    assert "cannot be read as a rehearsal" in result.stderr


def test_a_plan_that_fails_says_how_far_it_came_and_leaves_no_file(production: Production) -> None:
    project = production.project
    plan = project.root / "plans" / "0002_wider.sql"
    # Nothing to divide by zero in a table without rows, which is where plans are proved.
    plan.write_text(f"{plan.read_text()}\n-- step: data\nSELECT 1 / (amount - 5) FROM {TABLE};\n")
    project.ok("verify")
    with production.clone() as clone:
        result = project.run("apply", "--rehearse", clone, env="production")
        assert result.exit_code == 8, result.output
        assert "0002_wider until it stopped" in result.stderr
        assert not production.file.exists()
        # Half of it is there: not a clone to measure on any more.
        again = project.run("apply", "--rehearse", clone, env="production")
        assert again.exit_code == 3, again.output
        assert "fresh clone" in again.stderr


def test_plans_behind_it_are_estimated_by_what_was_measured(project: CliProject, server: ScratchServer) -> None:
    rows = 60_000
    production = Production(project, server, rows=rows)
    with production.clone() as clone:
        project.ok("apply", "--rehearse", clone, env="production")
    project.commit()
    project.ok("apply", "--yes", env="production")
    project.write("schema/app.yaml", AFTER.replace("amount: bigint", "amount: numeric"))
    found = project.json("plan", "again", "--dry-run", env="production")
    estimates = {one["object"]: one["estimate"] for step in found["steps"] for one in step["statements"]}
    (typed,) = [one for name, one in estimates.items() if name.endswith("amount")]
    assert typed["measured"]
    # How good the figure is, ./dev bench-estimates says.
    assert 0 < typed["seconds"] < 60
    assert "<1 s" in project.ok("plan", "again", env="production")
    project.commit()
    (finding,) = [one for one in project.json("doctor", "--no-scratch", env="production")["findings"] if one["check"] == "duration"]
    assert "0003_again takes under a second" in finding["message"]
