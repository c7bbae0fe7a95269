"""`plan`: find the base, propose, prove, write the file and its line in the lock file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from schemactl.errors import DecisionNeededError, IntegrityError, Problem, RefusedError, SchemaError
from schemactl.kinds.backfill import data_path
from schemactl.live.contents import NOTHING, ReadContents, without_rows
from schemactl.live.fingerprint import fingerprints, fingerprints_within
from schemactl.live.server_wide import encoded, server_wide
from schemactl.model.change import Change
from schemactl.model.content import Content
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import Encoded, State
from schemactl.planning import both_names
from schemactl.planning.canonical import roles_of
from schemactl.planning.compatibility import backward_compatible, breaking
from schemactl.planning.diff import diff, may_hold_placeholders
from schemactl.planning.ground import Wanted
from schemactl.planning.half import half
from schemactl.planning.managed import within
from schemactl.planning.prove import explain
from schemactl.planning.surroundings import external
from schemactl.planning.work import EVERYTHING, Proposal, check_needed, effective_scope, propose, rows_here, wanted
from schemactl.planning.written import holds_something
from schemactl.plans import lockfile, reading
from schemactl.plans.directory import PlanFile, leading, list_plans, new_name, write_file
from schemactl.plans.header import NO_PARENT, PlanHeader
from schemactl.plans.plan import Plan, PlanStatement, PlanStep, plan_steps
from schemactl.plans.planfile import file_sha256, render
from schemactl.plans.reading import Reading
from schemactl.plans.replay import reader, replay
from schemactl.scratch.server import ScratchServer

Base = Literal["auto", "live", "plans"]


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """Where a project's files are, and what it manages."""

    root: Path
    schema: Path
    plans: Path
    scope: Scope = Scope()


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller asks for: a name, a base, what is accepted (SC401:public.users, or *), and renames (before, after).

    `phase`: the half of the changes that leaves the application's earlier version working, or the other one; None: all of them.
    """

    name: str = "change"
    base: Base = "auto"
    accepted: tuple[str, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    phase: Literal["expand", "contract"] | None = None


class Made(msgspec.Struct, kw_only=True):
    """A plan that is proved; `data` is the file's bytes, None when nothing differs. `ahead`: live is already where the plan leads.

    `rows` are those that differ in this database though the plans agree with the schema files. `breaks`: what may no longer work for the
    application's earlier version. `meets`: the part of the live state that its statements are about, where that is all that was looked at.
    """

    proposal: Proposal
    plan: Plan | None = None
    data: bytes | None = None
    unmodelled: tuple[str, ...] = ()
    ahead: bool = False
    rows: list[Change] = []
    breaks: tuple[ObjectId, ...] = ()
    meets: State | None = None


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan starts from, and what reads its rows; `ahead` where live is beyond it because of `sync`; `rows`: those of live that differ.

    `fingerprints` are the state's in the target's scope, where somebody had to know them. `literal`: it was read where plans were replayed.
    """

    state: State
    read: ReadContents
    ahead: bool = False
    rows: list[Change] = []
    fingerprints: Fingerprints | None = None
    literal: bool = False


def read_schema(project: Project) -> State:
    """The schema files; a folder without any object in it would mean dropping everything, so it is refused."""
    return looked_at(project).state


def looked_at(project: Project) -> Reading:
    """The same, and which files these were."""
    if not project.schema.is_dir():
        raise SchemaError(f"there is no folder {project.schema}", hint="run `schemactl init`, or `schemactl import`", code="S017")
    return reading.looked(project.schema, project.root)


class Standing(NamedTuple):
    """What a plan was made of."""

    reading: Reading
    target: Wanted
    start: Start


class Leading(NamedTuple):
    """What the header of a plan says of where it leads: fingerprints, what has to be on the server, and the search_path for rows."""

    after: Fingerprints
    server: tuple[Encoded, ...]
    search_path: tuple[str, ...]


def leads(target: Wanted, base: State) -> Leading:
    """By the whole state."""
    after = fingerprints(msgspec.structs.replace(target.state, major=target.state.major or base.major), target.scope)
    return Leading(after, encoded([*server_wide(target.state), *target.needs]), data_path(target.state))


Look = Callable[[State, Scope], Fingerprints]
"""Finds the fingerprints of a state in a scope."""

Busy = Callable[[State], frozenset[ObjectId]]
"""Which tables of a state others use while a plan runs, and are too large to be locked for a scan."""


def nobody(_: State) -> frozenset[ObjectId]:
    """Nobody uses the database while it is changed."""
    return frozenset()


Then = Callable[[Standing, Made], None]
"""Gets what a plan was made of, and the plan."""


def nothing(_standing: Standing, _made: Made) -> None:
    """Nobody wants to know."""


