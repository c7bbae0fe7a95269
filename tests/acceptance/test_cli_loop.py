"""The whole loop on a real server: write YAML, plan, apply, change, plan, check; and what is refused on a protected database."""

from __future__ import annotations

import pytest
from cli_project import USERS, CliProject

MACHINES = """\
schema: app
tables:
  machines:
    columns:
      id: bigint generated always as identity primary key
      user_id: bigint not null
      label: text
    foreign_keys:
      machines_user_fk: (user_id) references app.users (id) on delete cascade
    indexes:
      machines_user_idx: (user_id)
"""


@pytest.fixture
def applied(project: CliProject) -> CliProject:
    """One plan, applied."""
    project.write("schema/users.yaml", USERS)
    project.ok("plan")
    project.ok("apply", "--allow-uncommitted")
    return project


def test_from_yaml_to_a_checked_history(project: CliProject) -> None:
    project.write("schema/users.yaml", USERS)
    said = project.ok("plan")
    assert "+ app.users" in said
    assert "Next: git add" in said
    assert project.plans() == ["0001_initial_schema.sql"]
    result = project.run("apply", "--allow-uncommitted")
    assert result.exit_code == 0
    assert "schemactl: applying 1 plan" in result.stderr
    assert "Applied 0001_initial_schema" in result.stdout
    project.sql("INSERT INTO app.users (name) VALUES ('ada')")
    project.write("schema/machines.yaml", MACHINES)
    project.ok("plan")
    assert project.plans()[1] == "0002_add_machines_table.sql"
    assert "the plans lead to what the schema files say" in project.ok("check")
    project.ok("apply", "--allow-uncommitted")
    assert project.sql("SELECT name FROM app.users") == [("ada",)]
    assert "schemactl: database is up to date" in project.run("apply").stderr
    assert [row["status"] for row in project.json("status")["plans"]] == ["applied", "applied"]


def test_a_plan_without_changes_writes_no_file(applied: CliProject) -> None:
    before = applied.files()
    result = applied.run("plan", "nothing", "--exit-code")
    assert result.exit_code == 0
    assert "Plan: nothing to do." in result.stdout
    assert applied.files() == before


def test_nothing_on_either_side_is_no_emptying(project: CliProject) -> None:
    (project.root / "schema").mkdir(exist_ok=True)
    assert project.run("plan", "--from", "live", "--exit-code").exit_code == 0
    project.sql("CREATE TABLE public.kept ()")
    result = project.run("plan", "--from", "live")
    assert (result.exit_code, "[S302]" in result.stderr) == (3, True)


def test_a_dry_run_writes_nothing_and_tells_by_its_exit_code(applied: CliProject) -> None:
    applied.write("schema/machines.yaml", MACHINES)
    before = applied.files()
    result = applied.run("plan", "--dry-run", "--exit-code")
    assert result.exit_code == 2
    assert "+ app.machines" in result.stdout
    assert applied.files() == before


def test_check_finds_yaml_that_no_plan_leads_to(applied: CliProject) -> None:
    applied.write("schema/machines.yaml", MACHINES)
    result = applied.run("check")
    assert result.exit_code == 1
    assert "error[S204]" in result.stderr
    assert "machines.yaml:3:3" in result.stderr
    assert applied.run("check", "--offline").exit_code == 0
    assert applied.run("check", "--format", "github").stdout.startswith("::error title=S204,file=")
    assert applied.json("check")["ok"] is False


def test_data_is_lost_only_by_name(applied: CliProject) -> None:
    applied.write("schema/users.yaml", USERS.replace("      name: text not null\n", ""))
    refused = applied.run("plan")
    assert refused.exit_code == 3
    assert "--accept SC" in refused.stdout
    assert "- name" in refused.stdout
    assert "if that is meant: --accept" in refused.stderr
    assert len(applied.plans()) == 1
    flag = refused.stdout.rpartition("--accept ")[2].strip()
    applied.ok("plan", "--accept", flag)
    assert applied.plans()[1] == "0002_drop_users_name.sql"


