"""`check` and `verify`: do the plans lead where the schema files say, and are they what was sealed?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from schemactl.errors import IntegrityError, Problem, ProofError
from schemactl.kinds import KINDS
from schemactl.kinds.backfill import data_path
from schemactl.kinds.sql import name
from schemactl.live.fingerprint import fingerprints
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.canonical import as_built_at_once, lay, make_ready
from schemactl.planning.compatibility import backward_compatible
from schemactl.planning.diff import diff
from schemactl.planning.managed import unspoken, within
from schemactl.planning.prove import explain
from schemactl.planning.surroundings import external
from schemactl.planning.work import wanted
from schemactl.plans import lockfile
from schemactl.plans.directory import PlanFile, find_plan, leading, list_plans, write_file
from schemactl.plans.header import Compatible
from schemactl.plans.make import Project, read_schema, replayed_for
from schemactl.plans.plan import Plan
from schemactl.plans.planfile import file_sha256, render
from schemactl.plans.replay import again, make_ready_for, run_plan, template_of
from schemactl.scratch.server import ScratchServer

Look = Callable[[Plan, State, PlanFile], Plan]
"""A plan as a person left it and the state that it meets: the same with the hazards that it really has. Refuses what nobody accepted."""


def as_it_is(plan: Plan, _state: State, _file: PlanFile) -> Plan:
    """Nobody looks."""
    return plan


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What was wrong, the state that is wanted, the schema files; `before(2)` is where all plans before the third lead."""

    problems: list[Problem]
    desired: State
    written: State
    before: Callable[[int], State]


def check_offline(project: Project) -> State:
    """The schema files, without any server: they are read, plans are whole, listed and in order. Raises for broken files."""
    written = read_schema(project)
    files = list_plans(project.plans)
    if problems := lockfile.check(project.plans, files):
        raise IntegrityError.of(problems)
    for file in files:
        file.plan()
    return written


def check(project: Project, server: ScratchServer) -> Checked:
    """The same, and the proof: the plans, replayed from nothing, lead to what the schema files describe, all of it built together."""
    written = check_offline(project)
    target = wanted(server, written, project.scope, as_built_at_once)
    files = list_plans(project.plans)
    replayed = within(replayed_for(server, files, written, target.scope, target.state.contents), target.scope)
    unspoken(target.state, replayed)
    problems = [
        Problem(
            code="S204",
            message=f"the plans do not lead to the schema files: {explain(change)}",
            where=origin.where if (origin := written.origins.get(change.id)) else None,
            hint="run `schemactl plan` and commit what it writes",
        )
        for change in diff(replayed, target.state, literal=True)
    ]
    return Checked(
        problems=[*problems, *_stale_renames(written, replayed, files)],
        desired=target.state,
        written=written,
        before=lambda number: replayed_for(server, files[:number], written, target.scope),
    )


def _stale_renames(written: State, replayed: State, files: Sequence[PlanFile]) -> list[Problem]:
    """A renamed_from whose old name the plans have left behind does nothing any more; one that they never said never did."""
    stale = [(before, after) for before, after in written.renames.items() if before not in replayed and after in replayed]
    texts = [file.data.decode() for file in files] if stale else []
    return [
        Problem(
            code="S205",
            message=f"renamed_from: {before.name} under {after} {why}",
            where=origin.where if (origin := written.origins.get(after)) else None,
            hint=hint,
        )
        for before, after in stale
        for why, hint in [_DONE if any(_is_said(before, text) for text in texts) else _NEVER]
    ]


_DONE = ("has done its work", "remove the line once every environment has run the plan")
_NEVER = ("does nothing: no plan says that name", "mend the name, if another one is meant and its plan is yet to come; or remove the line")


