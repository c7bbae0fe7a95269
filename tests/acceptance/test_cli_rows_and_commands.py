"""What commands do about rows: `import --rows`, `adopt`, `check`, `status`; and rows of the application that are in a plan's way."""

from __future__ import annotations

import psycopg
import pytest
from cli_project import CliProject

KINDS = """\
schema: app
enums: {level: [low, high]}
tables:
  kinds:
    columns: {code: text primary key, name: text}
    rows:
      - {code: a, name: one}
"""
REQUIRED = (
    KINDS.replace("low, high", "low, mid, high")
    .replace("name: text}", "name: text, rank: int not null}")
    .replace("name: one", "name: one, rank: 1")
)
TRIGGER = """\
schema: app
functions:
  louder(): {returns: trigger, language: plpgsql, body: "begin new.name := new.name || '!'; return new; end"}
tables:
  kinds:
    columns: {code: text primary key, name: text}
    triggers: {louder: before insert or update for each row execute function app.louder()}
    rows:
      - {code: a, name: one}
"""
SECURED = """\
schema: app
tables:
  kinds:
    columns: {code: text primary key, name: text}
    row_level_security: forced
    policies:
      some: {for: select, using: code < 'b'}
      writes: {for: insert, with_check: 'true'}
      gone: {for: delete, using: code < 'b'}
    rows:
      mode: exact
      values:
        - {code: a, name: one}
"""


def lead(project: CliProject, text: str, *words: str) -> None:
    project.write("schema/kinds.yaml", text)
    project.ok("plan", *words)
    project.ok("apply", "--allow-uncommitted")


def test_rows_of_the_application_without_a_value_stop_apply_before_anything_changes(project: CliProject) -> None:
    lead(project, KINDS)
    project.sql("INSERT INTO app.kinds VALUES ('mine', 'the application''s')")
    project.write("schema/kinds.yaml", REQUIRED)
    project.ok("plan")
    result = project.run("apply", "--allow-uncommitted")
    assert result.exit_code == 1, result.output
    assert "app.kinds has rows without a value for rank, which becomes NOT NULL" in result.output
    # Not even the new value of the enum, which is a transaction of its own.
    assert project.sql("SELECT enum_range(NULL::app.level)::text") == [("{low,high}",)]
    assert project.sql("SELECT * FROM app.kinds ORDER BY code") == [("a", "one"), ("mine", "the application's")]
    project.sql("DELETE FROM app.kinds WHERE code = 'mine'")
    project.ok("apply", "--allow-uncommitted")
    assert project.sql("SELECT * FROM app.kinds") == [("a", "one", 1)]
    assert "the plans lead to what the schema files say" in project.ok("check")


def test_a_trigger_that_changes_a_value_each_time_is_told(project: CliProject) -> None:
    project.write("schema/kinds.yaml", TRIGGER)
    result = project.run("plan")
    assert result.exit_code != 0
    assert "S313" in result.output
    assert "a trigger changes the values each time they are written" in result.output


def test_a_delete_that_a_policy_would_make_skip_rows_is_an_error(project: CliProject) -> None:
    lead(project, SECURED + "        - {code: b, name: two}\n")
    project.write("schema/kinds.yaml", SECURED)
    project.ok("plan", "--accept", "SC403:app.kinds")
    text = (project.root / "plans" / project.plans()[-1]).read_text()
    statements = [line for line in text.splitlines() if line.startswith(("SET LOCAL", "DELETE"))]
    with psycopg.connect(project.url) as conn:
        conn.execute('CREATE ROLE "Pla ""N x"')
        conn.execute('GRANT USAGE ON SCHEMA app TO "Pla ""N x"')
        conn.execute('GRANT ALL ON app.kinds TO "Pla ""N x"')
        conn.execute('SET ROLE "Pla ""N x"')
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="would be affected by row-level security"):
            conn.execute("".join(statements).encode())
        conn.rollback()
    project.ok("apply", "--allow-uncommitted")
    assert project.sql("SELECT code FROM app.kinds") == [("a",)]