def test_everything_is_accepted_in_development_only(applied: CliProject) -> None:
    applied.write("schema/users.yaml", USERS.replace("      name: text not null\n", ""))
    refused = applied.run("plan", "--accept", "*", env="production")
    assert refused.exit_code == 3
    assert "development only" in refused.stderr
    applied.ok("plan", "--accept", "*")


def test_everything_is_not_accepted_where_the_database_says_protected(applied: CliProject) -> None:
    applied.ok("env", "mark", "protected")
    applied.write("schema/users.yaml", USERS.replace("      name: text not null\n", ""))
    refused = applied.run("plan", "--accept", "*")
    assert refused.exit_code == 3
    assert "marked protected" in refused.stderr


def test_what_looks_like_a_rename_is_asked_and_answered_in_three_ways(applied: CliProject) -> None:
    applied.sql("INSERT INTO app.users (name) VALUES ('ada')")
    renamed = USERS.replace("      name: text", "      full_name: text")
    applied.write("schema/users.yaml", renamed)
    question = applied.run("plan")
    assert question.exit_code == 4
    assert "renamed_from: name" in question.stderr
    assert applied.json("plan")["error"]["code"] == "S401"
    said = applied.ok("plan", "--dry-run", "--rename", "app.users.name=app.users.full_name")
    assert "RENAME" in said
    assert "to destroy" not in said
    applied.write("schema/users.yaml", renamed.replace("full_name: text not null", "full_name: {type: text not null, renamed_from: name}"))
    applied.ok("plan")
    applied.ok("apply", "--allow-uncommitted")
    assert applied.sql("SELECT full_name FROM app.users") == [("ada",)]
    assert applied.run("check").exit_code == 0


def test_a_partition_in_short_form_is_renamed_by_a_flag_alone(applied: CliProject) -> None:
    events = """schema: app
tables:
  events:
    columns: {{id: int not null}}
    partition_by: range (id)
    partitions: {{{}: for values from (0) to (10)}}
"""
    applied.write("schema/events.yaml", events.format("""'Odd "P x'"""))
    applied.ok("plan")
    applied.ok("apply", "--allow-uncommitted")
    applied.write("schema/events.yaml", events.format("events_1"))
    question = applied.run("plan")
    assert question.exit_code == 4
    assert "renamed_from" not in question.stderr
    assert "renamed: pass --rename" in question.stderr
    said = applied.ok("plan", "--dry-run", "--rename", """app."Odd ""P x"=app.events_1""")
    assert "RENAME" in said


def test_sync_goes_ahead_and_plan_catches_up(project: CliProject) -> None:
    project.write("schema/users.yaml", USERS)
    assert "+ app.users" in project.ok("sync")
    project.write("schema/machines.yaml", MACHINES)
    project.ok("sync")
    assert "Plan: nothing to do." in project.ok("sync")
    result = project.run("plan", "everything")
    assert result.exit_code == 0, result.output
    assert "recorded 0001_everything as applied" in result.stderr
    assert "database is up to date" in project.run("apply").stderr
    assert project.json("status")["plans"][0]["how"] == "recorded"


def test_a_synced_database_takes_over_the_plans_that_others_wrote(project: CliProject) -> None:
    project.write("schema/users.yaml", USERS)
    project.ok("plan", "--from", "plans")
    project.ok("sync")
    assert project.json("status")["up_to_date"] is False
    assert "recorded 0001_initial_schema as applied" in project.run("plan").stderr
    assert project.json("status")["up_to_date"] is True


def test_planning_writes_nothing_into_a_database_that_nobody_marked(project: CliProject) -> None:
    project.sql("CREATE SCHEMA app CREATE TABLE users (id bigint PRIMARY KEY)")
    project.ok("import", "--baseline")
    assert "nothing to do" in project.ok("plan")
    assert project.sql("SELECT to_regnamespace('schemactl')") == [(None,)]


