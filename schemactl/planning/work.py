"""From two states to proved statements: the middle of `plan`, `sync`, `check` and `diff`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec

from schemactl.desired.loader import UNMANAGED
from schemactl.errors import DecisionNeededError, Problem, ProofError, RefusedError, SchemactlError
from schemactl.kinds import KINDS
from schemactl.live.contents import ReadContents, without_rows
from schemactl.live.server_wide import check_needs, server_wide, with_server_wide
from schemactl.live.within import cut, managed
from schemactl.model.change import Altered, Change
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.scope import Scope, exactly, glob_of
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Statement, Step
from schemactl.planning import both_names, carrying, destinations, labels, moves, parting, renames, rows_later
from schemactl.planning.asking import Beginning, Names, answerable
from schemactl.planning.both_names import First
from schemactl.planning.canonical import Built, as_built, canonical, roles_of, tablespaces_of
from schemactl.planning.compose import steps
from schemactl.planning.diff import diff
from schemactl.planning.faithful import rehearse_as_printed, respelled
from schemactl.planning.given import Given
from schemactl.planning.given import wished as wished_renames
from schemactl.planning.heirs import Renames, with_heirs
from schemactl.planning.left_grants import warned
from schemactl.planning.managed import (
    check_owners,
    disown,
    pinned,
    silent,
    speaks_of_owners,
    unowned,
    unspoken,
    within,
    without_own,
    without_unwritten_owners,
)
from schemactl.planning.narrowing import narrowed
from schemactl.planning.phases import in_phases
from schemactl.planning.prove import Rehearse, rehearse, remaining, unproved
from schemactl.planning.renames import Question
from schemactl.planning.spelling import respell
from schemactl.planning.straying import refuse_strays
from schemactl.planning.surroundings import around, check_external, unmanaged_but_needed
from schemactl.scratch.server import ScratchServer

EVERYTHING = "*"


class RenamedOrNewError(DecisionNeededError):
    """A drop and an add that could be one object under two names; `questions` are for whoever can ask."""

    def __init__(self, message: str, *, questions: tuple[Question, ...] = (), **more: Any) -> None:
        super().__init__(message, **more)
        self.questions = questions


class Wanted(msgspec.Struct):
    """The desired state, the scope it is compared in (owners count only where the schema files name any), and what it needs of others.

    `needs`: what has to be on the server already, and no plan makes. `nobodys` are the patterns in the scope for owners that may be anybody.
    `first`: what leads to the second names that things have in it. `literal`: it is compared with where plans lead, and no database has filled in
    the placeholders of either.
    """

    state: State
    scope: Scope
    around: frozenset[ObjectId] = frozenset()
    needs: list[Object] = []
    nobodys: tuple[str, ...] = ()
    first: First | None = None
    literal: bool = False


class Proposal(msgspec.Struct):
    """Proved changes: what differs, in which statements, leading where. `direct`: nothing had to run before the two states were compared."""

    changes: list[Change]
    statements: list[Statement]
    desired: State
    direct: bool = False

    @property
    def steps(self) -> list[Step]:
        """What may stop half-way looks first for the rows that would stop it; one transaction fails as a whole anyway."""
        found = steps(self.statements)
        return [Step(statements=tuple(self.asks)), *found] if self.asks and len(found) > 1 else found

    @property
    def asks(self) -> list[Statement]:
        """Queries that find rows which a statement would fail on."""
        return [ask for statement in self.statements for ask in statement.asks]

    @property
    def hazards(self) -> list[tuple[ObjectId, Hazard]]:
        """Every hazard with the object it threatens."""
        return [(hazard.about or statement.object_id, hazard) for statement in self.statements for hazard in statement.hazards]


def wanted(server: ScratchServer, written: State, scope: Scope, built: Built = as_built, *, effective: Scope | None = None) -> Wanted:
    """The desired state of schema files, made in scratch. `effective` is the scope as these files have it, where that is known."""
    effective = effective or effective_scope(written, scope)
    check_external(written, effective)
    if effective.owners:
        check_owners(written)
    desired = without_unwritten_owners(canonical(server, written, built), written)
    nobodys = _nobodys(written)
    kept = managed(desired, _with_owners(effective, nobodys))
    return Wanted(
        state=cut(desired, kept),
        scope=effective,
        around=frozenset(unmanaged_but_needed(desired, kept).objects),
        needs=needs_of(written, effective),
        nobodys=nobodys,
    )


def effective_scope(written: State, scope: Scope) -> Scope:
    """Owners count only where somebody names one; the schema files may leave a table's partitions to somebody else, and name what is around."""
    left = sorted(
        glob_of(one.path) for one, said in written.intents.items() if UNMANAGED in said.values() and not scope.leaves_partitions(one.path)
    )
    scope = msgspec.structs.replace(scope, unmanaged_partitions=(*scope.unmanaged_partitions, *left)) if left else scope
    scope = scope.naming([*written.origins, *written.absent])
    if not speaks_of_owners(written):
        return msgspec.structs.replace(scope, owners=False)
    return msgspec.structs.replace(scope, ignore=(*scope.ignore, *_nobodys(written)))


