"""Who gives up its name before renames take it, and what it is called then: renames run first, before anything is dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain, count

import msgspec

from schemactl.kinds import KINDS
from schemactl.kinds.constraint import default_name
from schemactl.kinds.same_state import SameState
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.heirs import Renames, with_heirs
from schemactl.planning.parting import leaving, parted
from schemactl.planning.places import moved, names_of
from schemactl.planning.prove import differing_but_id
from schemactl.planning.ties import Pair, root_of

Path = tuple[str, ...]
Names = frozenset[tuple[str, ...]]


def aside(found: Renames, live: State, desired: State) -> Renames:
    """What bears a name that a renamed object takes, or what follows one, or goes to another schema with one, and does not keep it.

    Where what has the name keeps it, the other one comes without it.
    """
    return _Aside(found, live, desired).renames()


def arriving(found: Renames, live: State) -> dict[ObjectId, Names]:
    """What goes to another schema with its table, as indexes and sequences do, and the names that it takes there."""
    forwards = {old.path: new.path for old, new in found.items()}
    scoped = [(old.path, new.path) for old, new in found.items() if KINDS[old.kind].schema_scoped]
    away = {old: new[0] for old, new in scoped if moved(old[:1], forwards) != new[:1]}
    return dict(_arriving(away, live)) if away else {}


def _arriving(away: dict[Path, str], live: State) -> Iterator[tuple[ObjectId, Names]]:
    for obj in live:
        host = holder(obj)
        path = host.path if host is not None else obj.id.path
        if len(path) > 2 and (schema := away.get(path[:2])) is not None:
            # Who has a name of its table's alone has it there, too, whatever others are called.
            outer = (schema,) if host is not None else (schema, "")
            there = ObjectId(obj.id.kind, (*outer, *obj.id.path[len(outer) :]))
            yield obj.id, frozenset(names_of(msgspec.structs.replace(obj, id=there)))


def holder(obj: Object) -> ObjectId | None:
    """What it belongs to, outside of its path."""
    belongs = KINDS[obj.id.kind].belongs
    return belongs(obj) if belongs else None


def after_rename(old: ObjectId, new: ObjectId, live: State, desired: State) -> Object:
    """The object under its new name, as it will be."""
    return desired.objects[new] if new in desired else msgspec.structs.replace(live.objects[old], id=new)


def standing_at(before: ObjectId, after: ObjectId, backwards: dict[Path, Path]) -> ObjectId:
    """Where an object is before the renames of what is around it; `backwards` leads from the names of these to the earlier ones."""
    outer = outer_length(after)
    return ObjectId(before.kind, (*moved(before.path[:outer], backwards), *before.path[outer:]))


def outer_length(object_id: ObjectId) -> int:
    """How much of the path names what is around the object."""
    return 1 if KINDS[object_id.kind].schema_scoped else len(object_id.path) - 1


def is_part(object_id: ObjectId) -> bool:
    """Is it something inside of a table whose name says nothing of what it is: an index, a constraint?"""
    kind = KINDS[object_id.kind]
    return kind.rename is not None and bool(kind.parents) and not kind.holds_rows


def free(object_id: ObjectId, live: State, desired: State) -> ObjectId:
    """A name beside its own that nothing in its place has, nor in the place of what follows it."""
    taken = [_taken(SameState(state), len(state.objects)) for state in (live, desired)]
    names = (_old(object_id, number) for number in chain([""], map(str, count(2))))
    return next(one for one in names if all(_is_vacant(new, taken) for new in with_heirs({object_id: one}, live).values()))


@lru_cache(maxsize=4)
def _taken(state: SameState, _: int) -> frozenset[Path]:
    return frozenset(path for one in state.state.naming() for path in (one.id.path, *(key[1:] for key in names_of(one))))


def _is_vacant(object_id: ObjectId, taken: Iterable[Collection[Path]]) -> bool:
    return all(path not in one for one in taken for path in (object_id.path, (object_id.path[0], object_id.name)))


def _old(object_id: ObjectId, number: str) -> ObjectId:
    return ObjectId(object_id.kind, (*object_id.path[:-1], default_name(object_id.name, "", f"old{number}")))


class _Aside:
    """The renames, while others are added to them."""

    def __init__(self, found: Renames, live: State, desired: State) -> None:
        self.live, self.desired = live, desired
        self.every = with_heirs(found, parted(found, live, desired))
        self.travelling = arriving(found, live)
        self.forwards = {old.path: new.path for old, new in found.items()}
        backwards = {after.path: old.path for old, after in found.items()}
        self.displaced = {standing_at(after, after, backwards) for after in self.every.values()}
        self.going = leaving(found, live, desired) if live.inherited else set[Pair]()
        self.taken = {key for obj in live.naming() for key in names_of(obj)}
        self.moving: Renames = {}

    def renames(self) -> Renames:
        arrivals = {key for one, keys in self.travelling.items() if one not in self.every for key in keys}
        wanted = arrivals.union(*(names_of(after_rename(*pair, self.live, self.desired)) for pair in self.every.items()))
        waiting = [obj for obj in self.live if self._goes(obj, wanted)]
        for obj in sorted(waiting, key=lambda one: len(one.id.path)):
            first = self._named_by(obj.id)
            self._move(first if first in self.displaced or first not in self.desired else obj.id)
        left = {key for obj in self.live.naming() if obj.id not in self.moving and obj.id not in self.every for key in names_of(obj)}
        for one, keys in self.travelling.items():
            if keys & left and KINDS[one.kind].rename and one not in self.every and one not in self.moving:
                self._move(one)
        return self.moving

    def _goes(self, obj: Object, wanted: set[tuple[str, ...]]) -> bool:
        if obj.id in self.every or not KINDS[obj.id.kind].rename:
            return False
        return obj.id in self.displaced or (not wanted.isdisjoint(names_of(obj)) and not self._keeps(obj.id))

    def _keeps(self, object_id: ObjectId) -> bool:
        later = ObjectId(object_id.kind, moved(object_id.path, self.forwards))
        return later in self.desired and object_id not in self.travelling and root_of(object_id, self.live) not in self.displaced

    def _move(self, one: ObjectId) -> None:
        outer = moved(one.path[:-1], self.forwards)
        name = self._wished(one, outer) or free(one, self.live, self.desired).name
        self.moving[one] = ObjectId(one.kind, (*outer, name))
        self.forwards[one.path] = self.moving[one].path

    def _wished(self, one: ObjectId, outer: Path) -> str | None:
        """What it will be called, where that is one that is alike but for the name: then it is called so at once."""
        if not is_part(one) or one in self.live.inherited:
            return None
        later = {moved(other.path, self.forwards) for other in self.live.objects if other.kind == one.kind}
        alike = (obj for obj in self.desired if obj.id.kind == one.kind and obj.id.path[:-1] == outer and obj.id.path not in later)
        here = self.live.objects[one]
        names = (obj.id.name for obj in alike if not differing_but_id(obj, here))
        return next((name for name in names if self._is_untaken(here, name)), None)

    def _is_untaken(self, obj: Object, name: str) -> bool:
        there = ObjectId(obj.id.kind, (*obj.id.path[:-1], name))
        return self.taken.isdisjoint(names_of(msgspec.structs.replace(obj, id=there)))

    def _named_by(self, object_id: ObjectId) -> ObjectId:
        """What it has its name from, and loses it with: a parent's, unless its table leaves that one."""
        parents = self.live.inherited.get(object_id, ()) if KINDS[object_id.kind].own else ()
        for parent in parents:
            if (root_of(object_id, self.live), root_of(parent, self.live)) not in self.going:
                return self._named_by(parent)
        return object_id