def test_sync_is_refused_where_anything_says_protected(applied: CliProject) -> None:
    applied.write("schema/machines.yaml", MACHINES)
    assert applied.run("sync", env="production").exit_code == 3
    unmarked = applied.run("sync")
    assert unmarked.exit_code == 3
    assert "schemactl env mark development" in unmarked.stderr
    applied.ok("env", "mark", "development")
    applied.ok("sync", "--dry-run")
    applied.ok("env", "mark", "protected")
    assert applied.run("sync").exit_code == 3
    assert applied.run("reset", "--yes").exit_code == 3
    assert applied.sql("SELECT to_regclass('app.machines')") == [(None,)]


def test_the_first_apply_of_a_protected_environment_marks_the_database(project: CliProject) -> None:
    project.write("schema/users.yaml", USERS)
    project.ok("plan")
    refused = project.run("apply", "--allow-uncommitted", env="production")
    assert refused.exit_code in (3, 7)
    project.ok("apply", env="production")
    assert project.run("sync").exit_code == 3


def test_reset_builds_the_database_again_from_its_plans(applied: CliProject) -> None:
    applied.sql("INSERT INTO app.users (name) VALUES ('ada')")
    applied.sql("CREATE TABLE public.stray (id int)")
    applied.ok("env", "mark", "development")
    assert applied.run("reset").exit_code == 4
    assert "Applied 0001_initial_schema" in applied.ok("reset", "--yes")
    assert applied.sql("SELECT name FROM app.users") == []
    assert applied.sql("SELECT to_regclass('public.stray')") == [(None,)]
    assert applied.json("env", "show")["marker"].startswith("development")
    assert applied.ok("diff", "live", "plans") == "No difference.\n"


def test_reset_without_plans_builds_from_the_schema_files(project: CliProject) -> None:
    project.write("schema/users.yaml", USERS)
    assert "Built from the schema files" in project.ok("reset", "--yes")
    assert project.sql("SELECT count(*) FROM app.users") == [(0,)]


def test_a_database_that_drifted_is_named_and_not_planned_over(applied: CliProject) -> None:
    applied.sql("ALTER TABLE app.users ADD COLUMN stray int")
    drift = applied.run("plan")
    assert drift.exit_code == 4
    assert "stray" in drift.stderr
    assert "--from live" in drift.stderr
    assert applied.run("apply", "--allow-uncommitted").exit_code == 0
    assert "+ app.machines" not in applied.ok("diff", "plans", "live")


def test_a_custom_plan_is_written_filled_and_verified(applied: CliProject) -> None:
    applied.sql("INSERT INTO app.users (name) VALUES ('ada')")
    applied.ok("plan", "--custom", "upper_names")
    file = applied.root / "plans" / "0002_upper_names.sql"
    text = file.read_text()
    line = next(line for line in text.split("\n") if line.startswith("SELECT 1"))
    file.write_text(text.replace(line, "UPDATE app.users SET name = upper(name)"))
    assert applied.run("apply", "--allow-uncommitted").exit_code == 7
    assert "Stamped" in applied.ok("verify", "2")
    applied.ok("check")
    applied.ok("apply", "--allow-uncommitted")
    assert applied.sql("SELECT name FROM app.users") == [("ADA",)]


def test_import_reads_what_apply_made(applied: CliProject) -> None:
    refused = applied.run("import")
    assert refused.exit_code == 3
    assert "--overwrite" in refused.stderr
    applied.write("schema/notes.md", "kept")
    applied.ok("import", "--overwrite")
    assert not (applied.root / "schema" / "users.yaml").exists()
    assert (applied.root / "schema" / "app" / "tables" / "users.yaml").exists()
    assert (applied.root / "schema" / "notes.md").exists()
    assert "nothing to do" in applied.ok("plan")


