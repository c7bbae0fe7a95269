"""A plan is written while the machine stops, at every line of the code that writes: the folder holds the old files or the new, never a part of one."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from plan_folder import PlanFolder, step

from schemactl.errors import IntegrityError
from schemactl.model.scope import Scope
from schemactl.plans import directory, lockfile, make
from schemactl.plans.directory import list_plans
from schemactl.plans.make import Project, write_plan
from schemactl.plans.plan import Plan
from schemactl.plans.planfile import PlanHeader, file_sha256, parse, render

WRITERS = {directory.__file__, lockfile.__file__, make.__file__, tempfile.__file__}
# More than one buffer and more than one page.
LARGE = tuple(f"COMMENT ON TABLE public.a IS '{'x' * 200} {number}'" for number in range(500))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    plans = PlanFolder(tmp_path / "plans")
    plans.table("a")
    return Project(root=tmp_path, schema=tmp_path / "schema", plans=plans.path, scope=Scope())


def second(project: Project) -> tuple[Plan, bytes]:
    """The plan that is written."""
    (first,) = list_plans(project.plans)
    header = first.header
    plan = Plan(
        name="0002_b",
        header=PlanHeader(parent=first.sha256, before=header.after, after=header.after, changes=1),
        steps=(step(*LARGE),),
    )
    return plan, render(plan)


def killed(project: Project, plan: Plan, data: bytes, line: int) -> bool:
    """Write in a process that is killed before it runs the code's line of this number; was there such a line?"""
    pid = os.fork()
    if pid == 0:
        left = line

        def trace(frame: FrameType, event: str, _argument: Any) -> Any:
            nonlocal left
            if frame.f_code.co_filename not in WRITERS:
                return None
            left -= event == "line"
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        write_plan(project, plan, data)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def interrupted(project: Project) -> Iterator[dict[str, bytes]]:
    """The folder as each kill left it, files of no plan's name aside; put back in between."""
    plan, data = second(project)
    before = {path.name: path.read_bytes() for path in project.plans.iterdir()}
    line = 0
    while killed(project, plan, data, line):
        yield {path.name: path.read_bytes() for path in project.plans.iterdir() if not path.name.startswith(".")}
        for path in project.plans.iterdir():
            path.unlink()
        for name, content in before.items():
            (project.plans / name).write_bytes(content)
        line += 1


def test_old_or_new_and_never_a_part(project: Project) -> None:
    _, data = second(project)
    (first,) = list_plans(project.plans)
    old = {"0001_a.sql": first.data, "plans.lock": (project.plans / "plans.lock").read_bytes()}
    listed = old["plans.lock"] + f"{file_sha256(data)}  0002_b.sql\n".encode()
    allowed = [old, {**old, "0002_b.sql": data}, {**old, "0002_b.sql": data, "plans.lock": listed}]
    seen = [allowed.index(found) for found in interrupted(project)]
    # Each line came after the one before it: the file, then its line in the lock file.
    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2}
    assert len(seen) > 50


def test_what_stands_between_old_and_new_does_not_run_and_is_mended(project: Project) -> None:
    """The file is there and its line is not: it is refused with the way on, and `verify` lists it."""
    plan, data = second(project)
    directory.write_file(project.plans / f"{plan.name}.sql", data)
    (problem,) = lockfile.check(project.plans, list_plans(project.plans))
    assert problem.code == IntegrityError.code
    assert "0002_b is not listed in plans.lock" in problem.message
    assert "schemactl verify 0002_b" in str(problem.hint)
    lockfile.list_in_lock(project.plans, "0002_b.sql", file_sha256(data))
    assert lockfile.check(project.plans, list_plans(project.plans)) == ()
    assert parse(data, plan.name, "0002_b.sql").steps == plan.steps
