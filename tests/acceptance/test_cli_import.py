"""`import`: never half, never over somebody's work, and --merge keeps what people wrote."""

from __future__ import annotations

import pytest
from cli_project import CliProject

MINE = """\
# our schema
schema: app
tables:
  # people
  users:  # yes
    columns:
      id: int8 primary key  # the key
      name: text not null

  # to go
  gone:
    columns: {a: int}
  posts:
    columns:
      id: bigint primary key
"""

LIVE = """
CREATE SCHEMA app;
CREATE TABLE app.users (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE app.posts (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES app.users);
CREATE VIEW app.names AS SELECT id, name FROM app.users;
"""


@pytest.fixture
def merged(project: CliProject) -> CliProject:
    """Files that describe a part of what the database holds."""
    project.write("schema/all.yaml", MINE)
    project.write("schema/notes.txt", "kept")
    project.sql(LIVE)
    return project


def test_merge_writes_what_differs_and_keeps_the_rest_byte_for_byte(merged: CliProject) -> None:
    merged.ok("import", "--merge")
    text = (merged.root / "schema" / "all.yaml").read_text()
    assert text.startswith(MINE[: MINE.index("  # to go")])
    assert "gone" not in text
    assert "user_id: bigint not null" in text
    assert (merged.root / "schema" / "app" / "views" / "names.yaml").exists()
    assert merged.ok("diff", "live", "schema") == "No difference.\n"
    before = merged.files()
    assert merged.json("import", "--merge")["files"] == []
    assert merged.files() == before


def test_merge_removes_a_file_that_says_nothing_any_more(merged: CliProject) -> None:
    merged.write("schema/old.yaml", "schema: app\ntables:\n  old:\n    columns: {a: int}\n")
    merged.ok("import", "--merge")
    assert not (merged.root / "schema" / "old.yaml").exists()
    assert (merged.root / "schema" / "notes.txt").exists()


def test_merge_inside_of_a_group(merged: CliProject) -> None:
    merged.write(
        "schema/words.yaml", "schema: app\ntext_search:\n  # kept\n  dictionaries:\n    old: pg_catalog.simple\n    a: pg_catalog.simple\n"
    )
    merged.sql("CREATE TEXT SEARCH DICTIONARY app.a (TEMPLATE = simple, stopwords = 'english')")
    merged.ok("import", "--merge")
    text = (merged.root / "schema" / "words.yaml").read_text()
    assert "# kept" in text
    assert "old" not in text
    assert merged.ok("diff", "live", "schema") == "No difference.\n"
    merged.sql("DROP TEXT SEARCH DICTIONARY app.a")
    merged.ok("import", "--merge")
    assert not (merged.root / "schema" / "words.yaml").exists()


def test_files_are_not_overwritten_unasked(merged: CliProject) -> None:
    before = merged.files()
    result = merged.run("import")
    assert result.exit_code == 3
    assert "--merge" in result.stderr
    assert merged.run("import", "--merge", "--overwrite").exit_code == 64
    assert merged.files() == before


def test_import_after_init(project: CliProject) -> None:
    project.ok("init")
    project.sql(LIVE)
    assert "Wrote" in project.ok("import")
    assert project.run("import").exit_code == 3


@pytest.mark.parametrize(("layout", "file"), [("object", "app/tables/users.yaml"), ("kind", "app/tables.yaml"), ("schema", "app.yaml")])
def test_layouts(project: CliProject, layout: str, file: str) -> None:
    project.sql(LIVE)
    assert file in project.json("import", "--layout", layout)["files"]
    assert project.ok("diff", "live", "schema") == "No difference.\n"


def test_a_part_of_a_database(project: CliProject) -> None:
    project.sql(LIVE)
    project.sql("CREATE SCHEMA other CREATE TABLE t (a int)")
    result = project.run("import", "--only", "app", "--exclude", "view:app.*")
    assert result.exit_code == 0, result.output
    assert 'schemas = ["app"]' in result.stderr
    assert 'ignore = ["view:app.*"]' in result.stderr
    names = {str(path.relative_to(project.root / "schema")) for path in (project.root / "schema").rglob("*.yaml")}
    assert names == {"_database.yaml", "app/tables/posts.yaml", "app/tables/users.yaml"}


