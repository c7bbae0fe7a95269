"""The plans folder, its lock file, and git's word on both."""

from __future__ import annotations

import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from schemactl.errors import IntegrityError, UsageError
from schemactl.model.fingerprint import Fingerprints
from schemactl.plans import git, lockfile
from schemactl.plans.directory import find_plan, list_plans, new_name, slug, write_file
from schemactl.plans.planfile import Plan, PlanHeader, PlanStatement, PlanStep, render


def add_plan(folder: Path, name: str) -> None:
    """A small plan on top of the last one, listed in the lock file."""
    before = list_plans(folder)
    header = PlanHeader(
        parent=before[-1].sha256 if before else "-",
        before=Fingerprints(full="18/aa", structure="bb"),
        after=Fingerprints(full="18/cc", structure="dd"),
        changes=1,
    )
    step = PlanStep(statements=(PlanStatement(sql=f"CREATE TABLE public.{name} ()", label=f"table public.{name}", verb="+"),))
    full = new_name(before, name)
    data = render(Plan(name=full, header=header, steps=(step,)))
    write_file(folder / f"{full}.sql", data)
    lockfile.list_in_lock(folder, f"{full}.sql", sha256(data).hexdigest())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plans = tmp_path / "plans"
    for name in ("a", "b", "c"):
        add_plan(plans, name)
    return plans


def messages(folder: Path) -> list[str]:
    return [problem.message for problem in lockfile.check(folder, list_plans(folder))]


def test_plans_come_in_order_and_check(folder: Path) -> None:
    (folder / "README.md").write_text("about plans")
    assert [plan.name for plan in list_plans(folder)] == ["0001_a", "0002_b", "0003_c"]
    assert messages(folder) == []
    assert subprocess.run(["sha256sum", "-c", "--strict", "plans.lock"], cwd=folder, check=False, capture_output=True).returncode == 0


def test_no_folder_holds_no_plans(tmp_path: Path) -> None:
    assert list_plans(tmp_path / "plans") == ()
    assert lockfile.check(tmp_path / "plans", ()) == ()


def test_files_are_written_whole(folder: Path) -> None:
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    assert (folder / "plans.lock").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "name", ["2_a.sql", "0004_Ab.sql", "0004.sql", "0004-a.sql", "00004_a.sql", "0000_a.sql", "0004_a.SQL", "notes.sql"]
)
def test_a_strange_name_is_an_error(folder: Path, name: str) -> None:
    (folder / name).write_text("select 1;")
    with pytest.raises(IntegrityError, match="not named like a plan"):
        list_plans(folder)


def test_gaps_and_twins_are_errors(folder: Path) -> None:
    (folder / "0002_d.sql").write_bytes(b"")
    with pytest.raises(IntegrityError, match="two plans have the number 0002: 0002_b and 0002_d"):
        list_plans(folder)
    (folder / "0002_d.sql").unlink()
    (folder / "0002_b.sql").unlink()
    with pytest.raises(IntegrityError, match="plan 0002 is missing: 0003_c comes next"):
        list_plans(folder)


def test_links_and_folders_are_no_plans(folder: Path) -> None:
    outside = folder.parent / "0004_d.sql"
    outside.write_text("select 1;")
    (folder / "0004_d.sql").symlink_to(outside)
    (folder / "0005_e.sql").mkdir()
    with pytest.raises(IntegrityError) as caught:
        list_plans(folder)
    assert [problem.message.split(" ", 1)[1] for problem in caught.value.problems] == ["is a link out of the plans folder", "is not a file"]


def test_a_plan_is_found_by_number_or_name(folder: Path) -> None:
    plans = list_plans(folder)
    assert {find_plan(plans, name).name for name in ("2", "0002", "0002_b", "0002_b.sql")} == {"0002_b"}
    with pytest.raises(UsageError, match="no plan '9'") as caught:
        find_plan(plans, "9")
    assert caught.value.problems[0].hint == "the latest plans: 0001_a, 0002_b, 0003_c"


def test_the_next_name(folder: Path) -> None:
    assert new_name(list_plans(folder), "Add  Orders-table") == "0004_add_orders_table"
    assert new_name((), "x") == "0001_x"


@pytest.mark.parametrize("name", ["", "  ", "../x", "a/b", "a.b", "ä", "a\0", "_", "x" * 81])
def test_names_that_no_file_may_have(name: str) -> None:
    with pytest.raises(UsageError, match="cannot name a plan"):
        slug(name)


