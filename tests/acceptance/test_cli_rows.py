"""Reference rows on the command line: the four modes, drift that is none, `sync` before `plan`, and every mistake with its place."""

from __future__ import annotations

import pytest
from cli_project import CliProject

TABLE = """\
schema: app
tables:
  countries:
    columns:
      code: char(2) primary key
      name: text not null
      vat: numeric(4,2)
    rows:
"""
EXACT = TABLE + "      mode: exact\n      values:\n"
DE, FR, CH = (
    "        - {code: de, name: Germany, vat: 19}\n",
    "        - {code: fr, name: France, vat: 20}\n",
    "        - {code: ch, name: Switzerland, vat: }\n",
)
ROWS = "SELECT code, name, vat::text FROM app.countries ORDER BY code"


def lead(project: CliProject, text: str, *words: str) -> str:
    """Plan and apply; what `plan` said."""
    project.write("schema/countries.yaml", text)
    said = project.ok("plan", *words)
    project.ok("apply", "--allow-uncommitted")
    return said


def test_rows_come_with_their_table_change_and_go(project: CliProject) -> None:
    lead(project, EXACT + DE + FR)
    assert project.sql(ROWS) == [("de", "Germany", "19.00"), ("fr", "France", "20.00")]
    assert "Plan: nothing to do." in project.ok("plan")
    said = lead(project, EXACT + DE.replace("19", "19.50") + FR + CH)
    assert "row app.countries.de" in said or "row de" in said
    assert project.sql(ROWS) == [("ch", "Switzerland", None), ("de", "Germany", "19.50"), ("fr", "France", "20.00")]
    assert "the plans lead to what the schema files say" in project.ok("check")
    assert project.plans() == ["0001_initial_schema.sql", "0002_add_countries_ch_row_and_change_countries_de_row.sql"]


def test_deletes_are_accepted_by_table(project: CliProject) -> None:
    lead(project, EXACT + DE + FR + CH)
    project.write("schema/countries.yaml", EXACT + DE)
    refused = project.run("plan")
    assert refused.exit_code == 3
    assert "deletes 2 rows of app.countries" in refused.output
    assert "--accept SC403:app.countries" in refused.output
    lead(project, EXACT + DE, "--accept", "SC403:app.countries")
    assert project.sql(ROWS) == [("de", "Germany", "19.00")]


def test_what_is_kept_is_restored_and_what_is_not_listed_stays(project: CliProject) -> None:
    keep = TABLE + DE.replace("  -", "-") + FR.replace("  -", "-")
    lead(project, keep)
    project.sql("INSERT INTO app.countries VALUES ('it', 'Italy', 22)")
    project.sql("UPDATE app.countries SET name = 'Deutschland' WHERE code = 'de'")
    # The plans and the files agree, and rows are not the fingerprint: no drift, a note.
    result = project.run("plan")
    assert result.exit_code == 0
    assert "1 row of this database differs from the schema files, the first is row app.countries.de" in result.stderr
    assert "No difference" not in project.ok("diff", "live", "schema")
    project.ok("plan", "--from", "live")
    project.ok("apply", "--allow-uncommitted")
    assert project.sql(ROWS) == [("de", "Germany", "19.00"), ("fr", "France", "20.00"), ("it", "Italy", "22.00")]
    assert "No difference" in project.ok("diff", "live", "schema")


def test_rows_that_are_only_inserted_belong_to_the_application(project: CliProject) -> None:
    once = EXACT.replace("exact", "insert-only")
    lead(project, once + DE)
    project.sql("UPDATE app.countries SET name = 'Deutschland' WHERE code = 'de'")
    result = project.run("plan", "--from", "live")
    assert "Plan: nothing to do." in result.stdout
    assert "of this database" not in result.stderr
    project.sql("INSERT INTO app.countries VALUES ('fr', 'La France', 20)")
    lead(project, once + DE + FR + CH)
    assert [name for _, name, _ in project.sql(ROWS)] == ["Switzerland", "Deutschland", "La France"]


