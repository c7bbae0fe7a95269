"""What `[plan]` says about tables that others use, from the configuration to the applied plan."""

from __future__ import annotations

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
    assert "sizes_from" in project.run("plan", "--dry-run").stderr
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
