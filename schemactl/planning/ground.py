"""What a plan leads to, and the copy of the live database on which it is tried."""

from __future__ import annotations

import msgspec

from schemactl.kinds import KINDS
from schemactl.live.contents import without_rows
from schemactl.live.within import cut, managed
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning import renames
from schemactl.planning.both_names import First
from schemactl.planning.heirs import Renames
from schemactl.planning.managed import disown, pinned, unspoken, within, without_own
from schemactl.planning.straying import refuse_strays
from schemactl.planning.surroundings import around
from schemactl.scratch.server import ScratchServer


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

    @property
    def looked_at(self) -> Scope:
        """The scope in which databases are read for it."""
        return with_owners(self.scope, self.nobodys)


def with_owners(scope: Scope, nobodys: tuple[str, ...]) -> Scope:
    """Owners are looked at always: what is dropped and made again keeps its own, spoken of or not."""
    return msgspec.structs.replace(scope, owners=True, ignore=tuple(one for one in scope.ignore if one not in nobodys))


class Ground(msgspec.Struct, frozen=True):
    """A live state, as far as a plan has to be tried out on it, and where that is done."""

    server: ScratchServer
    live: State
    target: Wanted

    def after(self, renamed: Renames, first: list[Statement]) -> State:
        """What the rest of a plan starts from, once these ran, which did these renames. Raises ProofError where they do not run."""
        target = self.target
        state = renames.base(self.server, self.live, renamed, first, target.state.contents)
        refuse_strays(self.live, state, renamed, target.looked_at)
        state = within(state, target.looked_at)
        former = renames.Former(renamed)
        disown(state, lambda host: former(host) not in self.live, {one.object_id for one in first})
        state = state if target.scope.owners else without_own(msgspec.structs.replace(state, user=self.live.user))
        state.objects.update(_broken(self.live, state, renamed))
        unspoken(target.state, state)
        return state

    def after_names(self, renamed: Renames, first: list[Statement]) -> State:
        """The same where only names come and go: the keys of rows may be among them."""
        target = msgspec.structs.replace(self.target, state=without_rows(self.target.state))
        return msgspec.structs.replace(self, target=target).after(renamed, first)


def _broken(live: State, state: State, renamed: Renames) -> dict[ObjectId, Object]:
    """What lacks in live what should always be there: a copy in scratch has it."""
    found: dict[ObjectId, Object] = {}
    former = renames.Former(renamed)
    for obj in state:
        flags = KINDS[obj.id.kind].mends
        was = live.objects.get(former(obj.id)) if flags else None
        lacking = {flag: False for flag in flags if was is not None and not getattr(was, flag)}
        if lacking:
            found[obj.id] = msgspec.structs.replace(obj, **lacking)
    return found


def compared(live: State, target: Wanted) -> tuple[State, State]:
    """The live state as far as a plan has to be tried out on it, and what of it is compared."""
    live = pinned(live, target.state)
    kept = managed(live, target.looked_at)
    before = cut(live, kept)
    return around(live, kept, target.state, target.around), before if target.scope.owners else without_own(before)