def test_sync_writes_rows_and_the_plan_for_the_others_holds_them(project: CliProject) -> None:
    lead(project, EXACT + DE)
    project.write("schema/countries.yaml", EXACT + DE + FR)
    project.ok("env", "mark", "development")
    project.ok("sync", "--yes")
    assert len(project.sql(ROWS)) == 2
    project.ok("plan")
    assert len(project.plans()) == 2
    # Here it is recorded, not run again.
    assert [row["status"] for row in project.json("status")["plans"]] == ["applied", "applied"]
    assert "Plan: nothing to do." in project.ok("plan")


def test_rows_that_are_only_planned_are_not_planned_twice(project: CliProject) -> None:
    lead(project, EXACT + DE)
    project.write("schema/countries.yaml", EXACT + DE + FR)
    project.ok("plan")
    assert "Plan: nothing to do." in project.ok("plan")
    assert len(project.plans()) == 2


def test_a_row_that_somebody_else_inserted_meanwhile(project: CliProject) -> None:
    lead(project, EXACT + DE)
    project.write("schema/countries.yaml", EXACT + DE + FR)
    project.ok("plan")
    project.sql("INSERT INTO app.countries VALUES ('fr', 'Frankreich', 1)")
    project.ok("apply", "--allow-uncommitted")
    assert project.sql(ROWS)[1] == ("fr", "France", "20.00")


def test_mode_none_looks_at_nothing(project: CliProject) -> None:
    lead(project, TABLE + "      mode: none\n")
    project.sql("INSERT INTO app.countries VALUES ('fr', 'Frankreich', 1)")
    assert "Plan: nothing to do." in project.ok("plan", "--from", "live")


def test_the_sequence_is_ahead_of_the_rows(project: CliProject) -> None:
    lead(
        project,
        "schema: app\ntables:\n  kinds:\n    columns:\n      id: int generated always as identity primary key\n      n: serial unique\n"
        "    rows:\n      - {id: 7, n: 3}\n",
    )
    assert project.sql("INSERT INTO app.kinds DEFAULT VALUES RETURNING id, n") == [(8, 4)]


def test_import_keeps_the_lists_of_rows(project: CliProject) -> None:
    """A table that is written anew keeps its rows, as the database has them; a table without a list gets none."""
    lead(project, EXACT + DE + FR + CH)
    project.sql("ALTER TABLE app.countries ADD COLUMN note text")
    project.sql("UPDATE app.countries SET vat = NULL, name = 'null' WHERE code = 'fr'")
    project.ok("import", "--merge")
    text = (project.root / "schema/countries.yaml").read_text()
    assert "mode: exact" in text
    assert "name: 'null'\n          vat:\n" in text
    assert "note: text" in text
    assert "Plan: nothing to do." in project.ok("plan", "--from", "live")


