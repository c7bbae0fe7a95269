"""schemactl.api and the pytest plugin, on a real server."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from schemactl import api
from schemactl.errors import RefusedError
from schemactl.scratch.server import ScratchServer

pytest_plugins = ["pytester"]
ORDERS = 'schema: app\ntables:\n  Odd "T x:\n    columns:\n      id: bigint primary key\n      note: text not null\n    rows:\n      - {id: 1, note: first}\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.yaml").write_text(ORDERS)
    return tmp_path


def test_load_plan_write_apply_and_introspect(project: Path, server: ScratchServer):
    table = api.ObjectId("table", ("app", 'Odd "T x'))
    assert table in api.load(project / "schema")
    root = server.url("postgres")
    with server.database() as conn:
        url = server.url(conn.info.dbname)
        proposal = api.plan(project / "schema", url, scratch_url=root)
        assert any(one.sql.startswith("CREATE TABLE") for one in proposal.statements)
        path = api.write_plan(project, url, "first", scratch_url=root)
        assert path
        assert path.name == "0001_first.sql"
        result = api.apply(project / "plans", url, mode="development")
        assert [one.name for one in result.applied] == ["0001_first"]
        assert table in api.introspect(url)
        assert api.write_plan(project, url, "nothing", scratch_url=root) is None
        (project / "schema" / "a.yaml").write_text("schema: app\nschemas: {app: }\n")
        with pytest.raises(RefusedError) as raised:
            api.plan(project / "schema", url, scratch_url=root)
        (accepted,) = {problem.code for problem in raised.value.problems}
        assert api.plan(project / "schema", url, accept=[accepted], scratch_url=root).changes


def test_a_database_with_the_schema_and_its_rows(project: Path, server: ScratchServer):
    with api.database(project / "schema", server_url=server.url("postgres")) as url, psycopg.connect(url) as conn:
        assert conn.execute('SELECT note FROM app."Odd ""T x"').fetchall() == [("first",)]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


TESTS = """
import psycopg, pytest

@pytest.mark.parametrize("number", [1, 2])
def test_it_is_mine(schemactl_database, number):
    with psycopg.connect(schemactl_database) as conn:
        assert conn.execute('SELECT count(*) FROM app."Odd ""T x"').fetchone() == (1,)
        conn.execute('''INSERT INTO app."Odd ""T x" VALUES (7, 'x')''')
"""


def test_the_plugin_gives_every_test_its_own(pytester: pytest.Pytester, server: ScratchServer, monkeypatch: pytest.MonkeyPatch):
    pytester.mkdir("tables")
    (pytester.path / "tables" / "a.yaml").write_text(ORDERS)
    pytester.makeini("[pytest]\nschemactl_schema = tables\n")
    pytester.makepyfile(TESTS)
    monkeypatch.setenv("SCHEMACTL_TEST_SERVER_URL", server.url("postgres"))
    pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_every_public_name_is_documented():
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    missing = [name for name in api.__all__ if f"`{name}" not in page and f"api.{name}" not in page]
    assert not missing
