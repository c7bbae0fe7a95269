"""Roles through the command line: checked by default, made by plans where the configuration says so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_project import CliProject

CONFIGURATION = """\
[scope]
roles = "managed"

[env.dev]
url = "{url}"
mode = "development"
"""
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
OWNER, READER, OLD = (f"schemactl_acc{WORKER}_{role}" for role in ("owner", "reader", "old"))
"""Roles are the server's: each process that runs tests there makes its own."""
SCHEMA = f"""\
roles:
  {OWNER}:
  {READER}: {{login: true, member_of: [{OWNER}], settings: {{work_mem: 8MB}}, parameters: {{log_min_messages: set}}}}
schema: app
owner: {OWNER}
tables:
  notes:
    columns: {{id: int primary key}}
    grants: {{{READER}: select}}
"""


def _drop(project: CliProject) -> None:
    for statement in (
        f"DROP OWNED BY {one}; DROP ROLE {one}"
        for one in (READER, OWNER, OLD)
        if project.sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{one}'")
    ):
        project.sql(statement)


@pytest.fixture
def managed(tmp_path: Path, database: str) -> Iterator[CliProject]:
    """Scratch databases are elsewhere: PostgreSQL's own programs."""
    project = CliProject(tmp_path, database, database)
    (tmp_path / "schemactl.toml").write_text(CONFIGURATION.format(url=database))
    _drop(project)
    yield project
    _drop(project)


def test_a_role_that_is_missing_is_named_before_anything_else(project: CliProject) -> None:
    project.write("schema/app.yaml", f"schema: app\ntables:\n  t:\n    columns: {{id: int}}\n    grants:\n      {OLD}_never: select\n")
    result = project.run("plan", "first")
    assert result.exit_code == 78
    assert f"there is no role {OLD}_never on the server" in result.output
    assert project.plans() == []
    assert project.run("sync").exit_code == 78


def test_apply_needs_the_roles_too(project: CliProject) -> None:
    project.sql(f"CREATE ROLE {OLD}_a LOGIN")
    try:
        project.write("schema/app.yaml", f"roles: {{{OLD}_a: {{login: true}}}}\nviews: {{v: select 1 as a}}\n")
        project.ok("plan", "first")
        project.sql(f"ALTER ROLE {OLD}_a NOLOGIN")
        result = project.run("apply", "--allow-uncommitted")
        assert result.exit_code == 78
        assert f"role {OLD}_a login: false, not true" in result.output
        project.sql(f"ALTER ROLE {OLD}_a LOGIN")
        project.ok("apply", "--allow-uncommitted")
    finally:
        project.sql(f"DROP ROLE {OLD}_a")


def test_managed_roles_from_the_first_to_the_last(managed: CliProject) -> None:
    managed.write("schema/app.yaml", SCHEMA)
    result = managed.run("plan", "first")
    assert result.exit_code == 0, result.output
    assert "about the server's roles" in result.output
    assert managed.sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{OWNER}'") == []
    managed.ok("apply", "--allow-uncommitted")
    assert managed.sql(f"SELECT rolcanlogin, rolconfig FROM pg_roles WHERE rolname = '{READER}'") == [(True, ["work_mem=8MB"])]
    assert managed.sql(f"SELECT has_parameter_privilege('{READER}', 'log_min_messages', 'SET')") == [(True,)]
    assert "nothing to do" in managed.ok("plan")
    managed.ok("check")
    assert "as it was proved" in managed.ok("verify")

    managed.sql(f"CREATE ROLE {OLD}")
    managed.write("schema/app.yaml", SCHEMA.replace("login: true", "createdb: true") + "views: {v: select 1 as a}\n")
    managed.write("schema/old.yaml", f"roles: {{{OLD}: absent}}\n")
    assert managed.run("plan", "second").exit_code == 3
    managed.ok("plan", "second", "--accept", f"SC410:{OLD}")
    assert managed.run("check").exit_code == 0
    managed.sql(f"ALTER ROLE {READER} CREATEROLE")
    drifted = managed.run("apply", "--allow-uncommitted")
    assert drifted.exit_code == 7
    assert f"role {READER} createrole" in drifted.output
    managed.sql(f"ALTER ROLE {READER} NOCREATEROLE")
    managed.ok("apply", "--allow-uncommitted")
    assert managed.sql(f"SELECT rolcanlogin, rolcreatedb FROM pg_roles WHERE rolname = '{READER}'") == [(False, True)]
    assert managed.sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{OLD}'") == []