# Lines below `rows:` → what the error says, and where it points (rows: is line 8, column 5).
MISTAKES = {
    "an unknown column": ("      - {code: de, nme: Germany}\n", "did you mean name?", "countries.yaml:9:25"),
    "no key": ("      - {name: Germany}\n", "no value for code, which is its key", "countries.yaml:9:9"),
    "the same key twice": (
        "      - {code: de, name: a}\n      - {code: de, name: b}\n",
        "row app.countries.de is defined twice: first at schema/countries.yaml:9:9",
        "countries.yaml:10:9",
    ),
    "the same key in another spelling": (
        "      - {code: de, name: a}\n      - {code: 'de ', name: b}\n",
        "duplicate key value",
        "countries.yaml:10:9",
    ),
    "a literal of another type": (
        "      - {code: fr, name: b, vat: 1}\n      - {code: de, name: a, vat: much}\n",
        'invalid input syntax for type numeric: "much"',
        "countries.yaml:10:34",
    ),
    "too long": ("      - {code: deutschland, name: a}\n", "value too long", "countries.yaml:9:9"),
    "NULL where none may be": ("      - {code: de, vat: 1}\n", "null value in column", "countries.yaml:9:9"),
    "null is a word": ("      - {code: de, name: a, vat: null}\n", "leave the value empty for NULL", "countries.yaml:9:34"),
    "a list for a value": ("      - {code: de, name: [a, b]}\n", "name is one text", "countries.yaml:9:26"),
    "values without names": ("      - [de, Germany]\n", "a row is a map", "countries.yaml:9:9"),
    "too few values": ("      columns: [code, name]\n      values:\n        - [de]\n", "1 values for 2 columns", "countries.yaml:11:11"),
    "an unknown mode": ("      mode: upsert\n      values: []\n", "known: none, insert-only, keep, exact", "countries.yaml:9:13"),
    "an unknown word": ("      mod: keep\n", "did you mean mode?", "countries.yaml:9:12"),
    "an unknown key": ("      key: nothing\n      values: []\n", "'nothing' is no primary key", "countries.yaml:9:12"),
    "rows of mode none": ("      mode: none\n      values: [{code: de}]\n", "nobody looks at", "countries.yaml:10:15"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_has_its_place(project: CliProject, name: str) -> None:
    lines, said, where = MISTAKES[name]
    project.write("schema/countries.yaml", TABLE + lines)
    result = project.run("plan")
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert f"schema/{where}" in result.output
    assert project.plans() == []


def test_a_reference_to_no_row_is_told_at_the_value(project: CliProject) -> None:
    project.write(
        "schema/a.yaml",
        "tables:\n  a: {columns: {id: int primary key}, rows: [{id: 1}]}\n  b:\n    columns: {id: int primary key, a: int references a}\n"
        "    rows:\n      - {id: 1, a: 1}\n      - {id: 2, a: 2}\n",
    )
    result = project.run("plan")
    assert result.exit_code == 1
    assert "violates foreign key constraint" in result.output
    assert "schema/a.yaml:7:20" in result.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tables:\n  t: {columns: {id: int}, rows: [{id: 1}]}\n", "has no primary key"),
        ("views:\n  v: {query: select 1 as id, rows: [{id: 1}]}\n", "unknown key 'rows'"),
        (
            "tables:\n  t:\n    columns: {id: int}\n    unique: {k: {columns: [id], deferrable: true}}\n    rows: {key: k, values: [{id: 1}]}\n",
            "the key of the rows of table public.t is deferrable",
        ),
    ],
)
def test_tables_that_cannot_have_rows(project: CliProject, text: str, said: str) -> None:
    project.write("schema/t.yaml", text)
    result = project.run("plan")
    assert result.exit_code == 1
    assert said in result.output


def test_a_key_that_the_database_lacks(project: CliProject) -> None:
    project.write("schema/t.yaml", "tables:\n  t: {columns: {a: int}}\n")
    project.ok("plan")
    project.ok("apply", "--allow-uncommitted")
    project.write("schema/t.yaml", "tables:\n  t: {columns: {a: int, id: int primary key}, rows: [{id: 1}]}\n")
    result = project.run("plan")
    assert result.exit_code == 3
    assert "S311" in result.output


def test_a_rule_that_rewrites_the_rows(project: CliProject) -> None:
    rule = "    rules: {logged: {event: insert, definition: do also nothing}}\n"
    table = "tables:\n  t:\n    columns: {id: int primary key, name: text}\n" + rule
    project.write("schema/t.yaml", table)
    project.ok("plan")
    project.ok("apply", "--allow-uncommitted")
    project.write("schema/t.yaml", table + "    rows: [{id: 1, name: a}]\n")
    result = project.run("plan")
    assert result.exit_code == 3
    assert "S319" in result.output
    assert "rule public.t.logged" in result.output
    project.write("schema/t.yaml", table.replace(rule, "") + "    rows: [{id: 1, name: a}]\n")
    project.ok("plan")
