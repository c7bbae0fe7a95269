"""What belongs to others: left out on both sides of every diff, never planned away, and there where what is managed needs it."""

from __future__ import annotations

import pytest
from cli_project import CliProject

PLATFORM = """
CREATE SCHEMA auth;
CREATE SCHEMA storage;
CREATE SCHEMA "Odd ""S x";
CREATE TYPE auth.level AS ENUM ('low', 'high');
CREATE TABLE auth.users (id uuid PRIMARY KEY, email text, level auth.level NOT NULL DEFAULT 'low', internal text);
CREATE TABLE "Odd ""S x".secrets (id integer);
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$SELECT current_setting('request.sub', true)::uuid$$;
CREATE TABLE storage.objects (id uuid PRIMARY KEY, owner uuid, name text);
ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;
"""
OURS = """
CREATE SCHEMA app;
CREATE TABLE app.profiles (id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE, level auth.level, name text);
ALTER TABLE app.profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.profiles USING (id = auth.uid());
CREATE VIEW app.mails AS SELECT p.name, u.email FROM app.profiles p JOIN auth.users u USING (id);
CREATE VIEW storage.names AS SELECT name FROM app.profiles;
CREATE FUNCTION app.on_user() RETURNS trigger LANGUAGE plpgsql AS $$begin insert into app.profiles (id) values (new.id); return new; end$$;
CREATE TRIGGER on_user AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION app.on_user();
CREATE POLICY read ON storage.objects FOR SELECT USING (owner = auth.uid());
"""


def scoped(project: CliProject, scope: str) -> None:
    """The project with a [scope]."""
    file = project.root / "schemactl.toml"
    file.write_text(file.read_text().replace("[env.dev]", f"[scope]\n{scope}\n\n[env.dev]", 1))


@pytest.fixture
def platform(project: CliProject) -> CliProject:
    """A project in a schema of its own, in a database with a platform's schemas, taken over."""
    project.sql(PLATFORM + OURS)
    scoped(project, 'schemas = ["app"]\ninclude = ["trigger:auth.users.on_user", "policy:storage.objects.*"]')
    project.ok("import", "--baseline", "--overwrite", env="production")
    project.ok("adopt", env="production")
    return project


def test_import_writes_what_the_managed_needs_of_others(platform: CliProject) -> None:
    external = (platform.root / "schema/_external/auth.yaml").read_text()
    assert "external: true" in external
    assert "internal" not in external
    assert "on_user" in external
    assert not (platform.root / "schema/_external/odd__s_x.yaml").exists()
    plan = (platform.root / "plans/0001_baseline.sql").read_text()
    assert "CREATE TABLE app.profiles" in plan
    assert "CREATE TRIGGER on_user" in plan
    assert "CREATE POLICY read ON storage.objects" in plan
    assert "TABLE auth.users" not in plan
    assert "SCHEMA auth" not in plan


def test_both_sides_of_every_comparison_leave_it_out(platform: CliProject) -> None:
    assert platform.ok("check", env="production")
    assert platform.ok("diff", "live", "schema") == "No difference.\n"
    assert platform.ok("diff", "live", "plans") == "No difference.\n"
    assert platform.ok("diff", "plans", "schema") == "No difference.\n"
    platform.ok("verify")
    assert platform.json("plan", "nothing")["plan"] is None
    before = platform.files()
    platform.ok("import", "--merge")
    assert platform.files() == before
    platform.sql('ALTER TABLE auth.users ADD more text; DROP TABLE "Odd ""S x".secrets')
    assert platform.ok("diff", "live", "schema") == "No difference.\n"
    platform.commit()
    platform.ok("apply", "--yes", env="production")


def test_a_plan_changes_what_is_managed_and_nothing_else(platform: CliProject) -> None:
    table = platform.root / "schema/app/tables/profiles.yaml"
    table.write_text(table.read_text().replace("    columns:\n", "    columns:\n      note: text\n"))
    external = platform.root / "schema/_external/storage.yaml"
    external.write_text(external.read_text().replace("owner = auth.uid()", "owner = auth.uid() or owner is null"))
    platform.ok("plan", "more", env="production")
    assert platform.ok("check", env="production")
    platform.commit()
    platform.ok("apply", "--yes", env="production")
    assert platform.sql("SELECT count(*) FROM storage.names") == [(0,)]
    assert platform.sql("SELECT pg_get_expr(polqual, polrelid) ~ 'NULL' FROM pg_policy WHERE polname = 'read'") == [(True,)]
    assert platform.ok("diff", "live", "schema") == "No difference.\n"