def _is_said(object_id: ObjectId, text: str) -> bool:
    """Does the text of a plan hold the name as a word? `shop.orders` may be the one of another schema."""
    called = object_id.path[1] if KINDS[object_id.kind].schema_scoped else object_id.name
    spellings = {name(one.partition("(")[0]) for one in (called, called.rpartition(".")[2])}
    return any(re.search(rf"(?<![\w$]){re.escape(one)}(?![\w$])", text) for one in spellings)


def verify(project: Project, server: ScratchServer, name: str | None, look: Look = as_it_is) -> list[Plan]:
    """Prove plans again, from the named one (or all) on, after a hand edit; re-stamp headers and lock. Returns those that were written.

    What no scratch database holds is taken from the header, as it was when the plan was made.
    """
    files = list(list_plans(project.plans))
    schema = read_schema(project) if project.schema.is_dir() else State()
    make_ready(server, schema)
    first = files.index(find_plan(files, name)) if name else 0
    written: list[Plan] = []
    for position in range(first, len(files)):
        file = files[position]
        plan = proved(server, files[:position], file, schema, look)
        data = render(plan)
        # The header's own words (`compatible: declared`) change nothing that is sealed, but the file.
        if data != file.data or lockfile.Entry(file.sha256, file.filename) not in lockfile.read_lock(project.plans):
            write_file(file.path, data)
            lockfile.list_in_lock(project.plans, file.filename, file_sha256(data))
            files[position] = PlanFile(number=file.number, name=file.name, path=file.path, data=data, sha256=file_sha256(data))
            written.append(plan)
    return written


def is_sealed(file: PlanFile) -> bool:
    """Is the body the one that the header seals?"""
    try:
        file.plan()
    except IntegrityError:
        return False
    return True


def _is_known(plan: Plan, file: PlanFile, unchanged: bool) -> bool:
    """Does its header's word stand? Of second names the states do not tell what nobody minds: whoever made the plan knew."""
    if plan.header.phase == "expand" and not any(step.by_hand for step in plan.steps):
        return unchanged or is_sealed(file)
    return unchanged and is_sealed(file)


def _compatible(plan: Plan, start: State, end: State) -> Compatible:
    """A person's word stands; what SQL by hand does to rows, nobody else knows."""
    if plan.header.compatible == "declared":
        return "declared"
    return "yes" if not any(step.by_hand for step in plan.steps) and backward_compatible(diff(start, end), start, end) else "no"


def proved(server: ScratchServer, before: list[PlanFile], file: PlanFile, written: State, look: Look = as_it_is) -> Plan:
    """The plan as it stands now, with the states it really leads from and to."""
    plan = file.edited_plan()
    known = lockfile.parents(before[-1] if before else None)
    parent = file.parent if file.parent in known else known[0]
    if plan.header.undoes_drift:
        # It starts from what one database had become: it was proved on a copy of that when it was made.
        return msgspec.structs.replace(file.plan(), header=msgspec.structs.replace(plan.header, parent=parent))
    before, scope = list(leading(before)), plan.header.scope
    around = external(written, scope)
    headers = [*(one.plan().header for one in before), plan.header]
    make_ready_for(server, headers)
    with server.database(template_of(server, before, around) if before or around.objects else None) as conn:
        again(conn, before)
        start = within(introspect(conn), scope)
        plan = look(plan, start, file)
        run_plan(conn, plan, str(file.path), around, lay(conn, around) if around.objects else [])
        end = within(introspect(conn), scope)
    if start.major != end.major:
        raise ProofError("the scratch server changed under the proof")
    was, becomes = fingerprints(start, scope), fingerprints(end, scope)
    unchanged = (was, becomes) == (plan.header.before, plan.header.after)
    header = msgspec.structs.replace(
        plan.header,
        parent=parent,
        before=was,
        after=becomes,
        changes=plan.header.changes if unchanged else len(diff(start, end)),
        compatible=plan.header.compatible if _is_known(plan, file, unchanged) else _compatible(plan, start, end),
        search_path=plan.header.search_path or data_path(end),
    )
    return msgspec.structs.replace(plan, header=header)