def test_import_with_baseline_takes_over_a_database(project: CliProject) -> None:
    project.sql("CREATE SCHEMA app")
    project.sql("CREATE TABLE app.users (id bigint PRIMARY KEY, name text NOT NULL)")
    project.ok("import", "--baseline")
    assert project.plans() == ["0001_baseline.sql"]
    project.ok("check")
    assert "nothing to do" in project.ok("plan")


def test_every_form_of_a_plan(applied: CliProject) -> None:
    applied.write("schema/machines.yaml", MACHINES)
    document = applied.json("plan", "--dry-run")
    assert document["changes"][0]["verb"] == "add"
    assert applied.ok("plan", "--dry-run", "--format", "sql").startswith("-- schemactl plan 1\n")
    assert applied.ok("plan", "--dry-run", "--format", "markdown").startswith(
        "<!-- schemactl plan -->\n\n## 0002\\_add\\_machines\\_table\n"
    )
    applied.ok("plan", "--dry-run", "--format", "sql", "--out", str(applied.root / "out.sql"))
    assert "CREATE TABLE app.machines" in (applied.root / "out.sql").read_text()
    applied.ok("plan", "--from", "plans")
    assert "CREATE TABLE app.machines" in applied.ok("show")
    assert applied.ok("show", "2", "--sql").startswith("-- schemactl plan 1\n")
    assert applied.json("show", "0002")["plan"] == "0002_add_machines_table"


def test_show_an_object(project: CliProject) -> None:
    project.write("schema/users.yaml", USERS)
    assert project.ok("show", "app.users").startswith("CREATE TABLE app.users (")
    assert "name: text not null" in project.ok("show", "users", "--yaml")
    assert project.json("show", "users")["objects"][0]["object"] == "app.users"
    assert project.run("show", "nobody").exit_code == 64


def test_diff_of_any_two(applied: CliProject) -> None:
    applied.write("schema/machines.yaml", MACHINES)
    result = applied.run("diff", "live", "schema", "--exit-code")
    assert result.exit_code == 2
    assert "+ app.machines" in result.stdout
    assert applied.ok("diff", "plan@1", "plans") == "No difference.\n"
    applied.write("x.sql", "CREATE SCHEMA app; CREATE TABLE app.users (id bigint);")
    changes = applied.json("diff", "plans", str(applied.root / "x.sql"))["changes"]
    assert {"verb": "drop", "kind": "column", "object": "app.users.name"} in changes
    assert applied.json("diff", "live", applied.url)["changes"] == []
    assert applied.run("diff", "nothing", "live").exit_code == 64


def test_apply_up_to_one_plan_and_dry_runs(applied: CliProject) -> None:
    for number in (2, 3):
        applied.write(f"schema/t{number}.yaml", f"schema: app\ntables:\n  t{number}:\n    columns:\n      id: bigint primary key\n")
        applied.ok("plan", "--from", "plans")
    assert "Would apply 2 plans" in applied.ok("apply", "--dry-run", "--allow-uncommitted")
    document = applied.json("apply", "--to", "2", "--allow-uncommitted")
    assert [one["name"] for one in document["applied"]] == ["0002_add_t2_table"]
    assert document["pending"] == ["0003_add_t3_table"]
    assert applied.run("status", "--exit-code").exit_code == 2
    applied.ok("apply", "--allow-uncommitted")
    assert applied.run("status", "--exit-code").exit_code == 0


def test_apply_needs_neither_schema_files_nor_scratch(applied: CliProject) -> None:
    (applied.root / "schema" / "users.yaml").unlink()
    (applied.root / "schema").rmdir()
    assert applied.run("apply").exit_code == 0
    assert applied.run("status").exit_code == 0


def test_apply_without_plans_is_up_to_date(project: CliProject) -> None:
    result = project.run("apply")
    assert result.exit_code == 0
    assert "schemactl: database is up to date" in result.stderr
