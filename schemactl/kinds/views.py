"""A state by other keys than its own: each made once, of a state that changes no more. Asked for one object, none goes through all the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TypeVar

from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State

_NOBODY: frozenset[ObjectId] = frozenset()
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Views:
    """Of one state. Whatever it gives is in order of declaration."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._users: dict[str | None, dict[ObjectId, set[ObjectId]]] = {}
        self._called: dict[str, dict[str, ObjectId]] = {}
        self._named: dict[str, dict[str, list[Object]]] = {}
        self._saying: dict[tuple[str, str], dict[str, list[Object]]] = {}

    def users(self, object_id: ObjectId, kind: str | None = None) -> AbstractSet[ObjectId]:
        """What uses it, of whatever kind or of this one; in no order."""
        if kind not in self._users:
            self._users[kind] = self.state.used_by(None if kind is None else [one.id for one in self.alike(kind)])
        return self._users[kind].get(object_id, _NOBODY)

    def heirs(self, object_id: ObjectId) -> Sequence[ObjectId]:
        """What comes from it in partitions and inheriting tables, one level below."""
        return self._heirs.get(object_id, ())

    def inside(self, path: tuple[str, ...]) -> Sequence[Object]:
        """What lies in this place, of whatever kind that is."""
        return self._inside.get(path, ())

    def alike(self, kind: str) -> Sequence[Object]:
        """Every object of a kind."""
        return self._alike.get(kind, ())

    def called(self, kind: str, name: str) -> ObjectId | None:
        """The object of a kind that SQL calls so: `app.orders`."""
        if kind not in self._called:
            self._called[kind] = {qualified(obj.id.path): obj.id for obj in self.alike(kind)}
        return self._called[kind].get(name)

    def named(self, kind: str, name: str) -> Sequence[Object]:
        """The objects of a kind whose own name is this, wherever they are."""
        if kind not in self._named:
            self._named[kind] = _turned((obj.id.name, obj) for obj in self.alike(kind))
        return self._named[kind].get(name, ())

    def saying(self, kind: str, field: str, value: str) -> Sequence[Object]:
        """The objects of a kind that have this value in a field."""
        if (kind, field) not in self._saying:
            self._saying[kind, field] = _turned((str(getattr(obj, field)), obj) for obj in self.alike(kind))
        return self._saying[kind, field].get(value, ())

    @cached_property
    def _heirs(self) -> dict[ObjectId, list[ObjectId]]:
        return _turned((parent, heir) for heir, parents in self.state.inherited.items() for parent in parents)

    @cached_property
    def _inside(self) -> dict[tuple[str, ...], list[Object]]:
        return _turned((obj.id.path[:-1], obj) for obj in self.state)

    @cached_property
    def _alike(self) -> dict[str, list[Object]]:
        return _turned((obj.id.kind, obj) for obj in self.state)


def _turned(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    found: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
