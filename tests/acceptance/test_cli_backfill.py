"""Backfills on the command line: planned from the YAML, written by hand, shown, tried out, applied, squashed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli_project import USERS, CliProject
from psycopg import conninfo

from schemactl.scratch.server import ScratchServer

FILLED = USERS + "      code: {type: text not null, backfill: {value: lower(name), batch: 10}}\n"
BY_HAND = """\
-- step: backfill  table: app.users  key: id  batch: 10
UPDATE app.users SET name = upper(name) WHERE name <> upper(name) AND id >= $1 AND id <= $2;
"""


@pytest.fixture
def each_project(tmp_path: Path, each_database: str, each_server: ScratchServer) -> Any:
    return CliProject(tmp_path, each_database, each_server.url("postgres"))


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


SORTED = """\
schema: app
enums: {mood: [z, 'm "X y', a]}
domains: {feeling: {type: mood}}
casts: {(app.mood as text): {inout: true, context: implicit}}
tables:
  'Mo "O ds':
    columns: {k: feeling primary key, note: text}
"""
LEVEL = SORTED.replace("note: text", "note: text, level: {type: text, backfill: {value: \"'x'\", batch: 1}}")


def test_no_batches_go_by_a_key_that_is_sorted_in_one_way_and_compared_in_another(project: CliProject) -> None:
    """k >= 'm' takes both for texts, as the cast lets PostgreSQL do: such batches passed rows over without a word."""
    project.write("schema/app.yaml", SORTED)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql("""INSERT INTO app."Mo ""O ds" SELECT unnest(enum_range(NULL::app.mood))""")
    file = project.root / "schemactl.toml"
    file.write_text(file.read_text() + '\n[plan]\nonline = "always"\n')
    project.write("schema/app.yaml", LEVEL)
    refused = project.run("plan", "level")
    assert (refused.exit_code, "S306" in refused.stderr) == (3, True), refused.output
    project.ok("plan", "--custom", "by_hand")
    file = project.root / "plans/0002_by_hand.sql"
    text = file.read_text()
    step = """-- step: backfill  table: app."Mo ""O ds"  key: k  batch: 1\nUPDATE app."Mo ""O ds" SET note = 'x' WHERE k >= $1 AND k <= $2;\n"""
    file.write_text(text[: text.index("-- step 1")] + step)
    by_hand = project.run("verify", "2")
    assert (by_hand.exit_code, "cannot be gone through by k" in by_hand.stderr) == (1, True), by_hand.output


def test_policies_hide_no_rows_from_what_fills_a_column(each_project: CliProject) -> None:
    """Rows that the table's owner does not see under FORCE were left empty without a word, where one statement filled them."""
    project = each_project
    project.sql("DO $$ BEGIN CREATE ROLE backfill_owner LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    (database,) = project.sql("SELECT current_database()")[0]
    project.sql(f'ALTER DATABASE "{database}" OWNER TO backfill_owner')
    file, url = project.root / "schemactl.toml", project.url
    mine = conninfo.make_conninfo(**{**conninfo.conninfo_to_dict(url), "user": "backfill_owner"})
    file.write_text(file.read_text().replace(f'url = "{url}"', f'url = "{mine}"'))
    before = """\
schema: app
tables:
  'Te "N ants':
    columns: {id: bigint primary key, name: text}
    row_level_security: forced
    policies: {few: {using: id < 2}}
"""
    project.write("schema/app.yaml", before)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql("""INSERT INTO app."Te ""N ants" VALUES (1, 'a'), (2, 'b')""")
    project.write("schema/app.yaml", before.replace("name: text", "name: text, code: {type: text, backfill: lower(name)}"))
    project.ok("plan", "code")
    failed = project.run("apply", "--yes", "--allow-uncommitted")
    assert (failed.exit_code, "row-level security" in failed.stderr) == (1, True), failed.output
    project.sql("ALTER ROLE backfill_owner BYPASSRLS")
    try:
        project.ok("apply", "--yes", "--allow-uncommitted")
    finally:
        project.sql("ALTER ROLE backfill_owner NOBYPASSRLS")
    assert project.sql("""SELECT id, code FROM app."Te ""N ants" ORDER BY id""") == [(1, "a"), (2, "b")]