def test_a_folder_of_its_own(project: CliProject) -> None:
    project.sql(LIVE)
    project.ok("import", "--schema", str(project.root / "elsewhere"))
    assert (project.root / "elsewhere" / "app" / "tables" / "users.yaml").exists()
    assert list((project.root / "schema").iterdir()) == []


def test_a_folder_outside_of_the_project(project: CliProject, tmp_path_factory: pytest.TempPathFactory) -> None:
    project.sql(LIVE)
    folder = tmp_path_factory.mktemp("outside") / "schema"
    project.ok("import", "--schema", str(folder), "--baseline")
    assert (folder / "app" / "tables" / "users.yaml").exists()
    assert project.plans() == ["0001_baseline.sql"]
    assert project.json("import", "--schema", str(folder), "--merge")["files"] == []


def test_files_with_mistakes_are_somebodys_work(project: CliProject) -> None:
    project.sql(LIVE)
    project.write("schema/bad.yaml", "tabels: {}\n")
    assert project.run("import").exit_code == 3
    project.ok("import", "--overwrite")


def test_nothing_is_left_behind_by_an_import_that_fails(project: CliProject) -> None:
    project.write("schema/users.yaml", MINE)
    before = project.files()
    assert project.run("-u", "postgresql://localhost:1/x", "import", "--overwrite").exit_code == 6
    assert project.files() == before
    assert not [path for path in project.root.iterdir() if path.name.startswith(".schema")]


LONG = """
CREATE TABLE public.jobs (id serial PRIMARY KEY, part smallserial, at timestamptz(3) DEFAULT now(), label varchar(20)[], odd serial);
ALTER SEQUENCE public.jobs_odd_seq CACHE 5;
CREATE FUNCTION public.score(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  -- owner: nobody
  IF a IS NULL THEN
    RETURN 0;
  END IF;
  RETURN a
    + b
    + 1;
END
$$;
COMMENT ON FUNCTION public.score(integer, integer) IS 'of a job';
CREATE FUNCTION public.score(a text) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN





  RETURN length(a);
END
$$;
"""


def test_import_writes_what_a_person_would(project: CliProject) -> None:
    project.sql(LONG)
    project.ok("import")
    table = (project.root / "schema/public/tables/jobs.yaml").read_text()
    assert "      id: serial\n      part: smallserial\n      at: timestamptz(3) default now()\n      label: varchar(20)[]\n" in table
    sequences = (project.root / "schema/public/_schema.yaml").read_text()
    assert "jobs_odd_seq" in sequences
    assert "jobs_id_seq" not in sequences
    functions = project.root / "schema/public/functions"
    assert len(list(functions.glob("score*.sql"))) == 2
    assert "file: score.sql" in (functions / "score.yaml").read_text()
    assert "body" not in (functions / "score.yaml").read_text()
    assert project.ok("diff", "live", "schema") == "No difference.\n"


def test_merge_keeps_sql_in_the_file_where_it_was_put(project: CliProject) -> None:
    project.sql(LONG)
    project.ok("import")
    functions = project.root / "schema/public/functions"
    (functions / "score.sql").rename(project.root / "schema/mine.sql")
    yaml = functions / "score.yaml"
    yaml.write_text(yaml.read_text().replace("file: score.sql", "file: ../../mine.sql"))
    other = (functions / next(functions.glob("score-*.sql"))).read_text()
    project.sql("COMMENT ON FUNCTION public.score(integer, integer) IS 'other'")
    before = (project.root / "schema/mine.sql").read_text()
    project.ok("import", "--merge")
    assert (project.root / "schema/mine.sql").read_text() == before
    project.sql("CREATE OR REPLACE FUNCTION public.score(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT 1'")
    project.ok("import", "--merge")
    assert "SELECT 1" in (project.root / "schema/mine.sql").read_text()
    assert (functions / next(functions.glob("score-*.sql"))).read_text() == other
    assert project.ok("diff", "live", "schema") == "No difference.\n"
    project.sql("DROP FUNCTION public.score(integer, integer)")
    project.ok("import", "--overwrite")
    assert not (project.root / "schema/mine.sql").exists()
