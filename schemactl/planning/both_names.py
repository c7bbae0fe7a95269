"""Renames under both names: which the YAML asks for, which stand, and the statements that raise the second name and take it away.

Like renames, they run in scratch first and are read back: PostgreSQL says what a view over the table is. Knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from schemactl.errors import Problem, RefusedError
from schemactl.kinds import KINDS
from schemactl.kinds.both_names import KEY, asked, refused
from schemactl.model.change import Added, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning import moves, renames
from schemactl.planning.context import Planning
from schemactl.planning.diff import diff
from schemactl.planning.giving_way import standing_at
from schemactl.planning.heirs import Renames
from schemactl.planning.places import names_of

Afterwards = Callable[[Renames, list[Statement]], State]
"""The live state once these statements ran, which did these renames."""


class Pair(NamedTuple):
    """An object by the name that it has in live, and by the one that it shall have."""

    before: ObjectId
    after: ObjectId

    @property
    def here(self) -> ObjectId:
        """The second name, where the object is now."""
        return ObjectId(self.before.kind, (*self.before.path[:-1], self.after.name))


class First(msgspec.Struct, frozen=True):
    """What runs before everything else of a plan, and the state that it leads to."""

    before: State
    changes: tuple[Change, ...] = ()
    statements: tuple[Statement, ...] = ()
    renamed: Renames = {}


def pending(live: State, desired: State) -> list[Pair]:
    """The renames that shall have both names, and have one."""
    if not _asked(desired):
        return []
    every = renames.pending(desired.renames, live, desired)
    found = [Pair(was, becomes) for was, becomes in every.items() if _is_asked(becomes, desired)]
    return [one for one in found if not _stands(one, live)]


def standing(live: State, desired: State) -> list[Pair]:
    """Those that have both, in live: a rename of a column takes it for done, as the new name is there."""
    wished = _asked(desired)
    if not wished:
        return []
    outer = renames.pending({was: becomes for was, becomes in desired.renames.items() if not KINDS[becomes.kind].parents}, live, desired)
    backwards = {becomes.path: was.path for was, becomes in outer.items()}
    found = [Pair(standing_at(was, becomes, backwards), becomes) for was, becomes in wished.items()]
    return [one for one in found if one.after in desired and _stands(one, live)]


def doubled(live: State, desired: State) -> list[Pair]:
    """Those of which a second one has the new name."""
    return [one for one in standing(live, desired) if _lowered(one)]


def refuse_standing(live: State, written: State) -> None:
    """RefusedError where schema files would take second names for something to keep."""
    if found := standing(live, written):
        raise RefusedError.of(
            [
                Problem(
                    code="S317",
                    message=f"{one.after} has both names until the contract plan ran, and no schema file says the second one",
                    hint="apply the contract plan first (schemactl plan --phase contract writes it)",
                )
                for one in found
            ]
        )


def asks(desired: State) -> bool:
    """Is there any rename that shall have both names? Mostly not, and then nothing has to be looked at."""
    return bool(_asked(desired))


def _asked(desired: State) -> Renames:
    return {was: becomes for was, becomes in desired.renames.items() if _is_asked(becomes, desired)}


def _is_asked(becomes: ObjectId, desired: State) -> bool:
    return KINDS[becomes.kind].both is not None and asked(desired.intents.get(becomes, {}))


def _stands(pair: Pair, live: State) -> bool:
    both = KINDS[pair.after.kind].both
    return both is not None and both.stands(pair.before, pair.after, live)


def raised(live: State, desired: State, afterwards: Afterwards) -> First:
    """Both names of all that ask for them: what is renamed now first, since others may lie in it."""
    statements: list[Statement] = []
    renamed: Renames = {}
    now = live
    for early in (True, False):
        found = [one for one in pending(now, desired) if (_lowered(one) is None) == early]
        statements += _raising(found, now, desired)
        renamed |= {pair.before: pair.after for pair in found if early}
        now = afterwards(renamed, statements) if found else now
        if renamed and early:
            now, parts = _parts_renamed(now, desired, renamed, statements)
            renamed |= parts
    former = renames.Former(renamed)
    new = [obj for obj in now if former(obj.id) not in live]
    changes: list[Change] = [
        *(Renamed(live.objects[was], now.objects[becomes]) for was, becomes in renamed.items()),
        *(Added(obj) for obj in new),
    ]
    return First(now, tuple(changes), tuple(statements), renamed)


def _lowered(pair: Pair) -> object:
    both = KINDS[pair.after.kind].both
    return both.lowered if both else None


def _parts_renamed(live: State, desired: State, renamed: Renames, statements: list[Statement]) -> tuple[State, Renames]:
    """Names of constraints and indexes that follow their table's, so that what is new can refer to them: nobody says them through a view."""
    within = {one.path for one in renamed.values()}
    parts = renames.carried((one for one in diff(live, desired) if one.id.path[:-1] in within), live, desired)
    statements += moves.statements(parts, live, desired)[1]
    return renames.under_new_names(live, parts), {renames.moved_back(was, renamed): becomes for was, becomes in parts.items()}


def _raising(found: list[Pair], live: State, desired: State) -> Iterator[Statement]:
    """Asked about live on both sides: it is a key which is there that batches go by."""
    for kind in KINDS:
        every = [(live.objects[one.before], one.after) for one in found if one.after.kind == kind.name]
        if kind.both and every:
            for before, after in every:
                _check_taken(before, after, desired)
            renamed = [(before, msgspec.structs.replace(before, id=after)) for before, after in every]
            yield from kind.both.raised(renamed, Planning(live, live))


def _check_taken(before: Object, after: ObjectId, desired: State) -> None:
    names = set(names_of(before))
    if taken := next((obj.id for obj in desired if names and obj.id != after and names & set(names_of(obj))), None):
        raise refused(after, f"its old name becomes that of {taken}", "give that one another name, or make it in a later plan")


def lowered(live: State, desired: State, afterwards: Afterwards) -> First:
    """The second names go: the rename that takes their place comes right behind."""
    statements: list[Statement] = []
    for pair in doubled(live, desired):
        both = KINDS[pair.after.kind].both
        if both and both.lowered:
            before = live.objects[pair.before]
            statements += both.lowered(before, msgspec.structs.replace(before, id=pair.after), Planning(live, desired))
    if not statements:
        return First(live)
    now = afterwards({}, statements)
    gone = tuple(Dropped(obj) for obj in live if obj.id not in now)
    return First(now, gone, tuple(statements))


def refuse(live: State, desired: State) -> None:
    """RefusedError where one plan would rename what shall have both names for a while."""
    if found := pending(live, desired):
        raise RefusedError.of(
            [
                Problem(
                    code="S316",
                    message=f"{one.after} shall have both names for a while, which takes two plans",
                    hint="schemactl plan --phase both writes them; "
                    f"to rename it at once, which breaks who says {one.before.name}, take `{KEY}` away",
                )
                for one in found
            ]
        )