def make(
    project: Project,
    server: ScratchServer,
    live: State | None,
    wish: Wish,
    read: ReadContents | None = None,
    busy: Busy = nobody,
    look: Look = fingerprints_within,
    then: Then = nothing,
) -> Made:
    """Plan and prove; writes nothing. `live` is None where only the plans are to be looked at; `read` adds its rows, `look` knows its
    fingerprints. `then` gets what it was made of."""
    found = looked_at(project)
    written = found.state
    files = checked_plans(project)
    effective = effective_scope(written, project.scope)
    if live is not None:
        check_needed(written, effective, live)
        written.share(live, names=True)
    target = wanted(server, written, project.scope, effective=effective)
    if live is not None:
        target.state.share(live)
    start = _start(server, files, live, target, wish, written, read, look)
    _refuse_emptying(written, start.state, wish, project)
    made = proved(server, files, wish, target, start, busy)
    then(Standing(found, target, start), made)
    return made


def planned(project: Project, server: ScratchServer, files: Sequence[PlanFile], written: State, wish: Wish, busy: Busy = nobody) -> Made:
    """The same from where these plans lead, to what these schema files say; no database is looked at."""
    target = wanted(server, written, project.scope)
    start = Start(
        state=replayed_for(server, files, written, target.scope),
        read=reader(server, files, roles_of(written), external(written, target.scope)),
        literal=True,
    )
    return proved(server, files, wish, target, start, busy)


def proved(
    server: ScratchServer,
    files: Sequence[PlanFile],
    wish: Wish,
    target: Wanted,
    start: Start,
    busy: Busy,
    lead: Callable[[Wanted, State], Leading] = leads,
) -> Made:
    """The plan from here to there. `lead` says what stands in its header, where these states are not the whole."""
    base = msgspec.structs.replace(start.state, busy=busy(start.state))
    target = msgspec.structs.replace(target, literal=start.literal)
    if wish.phase:
        target = half(server, wish.phase, base, target, accepted=wish.accepted, given=wish.renames)
    elif both_names.asks(target.state):
        both_names.refuse(within(base, target.scope), target.state)
    given = () if wish.phase == "expand" else wish.renames  # what is between has the names of before
    proposal = propose(server, base, target, accepted=wish.accepted, given=given, read=start.read)
    made = Made(proposal=proposal, unmodelled=start.state.unmodelled, ahead=start.ahead, rows=start.rows)
    if proposal.statements:
        made.plan, made.data = seal(files, wish, target, start.state, proposal, before=start.fingerprints, lead=lead)
        # Where everything only adds, nobody has to be asked again which changes do not.
        changes = besides(proposal.changes, target) if made.plan.header.compatible == "no" else []
        made.breaks = tuple(dict.fromkeys(change.id for change in breaking(changes, start.state, target.state)))
    return made


def _refuse_emptying(written: State, base: State, wish: Wish, project: Project) -> None:
    if written.origins or EVERYTHING in wish.accepted or not holds_something(within(base, project.scope)):
        return
    raise RefusedError(
        f"{project.schema} holds no object: a plan would drop everything",
        hint="`schemactl import` writes what the database holds; if everything shall go, drop it by name or pass --accept '*' in development",
        code="S302",
    )


def checked_plans(project: Project) -> tuple[PlanFile, ...]:
    """The plans so far, as the lock file lists them."""
    files = list_plans(project.plans)
    if problems := lockfile.check(project.plans, files):
        raise IntegrityError.of(problems)
    return files


def _start(
    server: ScratchServer,
    files: Sequence[PlanFile],
    live: State | None,
    target: Wanted,
    wish: Wish,
    written: State,
    read: ReadContents | None,
    look: Look,
) -> Start:
    """The state the plan starts from. Rows are no part of a fingerprint: unless the database is asked for, they are where the plans lead."""
    files = leading(files)
    planned = reader(server, files, roles_of(written), external(written, target.scope))
    if live is not None and wish.base == "live":
        return Start(state=live, read=read or planned)
    if live is None or wish.base == "plans":
        return Start(state=replayed_for(server, files, written, target.scope), read=planned, literal=True)
    headers = [file.sealed_header for file in files]
    scope = _shared(target.scope, headers)
    here = look(live, scope)
    rows = rows_here(live, target, read) if read and target.state.contents else []
    known = here if scope == target.scope else None
    ahead, as_written = _is_ahead(live, target, rows), may_hold_placeholders(target.state)
    if headers and here.full == headers[-1].after.full and not as_written:
        return Start(state=live, read=planned, ahead=ahead, rows=rows, fingerprints=known)
    replayed = replayed_for(server, files, written, target.scope)
    if here.full == fingerprints_within(replayed, scope).full:
        if as_written:
            return Start(state=replayed, read=planned, ahead=ahead, rows=rows, literal=True)
        return Start(state=live, read=planned, ahead=ahead, rows=rows, fingerprints=known)
    if here.full in {header.before.full for header in headers}:
        return Start(state=replayed, read=planned, literal=True)  # plans wait to be applied: the new one follows them
    if not diff(within(live, target.scope), without_rows(target.state)):
        return Start(state=replayed, read=planned, ahead=True, rows=rows, literal=True)
    raise _drift(files, live, replayed, scope)


