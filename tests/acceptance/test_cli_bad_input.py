"""Bad input of every sort: a clear error with its place and a fix, the exit code of the table, nothing changed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_project import USERS, CliProject
from click.testing import CliRunner
from psycopg.conninfo import make_conninfo

from schemactl.cli import main

# Text of schema/bad.yaml → what the error says, and where it points.
SCHEMA_FILES: dict[str, tuple[str, str, str]] = {
    "not YAML": ("schema: app\ntables: {a: [}\n", "error[S0", "bad.yaml:2:"),
    "unknown key on top": ("schema: app\ntabels: {}\n", "did you mean tables?", "bad.yaml:2:1"),
    "unknown key in a table": ("tables:\n  t:\n    colums: {}\n", "did you mean columns?", "bad.yaml:3:5"),
    "unknown key in a column": ("tables:\n  t:\n    columns:\n      id: {typ: int}\n", "did you mean type?", "bad.yaml:4:12"),
    "an index of a map without columns": (
        "tables:\n  t:\n    columns: {a: int}\n    indexes: {i: {unique: true}}\n",
        "index public.t.i: it lacks 'columns'",
        "bad.yaml:4:",
    ),
    "a primary key as SQL writes it": (
        "tables:\n  t:\n    columns: {a: int}\n    primary_key: (a)\n",
        "expected a list of columns here, such as [order_id, line]",
        "bad.yaml:4:18",
    ),
    "a key twice": ("tables:\n  t:\n    columns: {a: int}\n  t:\n    columns: {b: int}\n", "t", "bad.yaml:4:3"),
    "two objects of one name": (
        "tables:\n  users:\n    columns: {a: int}\nschema: app\n",
        "defined twice",
        "users.yaml:3:3",
    ),
    "a table that does not exist": (
        "tables:\n  t:\n    columns:\n      a: int references nowhere (id)\n",
        'relation "nowhere" does not exist',
        "bad.yaml:4:10",
    ),
    "a type that does not exist": ("tables:\n  t:\n    columns:\n      a: nothing\n", 'type "nothing" does not exist', "bad.yaml:"),
    "SQL that is none in a view": ("views:\n  v:\n    query: selec 1\n", "syntax error", "bad.yaml:"),
    "a view over nothing": ("views:\n  v:\n    query: select * from nowhere\n", 'relation "nowhere" does not exist', "bad.yaml:"),
    "an extension the server lacks": ("extensions:\n  no_such_extension: {}\n", "no_such_extension", "bad.yaml:2:3"),
    "SQL that is none in a column": (
        "tables:\n  t:\n    columns:\n      a: text notnull\n",
        'syntax error at or near "notnull" (write `not null`)',
        "bad.yaml:4:15",
    ),
    "a comment that eats SQL": (
        "tables:\n  t:\n    columns: {a: jsonb}\n    checks:\n      c: a #>> '{b}' = 'x'\n",
        "error[S021]",
        "bad.yaml:5:",
    ),
    "a default without quotes": ("tables:\n  t:\n    columns:\n      a: {type: text, default: 'draft'}\n", "error[S0", "bad.yaml:"),
    "a value that begins with a quote": (
        "tables:\n  t:\n    columns: {a: int}\n    checks:\n      c: 'a' || 'b' = 'ab'\n",
        "quote",
        "bad.yaml:5:",
    ),
    "an exclusion constraint that ends too early": (
        "tables:\n  t:\n    columns: {a: int4range}\n    exclusions:\n      e: using gist (a with &&\n",
        "a parenthesis is closed that is not opened, or opened and not closed",
        "bad.yaml:5:",
    ),
    "a word that row security does not know": (
        "tables:\n  t:\n    columns: {a: int}\n    row_level_security: on\n",
        "row_level_security is disabled, enabled, forced",
        "bad.yaml:",
    ),
    "a comma in brackets": ("tables:\n  t:\n    columns: {price: numeric(10, 2) not null}\n", "error[S0", "bad.yaml:3:"),
    "a tag": ("tables: !!python/object/apply:os.system ['true']\n", "error[S0", "bad.yaml:1:"),
    "an operator that is a YAML sign": ("tables:\n  t:\n    columns: {a: int}\n    checks:\n      c: > 5\n", "error[S0", "bad.yaml:5:"),
    "fifty thousand brackets": ("tables: " + "[" * 50_000 + "\n", "error[S0", "bad.yaml:1:"),
}


@pytest.fixture
def started(project: CliProject) -> CliProject:
    """One plan, applied."""
    project.write("schema/users.yaml", USERS)
    project.ok("plan")
    project.ok("apply", "--allow-uncommitted")
    return project


@pytest.mark.parametrize("name", SCHEMA_FILES)
def test_schema_files(project: CliProject, name: str) -> None:
    text, said, place = SCHEMA_FILES[name]
    project.write("schema/users.yaml", USERS)
    project.write("schema/bad.yaml", text)
    before = project.files()
    result = project.run("plan")
    assert result.exit_code == 1, result.output
    assert said in result.stderr
    assert place in result.stderr
    assert "Traceback" not in result.output
    assert project.files() == before
    assert project.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'app'") == [(0,)]


def test_binary_garbage_as_yaml(project: CliProject) -> None:
    (project.root / "schema" / "bad.yaml").write_bytes(os.urandom(64) + b"\x00\xff")
    result = project.run("plan")
    assert result.exit_code == 1
    assert "bad.yaml:1:" in result.stderr


def test_all_problems_at_once(project: CliProject) -> None:
    project.write("schema/bad.yaml", "tabels: {}\nviws: {}\n")
    result = project.run("check", "--offline")
    assert "2 errors" in result.stderr
    assert len(project.json("check", "--offline")["error"]["problems"]) == 2


def test_no_schema_folder(project: CliProject) -> None:
    (project.root / "schema").rmdir()
    result = project.run("plan")
    assert result.exit_code == 1
    assert "schemactl init" in result.stderr


def test_an_empty_schema_folder_does_not_drop_everything(started: CliProject) -> None:
    (started.root / "schema" / "users.yaml").unlink()
    before = started.files()
    for words in (("plan",), ("plan", "--from", "plans")):
        result = started.run(*words)
        assert result.exit_code == 3, result.output
        assert "would drop everything" in result.stderr
    started.ok("env", "mark", "development")
    assert started.run("sync").exit_code == 3
    assert started.files() == before


def _edit(folder: Path) -> None:
    file = folder / "0001_initial_schema.sql"
    file.write_text(file.read_text().replace("name text", "name varchar"))


def _remove(folder: Path) -> None:
    (folder / "0001_initial_schema.sql").unlink()


def _rename(folder: Path) -> None:
    (folder / "0001_initial_schema.sql").rename(folder / "0001_other.sql")


def _swap(folder: Path) -> None:
    one, two = folder / "0001_initial_schema.sql", folder / "0002_add_t_table.sql"
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def _conflict(folder: Path) -> None:
    lock = folder / "plans.lock"
    lines = lock.read_text().split("\n")
    lock.write_text(
        "\n".join([*lines[:-2], "<<<<<<< HEAD", lines[-2], "=======", lines[-2].replace("add_t", "add_u"), ">>>>>>> other", ""])
    )


def _garbage(folder: Path) -> None:
    (folder / "0002_add_t_table.sql").write_bytes(b"\x00\xff\xfe" * 100)


def _truncate(folder: Path) -> None:
    file = folder / "0002_add_t_table.sql"
    file.write_bytes(file.read_bytes()[:-20])


def _without_lock(folder: Path) -> None:
    (folder / "plans.lock").unlink()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--custom", "--collations", "x"), "--custom and --collations"),
        (("--collations", "--phase", "both"), "--collations and --phase"),
        (("--collations", "--from", "plans"), "--collations and --from"),
        (("--custom", "x", "--rename", "a.b=a.c"), "--custom and --rename"),
    ],
)
def test_options_that_would_be_passed_over(started: CliProject, words: tuple[str, ...], named: str) -> None:
    refused = started.run("plan", *words)
    assert refused.exit_code == 64, refused.output
    assert f"{named} exclude each other" in refused.output


@pytest.mark.parametrize("tamper", [_edit, _remove, _rename, _swap, _conflict, _garbage, _truncate, _without_lock])
def test_plans_that_are_not_what_was_sealed(started: CliProject, tamper: Callable[[Path], None]) -> None:
    started.write("schema/t.yaml", "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key}\n")
    started.ok("plan")
    tamper(started.root / "plans")
    before = started.files()
    for words in (("check", "--offline"), ("check",), ("apply", "--allow-uncommitted"), ("plan",)):
        result = started.run(*words)
        assert result.exit_code == 7, (words, result.output)
        assert "error[S7" in result.stderr or "error[S6" in result.stderr
        assert "help:" in result.stderr
        assert "plans" in result.stderr
    assert started.files() == before
    assert started.sql("SELECT to_regclass('app.t')") == [(None,)]


def test_a_plan_that_is_not_committed(started: CliProject) -> None:
    for words in (["init", "-q"], ["config", "user.email", "a@example.org"], ["config", "user.name", "a"]):
        subprocess.run(["git", *words], cwd=started.root, check=True)
    started.write("schema/t.yaml", "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key}\n")
    started.ok("plan")
    result = started.run("apply")
    assert result.exit_code == 7
    assert "commit" in result.stderr
    started.ok("apply", "--allow-uncommitted")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://localhost:1/x?connect_timeout=2", "no server answers there"),
        ("postgresql://no-such-host.invalid/x", "host name is unknown"),
        ("mysql://localhost/x", "error[S"),
    ],
)
@pytest.mark.parametrize("words", [("plan",), ("apply",), ("status",), ("import", "--overwrite"), ("sync",), ("diff", "live", "schema")])
def test_a_database_that_cannot_be_reached(project: CliProject, url: str, said: str, words: tuple[str, ...]) -> None:
    project.write("schema/users.yaml", USERS)
    project.write("plans/.gitkeep", "")
    before = project.files()
    result = project.run("-u", url, *words)
    assert result.exit_code in ((64, 78) if url.startswith("mysql") else (6,)), result.output
    assert said in result.stderr
    assert project.files() == before


def test_no_such_database_and_no_such_role(project: CliProject) -> None:
    base = project.url.rpartition("/")[0]
    assert project.run("-u", f"{base}/no_such_database", "status").exit_code in (6,)


def test_a_role_that_may_only_read(started: CliProject) -> None:
    name = started.sql("SELECT current_database()")[0][0]
    role = f"reader_{name[-8:]}"
    started.sql(f'CREATE ROLE "{role}" LOGIN')
    try:
        started.sql(f'GRANT pg_read_all_data TO "{role}"')
        started.write("schema/t.yaml", "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key}\n")
        started.ok("plan")
        reader = make_conninfo(started.url, user=role)
        result = started.run("-u", reader, "apply", "--allow-uncommitted")
        assert result.exit_code in (1, 3), result.output
        assert "Traceback" not in result.output
        assert started.run("-u", reader, "status").exit_code == 0
        assert started.sql("SELECT to_regclass('app.t')") == [(None,)]
    finally:
        started.sql(f'DROP OWNED BY "{role}"')
        started.sql(f'DROP ROLE "{role}"')


def test_a_password_in_a_url_is_never_shown(project: CliProject) -> None:
    result = project.run("-u", "postgresql://user:s3cr3t-word@localhost:1/x", "-v", "status")
    assert result.exit_code == 6
    assert "s3cr3t-word" not in result.output


WRONG = (
    ("plan", "--rename", "a"),
    ("plan", "--rename", "=b"),
    ("plan", "--custom"),
    ("plan", "Größe!"),
    ("plan", "--nonsense"),
    ("apply", "--to", "99"),
    ("apply", "--lock-timeout", "soon"),
    ("show", "nothing"),
    ("verify", "nothing"),
    ("diff", "live"),
    ("import", "--overwrite", "--only", "no_such_schema"),
    ("import", "--overwrite", "--merge"),
)


def test_a_wrong_command_line(started: CliProject) -> None:
    started.write("schema/t.yaml", "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key}\n")
    before = started.files()
    for words in WRONG:
        result = started.run(*words)
        assert result.exit_code == 64, (words, result.output)
        assert "error[S640]" in result.stderr, words
    assert started.files() == before


def test_no_configuration_and_no_environment(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "-e", "staging", "--no-input", "status"])
    assert result.exit_code in (6, 78)