def test_an_edited_plan(folder: Path) -> None:
    path = folder / "0002_b.sql"
    path.write_bytes(path.read_bytes().replace(b"TABLE public.b", b"TABLE public.x"))
    assert messages(folder) == ["0002_b was edited: its hash is not the one in plans.lock"]
    with pytest.raises(IntegrityError, match="was edited"):
        list_plans(folder)[1].plan()


def test_a_missing_plan(folder: Path) -> None:
    (folder / "0003_c.sql").unlink()
    assert messages(folder) == ["0003_c.sql is listed, but missing"]


def test_an_unlisted_plan(folder: Path) -> None:
    lockfile.remove_from_lock(folder, "0003_c.sql")
    assert messages(folder) == ["0003_c is not listed in plans.lock"]


def test_a_renamed_plan(folder: Path) -> None:
    (folder / "0003_c.sql").rename(folder / "0003_d.sql")
    assert messages(folder) == ["0003_c.sql was renamed to 0003_d.sql"]


def test_swapped_plans(folder: Path) -> None:
    first, second = folder / "0001_a.sql", folder / "0002_b.sql"
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    assert messages(folder) == ["0001_a holds the content of 0002_b.sql", "0002_b holds the content of 0001_a.sql"]


def test_lines_out_of_order(folder: Path) -> None:
    entries = lockfile.read_lock(folder)
    lockfile.write_lock(folder, [entries[1], entries[0], entries[2]])
    assert messages(folder) == ["plans.lock lists 0001_a.sql after 0002_b.sql"]


def test_a_broken_chain(folder: Path) -> None:
    path = folder / "0002_b.sql"
    data = path.read_bytes().replace(list_plans(folder)[0].sha256.encode(), b"0" * 64)
    path.write_bytes(data)
    lockfile.list_in_lock(folder, path.name, sha256(data).hexdigest())
    assert messages(folder)[0] == "0002_b was not planned on top of 0001_a: its parent is another file"


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("0002_b", "0001_a", "0001_a.sql stands on line 1 already", 2),
        ("  0002_b", " 0002_b", "not `sha256  filename`", 2),
        ("0002_b", "../0002_b", "not `sha256  filename`", 2),
        ("c.sql\n", "c.sql", "cut off", 3),
        ("\n", "\r\n", "not `sha256  filename`", 1),
    ],
)
def test_a_broken_lock_file(folder: Path, old: str, new: str, message: str, line: int) -> None:
    path = folder / "plans.lock"
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    with pytest.raises(IntegrityError, match=message) as caught:
        lockfile.read_lock(folder)
    where = caught.value.problems[0].where
    assert where is not None
    assert where.line == line
    assert caught.value.problems[0].hint


def test_a_merge_conflict_in_the_lock_file(folder: Path) -> None:
    path = folder / "plans.lock"
    path.write_text(path.read_text() + "<<<<<<< HEAD\n=======\n>>>>>>> other\n")
    with pytest.raises(IntegrityError, match="conflict markers") as caught:
        lockfile.read_lock(folder)
    assert "two branches" in str(caught.value.problems[0].hint)


def test_garbage_as_lock_file(folder: Path) -> None:
    (folder / "plans.lock").write_bytes(b"\xff\x00")
    with pytest.raises(IntegrityError, match="not text"):
        lockfile.read_lock(folder)


def run_git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


def test_without_a_repository_git_has_no_word(folder: Path) -> None:
    assert git.uncommitted(folder, {"0001_a.sql": b""}) is None
    assert git.head(folder) is None
    assert git.head(folder / "nowhere") is None


def test_git_names_what_is_not_in_head(folder: Path) -> None:
    files = {plan.filename: plan.data for plan in list_plans(folder)}
    run_git(folder.parent, "init", "--quiet")
    assert git.uncommitted(folder, files) == tuple(files)
    assert git.head(folder) is None
    run_git(folder.parent, "add", ".")
    run_git(folder.parent, "commit", "-qm", "plans")
    assert git.uncommitted(folder, files) == ()
    assert len(str(git.head(folder))) == 40
    add_plan(folder, "d")
    run_git(folder.parent, "update-index", "--assume-unchanged", "plans/0002_b.sql")
    changed = {plan.filename: plan.data for plan in list_plans(folder)} | {"0002_b.sql": b"edited"}
    assert git.uncommitted(folder, changed) == ("0002_b.sql", "0004_d.sql")


def test_without_git_there_is_no_word(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert git.uncommitted(folder, {"0001_a.sql": b""}) is None
