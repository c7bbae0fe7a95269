"""`schemactl repair` on the command line: what is found is said before anything is done, for people and for programs."""

from __future__ import annotations

from cli_project import CliProject
from plan_folder import PlanFolder, step

from schemactl.live.fingerprint import live_fingerprints
from schemactl.model.scope import Scope
from schemactl.plans import lockfile
from schemactl.plans.planfile import Plan, PlanHeader, file_sha256, render

BLOCK = "DO $$ BEGIN IF to_regclass('public.ready') IS NULL THEN RAISE 'not ready'; END IF; END $$"


def _stopped(project: CliProject) -> None:
    """A plan whose block failed outside of a transaction; it leads back to where it starts from, which is easier to promise."""
    from plan_folder import opened

    with opened(project.url) as conn:
        state = live_fingerprints(conn, Scope())
    plan = Plan(
        name="0001_block",
        header=PlanHeader(parent="-", before=state, after=state, changes=1),
        steps=(step("SELECT 1"), step(BLOCK, mode="no transaction")),
    )
    folder = PlanFolder(project.root / "plans")
    folder.write(plan)
    assert lockfile.read_lock(folder.path)[0].sha256 == file_sha256(render(plan))
    assert project.run("apply", "--allow-uncommitted").exit_code == 8


def test_nothing_to_repair(project: CliProject) -> None:
    assert project.ok("repair") == "Nothing to repair: no plan is half-way\n"
    assert project.json("repair", "--resume") == {"format_version": 1, "found": None, "action": "resume", "done": None}


def test_what_is_found_and_what_can_be_said_about_it(project: CliProject) -> None:
    _stopped(project)
    result = project.run("repair")
    assert result.exit_code == 4
    for words in ("0001_block began", "stopped at step 2 of 2", "the catalog does not show", "DO $$"):
        assert words in result.stderr
    for flag in ("--resume", "--mark-applied", "--mark-reverted"):
        assert f"schemactl repair {flag}" in result.stdout
    document = project.json("repair")
    assert document["found"]["needs_a_person"] is True
    assert set(document["choices"]) == {"--resume", "--mark-applied", "--mark-reverted"}


def test_a_decision_is_carried_out_and_said(project: CliProject) -> None:
    _stopped(project)
    result = project.run("repair", "--resume")
    assert result.exit_code == 0
    assert "0001_block began" in result.stderr
    assert result.stdout == "Step 2 counts as not begun: apply runs it again\n"
    document = project.json("repair", "--mark-applied")
    assert document["done"] == "the database is what 0001_block promised: the plan is recorded as applied"
    assert document["found"]["interrupted"] is False
    assert project.run("apply", "--allow-uncommitted").exit_code == 0
