"""docker/entrypoint.sh with the real `schemactl apply` on a real database, in a folder that holds what an image holds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from plan_folder import opened, step

from schemactl.live.fingerprint import live_fingerprints
from schemactl.model.scope import Scope
from schemactl.plans import lockfile
from schemactl.plans.directory import list_plans, new_name, write_file
from schemactl.plans.planfile import Plan, PlanHeader, file_sha256, render
from schemactl.scratch.server import ScratchServer

ROOT = Path(__file__).parents[2]
ENTRYPOINT = ROOT / "docker" / "entrypoint.sh"
CONFIGURATION = """\
[env.dev]
mode = "development"
[env.production]
url = "${DATABASE_URL}"
lock_timeout = "10s"
"""
TABLE = "CREATE TABLE public.orders (id bigint)"
NOT_NULL = "ALTER TABLE public.orders ALTER COLUMN id SET NOT NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A folder like /app of an image: schemactl.toml and plans/; `url` is the database of its containers."""

    folder: Path
    url: str
    twin: str

    def start(self, *command: str, url: str | None = None) -> subprocess.Popen[str]:
        """Start a container's entrypoint."""
        return subprocess.Popen(
            ["sh", str(ENTRYPOINT), *command],
            cwd=self.folder / "app",
            env={
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT),
                "SCHEMACTL_ENV": "production",
                "DATABASE_URL": url or self.url,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str, url: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a container to its end."""
        return ended(self.start(*command, url=url))

    def add(self, *changes: str) -> None:
        """A committed plan per change. `twin`, a database like the containers', shows what each leads to."""
        with closing(opened(self.twin)) as conn:
            for sql in changes:
                before = live_fingerprints(conn, Scope())
                conn.execute(sql.encode())
                self._write(PlanHeader(parent=self._parent(), before=before, after=live_fingerprints(conn, Scope()), changes=1), sql)

    def _parent(self) -> str:
        plans = list_plans(self.folder / "app/plans")
        return plans[-1].sha256 if plans else "-"

    def _write(self, header: PlanHeader, sql: str) -> None:
        plans = self.folder / "app/plans"
        plan = Plan(name=new_name(list_plans(plans), "change"), header=header, steps=(step(sql),))
        data = render(plan)
        write_file(plans / f"{plan.name}.sql", data)
        lockfile.list_in_lock(plans, f"{plan.name}.sql", file_sha256(data))


def ended(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """What a container said, and its exit code."""
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def until(happened: Callable[[], bool]) -> None:
    """Wait for it, at most 20 seconds."""
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def image(tmp_path: Path, database: str, server: ScratchServer) -> Iterator[Image]:
    """An image whose project has no plans yet."""
    (tmp_path / "app/plans").mkdir(parents=True)
    (tmp_path / "app/schemactl.toml").write_text(CONFIGURATION)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "schemactl"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m schemactl "$@"\n')
    program.chmod(0o755)
    with server.database() as twin:
        name = twin.info.dbname
        twin.close()
        yield Image(folder=tmp_path, url=database, twin=server.url(name))


@pytest.fixture
def sql(database: str) -> Iterator[Callable[[str], list[tuple[object, ...]]]]:
    """Run a statement in the database, beside the containers."""
    with psycopg.connect(database, autocommit=True) as conn:

        def run(text: str) -> list[tuple[object, ...]]:
            found = conn.execute(text.encode())
            return found.fetchall() if found.description else []

        yield run


def test_the_first_start_applies_and_the_next_finds_the_database_up_to_date(image: Image) -> None:
    image.add(TABLE, NOT_NULL)
    first, second = image.run("echo", "serving"), image.run("echo", "serving")
    assert "schemactl: applying 2 plans\n" in first.stderr
    assert first.stdout.endswith("serving\n")
    assert "schemactl: database is up to date\n" in second.stderr
    assert second.stdout == "serving\n"
    assert (first.returncode, second.returncode) == (0, 0)


def test_a_project_without_plans_starts(image: Image) -> None:
    done = image.run("echo", "serving")
    assert (done.returncode, done.stdout) == (0, "serving\n")


def test_a_plan_that_fails_keeps_the_application_from_starting_until_its_cause_is_gone(image: Image, sql: Callable[[str], object]) -> None:
    image.add(TABLE)
    assert image.run("true").returncode == 0
    sql("INSERT INTO public.orders VALUES (NULL)")
    image.add(NOT_NULL)
    failed = image.run("echo", "serving")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "orders" in failed.stderr
    assert "'schemactl apply' ended with exit code 1: echo is not started" in failed.stderr
    sql("DELETE FROM public.orders")
    assert image.run("echo", "serving").stdout.endswith("serving\n")


def test_an_edited_plan_keeps_the_application_from_starting(image: Image) -> None:
    image.add(TABLE)
    plan = image.folder / "app/plans/0001_change.sql"
    plan.write_text(plan.read_text().replace("orders", "others"))
    done = image.run("echo", "serving")
    assert (done.returncode, done.stdout) == (7, "")


def test_an_older_image_does_not_start_on_a_database_that_is_ahead(image: Image) -> None:
    image.add(TABLE)
    lock = image.folder / "app/plans/plans.lock"
    older = lock.read_bytes()
    image.add(NOT_NULL)
    assert image.run("true").returncode == 0
    lock.write_bytes(older)
    (image.folder / "app/plans/0002_change.sql").unlink()
    done = image.run("echo", "serving")
    assert (done.returncode, done.stdout) == (7, "")
    assert "this database ran 0002_change, which is not in the plans folder" in done.stderr


def test_an_unreachable_database_keeps_the_application_from_starting(image: Image) -> None:
    image.add(TABLE)
    done = image.run("echo", "serving", url="postgresql://nobody@127.0.0.1:1/none")
    assert (done.returncode, done.stdout) == (6, "")


def test_sigterm_while_a_statement_waits_ends_it_and_the_next_start_goes_on(image: Image, sql: Callable[[str], list[object]]) -> None:
    image.add(TABLE)
    assert image.run("true").returncode == 0
    image.add(NOT_NULL)
    # Of this database only: other tests make tables wait on the same server.
    waiting = (
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'ALTER TABLE%'"
    )
    with psycopg.connect(image.url) as reader:
        reader.execute("SELECT 1 FROM public.orders")
        process = image.start("echo", "serving")
        until(lambda: bool(sql(waiting)))
        process.terminate()
        done = ended(process)
        assert (done.returncode, done.stdout) == (143, "")
        assert sql(waiting) == []
    assert image.run("echo", "serving").stdout.endswith("serving\n")


def test_of_many_containers_one_applies_and_all_start(image: Image) -> None:
    image.add(TABLE, NOT_NULL)
    containers = [ended(process) for process in [image.start("echo", "serving") for _ in range(4)]]
    assert [one.returncode for one in containers] == [0] * 4
    assert sum("schemactl: applying 2 plans\n" in one.stderr for one in containers) == 1
    assert sum("schemactl: database is up to date\n" in one.stderr for one in containers) == 3
    assert all(one.stdout.endswith("serving\n") for one in containers)