def _nobodys(written: State) -> tuple[str, ...]:
    return tuple(exactly(one) for one in unowned(written))


def needs_of(written: State, scope: Scope) -> list[Object]:
    """Roles and tablespaces that are named anywhere, and roles the schema files describe, where plans do not make them."""
    named = {KINDS.role: roles_of(written), KINDS.tablespace: tablespaces_of(written)}
    bare = (KINDS[kind].model(id=ObjectId(kind, (name,))) for kind, every in named.items() for name in sorted(every))
    every = {obj.id: obj for obj in (*bare, *server_wide(written)) if not KINDS[obj.id.kind].about}
    return [obj for obj in every.values() if not scope.manages(obj.id) and not _is_special(obj.id)]


def check_needed(written: State, effective: Scope, live: State) -> None:
    """ConfigurationError where the server lacks a role that the schema files name, or has another one than they say."""
    check_needs(needs_of(written, effective), live.objects, written.origins)


def _is_special(object_id: ObjectId) -> bool:
    """`CURRENT_USER` in a policy is a word, not a role."""
    return object_id.name.upper() in ("CURRENT_USER", "SESSION_USER", "CURRENT_ROLE")


def _with_owners(scope: Scope, nobodys: Iterable[str]) -> Scope:
    """Owners are looked at always: what is dropped and made again keeps its own, spoken of or not."""
    return msgspec.structs.replace(scope, owners=True, ignore=tuple(one for one in scope.ignore if one not in nobodys))


def propose(
    server: ScratchServer,
    live: State,
    target: Wanted,
    *,
    accepted: Iterable[str] = (),
    given: Given = (),
    read: ReadContents | None = None,
) -> Proposal:
    """Plan live → desired and prove it. Raises DecisionNeededError for what looks like a rename, RefusedError for what loses data unaccepted.

    `read` adds the rows to `live` that the schema files speak of; without it, `live` is taken to hold none.
    """
    accepted, desired = set(accepted), target.state
    live, before = compared(live, target)
    unspoken(desired, before)
    opening = target.first or both_names.lowered(before, desired, partial(after_names, server, live, target))
    wished = wished_renames(given, before, opening.before, desired)
    apart = parting.parted(wished, opening.before, desired)
    if desired.contents and read:
        live = read(live, labels.as_it_was(with_heirs(wished, apart), live, desired))
        live, before = compared(live, target)
    parted, leaving = parting.first(wished, opening.before, desired)
    made, making = destinations.first(wished, opening.before, desired)
    renamed, statements = moves.statements(wished, apart, desired)
    renamed, statements = [*opening.changes, *parted, *made, *renamed], [*opening.statements, *leaving, *making, *statements]
    if target.first:
        wished, before = opening.renamed, opening.before
    elif statements:
        before = afterwards(server, live, target, wished, statements)
    carried, carries = carrying.first(before, desired)
    only_names = not (opening.statements or leaving or carried)
    names = Names(renamed=wished, statements=statements, after=before) if only_names else None
    if carried:
        renamed, statements = [*renamed, *carried], [*statements, *carries]
        before = afterwards(server, live, target, wished, statements)
    changes = diff(before, desired, literal=target.literal)
    if parts := renames.carried(changes, before, desired):
        more, sql = moves.statements(parts, before, desired)
        renamed, statements = [*renamed, *more], [*statements, *sql]
        before = renames.under_new_names(before, parts)
        wished = {**wished, **parts}
        changes = diff(before, desired, literal=target.literal)
    ask(renames.questions(changes, before, desired), accepted)
    beside_rows, preparing = rows_later.first(changes, before, desired)
    if preparing and (later := _if_it_runs(server, live, target, wished, [*statements, *preparing])):
        renamed, statements, names = [*renamed, *beside_rows], [*statements, *preparing], None
        before, changes = later, diff(later, desired, literal=target.literal)
    if statements or changes:
        first = Beginning(statements=statements, renamed=wished, names=names)
        statements = _in_part(server, live, before, target, changes, statements) or _proved(server, live, before, target, changes, first)
    statements = warned(statements, desired, target.scope)
    proposal = Proposal(changes=[*renamed, *changes], statements=statements, desired=desired, direct=not renamed)
    _gate(proposal, accepted)
    return proposal


