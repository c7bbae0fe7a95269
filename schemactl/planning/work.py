"""From two states to proved statements: the middle of `plan`, `sync`, `check` and `diff`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from schemactl.desired.loader import UNMANAGED
from schemactl.errors import DecisionNeededError, Problem, ProofError, RefusedError, SchemactlError
from schemactl.kinds import KINDS
from schemactl.live.contents import ReadContents
from schemactl.live.server_wide import check_needs, server_wide, with_server_wide
from schemactl.live.within import cut, managed
from schemactl.model.change import Altered, Change
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.scope import Scope, exactly, glob_of
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Statement, Step
from schemactl.planning import labels, parting, renames
from schemactl.planning.asking import answerable
from schemactl.planning.canonical import Built, as_built, canonical, roles_of, superusers_of, tablespaces_of
from schemactl.planning.compose import steps
from schemactl.planning.diff import diff
from schemactl.planning.faithful import rehearse_as_printed, respelled
from schemactl.planning.given import Given
from schemactl.planning.ground import Ground, Wanted, with_owners
from schemactl.planning.heirs import with_heirs
from schemactl.planning.left_grants import warned
from schemactl.planning.managed import (
    check_owners,
    silent,
    speaks_of_owners,
    unowned,
    within,
    without_unwritten_owners,
)
from schemactl.planning.narrowing import narrowed
from schemactl.planning.opening import Opening, before_rows, opened, with_parts
from schemactl.planning.phases import in_phases
from schemactl.planning.prove import Rehearse, rehearse, remaining, unproved
from schemactl.planning.renames import Question
from schemactl.planning.spelling import respell
from schemactl.planning.surroundings import check_external, unmanaged_but_needed
from schemactl.scratch.server import ScratchServer

EVERYTHING = "*"


class RenamedOrNewError(DecisionNeededError):
    """A drop and an add that could be one object under two names; `questions` are for whoever can ask."""

    def __init__(self, message: str, *, questions: tuple[Question, ...] = (), **more: Any) -> None:
        super().__init__(message, **more)
        self.questions = questions


class Proposal(msgspec.Struct):
    """Proved changes: what differs, in which statements, leading where. `direct`: nothing had to run before the two states were compared."""

    changes: list[Change]
    statements: list[Statement]
    desired: State
    direct: bool = False

    @property
    def steps(self) -> list[Step]:
        """What may stop half-way looks first for the rows that would stop it; one transaction fails as a whole anyway, but for a premise."""
        found = steps(self.statements)
        asked = [one for one in self.asks if one.premise or len(found) > 1]
        return [Step(statements=tuple(asked)), *found] if asked else found

    @property
    def asks(self) -> list[Statement]:
        """Queries that find rows which a statement would fail on; what several want to know is asked once."""
        return list({ask.sql: ask for statement in self.statements for ask in statement.asks}.values())

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
    kept = managed(desired, with_owners(effective, nobodys))
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
    bare = [KINDS[kind].model(id=ObjectId(kind, (name,))) for kind, every in named.items() for name in sorted(every)]
    role: Any = KINDS[KINDS.role].model
    powerful = [role(id=ObjectId(KINDS.role, (name,)), superuser=True) for name in sorted(superusers_of(written))]
    every = {obj.id: obj for obj in (*bare, *powerful, *server_wide(written)) if not KINDS[obj.id.kind].about}
    return [obj for obj in every.values() if not scope.manages(obj.id) and not _is_special(obj.id)]


def check_needed(written: State, effective: Scope, live: State) -> None:
    """ConfigurationError where the server lacks a role that the schema files name, or has another one than they say."""
    check_needs(needs_of(written, effective), live.objects, written.origins)


def _is_special(object_id: ObjectId) -> bool:
    """`CURRENT_USER` in a policy is a word, not a role."""
    return object_id.name.upper() in ("CURRENT_USER", "SESSION_USER", "CURRENT_ROLE")


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
    ground, opening = opened(server, live, target, given, read)
    changes = diff(opening.before, desired, literal=target.literal)
    if following := with_parts(opening, changes, desired):
        opening, changes = following, diff(following.before, desired, literal=target.literal)
    ask(renames.questions(changes, opening.before, desired), accepted)
    if later := before_rows(ground, opening, changes):
        opening, changes = later, diff(later.before, desired, literal=target.literal)
    statements = warned(_worked_out(ground, opening, changes), desired, target.scope)
    proposal = Proposal(changes=[*opening.changes, *changes], statements=statements, desired=desired, direct=not opening.changes)
    _gate(proposal, accepted)
    return proposal


def _worked_out(ground: Ground, opening: Opening, changes: list[Change]) -> list[Statement]:
    if not (opening.statements or changes):
        return []
    return _in_part(ground, opening, changes) or _proved(ground, opening, changes)


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


def _in_part(ground: Ground, opening: Opening, changes: list[Change]) -> list[Statement] | None:
    """The same from a part of the states, where that is enough: None says nothing of the whole."""
    target = ground.target
    part = None if opening.statements else narrowed(ground.live, opening.before, target.state, changes)
    if part is None:
        return None
    cut = Ground(ground.server, part.live, msgspec.structs.replace(target, state=part.desired))
    try:
        found = _proved(cut, Opening(before=part.before), changes)
    except SchemactlError:
        return None
    return None if part.touches_others(one.object_id for one in found) else found


def _proved(ground: Ground, opening: Opening, changes: list[Change]) -> list[Statement]:
    """The statements, run in scratch; where they do not work and texts are a possible reason, on a copy that prints as live does."""
    try:
        return _tried(ground, opening, ground.target.state, changes, rehearse)
    except ProofError:
        if (spelled := respelled(ground.server, ground.target.state)) is None:
            raise
        return _tried(ground, opening, spelled, changes, rehearse_as_printed)


def _tried(ground: Ground, opening: Opening, spelled: State, changes: list[Change], rehearse: Rehearse) -> list[Statement]:
    """The statements for a desired state in these words, run in scratch.

    An expression that PostgreSQL prints in another way once it was loaded is spelled in another way. What it did beyond what was asked is
    settled by more statements, proved as well.
    """
    server, live, target, before = ground.server, ground.live, ground.target, opening.before

    back = renames.Former(opening.renamed)
    settled = list[Statement]()
    while True:
        statements = [*opening.statements, *in_phases(_as_spelled(changes, spelled), before, spelled), *settled]
        statements = answerable(server, live, opening, statements, spelled)
        rehearsal = rehearse(server, live, [*(ask for one in statements for ask in one.asks), *statements], target.state.contents)
        rehearsal.after = with_server_wide(within(rehearsal.after, target.looked_at), server_wide(target.state))
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
