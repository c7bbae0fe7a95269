"""What belongs to something and is named after it has its new name from that one's: the sequence of a serial column counts on under it."""

from __future__ import annotations

from collections.abc import Iterable

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.heirs import Renames
from schemactl.planning.places import moved

Path = tuple[str, ...]


def belonging(found: Renames, live: State, desired: State) -> Renames:
    """What follows the renames so: made anew under the new name it would begin from nothing, and another's would go on in its place.

    The host may have its new name already, as a table has that bears both.
    """
    return _Hosts(found, live, desired).followed()


class _Hosts:
    """Things that belong to others, on both sides, and where these are after the renames."""

    def __init__(self, found: Renames, live: State, desired: State) -> None:
        self.found, self.live, self.desired = found, live, desired
        self.forwards = {before.path: after.path for before, after in found.items()}
        self.backwards = {after.path: before.path for before, after in found.items()}
        self.new = _belong(desired)
        self.old = _belong(live) if self.new else {}

    def followed(self) -> Renames:
        """By the host, which has one such thing on each side."""
        new = _grouped((one, host.path) for one, host in self.new.items())
        old = _grouped((one, path) for one, host in self.old.items() if (path := self._later(host.path)) is not None)
        pairs = ((old.get(key, []), ones) for key, ones in new.items())
        return {was[0]: ones[0] for was, ones in pairs if len(was) == 1 == len(ones) and self._follows(was[0], ones[0])}

    def _later(self, path: Path) -> Path | None:
        """None where another one takes its name, and it goes."""
        new = moved(path, self.forwards)
        return new if new != path or moved(path, self.backwards) == path else None

    def _follows(self, was: ObjectId, becomes: ObjectId) -> bool:
        if was == becomes or was in self.found or becomes in self.found.values():
            return False
        return not (was in self.desired and self._stays(self.new.get(was))) and not (
            becomes in self.live and self._stays(self.old.get(becomes))
        )

    def _stays(self, host: ObjectId | None) -> bool:
        """Is what bears the name on the other side nobody's there, or of one that is the same before and after? Then it is meant to change hands."""
        return host is None or (host in self.live and host in self.desired and self._later(host.path) == host.path)


def _belong(state: State) -> dict[ObjectId, ObjectId]:
    """What belongs to something, and can be renamed, with its host."""
    kinds = {kind.name: kind.belongs for kind in KINDS if kind.belongs and kind.rename}
    hosts = ((one, kinds[one.kind](obj)) for one, obj in state.objects.items() if one.kind in kinds)
    return {one: host for one, host in hosts if host is not None}


def _grouped(placed: Iterable[tuple[ObjectId, Path]]) -> dict[tuple[str, Path], list[ObjectId]]:
    found: dict[tuple[str, Path], list[ObjectId]] = {}
    for one, path in placed:
        found.setdefault((one.kind, path), []).append(one)
    return found
