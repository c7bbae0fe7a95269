"""What hangs together in a state: units, who depends on them, and what has to be there so that they can be made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.places import host_of

_WORD = re.compile(r"[^\W\d][\w$]*")


class Units:
    """The objects of a state by what they are made and dropped with: a table with its columns, indexes, comments, and the sequence of a serial column."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._of: dict[ObjectId | tuple[str, tuple[str, ...]], ObjectId] = {}
        parts: dict[ObjectId, list[ObjectId]] = {}
        for one in state.objects:
            parts.setdefault(self.of(one), []).append(one)
        self.parts: Mapping[ObjectId, list[ObjectId]] = parts

    def of(self, object_id: ObjectId) -> ObjectId:
        """The outermost object that this one lives in, is about, or belongs to."""
        kind, path = object_id
        apart, inside = _places()
        if kind in apart:
            return object_id
        # What has the same kind and stands in the same place, as columns do, lives in the same object.
        place = (kind, path[:-1]) if kind in inside else object_id
        unit = self._of.get(place)
        if unit is None:
            outer = self._outer(object_id)
            if outer is None:
                return object_id
            unit = self._of[place] = self.of(outer)
        return unit

    def _outer(self, object_id: ObjectId) -> ObjectId | None:
        if (host := host_of(object_id, self.state)) is not None:
            return host
        obj, belongs = self.state.objects.get(object_id), KINDS[object_id.kind].belongs
        holder = belongs(obj) if belongs and obj is not None else None
        return holder if holder in self.state.objects else None

    @cached_property
    def used_by(self) -> Mapping[ObjectId, set[ObjectId]]:
        """Who depends on each object."""
        return self.state.used_by()

    def dependent(self, units: Iterable[ObjectId]) -> set[ObjectId]:
        """These units, and every other one that has a part which uses a part of them, and so on."""
        found, waiting = set[ObjectId](), [one for one in units if one in self.parts]
        while waiting:
            unit = waiting.pop()
            if unit in found:
                continue
            found.add(unit)
            waiting.extend(self.users(unit))
        return found

    def users(self, unit: ObjectId) -> Iterable[ObjectId]:
        """Units with a part that uses a part of this one."""
        users = (user for part in self.parts[unit] for user in self.used_by.get(part, ()))
        return (self.of(user) for user in users if user in self.state)

    def hanging(self, units: Iterable[ObjectId]) -> set[ObjectId]:
        """These, all that depends on them, and whole families of partitions and heirs, which say things of each other."""
        found = set(units)
        while more := (self.dependent(found) | {other for unit in found for other in self.relatives(unit)}) - found:
            found |= more
        return found

    def relatives(self, unit: ObjectId) -> Iterable[ObjectId]:
        """Units that a part of this one comes from, or that come from it."""
        return self._relatives.get(unit, ())

    @cached_property
    def _relatives(self) -> dict[ObjectId, set[ObjectId]]:
        found: dict[ObjectId, set[ObjectId]] = {}
        for child, parents in self.state.inherited.items():
            for parent in parents:
                one, other = self.of(child), self.of(parent)
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
        return found

    def named_in(self, text: str) -> set[ObjectId]:
        """Units whose name stands in the text, in whatever schema they are: every one that the name could mean."""
        # Names without quotes are read in small letters; those beyond ASCII stay as they are.
        words = {*_WORD.findall(text), *_WORD.findall(text.encode().lower().decode())}
        odd = text.replace('""', '"')
        return {
            unit
            for unit in self.parts
            if _has_name(unit) and (unit.path[1] in words or (not _WORD.fullmatch(unit.path[1]) and unit.path[1] in odd))
        }

    def supporting(self, units: Iterable[ObjectId], mentioned: Iterable[ObjectId]) -> set[ObjectId]:
        """Objects outside of these units without which they cannot be made, those that are mentioned, and what a text may mean without a name.

        Of a table that is only used, foreign keys and whatever else would bring in more stay away.
        """
        units = set(units)
        own = {part for unit in units for part in self.parts.get(unit, ())}
        found: set[ObjectId] = set()
        self._reach(found, own, [used for part in own for used in self.state.uses.get(part, ())])
        self._reach(found, own, mentioned)
        for unit in self.parts:
            if not _has_name(unit) and unit not in units:
                reached = set(found)
                self._reach(reached, own, [unit])
                if not any(KINDS[one.kind].holds_rows for one in reached - found):
                    found = reached
        # What may belong to one table is looked at with everybody who takes numbers from it.
        shared = [user for one in found if KINDS[one.kind].belongs for user in self.used_by.get(one, ())]
        self._reach(found, own, shared)
        while True:
            touched = {self.of(one) for one in found}
            self._grow(found, [part for unit in touched for part in self.parts[unit] if part not in own])
            # What comes from a parent's is made by the parent: without it, a partition or an heir would lack it.
            parents = {parent for one in found for parent in self.state.inherited.get(one, ())} & self.state.objects.keys()
            parents -= found | own
            if not parents:
                return found
            self._reach(found, own, parents)

    def _reach(self, found: set[ObjectId], own: set[ObjectId], start: Iterable[ObjectId]) -> None:
        waiting = list(start)
        while waiting:
            one = waiting.pop()
            if one in found or one in own or one not in self.state:
                continue
            found.add(one)
            waiting.extend(self.state.uses.get(one, ()))
            if (outer := self._outer(one)) is not None:
                waiting.append(outer)

    def _grow(self, found: set[ObjectId], beside: list[ObjectId]) -> None:
        """Add the parts that need nothing which is not there."""
        while ready := [one for one in beside if one not in found and all(used in found for used in self.state.uses.get(one, ()))]:
            found.update(ready)


def texts(objects: Iterable[object]) -> str:
    """Every text in these objects, or values of theirs, from its beginning to its end, a line each."""
    return "\n".join(_texts(msgspec.to_builtins(list(objects))))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list() | tuple():
            for one in value:
                yield from _texts(one)
        case dict():
            for one in value.values():
                yield from _texts(one)


@cache
def _places() -> tuple[frozenset[str], frozenset[str]]:
    """Kinds that live in nothing, and those that live in what stands before their name."""
    apart = [kind for kind in KINDS if not (kind.about or kind.belongs)]
    return frozenset(kind.name for kind in apart if not kind.parents), frozenset(kind.name for kind in apart if kind.parents)


def outermost() -> frozenset[str]:
    """Kinds that live in nothing, are about nothing and belong to nothing."""
    return _places()[0]


def _has_name(unit: ObjectId) -> bool:
    """Does a text that means it name it? Casts and operators are meant without."""
    return (
        len(unit.path) > 1
        and KINDS[unit.kind].namespace is not None
        and KINDS[unit.kind].schema_scoped
        and bool(_WORD.search(unit.path[1]))
    )
