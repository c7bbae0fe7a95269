"""Backfills on the command line: planned from the YAML, written by hand, shown, tried out, applied, squashed."""

from __future__ import annotations

from cli_project import USERS, CliProject

FILLED = USERS + "      code: {type: text not null, backfill: {value: lower(name), batch: 10}}\n"
BY_HAND = """\
-- step: backfill  table: app.users  key: id  batch: 10
UPDATE app.users SET name = upper(name) WHERE name <> upper(name) AND id >= $1 AND id <= $2;
"""


def grown(project: CliProject) -> None:
    project.write("schema/users.yaml", USERS)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql("INSERT INTO app.users (name) SELECT 'Name ' || i FROM generate_series(1, 35) i")
    file = project.root / "schemactl.toml"
    file.write_text(file.read_text() + '\n[plan]\nonline = "always"\n')


def test_a_column_is_filled_in_batches(project: CliProject) -> None:
    grown(project)
    project.write("schema/users.yaml", FILLED)
    project.ok("plan", "code")
    assert "-- step 2: backfill  table: app.users  key: id  batch: 10" in project.ok("show", "2")
    assert [step["mode"] for step in project.json("show", "2")["steps"]][:2] == ["transaction", "backfill"]
    batches = {"table": "app.users", "key": ["id"], "size": 10}
    assert project.json("show", "2")["steps"][1]["batches"] == batches
    assert "step 2: backfill" in project.ok("show", "2", "--format", "markdown")
    project.ok("check")
    project.ok("doctor")
    project.ok("apply", "--yes", "--allow-uncommitted", "--throttle", "0")
    assert project.sql("SELECT count(*) FROM app.users WHERE code = lower(name)") == [(35,)]
    assert project.sql("SELECT rows, batches FROM schemactl.backfills") == [(35, 4)]
    project.ok("squash", "1..2")
    project.ok("check")


def test_a_backfill_by_hand_is_proved_and_runs(project: CliProject) -> None:
    grown(project)
    project.ok("plan", "--custom", "loud")
    file = project.root / "plans/0002_loud.sql"
    text = file.read_text()
    file.write_text(text[: text.index("-- step 1")] + BY_HAND)
    project.ok("verify", "2")
    assert "-- statement 1.1 ! data  lock: ROW EXCLUSIVE" in file.read_text()
    project.ok("apply", "--yes", "--allow-uncommitted")
    assert project.sql("SELECT count(*) FROM app.users WHERE name = upper(name)") == [(35,)]


def test_a_backfill_whose_statement_knows_no_bounds_is_refused(project: CliProject) -> None:
    grown(project)
    project.ok("plan", "--custom", "loud")
    file = project.root / "plans/0002_loud.sql"
    text = file.read_text()
    file.write_text(text[: text.index("-- step 1")] + BY_HAND.replace(" AND id <= $2", ""))
    result = project.run("verify", "2")
    assert (result.exit_code, "does not hold a batch's first key ($1) and its last one ($2)" in result.stderr) == (1, True), result.output


def test_sync_fills_in_one_statement(project: CliProject) -> None:
    grown(project)
    project.write("schema/users.yaml", FILLED)
    project.ok("env", "mark", "development")
    project.ok("sync", "--yes")
    assert project.sql("SELECT count(*) FROM app.users WHERE code = lower(name)") == [(35,)]
    assert project.run("plan", "--exit-code", "--dry-run", "--from", "live").exit_code == 0
