"""Collations of another version on the server than when indexes were built: named by `doctor`, and led back by a plan."""

from __future__ import annotations

import psycopg
import pytest
from cli_project import CliProject

from schemactl.live.collations import Sorted, outdated_collations
from schemactl.live.connection import connect, target
from schemactl.scratch.server import ScratchServer

SCHEMA = """\
schema: app
collations:
  'Co "L x': {provider: builtin, locale: C.UTF-8}
tables:
  'Na "M s':
    columns:
      id: bigint primary key
      name: 'text collate app."Co ""L x"'
      other: text
    unique: {once: [name]}
    indexes: {lowered: '(lower(other collate app."Co ""L x"))', plain: (id), by_other: (other)}
    exclusions: {apart: using btree (name with =)}
  parts:
    columns: {name: 'text collate app."Co ""L x"'}
    partition_by: list (name)
    partitions: {a: for values in ('a')}
    indexes: {of_parts: (name)}
"""
NAMED = ["app.apart", "app.lowered", "app.once", "app.of_parts"]
COLLATION = 'app."Co ""L x"'


@pytest.fixture
def aged(project: CliProject) -> CliProject:
    """The machine was given another version of the library."""
    project.write("schema/app.yaml", SCHEMA)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql("INSERT INTO app.\"Na \"\"M s\" VALUES (1, 'a', 'b')")
    assert finding(project)["level"] == "ok"
    assert "Nothing to do" in project.ok("plan", "--collations")
    project.sql("UPDATE pg_collation SET collversion = '0' WHERE collname = 'Co \"L x'")
    return project


def finding(project: CliProject) -> dict[str, str]:
    (found,) = [one for one in project.json("doctor", "--no-scratch")["findings"] if one["check"] == "collations"]
    return dict(found)


def files(project: CliProject) -> dict[str, int]:
    query = "SELECT c.oid::regclass::text, c.relfilenode::int8::int FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'app' AND relkind = 'i'"
    return {str(name): int(file) for name, file in project.sql(query)}


def test_a_plan_rebuilds_what_is_out_of_order_and_remembers_the_version(aged: CliProject) -> None:
    found = finding(aged)
    assert found["level"] == "warning"
    assert found["message"] == f"collation {COLLATION} had version 0, the server has 1; may be out of order: {', '.join(NAMED)}"
    assert "plan --collations" in found["hint"]
    before = files(aged)
    assert "Wrote" in aged.ok("plan", "--collations")
    (_, name) = aged.plans()
    text = (aged.root / "plans" / name).read_text()
    assert "-- compatible: yes" in text
    statements = [line for line in text.splitlines() if line.startswith(("REINDEX", "ALTER"))]
    assert statements == [
        "REINDEX INDEX app.apart;",
        "REINDEX INDEX CONCURRENTLY app.lowered;",
        "REINDEX INDEX CONCURRENTLY app.once;",
        "REINDEX INDEX CONCURRENTLY app.of_parts;",
        f"ALTER COLLATION {COLLATION} REFRESH VERSION;",
    ]
    assert aged.run("check").exit_code == 0
    aged.ok("apply", "--yes", "--allow-uncommitted")
    assert finding(aged)["level"] == "ok"
    after = files(aged)
    assert {name for name in before if before[name] != after[name]} == {"app.apart", "app.lowered", "app.once", "app.a_name_idx"}
    assert aged.run("plan", "--exit-code").exit_code == 0
    assert aged.json("plan", "--collations")["plan"] is None


def test_what_the_project_does_not_manage_is_named_and_its_version_left(aged: CliProject) -> None:
    toml = aged.root / "schemactl.toml"
    toml.write_text(toml.read_text().replace("[env.dev]", '[scope]\nignore = ["table:app.theirs"]\n\n[env.dev]', 1))
    aged.sql(f"CREATE TABLE app.theirs (name text COLLATE {COLLATION}); CREATE INDEX theirs_idx ON app.theirs (name)")
    planned = aged.run("plan", "--collations", "again", "--dry-run")
    assert planned.exit_code == 0, planned.output
    assert "note: not managed by this project, and left as they are: app.theirs_idx" in planned.stderr
    assert "REINDEX INDEX CONCURRENTLY app.once" in planned.stdout
    assert "REFRESH" not in planned.stdout


def test_the_databases_own(project: CliProject) -> None:
    project.write("schema/app.yaml", SCHEMA)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql("UPDATE pg_database SET datcollversion = '0' WHERE datname = current_database()")
    assert finding(project)["message"].startswith(
        "the database's collation had version 0, the server has 1; may be out of order: app.by_other"
    )
    project.ok("plan", "--collations", "own")
    project.ok("apply", "--yes", "--allow-uncommitted")
    assert finding(project)["level"] == "ok"


def test_each_major_tells(each_database: str, each_server: ScratchServer) -> None:
    """Where it was built with a library that has versions."""
    with psycopg.connect(each_database, autocommit=True) as conn:
        known = conn.execute(
            "SELECT collname FROM pg_collation WHERE pg_collation_actual_version(oid) IS NOT NULL AND collversion IS NOT NULL ORDER BY collname = 'ucs_basic', collname LIMIT 1"
        ).fetchone()
        with connect(target(each_database, source="test")) as asking:
            assert outdated_collations(asking) == []
        if known is None:
            return
        conn.execute(
            psycopg.sql.SQL("CREATE TABLE t (a text COLLATE {}); CREATE INDEX i ON t (a)").format(psycopg.sql.Identifier(known[0]))
        )
        conn.execute("UPDATE pg_collation SET collversion = '0' WHERE collversion IS NOT NULL")
        with connect(target(each_database, source="test")) as asking:
            (found,) = outdated_collations(asking)
    assert (found.path, found.recorded, found.indexes) == (("pg_catalog", known[0]), "0", (Sorted("public", "t", "i"),))
    assert found.actual not in ("0", "none")
