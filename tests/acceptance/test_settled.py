"""A plan with nothing to do is remembered: nothing is read a second time, and nothing that changed is passed over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_project import USERS, CliProject

from schemactl.planning import builds, seen
from schemactl.scratch import cache

Reads = list[str]


@pytest.fixture
def settled(project: CliProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliProject:
    """A project whose database, plans and schema files agree, and where that is known."""
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)
    project.write("schema/app.yaml", USERS)
    project.write("schema/f.sql", "CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'")
    project.write("schema/f.yaml", "schema: app\nfunctions:\n  f(): {file: f.sql}\n")
    project.ok("plan", "first")
    project.ok("apply", "--allow-uncommitted", "--yes")
    assert "nothing to do" in project.ok("plan")
    return project


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """A word for each time that a database was read, and not known."""
    found: Reads = []
    read = seen.introspect
    monkeypatch.setattr(seen, "introspect", lambda conn, **more: found.append("read") or read(conn, **more))
    return found


def test_nothing_is_read_again(settled: CliProject, reads: Reads) -> None:
    first = settled.json("plan", "--dry-run")
    assert settled.json("plan", "--dry-run") == first
    assert first["changes"] == []
    assert settled.run("plan", "--exit-code").exit_code == 0
    assert settled.ok("plan", "--from", "live")
    assert reads == []


def test_what_is_known_to_be_the_same_is_not_even_looked_up(settled: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state of a large database takes its time to be read from a file, too."""
    asked = ("plan", "--dry-run")
    settled.ok(*asked)
    looked_up: Reads = []
    monkeypatch.setattr(seen, "recalled", lambda *key: looked_up.append(str(key)))
    assert "nothing to do" in settled.ok(*asked)
    assert looked_up == []


ROWS = """\
schema: app
tables:
  kinds:
    columns:
      id: integer primary key
      name: text
    rows:
      - {id: 1, name: one}
"""


def _in_place(file: Path) -> None:
    age, text = file.stat(), file.read_text()
    file.write_text(text.replace("name: text", "name: date"))
    os.utime(file, ns=(age.st_atime_ns, age.st_mtime_ns))
    assert file.stat().st_size == age.st_size
    assert file.read_text() != text


CHANGES: dict[str, Callable[[CliProject], object]] = {
    "a column": lambda project: project.sql("ALTER TABLE app.users ADD COLUMN b text"),
    "a comment": lambda project: project.sql("COMMENT ON COLUMN app.users.name IS 'x'"),
    "a right": lambda project: project.sql("GRANT SELECT ON app.users TO PUBLIC"),
    "a default": lambda project: project.sql("ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC"),
    "a body": lambda project: project.sql("CREATE OR REPLACE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 2'"),
    "a state of a trigger": lambda project: project.sql("ALTER TABLE app.users ENABLE ROW LEVEL SECURITY"),
    "a schema file": lambda project: project.write("schema/app.yaml", USERS + "      age: int\n"),
    "a schema file of the same age and length": lambda project: _in_place(project.root / "schema/app.yaml"),
    "another schema file": lambda project: project.write("schema/more.yaml", "schema: app\ntables: {t: {columns: {a: int}}}\n"),
    "a file beside": lambda project: project.write("schema/f.sql", "CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 3'"),
    "rows": lambda project: project.write("schema/rows.yaml", ROWS.replace("kinds", "more")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_seen(settled: CliProject, change: Callable[[CliProject], object]) -> None:
    asked = ("plan", "--from", "live", "--dry-run", "--accept", "*", "--exit-code")
    for _ in range(2):
        assert settled.run(*asked).exit_code == 0
    change(settled)
    assert settled.run(*asked).exit_code != 0


def test_a_change_that_is_taken_back_is_known(settled: CliProject, reads: Reads) -> None:
    counted = []
    for fillfactor in (90, 80, 70):
        settled.sql(f"ALTER TABLE app.users SET (fillfactor = {fillfactor})")
        assert settled.run("plan", "--from", "live", "--dry-run", "--exit-code").exit_code == 2
        settled.sql("ALTER TABLE app.users RESET (fillfactor)")
        assert "nothing to do" in settled.ok("plan", "--from", "live")
        counted.append(len(reads))
        reads.clear()
    # Other tests make roles and databases on this server meanwhile, and then it is another one.
    assert min(counted) == 1


def test_no_folder_is_not_an_empty_one(project: CliProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)
    for _ in range(2):
        assert "nothing to do" in project.ok("plan")
    (project.root / "schema").rmdir()
    assert "there is no folder" in project.run("plan").output


def test_rows_are_looked_at_each_time(project: CliProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)
    project.write("schema/app.yaml", ROWS)
    project.ok("plan", "first")
    project.ok("apply", "--allow-uncommitted", "--yes")
    for _ in range(2):
        assert "nothing to do" in project.ok("plan", "--from", "live")
    project.sql("UPDATE app.kinds SET name = 'two'")
    assert "two" in project.ok("plan", "--from", "live", "--dry-run")


def test_no_rows_at_all_are_looked_at_each_time_too(project: CliProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)
    project.write("schema/app.yaml", ROWS.partition("    rows:")[0] + "    rows: {mode: exact, values: []}\n")
    project.ok("plan", "first")
    project.ok("apply", "--allow-uncommitted", "--yes")
    asked = ("plan", "--from", "live", "--accept", "*", "--dry-run")
    for _ in range(2):
        assert "nothing to do" in project.ok(*asked)
    project.sql("INSERT INTO app.kinds VALUES (1, 'one')")
    assert "DELETE" in project.ok(*asked)


def test_what_changes_while_it_is_read_is_not_remembered(settled: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    settled.sql("COMMENT ON TABLE app.users IS 'x'")
    read = seen.introspect

    def disturbed(conn: object, **more: object) -> object:
        state = read(conn, **more)  # type: ignore[arg-type]
        settled.sql("COMMENT ON TABLE app.users IS NULL")
        settled.sql("ALTER TABLE app.users ADD COLUMN b text")
        return state

    monkeypatch.setattr(seen, "introspect", disturbed)
    assert "comment" in settled.ok("plan", "--from", "live", "--dry-run")
    monkeypatch.setattr(seen, "introspect", read)
    assert "app.users.b" in settled.ok("plan", "--from", "live", "--dry-run", "--accept", "*")


def test_check_takes_nothing_that_was_built_in_part(settled: CliProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes a part for the whole, and is wrong, is found out."""
    monkeypatch.setattr(builds, "FEWEST", 0)
    settled.write("schema/more.yaml", "schema: app\ntables: {t: {columns: {a: int}}}\n")
    settled.ok("plan", "second")
    monkeypatch.setattr(builds, "rebuilt", lambda _build, _written, _now, _was, before: before)
    settled.write("schema/more.yaml", "schema: app\ntables: {t: {columns: {a: bigint}}}\n")
    assert "nothing to do" in settled.ok("plan", "--from", "plans")
    assert "app.t.a" in settled.run("check").output
    assert settled.run("check").exit_code == 1
