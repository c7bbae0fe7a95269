"""What `[plan]` says about tables that others use, from the configuration to the applied plan."""

from __future__ import annotations

import re

from cli_project import USERS, CliProject

INDEXED = USERS + "    indexes: {by_name: (name)}\n"


def grown(project: CliProject) -> None:
    """A table of some hundred kilobytes."""
    project.write("schema/users.yaml", USERS)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql("INSERT INTO app.users (name) SELECT repeat('n', 100) FROM generate_series(1, 2000)")
    project.write("schema/users.yaml", INDEXED)


def configured(project: CliProject, plan: str) -> None:
    file = project.root / "schemactl.toml"
    file.write_text(file.read_text().split("[plan]")[0] + f"\n[plan]\n{plan}\n")


def concurrently(project: CliProject, *words: str) -> bool:
    found = "CREATE INDEX CONCURRENTLY" in project.ok("plan", "--dry-run", "--format", "sql", *words)
    assert not found or "-- step 1: no transaction" in project.ok("plan", "--dry-run", "--format", "sql", *words)
    return found


def test_a_table_counts_as_busy_by_its_size(project: CliProject) -> None:
    grown(project)
    assert not concurrently(project)
    shown = project.run("plan", "--dry-run")
    assert "sizes_from" in shown.stderr
    assert re.search(r"~ app\.users +2\d\d kB, ", shown.stdout)
    configured(project, 'small = "64kB"')
    assert concurrently(project)
    configured(project, 'small = "64kB"\nonline = "never"')
    assert not concurrently(project)
    configured(project, 'online = "always"')
    assert concurrently(project)
    project.ok("plan", "by_name")
    project.ok("apply", "--yes", "--allow-uncommitted")
    assert project.sql("SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.by_name'::regclass") == [(True,)]
    assert project.run("plan", "--exit-code").exit_code == 0


def test_sizes_come_from_another_environment(project: CliProject) -> None:
    grown(project)
    configured(project, 'small = "64kB"\nsizes_from = "production"')
    assert concurrently(project)
    assert "sizes_from" not in project.run("plan", "--dry-run").stderr
    configured(project, 'small = "64kB"\nsizes_from = "staging"')
    result = project.run("plan", "--dry-run")
    assert (result.exit_code, "there is no environment 'staging'" in result.stderr) == (78, True)


def test_where_nobody_knows_the_sizes_every_table_counts_as_busy(project: CliProject) -> None:
    grown(project)
    assert concurrently(project, "--from", "plans")
    configured(project, 'small = "lots"')
    assert project.run("plan").exit_code == 78


REQUIRED = """\
schema: app
tables:
  users:
    columns:
      id: bigint generated always as identity primary key
      name: text not null unique
    checks: {long: length(name) > 2}
"""


def test_rows_in_the_way_are_named_before_anything_changes(project: CliProject) -> None:
    grown(project)
    configured(project, 'online = "always"')
    project.sql("INSERT INTO app.users (name) VALUES ('x')")
    project.write("schema/users.yaml", REQUIRED)
    planned = project.run("plan", "required")
    assert planned.exit_code == 0
    assert "note[S510]: rows that check app.users.long refuses: id = 2001" in planned.stderr
    assert "in 2000 rows" in planned.stderr
    assert "-- step 1: check" in (project.root / "plans" / project.plans()[-1]).read_text()
    refused = project.run("apply", "--yes", "--allow-uncommitted")
    assert (refused.exit_code, "error[S510]" in refused.stderr, "id = 2001" in refused.stderr) == (1, True, True)
    assert project.sql("SELECT count(*) FROM pg_constraint WHERE conrelid = 'app.users'::regclass AND contype IN ('c', 'u')") == [(0,)]
    project.sql("DELETE FROM app.users WHERE length(name) < 3; UPDATE app.users SET name = name || id")
    project.ok("apply", "--yes", "--allow-uncommitted")
    assert project.run("plan", "--exit-code").exit_code == 0