def compared(live: State, target: Wanted) -> tuple[State, State]:
    """The live state as far as a plan has to be tried out on it, and what of it is compared."""
    scope = _with_owners(target.scope, target.nobodys)
    live = pinned(live, target.state)
    kept = managed(live, scope)
    before = cut(live, kept)
    return around(live, kept, target.state, target.around), before if target.scope.owners else without_own(before)


def afterwards(server: ScratchServer, live: State, target: Wanted, wished: Renames, first: list[Statement]) -> State:
    """What the rest of the plan starts from, once these ran."""
    scope = _with_owners(target.scope, target.nobodys)
    renamed = renames.base(server, live, wished, first, target.state.contents)
    refuse_strays(live, renamed, wished, scope)
    state = within(renamed, scope)
    disown(state, lambda host: renames.moved_back(host, wished) not in live, {one.object_id for one in first})
    state = state if target.scope.owners else without_own(msgspec.structs.replace(state, user=live.user))
    unspoken(target.state, state)
    return state


def _if_it_runs(server: ScratchServer, live: State, target: Wanted, wished: Renames, first: list[Statement]) -> State | None:
    """The same; None where this does not run without the rest: a row that goes may be what a narrower type does not hold."""
    try:
        return afterwards(server, live, target, wished, first)
    except ProofError:
        return None


def after_names(server: ScratchServer, live: State, target: Wanted, renamed: Renames, first: list[Statement]) -> State:
    """The same where only names come and go: the keys of rows may be among them."""
    return afterwards(server, live, msgspec.structs.replace(target, state=without_rows(target.state)), renamed, first)


def rows_here(live: State, target: Wanted, read: ReadContents) -> list[Change]:
    """Which of the rows that the schema files speak of differ in this database."""
    wished = renames.pending(target.state.renames, live, target.state)
    here = read(live, labels.as_it_was(with_heirs(wished, parting.parted(wished, live, target.state)), live, target.state))
    return [change for change in diff(within(here, target.scope), target.state) if not is_schema(change)]


def is_schema(change: Change) -> bool:
    """Everything but rows."""
    return KINDS[change.id.kind].contents is None


def ask(questions: Iterable[Question], accepted: set[str]) -> None:
    open_ones = [one for one in questions if not {EVERYTHING, f"SC401:{dotted(one.before.path)}"} & accepted]
    if not open_ones:
        return
    error = RenamedOrNewError("what looks like a rename", questions=tuple(open_ones))
    error.problems = tuple(asked(one, one.yes) for one in open_ones)
    raise error


