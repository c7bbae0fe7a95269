"""`drift`: what somebody did to a database beside its plans; into the schema files, or back."""

from __future__ import annotations

import json

import pytest
from cli_project import CliProject

SCHEMA = """\
# The people of the shop.
schema: app
tables:
  'Odd "T x':
    columns:
      id: bigint primary key
      # As they write it themselves.
      name: text not null
      note: text
  orders:
    columns:
      id: bigint primary key
      total: numeric(10,2)   # with tax
"""


@pytest.fixture
def applied(project: CliProject) -> CliProject:
    """One plan, which ran."""
    project.write("schema/app.yaml", SCHEMA)
    project.ok("plan", "first", "--from", "plans")
    project.commit()
    project.ok("apply", "--yes", env="production")
    return project


def by_hand(project: CliProject) -> None:
    project.sql('CREATE INDEX "by Hand" ON app.orders (total)')
    project.sql('ALTER TABLE app."Odd ""T x" ADD COLUMN more integer')
    project.sql('ALTER TABLE app."Odd ""T x" ALTER COLUMN name DROP NOT NULL')
    project.sql('ALTER TABLE app."Odd ""T x" DROP COLUMN note')


def drift(project: CliProject, *words: str) -> list[tuple[str, str]]:
    result = project.run("drift", "--json", *words, env="production")
    document = json.loads(result.stdout)
    assert result.exit_code == (2 if document["drift"] else 0)
    return [(change["verb"], change["object"]) for change in document["changes"]]


def test_there_is_none(applied: CliProject) -> None:
    assert applied.ok("drift", env="production") == "No drift: the database is as 0001_first left it.\n"
    assert drift(applied) == []
    status = applied.json("status", "--exit-code", env="production")
    assert status["drift"] is False


def test_without_plans_nothing_is_promised(project: CliProject) -> None:
    assert "No plan ran here" in project.ok("drift")


def test_it_is_named(applied: CliProject) -> None:
    by_hand(applied)
    assert sorted(drift(applied)) == [
        ("add", 'app."Odd ""T x".more'),
        ("add", 'app.orders."by Hand"'),
        ("alter", 'app."Odd ""T x".name'),
        ("drop", 'app."Odd ""T x".note'),
    ]
    result = applied.run("drift", env="production")
    assert result.exit_code == 2
    assert "Drift since 0001_first: 2 to add, 1 to change, 1 to destroy" in result.stdout
    assert applied.json("status", env="production")["drift"] is True
    said = applied.run("status", "--exit-code", env="production")
    assert said.exit_code == 2
    assert "schemactl drift" in said.stdout


def test_plans_that_wait_are_no_drift(applied: CliProject) -> None:
    applied.write("schema/app.yaml", SCHEMA.replace("      note: text\n", "      note: text\n      later: text\n"))
    applied.ok("plan", "later")
    assert drift(applied) == []


def test_what_is_ignored_is_no_drift(applied: CliProject) -> None:
    applied.sql("CREATE TABLE app.tmp_1 ()")
    assert drift(applied) == [("add", "app.tmp_1")]
    assert drift(applied, "--ignore", "table:app.tmp_*") == []
    toml = applied.root / "schemactl.toml"
    toml.write_text('[scope]\nignore = ["table:app.tmp_*"]\n' + toml.read_text().replace('schema = "schema"\nplans = "plans"\n', ""))
    assert drift(applied) == []


def test_it_is_taken_over_into_the_schema_files(applied: CliProject) -> None:
    by_hand(applied)
    result = applied.run("drift", "--accept", env="production")
    assert result.exit_code == 2, result.output
    text = (applied.root / "schema" / "app.yaml").read_text()
    assert text.startswith("# The people of the shop.\n")
    assert "more: integer" in text
    assert "note: text" not in text
    made = applied.ok("plan", "taken_over", "--accept", 'SC401:app."Odd ""T x".note', env="production")
    assert "Wrote" in made
    applied.commit()
    assert applied.ok("check", env="production")
    assert applied.ok("adopt", env="production") == "Recorded 0002_taken_over\n"
    assert drift(applied) == []


def test_taking_over_leaves_what_the_files_say_beyond(applied: CliProject) -> None:
    applied.sql("CREATE INDEX by_hand ON app.orders (total)")
    applied.write("schema/app.yaml", SCHEMA.replace("      note: text\n", "      note: text\n      planned: text\n"))
    assert applied.run("drift", "--accept", env="production").exit_code == 2
    text = (applied.root / "schema" / "app.yaml").read_text()
    assert "planned: text" in text
    assert "by_hand" in text
    assert "# As they write it themselves." in text


def test_what_the_files_changed_in_another_way_is_a_question(applied: CliProject) -> None:
    applied.sql("ALTER TABLE app.orders ALTER COLUMN total TYPE numeric(12,2)")
    applied.write("schema/app.yaml", SCHEMA.replace("numeric(10,2)", "numeric(14,2)"))
    before = applied.files()
    result = applied.run("drift", "--accept", env="production")
    assert result.exit_code == 4
    assert "app.orders.total: its type was changed since" in result.stderr
    assert applied.files() == before