def test_adopt_status_and_check_look_at_no_rows(project: CliProject) -> None:
    project.write("schema/kinds.yaml", KINDS)
    project.ok("plan")
    project.sql(
        "CREATE SCHEMA app; CREATE TYPE app.level AS ENUM ('low', 'high'); CREATE TABLE app.kinds (code text PRIMARY KEY, name text)"
    )
    project.sql("INSERT INTO app.kinds VALUES ('a', 'another'), ('z', 'z')")
    assert "Recorded" in project.ok("adopt")
    assert [row["status"] for row in project.json("status")["plans"]] == ["applied"]
    assert project.run("status", "--exit-code").exit_code == 0
    assert "the plans lead to what the schema files say" in project.ok("check")
    assert project.sql("SELECT * FROM app.kinds ORDER BY code") == [("a", "another"), ("z", "z")]
    assert "1 row of this database differs from the schema files" in project.run("plan").stderr
    project.ok("plan", "--from", "live")
    project.ok("apply", "--allow-uncommitted")
    assert project.sql("SELECT * FROM app.kinds ORDER BY code") == [("a", "one"), ("z", "z")]


def test_check_finds_rows_that_no_plan_writes(project: CliProject) -> None:
    lead(project, KINDS)
    project.write("schema/kinds.yaml", KINDS + "      - {code: b, name: two}\n")
    result = project.run("check")
    assert result.exit_code == 1, result.output
    assert "row app.kinds.b" in result.output


TABLES = """\
CREATE SCHEMA app;
CREATE TABLE app.countries (code char(2) PRIMARY KEY, name text NOT NULL, length int GENERATED ALWAYS AS (length(name)) STORED, tags text[]);
INSERT INTO app.countries VALUES ('fr', 'France', DEFAULT, '{a,"b c"}'), ('de', 'Deutsch: "land"', DEFAULT, NULL);
CREATE TABLE app."Odd ""T x" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz);
INSERT INTO app."Odd ""T x" (at) VALUES ('2026-01-01 00:00+00');
CREATE TABLE app.keyless (n int);
CREATE TABLE app.orders (id int PRIMARY KEY);
INSERT INTO app.orders VALUES (1);
"""


def test_import_lists_the_rows_of_the_tables_that_are_named(project: CliProject) -> None:
    project.sql(TABLES)
    project.ok("import", "--rows", "countries", "--rows", 'app.Odd "T x', "--baseline")
    text = (project.root / "schema/app/tables/countries.yaml").read_text()
    assert "{code: de, name: 'Deutsch: \"land\"', tags: }" in text
    assert text.index("code: de") < text.index("code: fr")
    assert "rows:" not in (project.root / "schema/app/tables/orders.yaml").read_text()
    assert "Recorded" in project.ok("adopt")
    assert "Plan: nothing to do." in project.ok("plan", "--from", "live")
    assert "No difference" in project.ok("diff", "live", "schema")


def test_import_merges_a_list_of_rows(project: CliProject) -> None:
    project.sql(TABLES)
    project.ok("import")
    before = project.files()
    project.ok("import", "--merge", "--rows", "app.countries")
    changed = {name for name, text in project.files().items() if before.get(name) != text}
    assert changed == {"schema/app/tables/countries.yaml"}
    assert "name: France" in (project.root / "schema/app/tables/countries.yaml").read_text()


@pytest.mark.parametrize(
    ("table", "code", "said"), [("keyless", 3, "it has no primary key"), ("app.nothing", 64, "there is no table app.nothing")]
)
def test_import_refuses_rows_that_it_cannot_list(project: CliProject, table: str, code: int, said: str) -> None:
    project.sql(TABLES)
    result = project.run("import", "--rows", table)
    assert said in result.output
    assert result.exit_code == code
    assert not (project.root / "schema/app").exists()


def test_import_lists_no_large_table(project: CliProject) -> None:
    project.sql(TABLES + "INSERT INTO app.orders SELECT generate_series(2, 50001);")
    result = project.run("import", "--rows", "app.orders")
    assert result.exit_code == 3
    assert "holds more than 50000 rows" in result.output
