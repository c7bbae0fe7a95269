"""`rebase`: two branches planned in parallel, and nothing that a person wrote or reviewed is lost."""

from __future__ import annotations

import pytest
from cli_project import CliProject

BASE = """\
schema: app
tables:
  'Odd "T x':
    columns:
      id: bigint primary key
      name: text
"""
THEIRS = BASE + "      theirs: text\n"
MINE = BASE + "      mine: text\n"
BOTH = THEIRS + "      mine: text\n"
DATA = """\

-- step: data
UPDATE app."Odd ""T x" SET mine = name WHERE mine IS NULL;
"""


def planned(project: CliProject, text: str, name: str) -> None:
    project.write("schema/app.yaml", text)
    project.ok("plan", name, "--from", "plans")


@pytest.fixture
def base(project: CliProject) -> CliProject:
    """One plan on main."""
    project.git("init", "-q", "-b", "main")
    planned(project, BASE, "base")
    project.commit()
    return project


def merged(project: CliProject, mine: str, name: str, both: str, data: str = "", theirs: str = THEIRS) -> None:
    """Two branches with a plan each; this one merges the other one, with a conflict, and the files are resolved."""
    project.git("switch", "-qc", "feature")
    planned(project, mine, name)
    if data:
        plan = project.root / "plans" / f"0002_{name}.sql"
        plan.write_text(plan.read_text() + data)
        project.ok("verify")
    project.commit()
    project.git("switch", "-q", "main")
    planned(project, theirs, "theirs")
    project.commit()
    project.git("switch", "-q", "feature")
    project.git("merge", "main", check=False)
    project.write("schema/app.yaml", both)


def test_a_plan_that_works_behind_the_other_keeps_its_statements(base: CliProject) -> None:
    merged(base, MINE, "mine", BOTH)
    assert base.run("check").exit_code == 7
    old = (base.root / "plans/0002_mine.sql").read_text()
    said = base.ok("rebase")
    assert "0003_mine.sql    was 0002_mine.sql; the same statements" in said
    assert base.plans() == ["0001_base.sql", "0002_theirs.sql", "0003_mine.sql"]
    new = (base.root / "plans/0003_mine.sql").read_text()
    assert new.partition("\n\n")[2] == old.partition("\n\n")[2]
    assert base.ok("check")
    base.commit()
    base.ok("apply", "--yes", env="production")


def test_data_steps_written_by_hand_stay(base: CliProject) -> None:
    merged(base, MINE, "mine", BOTH, DATA)
    base.ok("rebase")
    assert 'UPDATE app."Odd ""T x" SET mine = name' in (base.root / "plans/0003_mine.sql").read_text()
    assert base.ok("check")


def test_what_does_not_work_any_more_is_planned_anew_and_keeps_its_data_step(base: CliProject) -> None:
    """Both add the column; the other branch's came first."""
    merged(base, MINE + "      more: text\n", "mine", MINE + "      more: text\n", DATA, theirs=MINE)
    said = base.ok("rebase")
    assert "planned anew" in said
    text = (base.root / "plans/0003_mine.sql").read_text()
    assert "ADD COLUMN more" in text
    assert "ADD COLUMN mine" not in text
    assert text.index("ADD COLUMN more") < text.index("UPDATE app.")
    assert base.ok("check")


def test_the_same_change_on_both_branches_leaves_no_plan(base: CliProject) -> None:
    merged(base, MINE, "mine", MINE, theirs=MINE)
    base.write("plans/0002_mine.rehearsal.json", "{}")
    assert "the plans of this branch are gone" in base.ok("rebase")
    assert base.plans() == ["0001_base.sql", "0002_theirs.sql"]
    assert not (base.root / "plans/0002_mine.rehearsal.json").exists()
    assert base.ok("check")


def test_several_plans_follow_in_their_order(base: CliProject) -> None:
    base.git("switch", "-qc", "feature")
    planned(base, MINE, "mine")
    planned(base, MINE + "      more: text\n", "more")
    base.commit()
    base.git("switch", "-q", "main")
    planned(base, THEIRS, "theirs")
    base.commit()
    base.git("switch", "-q", "feature")
    base.git("rebase", "main", check=False)
    base.write("schema/app.yaml", BOTH + "      more: text\n")
    base.ok("rebase")
    assert base.plans() == ["0001_base.sql", "0002_theirs.sql", "0003_mine.sql", "0004_more.sql"]
    assert base.ok("check")


def test_a_plan_that_ran_on_a_protected_database_keeps_its_place(base: CliProject) -> None:
    base.git("switch", "-qc", "feature")
    planned(base, MINE, "mine")
    base.commit()
    base.ok("apply", "--yes", env="production")
    base.git("switch", "-q", "main")
    planned(base, THEIRS, "theirs")
    base.commit()
    base.git("switch", "-q", "feature")
    base.git("merge", "main", check=False)
    base.write("schema/app.yaml", BOTH)
    before = base.files()
    result = base.run("rebase", env="production")
    assert result.exit_code == 3
    assert "0002_mine ran in this database already" in result.stderr
    assert base.files() == before


def test_nothing_to_do(base: CliProject) -> None:
    base.git("switch", "-qc", "feature")
    assert "Nothing to do" in base.ok("rebase", "--onto", "main")
    assert base.run("rebase", "--onto", "nowhere").exit_code == 64
