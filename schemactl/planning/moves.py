"""Renames in an order that PostgreSQL accepts: outer objects first, and a name is free before it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Change, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning.context import Planning
from schemactl.planning.giving_way import after_rename, arriving, free, holder, outer_length
from schemactl.planning.heirs import Renames, led, with_heirs
from schemactl.planning.places import moved, names_of

Path = tuple[str, ...]


class _Move(msgspec.Struct, frozen=True):
    """A rename that waits. `here`: where the object is by then; as it was, and as it will be. `gives` and `takes` are names, those of all that follows among them.

    `within`: the path of what it lies in by then.
    """

    here: ObjectId
    before: Object
    after: Object
    gives: frozenset[object]
    takes: frozenset[object]
    within: Path = ()


def statements(renames: Renames, live: State, desired: State) -> tuple[list[Change], list[Statement]]:
    """The changes and their SQL."""
    changes: list[Change] = [Renamed(live.objects[old], after_rename(old, new, live, desired)) for old, new in renames.items()]
    return changes, list(_Turns(renames, live, desired).statements()) if renames else []


class _Turns:
    """Who is renamed when. `early` are parts of tables that would be in the way where one of these goes, and are renamed where they are before."""

    def __init__(self, renames: Renames, live: State, desired: State) -> None:
        self.live, self.desired = live, desired
        self.ctx = Planning(live, desired)
        self.forwards = {old.path: new.path for old, new in renames.items()}
        self.every = with_heirs(renames, live)
        self.travelling = arriving(renames, live)
        self.early: list[_Move] = []
        self.later: list[_Move] = []
        in_the_way = self._in_the_way()
        for old, following in led(self.every, live):
            if old in in_the_way:
                self.early.append(self._move_at_once(old, following))
            else:
                self.later.append(self._move(old, following))

    def statements(self) -> Iterator[Statement]:
        while waiting := self.early or self.later:
            others = [*self.early, *self.later]
            if (one := next((one for one in waiting if _is_free(one, others)), None)) is not None:
                waiting.remove(one)
            else:
                one = self._detour(waiting, others)
            rename = KINDS[one.after.id.kind].rename
            assert rename
            yield from rename(msgspec.structs.replace(one.before, id=one.here), one.after, self.ctx)

    def _detour(self, waiting: list[_Move], others: list[_Move]) -> _Move:
        """Names in a circle: one that another waits for is given up for a third, and what is renamed so waits for its own."""
        one = next((one for one in waiting if _is_in_the_way(one, others)), waiting[0])
        waiting.remove(one)
        if not one.gives:
            return one
        vacant = free(one.before.id, self.live, self.desired).name
        here = one.before.id if any(_is_around(other, one) for other in others) else one.here
        there = ObjectId(here.kind, (*self._here(one.before).path[:-1], vacant))
        after = after_rename(one.before.id, self.every[one.before.id], self.live, self.desired)
        self.later.append(msgspec.structs.replace(one, here=there, after=after, gives=frozenset(), within=self._within(one.before)))
        meanwhile = ObjectId(here.kind, (*here.path[:-1], vacant))
        return msgspec.structs.replace(one, here=here, after=msgspec.structs.replace(one.after, id=meanwhile))

    def _in_the_way(self) -> set[ObjectId]:
        """What has the name of something that comes with its table from another schema, or comes so under a name that is another's there."""
        if not self.travelling:
            return set()
        arrivals = frozenset(chain.from_iterable(self.travelling.values()))
        taken = {key for obj in self.live.naming() for key in names_of(obj)}
        return {
            old
            for old, new in self.every.items()
            if old.name != new.name
            and (outer_length(old) > 1 or holder(self.live.objects[old]) is not None)
            and not (arrivals.isdisjoint(names_of(self.live.objects[old])) and taken.isdisjoint(self.travelling.get(old, ())))
        }

    def _move(self, old: ObjectId, following: list[ObjectId]) -> _Move:
        """What PostgreSQL renames along has no statement: it moves with the one that it follows."""
        together = (old, *following)
        here = {one: self._here(self.live.objects[one]) for one in together}
        after = {one: after_rename(one, self.every[one], self.live, self.desired) for one in together}
        move = self._between(old, here, after)
        # What keeps its name comes with the table; what has another one, and is in nobody's way, is renamed behind it.
        kept = ((one, keys) for one, keys in self.travelling.items() if self.every.get(one, one).name == one.name)
        brought = (keys for one, keys in kept if _place(self.live.objects[one])[: len(old.path)] == old.path)
        gives = move.gives if here[old] != after[old].id else frozenset[object]()
        return msgspec.structs.replace(move, gives=gives, takes=move.takes.union(*brought), within=self._within(self.live.objects[old]))

    def _move_at_once(self, old: ObjectId, following: list[ObjectId]) -> _Move:
        together = (old, *following)
        after = {
            one: msgspec.structs.replace(
                after_rename(one, self.every[one], self.live, self.desired), id=ObjectId(one.kind, (*one.path[:-1], self.every[one].name))
            )
            for one in together
        }
        return self._between(old, {one: one for one in together}, after)

    def _between(self, old: ObjectId, here: Mapping[ObjectId, ObjectId], after: Mapping[ObjectId, Object]) -> _Move:
        before = (msgspec.structs.replace(self.live.objects[one], id=there) for one, there in here.items())
        return _Move(
            here=here[old],
            before=self.live.objects[old],
            after=after[old],
            gives=frozenset(chain.from_iterable(map(_taken, before))),
            takes=frozenset(chain.from_iterable(map(_taken, after.values()))),
        )

    def _here(self, obj: Object) -> ObjectId:
        """Where the object stands once the objects around it have their new names; what belongs to a table goes to another schema with it."""
        outer, host = outer_length(obj.id), holder(obj)
        around = moved(host.path, self.forwards)[:outer] if host is not None else moved(obj.id.path[:outer], self.forwards)
        return ObjectId(obj.id.kind, (*around, *obj.id.path[outer:]))

    def _within(self, obj: Object) -> Path:
        host = holder(obj)
        return moved(host.path, self.forwards) if host is not None else self._here(obj).path[: outer_length(obj.id)]


def _place(obj: Object) -> Path:
    """What tells where it goes: what it belongs to, or its own path."""
    host = holder(obj)
    return host.path if host is not None else obj.id.path


def _taken(one: Object) -> set[object]:
    return {one.id, *names_of(one)}


def _is_free(one: _Move, waiting: Iterable[_Move]) -> bool:
    """Has nothing else that waits a name that this one takes, whatever its kind, and has what it lies in its new name?"""
    return not any(one.takes & other.gives or _is_around(other, one) for other in waiting if other is not one)


def _is_around(outer: _Move, one: _Move) -> bool:
    """Does it lie in what waits, too?"""
    path = outer.after.id.path
    return one is not outer and len(path) <= len(one.within) and one.within[: len(path)] == path


def _is_in_the_way(one: _Move, waiting: Iterable[_Move]) -> bool:
    """Is its name waited for, and would nothing be lost from sight by a third one?"""
    others = [other for other in waiting if other is not one]
    return any(one.gives & other.takes for other in others) and not any(_is_around(one, other) for other in others)
