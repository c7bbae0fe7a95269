"""`doctor`, `wait` and `unlock`: what people ask of a database around an apply."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import psycopg
import pytest
from cli_project import CliProject
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemactl.applying import health
from schemactl.applying.locks import advisory_lock
from schemactl.applying.needs import needs
from schemactl.live.connection import connect, target
from schemactl.plans.directory import list_plans
from schemactl.plans.plan import PlanStatement, PlanStep

SCHEMA = """\
schema: app
tables:
  'Odd "T x':
    columns:
      id: bigint primary key
"""


@pytest.fixture
def planned(project: CliProject) -> CliProject:
    """One plan, which waits."""
    project.write("schema/app.yaml", SCHEMA)
    project.ok("plan", "first", "--from", "plans")
    return project


def findings(project: CliProject, *words: str, env: str = "dev") -> list[tuple[str, str, str]]:
    result = project.run("doctor", "--json", *words, env=env)
    document = json.loads(result.stdout)
    assert "findings" in document, result.output
    found = [(one["check"], one["level"], one["message"]) for one in document["findings"]]
    assert document["ok"] is not any(level == "error" for _, level, _ in found)
    return found


def of(found: list[tuple[str, str, str]], check: str) -> list[tuple[str, str]]:
    return [(level, message) for name, level, message in found if name == check]


def test_all_is_well(planned: CliProject) -> None:
    found = findings(planned)
    assert not [one for one in found if one[1] == "error"]
    assert ("ok", "1 in the folder, 1 pending") in of(found, "plans")
    assert of(found, "rights") == [("ok", "postgres is a superuser")]
    text = planned.ok("doctor")
    assert "direct connection" in text
    assert planned.sql("SELECT to_regnamespace('schemactl')") == [(None,)]


def test_what_stands_in_the_way_is_an_error(planned: CliProject) -> None:
    planned.ok("apply", "--allow-uncommitted", "--yes")
    planned.sql("CREATE TABLE app.by_hand ()")
    plan = planned.root / "plans" / "0001_first.sql"
    result = planned.run("doctor")
    assert result.exit_code == 1
    assert "schemactl drift says how" in result.stdout
    plan.write_text(plan.read_text().replace("bigint", "text"))
    assert [level for level, _ in of(findings(planned), "plans")] == ["error"]


def test_what_goes_on_in_the_database_is_told(planned: CliProject) -> None:
    planned.sql("CREATE TABLE public.t (a int); INSERT INTO public.t VALUES (1), (1)")
    with psycopg.connect(planned.url, autocommit=True) as conn, pytest.raises(psycopg.errors.UniqueViolation):
        conn.execute('CREATE UNIQUE INDEX CONCURRENTLY "Odd i" ON public.t (a)')
    assert [message.split(" is ")[0] for _, message in of(findings(planned), "half-done")] == ['index public."Odd i"']
    with psycopg.connect(planned.url) as conn:
        conn.execute("SELECT 1")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(health, "_LONG", 0.0)
            assert any(f"pid {conn.info.backend_pid}: " in message for _, message in of(findings(planned), "long transactions"))


def test_a_role_that_does_not_see_the_transactions_of_others_is_told_so(planned: CliProject) -> None:
    planned.sql("CREATE ROLE short_sighted LOGIN")
    with connect(target(make_conninfo(planned.url, user="short_sighted"), source="test"), read_only=True) as conn:
        found = [(one.level, one.message) for one in health.health(conn) if one.check == "long transactions"]
    planned.sql("DROP ROLE short_sighted")
    assert [(level, "transactions of other roles" in message) for level, message in found] == [("note", True)]


def test_rights_are_tried_out_for_every_statement(planned: CliProject) -> None:
    """PostgreSQL decides: the plan runs in scratch as a role with the same rights."""
    planned.ok("apply", "--allow-uncommitted", "--yes")
    planned.sql("CREATE SCHEMA other")
    planned.write("schema/app.yaml", SCHEMA + "      more: text\n  new:\n    columns:\n      id: bigint\n")
    planned.write("schema/other.yaml", "schema: other\n")
    planned.ok("plan", "more", "--from", "plans")
    with role(planned) as name:
        planned.sql(f'GRANT CREATE, USAGE ON SCHEMA app TO "{name}"')
        planned.sql(f'GRANT USAGE ON SCHEMA schemactl TO "{name}"; GRANT SELECT ON ALL TABLES IN SCHEMA schemactl TO "{name}"')
        url = make_conninfo(**(conninfo_to_dict(planned.url) | {"user": name}))
        document = json.loads(planned.run("-u", url, "doctor", "--json", env="production").stdout)
    errors = [one["message"] for one in document["findings"] if one["check"] == "rights" and one["level"] == "error"]
    assert any('(column app."Odd ""T x".more): must be owner of table Odd "T x' in one for one in errors), errors
    assert any("the ledger cannot be written" in one for one in errors)
    assert not any("app.new" in one for one in errors), "who may create in a schema may"


@contextmanager
def role(project: CliProject) -> Iterator[str]:
    """A role that owns nothing, for a while."""
    name = f"doctor_{project.root.name}"[:50]
    project.sql(f'CREATE ROLE "{name}" LOGIN')
    try:
        yield name
    finally:
        project.sql(f'DROP OWNED BY "{name}" CASCADE')
        project.sql(f'DROP ROLE "{name}"')


def test_extensions_that_the_server_lacks_are_named(planned: CliProject) -> None:
    (file,) = list_plans(planned.root / "plans")
    step = PlanStep(statements=(PlanStatement(sql="CREATE EXTENSION nothing_like_it", label="extension", verb="+"),))
    with connect(target(planned.url, source="test")) as conn:
        found = list(needs(conn, [msgspec.structs.replace(file.plan(), steps=(step,))]))
    assert [one.level for one in found if one.check == "extensions"] == ["error"]


def test_wait_until_it_is_ready_and_until_it_is_applied(planned: CliProject) -> None:
    assert planned.ok("wait") == "ready\n"
    late = planned.run("wait", "--applied", "--for", "1s")
    assert late.exit_code == 6
    assert "1 plan waits to be applied, the first is 0001_first" in late.stderr
    words = ["-C", str(planned.root), "-e", "dev", "--no-input", "apply", "--allow-uncommitted", "--yes"]
    applying = subprocess.Popen([sys.executable, "-m", "schemactl", *words], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    assert planned.ok("wait", "--applied", "--for", "60s") == "ready\n"
    assert applying.wait() == 0


def test_wait_for_a_server_that_is_not_there(planned: CliProject) -> None:
    started = time.monotonic()
    assert planned.run("-u", "postgresql://127.0.0.1:1/none", "wait", "--for", "1s", env="production").exit_code == 6
    assert time.monotonic() - started < 30


def test_unlock_shows_who_holds_the_lock_and_ends_it_when_asked(planned: CliProject) -> None:
    assert planned.ok("unlock") == "Nobody holds the lock.\n"
    conn = connect(target(planned.url, source="test"), application_name="schemactl hanging")
    holding = advisory_lock(conn, wait=1)
    holding.__enter__()
    said = planned.ok("unlock")
    assert said.startswith(f"Held by pid {conn.info.backend_pid}: postgres (schemactl hanging)")
    assert planned.json("unlock")["held"] is True
    assert planned.run("unlock", "--end").exit_code == 4
    assert planned.json("unlock")["held"] is True
    assert planned.ok("unlock", "--end", "--yes").startswith(f"Ended pid {conn.info.backend_pid}")
    assert planned.json("unlock") == {"format_version": 1, "held": False, "by": None, "ended": False}
    conn.close()
