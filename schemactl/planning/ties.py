"""Which tables are part of which others, and what of theirs PostgreSQL therefore makes, changes and drops along with the others'."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.places import host_of, names_of

Pair = tuple[ObjectId, ObjectId]


def root_of(object_id: ObjectId, state: State) -> ObjectId:
    """The outermost object that this one lives in: a column default's table."""
    while host := host_of(object_id, state):
        object_id = host
    return object_id


def attachments(state: State) -> dict[Pair, ObjectId]:
    """(table, the one it is part of) → the object that says so."""
    found: dict[Pair, ObjectId] = {}
    for object_id in state.objects:
        kind = KINDS[object_id.kind]
        if kind.attaches and (table := host_of(object_id, state)):
            used = state.uses.get(object_id, set()) | state.follows.get(object_id, set())
            found.update(((table, one), object_id) for one in used if one.kind in kind.parents and one != table)
    return found


def tied(
    ties: Mapping[Pair, ObjectId], acted: Collection[ObjectId]
) -> tuple[dict[ObjectId, list[ObjectId]], dict[ObjectId, list[ObjectId]]]:
    """Of these attachments, those that something is done to: by the table that is part of another one, and by that."""
    by_part: dict[ObjectId, list[ObjectId]] = {}
    by_other: dict[ObjectId, list[ObjectId]] = {}
    for (table, other), tie in ties.items():
        if tie in acted:
            by_part.setdefault(table, []).append(tie)
            by_other.setdefault(other, []).append(tie)
    return by_part, by_other


def heirs(state: State) -> dict[ObjectId, list[ObjectId]]:
    """What comes from each object."""
    found: dict[ObjectId, list[ObjectId]] = {}
    for child, parents in state.inherited.items():
        for parent in parents:
            found.setdefault(parent, []).append(child)
    return found


def origins(object_id: ObjectId, state: State) -> set[ObjectId]:
    """Where an object comes from in the end: ancestors that come from nowhere."""
    parents = state.inherited.get(object_id, ())
    return {origin for parent in parents for origin in origins(parent, state)} if parents else {object_id}


def said(obj: Object, state: State) -> Object | None:
    """An object as people write it; None where that is not at all."""
    rule = KINDS[obj.id.kind].as_heir
    return rule(obj, state) if rule else obj


def is_implied(obj: Object, state: State) -> bool:
    """Does its parent's say it all?"""
    written = said(obj, state)
    if written is None:
        return True
    return KINDS[written.id.kind].incidental and says_nothing(written)


def names_taken(object_id: ObjectId, state: State) -> tuple[tuple[str, ...], ...]:
    """The names that an object takes in a state, each with the space in which nothing else may have it."""
    obj = state.objects.get(object_id)
    return names_of(obj) if obj is not None and not is_implied(obj, state) else ()


def says_nothing(obj: Object) -> bool:
    """Is every field what it is by default?"""
    return all(getattr(obj, field.name) == field.default for field in msgspec.structs.fields(obj) if field.name != "id")


def is_own(object_id: ObjectId, state: State) -> bool:
    """Does its table have it by itself, too?"""
    own = KINDS[object_id.kind].own
    return bool(own and own(state.objects[object_id]))


def all_edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """(user, used), for needs and wishes alike."""
    for edges in (state.uses, state.follows):
        for user, every in edges.items():
            for used in every:
                yield user, used


class Ties:
    """The attachments before and after, while `drop` and `create` grow."""

    def __init__(self, drop: set[ObjectId], create: set[ObjectId], live: State, desired: State) -> None:
        self.drop, self.create, self.live, self.desired = drop, create, live, desired
        self.before, self.after = attachments(live), attachments(desired)
        self.live_root = cache(lambda one: root_of(one, live))
        self.desired_root = cache(lambda one: root_of(one, desired))

    def carries(self, parent: ObjectId, child: ObjectId) -> bool:
        """Do a drop and an alteration of the parent's reach the child's?"""
        table, other = self.live_root(child), self.live_root(parent)
        if table in self.drop or table in self.create or other in self.drop:
            return False
        tie = self.before.get((table, other))
        return table == other or (tie is not None and tie not in self.drop)

    def makes(self, parent: ObjectId, child: ObjectId) -> bool:
        """Does the creation of the parent's make the child's?"""
        table, other = self.desired_root(child), self.desired_root(parent)
        if {table, other} & self.create:
            return False
        tie = self.after.get((table, other))
        return table == other or (tie is not None and (tie not in self.create or KINDS[tie.kind].loosely))

    def drags(self, parent: ObjectId, child: ObjectId) -> bool:
        """Must the child's go when the parent's is dropped?"""
        if self.live_root(child) == child:
            return True  # it lives in nothing that could part: a function that speaks of a type
        if not self.carries(parent, child):
            return False
        if KINDS[child.kind].own is None or not self._is_loose(parent, child):
            return True
        return parent in self.desired and not is_own(child, self.live)

    def leaves(self, parent: ObjectId, child: ObjectId) -> bool:
        """Can the child's stay when the parent's is dropped?"""
        return KINDS[child.kind].own is not None and self.carries(parent, child) and self._is_loose(parent, child)

    def falls(self, parent: ObjectId, child: ObjectId) -> bool:
        """Has the child's nothing else to stay by, when the parent's is dropped?"""
        others = [one for one in self.live.inherited[child] if one != parent and one not in self.drop and self.carries(one, child)]
        return not is_own(child, self.live) and not others

    def outlives(self, object_id: ObjectId) -> bool:
        """Is it a row that has to go, and would stay in a part of its table when that is dropped and made anew around its parts?"""
        if KINDS[object_id.kind].contents is None or object_id in self.desired:
            return False
        table = self.live_root(object_id)
        return table in self.create and any(part not in self.drop for part, _ in self._parts(table))

    def before_leaving(self) -> Iterator[Pair]:
        """(user, used) before the plan: such a row needs all that makes its table's parts its parts."""
        yield from all_edges(self.live)
        for row in filter(self.outlives, self.drop):
            yield from ((row, tie) for _, tie in self._parts(self.live_root(row)))

    def _parts(self, table: ObjectId) -> Iterator[Pair]:
        """(part, attachment) of all that holds rows of the table, at any depth."""
        for (part, whole), tie in self.before.items():
            if whole == table and not KINDS[tie.kind].loosely:
                yield part, tie
                yield from self._parts(part)

    def _is_loose(self, parent: ObjectId, child: ObjectId) -> bool:
        tie = self.before.get((self.live_root(child), self.live_root(parent)))
        return tie is not None and KINDS[tie.kind].loosely

    def inside(self, ties: dict[Pair, ObjectId], state: State) -> Iterator[tuple[ObjectId, ObjectId, ObjectId]]:
        """(attachment, parent's object, child's object) of everything that comes through a loose attachment."""
        loose = {pair: tie for pair, tie in ties.items() if KINDS[tie.kind].loosely}
        if not loose:
            return
        root = self.live_root if state is self.live else self.desired_root
        for child, parents in state.inherited.items():
            for parent in parents:
                if tie := loose.get((root(child), root(parent))):
                    yield tie, parent, child
