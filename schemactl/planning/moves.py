"""Renames in an order that PostgreSQL accepts: outer objects first, and a name is free before it is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush
from itertools import chain, count

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


_Number = tuple[bool, int]


class _Waiting:
    """Moves by the names that they give and take, by where they lead, and by what they lie in. Their order: those that are early, then all others,
    each as they came."""

    def __init__(self) -> None:
        self._giving, self._taking, self._leading, self._lying = (defaultdict[object, dict[_Number, _Move]](dict) for _ in range(4))
        self._all: dict[bool, dict[_Number, _Move]] = {False: {}, True: {}}
        self._counter = count()
        self._perhaps: list[_Number] = []

    def __bool__(self) -> bool:
        return any(self._all.values())

    def add(self, one: _Move, *, early: bool = False) -> None:
        number = (not early, next(self._counter))
        self._all[not early][number] = one
        for found in self._places(one):
            found[number] = one
        heappush(self._perhaps, number)

    def next_free(self) -> _Move | None:
        """The first one that nothing keeps waiting. Who was not free is looked at again once something that it may have waited for is gone."""
        while self._perhaps and not (self._perhaps[0][0] and self._all[False]):
            number = heappop(self._perhaps)
            if number in self._all[number[0]] and self._is_free(number):
                return self._taken(number)
        return None

    def next_given_up(self) -> _Move:
        """The first one whose name is waited for, and whose going leaves nothing out of sight."""
        turn = self._all[False] or self._all[True]
        return self._taken(next((number for number in turn if self._is_in_the_way(number)), next(iter(turn))))

    def has_around(self, move: _Move) -> bool:
        """Does it lie in something that waits?"""
        return any(self._leading.get(path) for path in _outward(move.within))

    def _taken(self, number: _Number) -> _Move:
        one = self._all[number[0]].pop(number)
        for found in self._places(one):
            del found[number]
        for others in (*(self._taking.get(key, ()) for key in one.gives), self._lying.get(one.after.id.path, ())):
            for other in others:
                heappush(self._perhaps, other)
        return one

    def _places(self, one: _Move) -> Iterator[dict[_Number, _Move]]:
        yield from (self._giving[key] for key in one.gives)
        yield from (self._taking[key] for key in one.takes)
        yield self._leading[one.after.id.path]
        yield from (self._lying[path] for path in _outward(one.within))

    def _is_free(self, number: _Number) -> bool:
        """Has nothing else a name that this one takes, whatever its kind, and has what it lies in its new name?"""
        one = self._all[number[0]][number]
        before = chain((self._giving.get(key, {}) for key in one.takes), (self._leading.get(path, {}) for path in _outward(one.within)))
        return all(found.keys() <= {number} for found in before)

    def _is_in_the_way(self, number: _Number) -> bool:
        one = self._all[number[0]][number]
        wanted = any(self._taking.get(key, {}).keys() - {number} for key in one.gives)
        return wanted and not self._lying.get(one.after.id.path, {}).keys() - {number}


def _outward(path: Path) -> Iterator[Path]:
    return (path[:length] for length in range(1, len(path) + 1))


class _Turns:
    """Who is renamed when. Early are parts of tables that would be in the way where one of these goes, and are renamed where they are before."""

    def __init__(self, renames: Renames, live: State, desired: State) -> None:
        self.live, self.desired = live, desired
        self.ctx = Planning(live, desired)
        self.forwards = {old.path: new.path for old, new in renames.items()}
        self.every = with_heirs(renames, live)
        self.travelling = arriving(renames, live)
        self.waiting = _Waiting()
        in_the_way = self._in_the_way()
        for old, following in led(self.every, live):
            if old in in_the_way:
                self.waiting.add(self._move_at_once(old, following), early=True)
            else:
                self.waiting.add(self._move(old, following))

    def statements(self) -> Iterator[Statement]:
        while self.waiting:
            one = self.waiting.next_free() or self._detour()
            rename = KINDS[one.after.id.kind].rename
            assert rename
            yield from rename(msgspec.structs.replace(one.before, id=one.here), one.after, self.ctx)

    def _detour(self) -> _Move:
        """Names in a circle: one that another waits for is given up for a third, and what is renamed so waits for its own."""
        one = self.waiting.next_given_up()
        if not one.gives:
            return one
        vacant = free(one.before.id, self.live, self.desired).name
        here = one.before.id if self.waiting.has_around(one) else one.here
        there = ObjectId(here.kind, (*self._here(one.before).path[:-1], vacant))
        after = after_rename(one.before.id, self.every[one.before.id], self.live, self.desired)
        self.waiting.add(msgspec.structs.replace(one, here=there, after=after, gives=frozenset(), within=self._within(one.before)))
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
