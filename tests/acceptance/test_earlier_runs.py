"""What plans took in a database tells how long the next ones will take there."""

from __future__ import annotations

import psycopg
import pytest
from cli_project import CliProject

BEFORE = """\
schema: app
tables:
  'Us "R x':
    columns:
      id: bigint generated always as identity primary key
      amount: integer not null
"""
INDEXED = BEFORE + "    indexes: {by_amount: (amount)}\n"
TWICE = BEFORE + "    indexes: {by_amount: (amount), down: (amount desc)}\n"
OTHER = "schema: app\ntables:\n  other: {columns: {id: bigint}}\n"
TABLE = 'app."Us ""R x"'


def applied(project: CliProject, name: str, schema: str) -> None:
    project.write("schema/app.yaml", schema)
    project.ok("plan", name)
    project.ok("apply", "--yes", "--allow-uncommitted")


@pytest.fixture
def grown(project: CliProject) -> CliProject:
    applied(project, "first", BEFORE)
    project.sql(f"INSERT INTO {TABLE} (amount) SELECT i FROM generate_series(1, 60000) i")
    project.sql(f"ANALYZE {TABLE}")
    return project


def estimated(project: CliProject, name: str, *words: str, sql: str = "") -> dict[str, object]:
    found = project.json("plan", "next", "--dry-run", *words)
    statements = [each for step in found["steps"] for each in step["statements"]]
    (one,) = [each["estimate"] for each in statements if name in each["object"] and sql in each["sql"]]
    assert isinstance(one, dict)
    return one


def test_a_plan_is_estimated_by_earlier_ones(grown: CliProject) -> None:
    grown.write("schema/app.yaml", INDEXED)
    assert not estimated(grown, "by_amount")["measured"]
    applied(grown, "indexed", INDEXED)
    kept = grown.sql(
        "SELECT plan, work->0->>'what', (work->0->>'rows')::int, (work->0->>'bytes')::int > 1000000 FROM schemactl.statements WHERE work <> '[]'"
    )
    assert kept == [(2, "build", 60000, True)]
    grown.sql("UPDATE schemactl.statements SET seconds = 4, waited = 1 WHERE work <> '[]'")
    grown.write("schema/app.yaml", TWICE)
    found = estimated(grown, "down")
    assert found["measured"]
    assert found["seconds"] == pytest.approx(3.0, rel=0.01)
    assert "~3 s" in grown.ok("plan", "twice")
    (finding,) = [one for one in grown.json("doctor", "--no-scratch")["findings"] if one["check"] == "duration"]
    assert "0003_twice takes about 3 s" in finding["message"]
    assert "?" not in finding["message"]


def test_where_sizes_come_from_another_environment_times_do_as_well(grown: CliProject, other_database: str) -> None:
    applied(grown, "indexed", INDEXED)
    grown.sql("UPDATE schemactl.statements SET seconds = 3 WHERE work <> '[]'")
    toml = grown.root / "schemactl.toml"
    here = grown.url
    toml.write_text(
        toml.read_text().replace(here, other_database, 1).replace("[env.dev]", '[plan]\nsizes_from = "production"\n\n[env.dev]', 1)
    )
    grown.ok("apply", "--yes", "--allow-uncommitted")
    grown.write("schema/app.yaml", TWICE)
    assert estimated(grown, "down")["measured"]


def test_a_ledger_of_an_earlier_version_is_planned_against(grown: CliProject) -> None:
    grown.sql("DROP TABLE schemactl.statements; ALTER TABLE schemactl.steps DROP seconds; UPDATE schemactl.ledger SET version = 4")
    grown.write("schema/app.yaml", INDEXED)
    assert not estimated(grown, "by_amount")["measured"]
    applied(grown, "indexed", INDEXED)
    assert grown.sql("SELECT count(*) FROM schemactl.statements WHERE work <> '[]'") == [(1,)]


def test_no_lock_is_waited_for_to_learn_how_large_a_table_is(grown: CliProject) -> None:
    grown.write("schema/other.yaml", OTHER)
    applied(grown, "other", BEFORE)
    grown.write("schema/app.yaml", INDEXED)
    grown.ok("plan", "indexed")
    with psycopg.connect(grown.url) as other:
        other.execute("LOCK TABLE app.other IN ACCESS EXCLUSIVE MODE")
        grown.ok("apply", "--yes", "--allow-uncommitted")
    assert grown.sql("SELECT count(*) FROM schemactl.statements WHERE work <> '[]'") == [(0,)]


def test_a_backfill_is_estimated_by_earlier_ones(grown: CliProject) -> None:
    """As long as it takes with its rests, of the whole table."""
    configuration = grown.root / "schemactl.toml"
    configuration.write_text(configuration.read_text() + '\n[plan]\nonline = "always"\n')
    with_backfill = BEFORE + "      more: {type: integer, not_null: true, backfill: amount}\n"
    grown.write("schema/app.yaml", with_backfill)
    assert estimated(grown, "more", sql="$1")["measured"] is False
    applied(grown, "filled", with_backfill)
    ((rows, seconds, work),) = grown.sql("SELECT rows, seconds, work FROM schemactl.statements WHERE work->0->>'what' = 'backfill'")
    assert (rows, work[0]["rows"]) == (60000, 60000)
    assert seconds > 0
    grown.sql("UPDATE schemactl.statements SET seconds = 6 WHERE work->0->>'what' = 'backfill'")
    grown.write("schema/app.yaml", with_backfill + "      again: {type: integer, not_null: true, backfill: amount}\n")
    found = estimated(grown, "again", sql="$1")
    assert found["measured"]
    # The table is longer than it was, as every row has two versions.
    assert 5 < float(str(found["seconds"])) < 9
