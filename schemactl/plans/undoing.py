"""Plans that lead back: from what a database became by other means, or behind a plan that should not have been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import IntegrityError, RefusedError, UsageError
from schemactl.live.contents import NOTHING
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.diff import diff
from schemactl.planning.ground import Wanted
from schemactl.planning.managed import within
from schemactl.planning.surroundings import needed
from schemactl.planning.work import RenamedOrNewError, asked, propose
from schemactl.plans.directory import PlanFile, find_plan, leading
from schemactl.plans.identities import lead_back
from schemactl.plans.make import Busy, Made, Project, Wish, checked_plans, nobody, planned, read_schema, replayed_for, seal
from schemactl.plans.rebasing import left
from schemactl.plans.schema_files import sources, with_changes
from schemactl.scratch.server import ScratchServer


def undo_drift(
    project: Project, server: ScratchServer, live: State, promised: State, scope: Scope, wish: Wish, busy: Busy = nobody
) -> Made:
    """The plan that leads this one database back to where its plans left it; writes nothing. Rows are nobody's drift."""
    target = Wanted(
        state=msgspec.structs.replace(promised, contents=dict(NOTHING)), scope=scope, around=frozenset(needed(live, scope).objects)
    )
    with _answered_by_options():
        proposal = propose(server, msgspec.structs.replace(live, busy=busy(live)), target, accepted=wish.accepted, given=wish.renames)
    made = Made(proposal=proposal, unmodelled=live.unmodelled)
    if proposal.statements:
        made.plan, made.data = seal(checked_plans(project), wish, target, live, proposal, undoes_drift=True)
    return made


class Reverted(msgspec.Struct, kw_only=True):
    """Schema files as they will be (name below the project → text, None for one that goes), the plan that leads there, and data steps that nobody takes back."""

    files: dict[str, str | None]
    made: Made
    kept: tuple[str, ...] = ()


def revert(project: Project, server: ScratchServer, name: str, wish: Wish, busy: Busy = nobody) -> Reverted:
    """What one plan did to the schema, taken back behind all of them, and out of the schema files; writes nothing.

    IntegrityError where schema files and plans do not agree before: what else differs would come along.
    """
    files = checked_plans(project)
    file = find_plan(files, name)
    place, written = files.index(file), read_schema(project)
    if left(project, server, files):
        raise IntegrityError(
            "the plans do not lead to the schema files, so the plan would do more than lead back", hint="run schemactl plan first"
        )
    if place and _ended_both_names(files[place - 1], file):
        raise RefusedError(
            f"{file.name} took second names away: made again they would hold nothing",
            hint="rename back in the schema files, with renamed_from and both_names, and plan that",
            code="S317",
        )
    scope = leading(files)[-1].header.scope
    before, after = (within(replayed_for(server, files[:end], written, scope), scope) for end in (place, place + 1))
    changes = diff(after, before, literal=True)
    plan = file.plan()
    kept = tuple(f"{number}" for number, step in enumerate(plan.steps, 1) if step.mode == "data")
    if not changes:
        raise UsageError(f"{file.name} changed nothing of the schema", hint="rows are taken back by a data step: schemactl plan --custom")
    merged = with_changes(project, server, changes, before)
    target = _loaded(project, merged.files)
    lead_back(target, server, files[: place + 1], written, scope)
    with _answered_by_options():
        made = planned(project, server, files, target, wish, busy)
    return Reverted(files=merged.files, made=made, kept=kept)


@contextmanager
def _answered_by_options() -> Iterator[None]:
    """Nobody writes by hand what is led back to."""
    try:
        yield
    except RenamedOrNewError as error:
        error.problems = tuple(asked(one, f"pass {one.flag}") for one in error.questions)
        raise


def _ended_both_names(earlier: PlanFile, file: PlanFile) -> bool:
    return earlier.header.phase == "expand" and file.header.phase == "contract"


def _loaded(project: Project, changed: Mapping[str, str | None]) -> State:
    """The schema files as they will be."""
    kept = [source for source in sources(project) if source.name not in changed]
    new = [FileText(name=name, data=text.encode(), path=project.root / name) for name, text in changed.items() if text is not None]
    return load_files([*kept, *new], root=project.root)