def _shared(scope: Scope, headers: Sequence[PlanHeader]) -> Scope:
    """Without what the schema files name for the first time: as it is there now is where the next plan starts."""
    known = headers[-1].scope.named if headers else ()
    return msgspec.structs.replace(scope, named=tuple(one for one in scope.named if one in known))


def _is_ahead(live: State, target: Wanted, rows: list[Change]) -> bool:
    """Where only rows differ from the plans, `sync` may have written them already."""
    return bool(target.state.contents) and not rows and not diff(within(live, target.scope), without_rows(target.state))


def replayed_for(
    server: ScratchServer, files: Sequence[PlanFile], written: State, scope: Scope, contents: Mapping[ObjectId, Content] = NOTHING
) -> State:
    """Where the plans lead, among what the schema files say that somebody else makes; with those rows."""
    return replay(server, files, roles_of(written), external(written, scope), contents)


def _drift(files: Sequence[PlanFile], live: State, replayed: State, scope: Scope) -> DecisionNeededError:
    """Exactly what differs, and what to do."""
    differences = diff(within(live, scope), within(replayed, scope))
    if not files:
        hint = (
            "the database was not empty before the first plan: `schemactl import --baseline` writes schema files and a plan that builds them, "
            "or plan from what is there: --from live"
        )
        return DecisionNeededError("the database holds objects, and there is no plan yet", hint=hint, code="S403")
    problems = [Problem(code="S402", message=f"drift: {explain(change)}") for change in differences[:50]]
    hint = "plan from the database as it is: --from live; from where the plans lead: --from plans"
    head = Problem(code="S402", message=f"the database is not where plan {files[-1].name} led, nor where the schema files lead", hint=hint)
    return DecisionNeededError.of([head, *problems])


def besides(changes: Sequence[Change], target: Wanted) -> list[Change]:
    """Without what makes second names: whoever says the old ones works on."""
    first = target.first.changes if target.first else ()
    return [one for one in changes if one not in first]


def seal(
    files: Sequence[PlanFile],
    wish: Wish,
    target: Wanted,
    base: State,
    proposal: Proposal,
    *,
    undoes_drift: bool = False,
    before: Fingerprints | None = None,
    lead: Callable[[Wanted, State], Leading] = leads,
) -> tuple[Plan, bytes]:
    """The plan and its file's bytes. `before` are the fingerprints of `base`, where they are known."""
    accepted = tuple(sorted(one for one in wish.accepted if one == EVERYTHING or any(one.startswith(h.code) for _, h in proposal.hazards)))
    goal = lead(target, base)
    header = PlanHeader(
        parent=files[-1].sha256 if files else NO_PARENT,
        before=before or fingerprints_within(base, target.scope),
        after=goal.after,
        changes=len(proposal.changes),
        accepted=accepted,
        compatible="yes" if undoes_drift or backward_compatible(besides(proposal.changes, target), base, target.state) else "no",
        phase="contract" if wish.phase == "contract" else "expand" if target.first else None,
        undoes_drift=undoes_drift,
        scope=target.scope,
        server=goal.server,
        search_path=goal.search_path,
    )
    plan = Plan(name=new_name(files, wish.name), header=header, steps=plan_steps(proposal.steps))
    return plan, render(plan)


def custom(project: Project, server: ScratchServer, wish: Wish) -> tuple[Plan, bytes]:
    """An empty plan with a data step to be written by hand."""
    files = checked_plans(project)
    written = read_schema(project)
    target = wanted(server, written, project.scope)
    base = replayed_for(server, files, written, target.scope)
    here = fingerprints_within(base, target.scope)
    header = PlanHeader(
        parent=files[-1].sha256 if files else NO_PARENT,
        before=here,
        after=here,
        changes=0,
        compatible="no",
        scope=target.scope,
        server=encoded([*server_wide(base), *target.needs]),
        search_path=data_path(base),
    )
    statement = PlanStatement(sql="SELECT 1  -- put the data change here, then run: schemactl verify", label="data", verb="!")
    plan = Plan(name=new_name(files, wish.name), header=header, steps=(PlanStep(statements=(statement,), mode="data"),))
    return plan, render(plan)


def write_plan(project: Project, plan: Plan, data: bytes) -> Path:
    """The file, and its line in the lock file."""
    path = project.plans / f"{plan.name}.sql"
    write_file(path, data)
    lockfile.list_in_lock(project.plans, path.name, file_sha256(data))
    return path


def changes_between(live: State, target: Wanted) -> list[Change]:
    """What differs, without a plan."""
    return diff(within(live, target.scope), target.state)
