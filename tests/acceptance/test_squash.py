"""`squash`: one plan for many; databases at every point of the old chain go on, and new ones get there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from cli_project import CliProject
from psycopg import connect

from schemactl.scratch.server import ScratchServer

TEXTS = [
    "schema: app\ntables:\n  'Odd \"T x':\n    columns:\n      id: bigint primary key\n"
    + "".join(f"      c{one}: text\n" for one in range(number))
    for number in range(6)
]


@pytest.fixture
def five(project: CliProject) -> CliProject:
    """Five plans, and databases that stopped after each of them."""
    for number, text in enumerate(TEXTS[:5], 1):
        project.write("schema/app.yaml", text)
        project.ok("plan", f"step_{number}", "--from", "plans")
    project.commit()
    return project


class Databases:
    """Databases of their own, dropped in the end."""

    def __init__(self, project: CliProject, server: ScratchServer, stack: ExitStack) -> None:
        self.project, self.server, self.stack = project, server, stack

    def at(self, last: int) -> str:
        """The URL of one that ran the plans up to `last`."""
        conn = self.stack.enter_context(self.server.database())
        url = self.server.url(conn.info.dbname)
        conn.close()
        if last:
            done = self.project.run("-u", url, "apply", "--yes", "--to", str(last), env="production")
            assert done.exit_code == 0, done.output
        return url


@pytest.fixture
def databases(five: CliProject, server: ScratchServer) -> Iterator[Databases]:
    with ExitStack() as stack:
        yield Databases(five, server, stack)


def apply(project: CliProject, url: str) -> str:
    done = project.run("-u", url, "apply", "--yes", env="production")
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(("words", "anew"), [("1..4", True), ("2..4", False), ("2..5", False)])
def test_databases_at_every_point_go_on(five: CliProject, databases: Databases, words: str, anew: bool) -> None:
    urls = [databases.at(last) for last in range(6)]
    said = five.ok("squash", words, "short")
    assert ("planned anew" in said) is anew
    five.commit()
    assert five.ok("check")
    five.write("schema/app.yaml", TEXTS[5])
    five.ok("plan", "after", "--from", "plans")
    five.commit()
    for url in urls:
        apply(five, url)
        assert "No difference" in five.ok("-u", url, "diff", "live", "schema", env="production")
        assert five.run("-u", url, "drift", env="production").exit_code == 0
        assert five.run("-u", url, "status", "--exit-code", env="production").exit_code == 0
        assert "up to date" in apply(five, url)


def test_what_was_planned_behind_it_stays_byte_for_byte(five: CliProject) -> None:
    before = (five.root / "plans/0005_step_5.sql").read_bytes()
    five.ok("squash", "2..4")
    assert five.plans() == ["0001_step_1.sql", "0004_squashed.sql", "0005_step_5.sql"]
    assert "as it was proved" in five.ok("verify")
    assert (five.root / "plans/0005_step_5.sql").read_bytes() == before


def test_without_the_old_files_whoever_is_in_the_middle_is_told(five: CliProject, databases: Databases) -> None:
    middle, behind = databases.at(3), databases.at(4)
    five.ok("squash", "2..4")
    shutil.rmtree(five.root / "plans" / "squashed")
    five.commit()
    done = five.run("-u", middle, "apply", "--yes", env="production")
    assert done.exit_code == 7
    assert "0004_step_4 was squashed and then removed" in done.stderr
    assert "Applied 0005_step_5" in apply(five, behind)
    assert five.run("-u", behind, "drift", env="production").exit_code == 0


def test_old_files_that_somebody_changed_do_not_run(five: CliProject, databases: Databases) -> None:
    middle = databases.at(3)
    five.ok("squash", "2..4")
    old = next((five.root / "plans" / "squashed").rglob("0004_step_4.sql"))
    old.write_text(old.read_text().replace("text", "bytea"))
    five.commit()
    assert five.run("-u", middle, "apply", "--yes", env="production").exit_code == 7


def test_a_squashed_plan_can_be_squashed(five: CliProject, databases: Databases) -> None:
    urls = [databases.at(last) for last in (2, 3, 4)]
    five.ok("squash", "2..3", "first")
    five.commit()
    urls.append(databases.at(3))
    five.ok("squash", "3..5", "second")
    five.commit()
    assert five.plans() == ["0001_step_1.sql", "0005_second.sql"]
    for url in urls:
        apply(five, url)
        assert "No difference" in five.ok("-u", url, "diff", "live", "schema", env="production")


def test_rows_that_somebody_wrote_by_hand_are_written_again(five: CliProject, databases: Databases) -> None:
    five.ok("plan", "--custom", "fill", "--from", "plans")
    plan = five.root / "plans/0006_fill.sql"
    plan.write_text(
        plan.read_text().replace(
            "SELECT 1  -- put the data change here, then run: schemactl verify\n", 'INSERT INTO app."Odd ""T x" (id) VALUES (7)\n'
        )
    )
    five.ok("verify")
    said = five.ok("squash", "1..6")
    assert "with all their statements" in said
    five.commit()
    url = databases.at(0)
    apply(five, url)
    with connect(url) as conn:
        assert conn.execute('SELECT id FROM app."Odd ""T x"').fetchall() == [(7,)]


@pytest.mark.parametrize("words", ["3", "4..2", "2..2", "1..9", ".."])
def test_words_that_are_no_run(five: CliProject, words: str) -> None:
    assert five.run("squash", words).exit_code == 64


def test_a_dry_run_writes_nothing(five: CliProject) -> None:
    before = five.files()
    assert "Would write" in five.ok("squash", "1..5", "--dry-run")
    assert five.files() == before
    assert not Path(five.root / "plans" / "squashed").exists()
