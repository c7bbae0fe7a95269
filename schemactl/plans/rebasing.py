"""`rebase`: plans of this branch → the same plans behind those that were merged meanwhile.

A plan that still leads where its branch wanted keeps its statements, reviewed as they are: it gets a new number, parent and fingerprints, after it ran
in scratch on top of the merged ones. Where that is not enough, what is left is planned anew from there to the schema files, and data steps written
by hand stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from schemactl.errors import IntegrityError, ProofError, UsageError
from schemactl.model.change import Change
from schemactl.planning.canonical import make_ready
from schemactl.planning.diff import diff
from schemactl.planning.managed import unspoken, within
from schemactl.planning.work import wanted
from schemactl.plans import git, lockfile, rehearsal
from schemactl.plans.checking import proved
from schemactl.plans.directory import PlanFile, every_plan, new_name, write_file
from schemactl.plans.lockfile import LOCK_FILE, Entry
from schemactl.plans.make import Busy, Project, Wish, nobody, planned, read_schema, replayed_for
from schemactl.plans.plan import Plan, PlanStep
from schemactl.plans.planfile import file_sha256, render
from schemactl.scratch.server import ScratchServer


class Branches(msgspec.Struct, frozen=True, kw_only=True):
    """`merged` are the plans that everybody has, in order; `own` those of this branch, in theirs."""

    merged: tuple[PlanFile, ...]
    own: tuple[PlanFile, ...]
    onto: str


class Rebased(msgspec.Struct, kw_only=True):
    """`written` are the plans of this branch under their new names; `former` says which each was, `anew` that it was planned again."""

    written: list[PlanFile]
    former: dict[str, str]
    anew: bool = False


def branches(project: Project, onto: str | None) -> Branches:
    """Which plans are merged and which are this branch's: what the lock file of the other branch lists is merged."""
    revision = onto or git.other_branch(project.plans)
    if revision is None:
        raise UsageError("which branch are the plans to follow?", hint="name it: schemactl rebase --onto origin/main")
    listed = git.file_at(project.plans, LOCK_FILE, revision)
    if listed is None:
        raise UsageError(
            f"git holds no {LOCK_FILE} at {revision!r}", hint="name the branch that was merged: schemactl rebase --onto origin/main"
        )
    entries = lockfile.parse_lock(project.plans / LOCK_FILE, listed)
    here = every_plan(project.plans)
    known = {entry.filename for entry in entries}
    return Branches(
        merged=tuple(_merged(project.plans, entry, revision) for entry in entries),
        own=tuple(file for file in here if file.filename not in known),
        onto=revision,
    )


def _merged(folder: Path, entry: Entry, revision: str) -> PlanFile:
    """A plan as the other branch has it, whatever a merge made of the file here."""
    data = git.file_at(folder, entry.filename, revision)
    if data is None or file_sha256(data) != entry.sha256:
        raise IntegrityError(f"{entry.filename} at {revision} is not what its lock file lists", hint="mend that branch first")
    path = folder / entry.filename
    return PlanFile(number=int(path.name.partition("_")[0]), name=path.stem, path=path, data=data, sha256=entry.sha256)


def rebase(project: Project, server: ScratchServer, found: Branches, wish: Wish, busy: Busy = nobody) -> Rebased:
    """The plans of this branch behind the merged ones, proved; writes nothing. Raises what `plan` raises where they are planned anew."""
    carried = _carried(project, server, found)
    if carried is not None and not left(project, server, [*found.merged, *carried]):
        former = {new.filename: old.filename for new, old in zip(carried, found.own, strict=True)}
        return Rebased(written=list(carried), former=former)
    return _anew(project, server, found, wish, busy)


def left(project: Project, server: ScratchServer, files: Sequence[PlanFile]) -> list[Change]:
    """What these plans lack to lead to the schema files."""
    written = read_schema(project)
    target = wanted(server, written, project.scope)
    replayed = within(replayed_for(server, files, written, target.scope, target.state.contents), target.scope)
    unspoken(target.state, replayed)
    return diff(replayed, target.state, literal=True)


def _carried(project: Project, server: ScratchServer, found: Branches) -> list[PlanFile] | None:
    """With the statements that they have; None where one does not run behind what was merged."""
    schema = read_schema(project)
    make_ready(server, schema)
    files = list(found.merged)
    for own in found.own:
        moved = _file(project.plans, new_name(files, own.name.partition("_")[2]), own.data)
        try:
            files.append(_file(project.plans, moved.name, render(proved(server, files, moved, schema))))
        except ProofError:
            return None
    return files[len(found.merged) :]


def _file(folder: Path, name: str, data: bytes) -> PlanFile:
    return PlanFile(number=int(name.partition("_")[0]), name=name, path=folder / f"{name}.sql", data=data, sha256=file_sha256(data))


def _anew(project: Project, server: ScratchServer, found: Branches, wish: Wish, busy: Busy) -> Rebased:
    """One plan from where the merged ones lead to the schema files, with every data step that was written by hand."""
    own = [file.edited_plan() for file in found.own if not file.undoes_drift]
    if not own:
        raise IntegrityError(
            "the plans of this branch undo drift, and do not run behind the merged ones",
            hint="remove them, and run schemactl drift --revert",
        )
    schema, name = read_schema(project), own[-1].name.partition("_")[2]
    made = planned(project, server, found.merged, schema, msgspec.structs.replace(wish, name=name), busy)
    header = made.plan.header if made.plan else own[-1].header
    steps = _with_data_steps(made.plan.steps if made.plan else (), own)
    if not steps:
        return Rebased(written=[], former={}, anew=True)
    new = new_name(found.merged, name)
    file = _file(project.plans, new, render(Plan(name=new, header=header, steps=steps)))
    file = _file(project.plans, new, render(proved(server, list(found.merged), file, schema)))
    return Rebased(written=[file], former={file.filename: ", ".join(one.filename for one in found.own)}, anew=True)


def _with_data_steps(steps: Sequence[PlanStep], own: Sequence[Plan]) -> tuple[PlanStep, ...]:
    """Each behind the step that does what stood before it, in the plan where it was written; first or last where nothing does."""
    placed = list(steps)
    for plan in own:
        for number, step in enumerate(plan.steps):
            if step.by_hand:
                placed.insert(_place(placed, plan.steps[:number]), step)
    return tuple(placed)


def _place(placed: Sequence[PlanStep], before: Sequence[PlanStep]) -> int:
    for earlier in reversed(before):
        if earlier.by_hand:
            if earlier in placed:
                return placed.index(earlier) + 1
            continue
        known = {(one.verb, one.label) for one in earlier.statements}
        places = [place for place, step in enumerate(placed, 1) if known & {(one.verb, one.label) for one in step.statements}]
        return places[-1] if places else len(placed)
    return 0


def write(project: Project, found: Branches, rebased: Rebased) -> None:
    """Files and lock file; what goes away goes last."""
    for file in (*found.merged, *rebased.written):
        if not file.path.is_file() or file.path.read_bytes() != file.data:
            write_file(file.path, file.data)
    lockfile.write_lock(project.plans, [Entry(file.sha256, file.filename) for file in (*found.merged, *rebased.written)])
    for file in found.own:
        if file.filename not in {one.filename for one in rebased.written}:
            rehearsal.remove(file)