def test_one_transaction_needs_no_check(project: CliProject) -> None:
    grown(project)
    project.write("schema/users.yaml", REQUIRED)
    project.ok("plan", "required")
    assert "check\n" not in (project.root / "plans" / project.plans()[-1]).read_text().replace("-- step 1: transaction", "")
    assert project.run("apply", "--yes", "--allow-uncommitted").exit_code == 1
    assert project.sql("SELECT count(*) FROM pg_constraint WHERE conrelid = 'app.users'::regclass AND contype IN ('c', 'u')") == [(0,)]


NARROW = """\
schema: app
enums: {mood: [glad, SAD]}
tables:
  users:
    columns:
      id: bigint generated always as identity primary key
      name: LONG not null
      mood: mood default 'glad'
    indexes: {by_name: (name)}
"""


def test_values_that_a_type_does_not_hold_any_more_are_named_first(project: CliProject) -> None:
    grown(project)
    project.write("schema/users.yaml", NARROW.replace("LONG", "text").replace("SAD", "sad, mad"))
    project.ok("plan", "moods")
    project.ok("apply", "--yes", "--allow-uncommitted")
    configured(project, 'online = "always"')
    project.sql("UPDATE app.users SET mood = 'mad' WHERE id = 7; UPDATE app.users SET name = 'x' WHERE id <> 3")
    project.write("schema/users.yaml", NARROW.replace("LONG", "varchar(50)").replace("SAD", "sad").replace("(name)", "'(name, id)'"))
    planned = project.run("plan", "narrow", "--accept", "SC401:app.mood")
    assert planned.exit_code == 0, planned.output
    assert "rows that column app.users.name refuses: id = 3" in planned.stderr
    assert "rows that column app.users.mood refuses: id = 7" in planned.stderr
    refused = project.run("apply", "--yes", "--allow-uncommitted")
    assert (refused.exit_code, refused.stderr.count("error[S510]")) == (1, 2)
    assert project.sql(
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'app.users'::regclass AND attname = 'name'"
    ) == [("text",)]
    project.sql("UPDATE app.users SET mood = 'sad', name = 'y'")
    project.ok("apply", "--yes", "--allow-uncommitted")
    assert project.run("plan", "--exit-code").exit_code == 0


MANY = """\
schema: app
tables:
  'Par "T x':
    columns: {id: bigint not null, amount: {type: integer not null default 1, online: true}}
    partition_by: range (id)
    primary_key: [id, amount]
    partitions: {low: for values from (0) to (100), high: default}
    indexes: {by_amount: (amount desc)}
  above:
    columns: {id: bigint primary key, amount: {type: integer not null, online: true}}
  below:
    inherits: [above]
    columns: {amount: {type: integer, not_null: true, default: 7}}
    primary_key: [id]
    indexes: {below_amount: (amount)}
"""


def test_a_column_of_several_tables_changes_its_type_online(project: CliProject) -> None:
    project.write("schema/many.yaml", MANY)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    for table in ('app."Par ""T x"', "app.above", "app.below"):
        project.sql(f"INSERT INTO {table} (id, amount) SELECT i, i FROM generate_series(1, 200) i")
    configured(project, 'online = "always"')
    project.write("schema/many.yaml", MANY.replace("integer", "bigint"))
    plan = project.ok("plan", "--dry-run", "--format", "sql")
    assert "LOCK TABLE ONLY app.above IN ACCESS EXCLUSIVE MODE" in plan
    assert "SET DATA TYPE" not in plan
    project.ok("plan", "wider")
    project.ok("check")
    project.ok("apply", "--yes", "--allow-uncommitted")
    counted = "SELECT pg_typeof(amount)::text, count(*), count(*) FILTER (WHERE amount = id) FROM {} GROUP BY 1"
    assert project.sql(counted.format('app."Par ""T x"')) == [("bigint", 200, 200)]
    assert project.sql(counted.format("app.above")) == [("bigint", 400, 400)]
    assert project.sql("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == [(0,)]
    assert project.run("plan", "--exit-code").exit_code == 0
    project.ok("check")