def test_it_is_undone_by_a_plan_that_other_databases_pass_by(applied: CliProject, other_database: str) -> None:
    by_hand(applied)
    refused = applied.run("drift", "--revert", env="production")
    assert refused.exit_code == 3
    assert '--accept SC401:app."Odd ""T x".more' in refused.stderr
    accepted = ("--accept", 'SC401:app."Odd ""T x".more')
    assert applied.run("drift", "--revert", *accepted, env="production").exit_code == 2
    assert applied.plans() == ["0001_first.sql", "0002_undo_drift.sql"]
    assert "-- undoes: drift\n" in (applied.root / "plans/0002_undo_drift.sql").read_text()
    applied.commit()
    assert applied.ok("check", env="production")
    assert "Applied 0002_undo_drift" in applied.ok("apply", "--yes", env="production")
    assert drift(applied) == []
    elsewhere = applied.run("-u", other_database, "apply", "--yes", env="production")
    assert elsewhere.exit_code == 0, elsewhere.output
    assert "undoes drift that this database does not have: recorded, not run" in elsewhere.stderr
    assert applied.run("-u", other_database, "drift", env="production").exit_code == 0


def test_a_rename_by_hand_is_undone_as_one(applied: CliProject) -> None:
    applied.sql('ALTER TABLE app.orders RENAME COLUMN total TO "Sum x"')
    assert applied.run("drift", "--revert", env="production").exit_code == 4
    renamed = ("--rename", 'app.orders."Sum x"=app.orders.total')
    assert applied.run("drift", "--revert", *renamed, env="production").exit_code == 2
    assert 'RENAME COLUMN "Sum x" TO total' in (applied.root / "plans/0002_undo_drift.sql").read_text()


def test_it_is_undone_before_the_plans_that_wait(applied: CliProject) -> None:
    applied.write("schema/app.yaml", SCHEMA.replace("      note: text\n", "      note: text\n      later: text\n"))
    applied.ok("plan", "later")
    applied.commit()
    applied.sql("CREATE INDEX by_hand ON app.orders (total)")
    assert applied.run("apply", "--yes", env="production").exit_code == 7
    assert applied.run("drift", "--revert", env="production").exit_code == 2
    applied.commit()
    assert "Applied 0003_undo_drift, 0002_later" in applied.ok("apply", "--yes", env="production")
    assert drift(applied) == []
    assert "up to date" in applied.run("apply", "--yes", env="production").stderr
    applied.write("schema/app.yaml", SCHEMA.replace("      note: text\n", "      note: text\n      later: text\n      last: text\n"))
    applied.ok("plan", "last", env="production")
    applied.commit()
    assert applied.ok("check", env="production")
    assert "Applied 0004_last" in applied.ok("apply", "--yes", env="production")


def test_verify_leaves_what_undoes_drift_as_it_is(applied: CliProject) -> None:
    applied.sql("CREATE INDEX by_hand ON app.orders (total)")
    applied.run("drift", "--revert", env="production")
    before = applied.files()
    assert "as it was proved" in applied.ok("verify")
    assert applied.files() == before


@pytest.mark.parametrize("words", [("--accept", "--revert"), ("--accept=SC401:x",)])
def test_words_that_do_not_fit(applied: CliProject, words: tuple[str, ...]) -> None:
    assert applied.run("drift", *words, env="production").exit_code == 64


def test_what_git_holds_can_be_compared(applied: CliProject) -> None:
    applied.write("schema/app.yaml", SCHEMA.replace("      note: text\n", "      note: text\n      later: text\n"))
    assert [(one["verb"], one["object"]) for one in applied.json("diff", "git:HEAD", "schema")["changes"]] == [
        ("add", 'app."Odd ""T x".later')
    ]
    assert "No difference" in applied.ok("diff", "git:HEAD", "plans")
    assert "No difference" in applied.ok("diff", "live", "git:HEAD")
    assert applied.run("diff", "git:nothing", "schema").exit_code == 64
    assert applied.run("diff", "git:--output=x", "schema").exit_code == 64


def test_what_a_plan_that_waits_renames_is_not_where_drift_could_be_written(applied: CliProject) -> None:
    applied.write("schema/app.yaml", SCHEMA.replace("  orders:\n", "  'sales \"S x':\n    renamed_from: orders\n"))
    applied.ok("plan", "second", "--from", "plans")
    by_hand(applied)
    result = applied.run("drift", "--accept", env="production")
    assert result.exit_code == 4
    assert 'it lives in table app.orders, which the schema files call table app."sales ""S x"' in result.stderr


def test_a_former_name_that_no_plan_says_is_told_from_one_that_has_done_its_work(project: CliProject) -> None:
    project.write("schema/app.yaml", SCHEMA)
    project.ok("plan", "first", "--from", "plans")
    renamed = SCHEMA.replace("  orders:\n", "  'sales \"S x':\n    renamed_from: orders\n").replace(
        "note: text", "note: {type: text, renamed_from: 'no \"R x'}"
    )
    project.write("schema/app.yaml", renamed)
    project.ok("plan", "second", "--from", "plans")
    said = project.run("check").stderr
    assert 'renamed_from: orders under table app."sales ""S x" has done its work' in said
    assert 'under column app."Odd ""T x".note does nothing: no plan says that name' in said