def test_a_merge_brings_along_what_is_needed_now(platform: CliProject) -> None:
    platform.sql(
        "CREATE TABLE storage.buckets (id integer PRIMARY KEY, x text); CREATE TABLE app.b (id integer REFERENCES storage.buckets)"
    )
    platform.ok("import", "--merge")
    assert "buckets" in (platform.root / "schema/_external/storage.yaml").read_text()
    assert platform.ok("diff", "live", "schema") == "No difference.\n"


def test_what_others_hang_on_it_stops_the_plan(platform: CliProject) -> None:
    table = platform.root / "schema/app/tables/profiles.yaml"
    table.write_text(table.read_text().replace("      name: text\n", ""))
    view = platform.root / "schema/app/views/mails.yaml"
    view.unlink()
    result = platform.run("plan", "less", "--accept", "SC401:app.profiles.name", env="production")
    assert result.exit_code == 1
    assert "storage.names" in result.stderr


def test_what_is_out_of_scope_is_not_written_by_mistake(platform: CliProject) -> None:
    platform.write("schema/other.yaml", "schema: other\ntables:\n  t: {columns: {a: int}}\n")
    result = platform.run("check")
    assert result.exit_code != 0
    assert "S025" in result.stderr
    assert "other.yaml:3" in result.stderr
    platform.write("schema/other.yaml", "external: true\nschema: app\ntables:\n  t: {columns: {a: int}}\n")
    result = platform.run("check")
    assert "S026" in result.stderr


def test_sync_leaves_others_alone(platform: CliProject) -> None:
    platform.sql("DROP SCHEMA schemactl CASCADE")
    platform.ok("env", "mark", "development")
    table = platform.root / "schema/app/tables/profiles.yaml"
    table.write_text(table.read_text().replace("    columns:\n", "    columns:\n      note: text\n"))
    platform.ok("sync", "--yes")
    assert platform.sql("SELECT to_regclass('auth.users') IS NOT NULL, to_regclass('storage.names') IS NOT NULL") == [(True, True)]
    assert platform.ok("diff", "live", "schema") == "No difference.\n"


def test_a_merge_keeps_partitions_unmanaged(project: CliProject) -> None:
    project.sql("CREATE TABLE ev (id integer, at date) PARTITION BY RANGE (at); CREATE TABLE ev_1 PARTITION OF ev DEFAULT")
    project.write(
        "schema/ev.yaml", "tables:\n  ev:\n    partition_by: range (at)\n    columns: {id: int, at: date}\n    partitions: unmanaged\n"
    )
    assert project.ok("diff", "live", "schema") == "No difference.\n"
    project.sql("ALTER TABLE ev ADD note text")
    project.ok("import", "--merge")
    text = (project.root / "schema/ev.yaml").read_text()
    assert "note" in text
    assert "partitions: unmanaged" in text
    assert project.ok("diff", "live", "schema") == "No difference.\n"


def test_an_owner_that_may_be_anybody_is_no_drift(project: CliProject) -> None:
    """`owner:` without a value, in a project that manages owners."""
    project.write(
        "schema/t.yaml",
        "schema: app\nowner: postgres\ntables:\n  theirs:\n    owner:\n    columns: {a: int}\n  ours:\n    columns: {a: int}\n",
    )
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    assert "nothing to do" in project.ok("plan", "--from", "live", "--dry-run", "--exit-code")
    project.write("schema/u.yaml", "schema: app\ntables:\n  third:\n    owner:\n    columns: {a: int}\n")
    project.ok("plan", "second")
    project.ok("apply", "--yes", "--allow-uncommitted")
    assert "nothing to do" in project.ok("plan", "--from", "live", "--dry-run", "--exit-code")
    project.ok("check")
