"""What stands around a schema, through the command line: the database's own settings, large objects, security labels."""

from __future__ import annotations

from cli_project import CliProject

SCHEMA = """\
database:
  settings: {work_mem: 8MB}
  comment: "100% ours"
  grants: {PUBLIC: [temporary]}
large_objects:
  770010: {comment: Logo}
schema: app
tables:
  t: {columns: {id: int primary key}, security_labels: {nobody: secret}}
"""
COMMENT = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


def test_the_database_and_large_objects(project: CliProject) -> None:
    project.write("schema/app.yaml", SCHEMA.replace(", security_labels: {nobody: secret}", ""))
    project.ok("plan", "first")
    project.ok("apply", "--allow-uncommitted")
    assert project.sql(COMMENT) == [("100% ours",)]
    assert project.sql("SHOW work_mem") == [("8MB",)]
    assert project.sql("SELECT obj_description(770010, 'pg_largeobject')") == [("Logo",)]
    assert "nothing to do" in project.ok("plan")
    project.ok("check")
    assert "as it was proved" in project.ok("verify")

    project.write("schema/app.yaml", SCHEMA.replace(", security_labels: {nobody: secret}", "").replace("8MB", "9MB"))
    project.ok("plan", "second")
    project.ok("check")
    project.sql("ALTER DATABASE " + project.sql("SELECT quote_ident(current_database())")[0][0] + " SET lock_timeout TO '1s'")
    drifted = project.run("apply", "--allow-uncommitted")
    assert drifted.exit_code == 7
    project.sql("ALTER DATABASE " + project.sql("SELECT quote_ident(current_database())")[0][0] + " RESET lock_timeout")
    project.ok("apply", "--allow-uncommitted")
    assert project.sql("SHOW work_mem") == [("9MB",)]


def test_what_no_file_names_is_nobodys_business(project: CliProject) -> None:
    project.sql("COMMENT ON DATABASE " + project.sql("SELECT quote_ident(current_database())")[0][0] + " IS 'theirs'")
    project.sql("SELECT lo_create(770011)")
    project.sql("COMMENT ON LARGE OBJECT 770011 IS 'theirs'")
    project.write("schema/app.yaml", "views: {v: select 1 as a}\n")
    project.ok("plan", "first")
    project.ok("apply", "--allow-uncommitted")
    assert project.sql(COMMENT) == [("theirs",)]
    assert project.sql("SELECT obj_description(770011, 'pg_largeobject')") == [("theirs",)]


def test_they_are_imported(project: CliProject) -> None:
    project.sql("COMMENT ON DATABASE " + project.sql("SELECT quote_ident(current_database())")[0][0] + " IS 'ours'")
    project.sql("SELECT lo_create(770012)")
    project.sql("GRANT SELECT ON LARGE OBJECT 770012 TO PUBLIC")
    project.sql("CREATE TABLE t (a int)")
    project.ok("import")
    text = (project.root / "schema" / "_database.yaml").read_text()
    assert "database:\n  comment: ours\n" in text
    assert "large_objects:\n  '770012':\n    grants:\n      PUBLIC: select\n" in text.replace('"', "'") or "770012:" in text
    assert "nothing to do" in project.ok("plan", "--from", "live")


def test_a_label_is_planned_and_its_provider_has_the_last_word(project: CliProject) -> None:
    project.write("schema/app.yaml", SCHEMA)
    planned = project.run("plan", "first")
    assert planned.exit_code == 0
    assert "note[SC602]: its provider judges the label" in planned.output
    project.ok("check")
    refused = project.run("apply", "--allow-uncommitted")
    assert refused.exit_code == 1
    assert 'security label provider "nobody" is not loaded' in refused.output
    assert project.sql("SELECT to_regclass('app.t')") == [(None,)]