def test_managed_roles_are_imported(managed: CliProject) -> None:
    managed.sql(f"CREATE ROLE {OWNER}; CREATE ROLE {READER} LOGIN; GRANT {OWNER} TO {READER}; CREATE ROLE {OLD}")
    managed.sql(f"CREATE TABLE t (a int); GRANT SELECT ON t TO {READER}; COMMENT ON ROLE {OWNER} IS 'Owns'")
    managed.sql(f"GRANT SET ON PARAMETER log_min_messages TO {READER}")
    managed.ok("import")
    text = (managed.root / "schema" / "_database.yaml").read_text()
    assert f"{OWNER}:\n    comment: Owns" in text
    assert f"{READER}:\n    login: true\n    member_of:" in text
    assert "    parameters:\n      log_min_messages: set" in text
    assert OLD not in text
    assert "nothing to do" in managed.ok("plan", "--from", "live")


def test_scratch_may_not_be_where_the_roles_are(managed: CliProject, database: str) -> None:
    managed.write("schema/app.yaml", SCHEMA)
    configuration = (managed.root / "schemactl.toml").read_text()
    managed.write("schemactl.toml", f'{configuration}scratch_url = "{database}"\n')
    result = managed.run("plan", "first")
    assert result.exit_code == 78
    assert "may not be on the server whose roles are managed" in result.output


def test_a_tablespace_that_is_missing_is_named(project: CliProject) -> None:
    project.write("schema/app.yaml", "tables:\n  t:\n    tablespace: schemactl_nowhere\n    columns: {id: int}\n")
    for command in (["plan", "first"], ["sync"]):
        result = project.run(*command)
        assert result.exit_code == 78
        assert "there is no tablespace schemactl_nowhere on the server" in result.output
        assert "create it by hand" in result.output


TRIGGERS = f"""\
CREATE ROLE {OWNER} SUPERUSER; CREATE ROLE {READER} SUPERUSER; CREATE SCHEMA app;
CREATE FUNCTION app.f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER {OWNER}_e ON ddl_command_end WHEN TAG IN ('CREATE CAST') EXECUTE FUNCTION app.f();
CREATE FOREIGN DATA WRAPPER {OWNER}_w;
ALTER EVENT TRIGGER {OWNER}_e OWNER TO {OWNER}; ALTER FOREIGN DATA WRAPPER {OWNER}_w OWNER TO {OWNER}"""


@pytest.mark.parametrize("roles", ["checked", "managed"])
def test_what_only_superusers_own_may_be_another_ones(managed: CliProject, roles: str) -> None:
    """Scratch makes its stubs superusers for that, and for nothing else."""
    configuration = (managed.root / "schemactl.toml").read_text().replace("development", "protected")
    managed.write("schemactl.toml", configuration.replace('"managed"', f'"{roles}"'))
    managed.sql(TRIGGERS)
    managed.ok("import", "--baseline")
    managed.ok("adopt")
    assert "nothing to do" in managed.ok("plan", "--from", "live")
    managed.ok("check")
    folder = managed.root / "schema"
    for file in (path for path in folder.rglob("*.yaml") if f"owner: {OWNER}" in path.read_text()):
        file.write_text(file.read_text().replace(f"owner: {OWNER}", f"owner: {READER}"))
    managed.ok("plan", "second", "--from", "live")
    managed.ok("check")
    managed.ok("verify")
    managed.commit()
    managed.ok("apply")
    owners = "SELECT evtowner::regrole::text FROM pg_event_trigger UNION ALL SELECT fdwowner::regrole::text FROM pg_foreign_data_wrapper"
    assert managed.sql(owners) == [(READER,)] * 2
