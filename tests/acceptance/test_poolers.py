"""Behind a connection pooler session locks and settings do not hold: apply says so, names direct_url, and runs nothing."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from bouncer import PROGRAM, bouncer
from cli_project import CliProject
from plan_folder import PlanFolder, opened, step
from pooler import through_a_pooler

from schemactl.live.fingerprint import live_fingerprints
from schemactl.model.scope import Scope
from schemactl.plans.planfile import Plan, PlanHeader

MODES = ("transaction", "session", "statement")


@contextlib.contextmanager
def pooled(url: str, mode: str) -> Iterator[str]:
    """Through pgbouncer where it is installed, else through something that announces another backend, as every pooler does."""
    if PROGRAM is None:
        with through_a_pooler(url) as address:
            yield address
        return
    # The account of servers has to get there.
    with tempfile.TemporaryDirectory(dir="/var/tmp", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with bouncer(url, Path(folder) / "pgbouncer", mode) as address:
            yield address


@pytest.fixture
def planned(project: CliProject) -> CliProject:
    with contextlib.closing(opened(project.url)) as conn:
        state = live_fingerprints(conn, Scope())
    header = PlanHeader(parent="-", before=state, after=state, changes=1)
    PlanFolder(project.root / "plans").write(Plan(name="0001_nothing", header=header, steps=(step("SELECT 1"),)))
    return project


@pytest.mark.parametrize("mode", MODES)
def test_apply_is_refused_behind_a_pooler_and_runs_past_it(planned: CliProject, mode: str) -> None:
    with pooled(planned.url, mode) as address:
        result = planned.run("-u", address, "apply", "--allow-uncommitted")
        assert result.exit_code == 78, result.output
        assert "pooler" in result.stderr
        assert "direct_url" in result.stderr
        assert planned.sql("SELECT to_regclass('schemactl.plans')") == [(None,)]
        configuration = planned.root / "schemactl.toml"
        through = configuration.read_text().replace(f'url = "{planned.url}"', f'url = "{address}"\ndirect_url = "{planned.url}"')
        configuration.write_text(through)
        assert "Applied 0001_nothing" in planned.ok("apply", "--allow-uncommitted")


@pytest.mark.parametrize("command", ["status", "plan"])
def test_who_only_reads_is_refused_as_well_and_leaves_no_setting_behind(planned: CliProject, command: str) -> None:
    """In a pooled session a setting would be the application's next surprise."""
    with pooled(planned.url, "transaction") as address:
        result = planned.run("-u", address, command)
        assert (result.exit_code, "direct_url" in result.stderr) == (78, True), result.output
        if PROGRAM is None:
            return
        with contextlib.closing(psycopg.connect(address, autocommit=True, prepare_threshold=None)) as conn:
            assert conn.execute("SHOW search_path").fetchone() == ('"$user", public',)