def asked(question: Question, yes: str) -> Problem:
    """The question for whoever cannot be asked; `yes` is how to say that."""
    return Problem(
        code="S401",
        message=f"is {question.after} the former {question.before.name}, or a new one?",
        hint=f"renamed: {yes}; a new one, the old one with its data dropped: pass --accept SC401:{dotted(question.before.path)}",
    )


def _in_part(
    server: ScratchServer, live: State, before: State, target: Wanted, changes: list[Change], first: list[Statement]
) -> list[Statement] | None:
    """The same from a part of the states, where that is enough: None says nothing of the whole."""
    part = None if first else narrowed(live, before, target.state, changes)
    if part is None:
        return None
    try:
        found = _proved(server, part.live, part.before, msgspec.structs.replace(target, state=part.desired), changes, Beginning())
    except SchemactlError:
        return None
    return None if part.touches_others(one.object_id for one in found) else found


def _proved(server: ScratchServer, live: State, before: State, target: Wanted, changes: list[Change], first: Beginning) -> list[Statement]:
    """The statements, run in scratch; where they do not work and texts are a possible reason, on a copy that prints as live does."""
    try:
        return _tried(server, live, before, target, target.state, changes, first, rehearse)
    except ProofError:
        if (spelled := respelled(server, target.state)) is None:
            raise
        return _tried(server, live, before, target, spelled, changes, first, rehearse_as_printed)


def _tried(
    server: ScratchServer,
    live: State,
    before: State,
    target: Wanted,
    spelled: State,
    changes: list[Change],
    first: Beginning,
    rehearse: Rehearse,
) -> list[Statement]:
    """The statements for a desired state in these words, run in scratch.

    An expression that PostgreSQL prints in another way once it was loaded is spelled in another way. What it did beyond what was asked is
    settled by more statements, proved as well.
    """

    def back(one: ObjectId) -> ObjectId:
        return renames.moved_back(one, first.renamed)

    settled = list[Statement]()
    while True:
        statements = [*first.statements, *in_phases(_as_spelled(changes, spelled), before, spelled), *settled]
        statements = answerable(server, live, first, statements, spelled)
        rehearsal = rehearse(server, live, [*(ask for one in statements for ask in one.asks), *statements], target.state.contents)
        rehearsal.after = with_server_wide(within(rehearsal.after, _with_owners(target.scope, target.nobodys)), server_wide(target.state))
        rehearsal.after.busy = before.busy
        silent(rehearsal.after, target.state)
        left = remaining(rehearsal, before, target.state, back, literal=target.literal)
        if not left:
            return statements
        if (better := respell(spelled, left)) is not None:
            spelled = better
            continue
        more = in_phases(left, rehearsal.after, spelled)
        if settled or not more or any(hazard.destructive for one in more for hazard in one.hazards):
            raise unproved(left)
        settled = [msgspec.structs.replace(one, asks=()) for one in more]  # they would ask about what the plan has yet to make


def _as_spelled(changes: list[Change], spelled: State) -> list[Change]:
    """The same changes, their expressions in the words that lead to them."""
    return [
        msgspec.structs.replace(change, after=spelled.objects[change.after.id]) if isinstance(change, Altered) else change
        for change in changes
    ]


def _gate(proposal: Proposal, accepted: set[str]) -> None:
    """Nothing that loses data goes on unless it was accepted by name."""
    unaccepted = [
        (object_id, hazard)
        for object_id, hazard in proposal.hazards
        if hazard.destructive and not {EVERYTHING, hazard.code, acceptance(object_id, hazard)} & accepted
    ]
    if unaccepted:
        raise RefusedError.of(
            [
                Problem(
                    code=hazard.code,
                    message=f"{object_id}: {hazard.message}",
                    hint=f"if that is meant: --accept {acceptance(object_id, hazard)}",
                )
                for object_id, hazard in unaccepted
            ]
        )


def acceptance(object_id: ObjectId, hazard: Hazard) -> str:
    """What `--accept` takes to let a hazard pass: SC401:public.users."""
    return f"{hazard.code}:{dotted(object_id.path)}"
