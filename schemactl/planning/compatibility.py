"""Do applications that do not know of a plan work on after it? Where nobody knows, the answer is no."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemactl.kinds import KINDS
from schemactl.model.change import Added, Change, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.places import hosts_of


def backward_compatible(changes: Sequence[Change], before: State, after: State) -> bool:
    """Expanding changes only: what the old version of an application reads and writes is there as it was."""
    new = {change.id for change in changes if isinstance(change, Added)}
    return all(expands(change, new, before, after) for change in changes)


def breaking(changes: Sequence[Change], before: State, after: State) -> list[Change]:
    """Those after which the old version of an application may no longer work."""
    new = {change.id for change in changes if isinstance(change, Added)}
    return [change for change in changes if not expands(change, new, before, after)]


def expands(change: Change, new: Collection[ObjectId], before: State, after: State) -> bool:
    """Is this a change that only adds? `new` are all that the plan adds."""
    if isinstance(change, Renamed):
        return False
    if isinstance(change, Added) and _is_part_of(change.id, new, after):
        return True
    widens = KINDS[change.id.kind].widens
    return widens is not None and widens(change, before, after)


def _is_part_of(object_id: ObjectId, new: Collection[ObjectId], state: State) -> bool:
    """Whatever is said about a new table, nobody works with that table yet."""
    return any(host in new for host in hosts_of(object_id, state))
