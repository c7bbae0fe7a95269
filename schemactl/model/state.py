"""State: every object of one database, with the edges between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from schemactl.errors import Where
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId


class Object(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One addressable thing. A kind's model adds the fields; equality is the generated one."""

    id: ObjectId


Encoded = tuple[str, tuple[str, ...], dict[str, Any]]
"""An object in plain values, as a plan's header carries it: kind, path, and the fields that are not as usual."""


def fields(obj: Object) -> dict[str, Any]:
    """Every field but `id`, by name."""
    return {name: getattr(obj, name) for name in obj.__struct_fields__ if name != "id"}


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where an object was written, and the schemas its text was written under. `part` finds the place of one of its values."""

    where: Where
    search_path: tuple[str, ...] = ()
    part: Callable[[str], Where | None] | None = None


class Beyond(Mapping[ObjectId, Object]):
    """Objects of which not all are decoded."""

    def bearing(self, name: str) -> Iterator[Object]:
        """At least all those that take a name which ends like this."""
        raise NotImplementedError


class State(msgspec.Struct, kw_only=True):
    """Objects in declaration order, and what each uses.

    `uses[a]` holds every object that must exist before `a` can; `follows[a]` what is only better there first; `inherited[child]` are the objects that a partition's or an
    inheriting table's column, index or constraint comes from, so that PostgreSQL carries a change of the one to the other.
    `external` holds what the schema files describe and somebody else makes, `absent` what they want gone by name. `unmodelled` names what the catalog
    holds and no kind models. `renames` maps an object's earlier id to its id here; `intents` holds what the
    YAML says about the way (`using`); `owner` is the project's, `user` the role that read a database. `casts` are pg_cast's (source, target) with their context: i, a or e.
    `contents` says of which tables the rows are among the objects. `busy` are tables that others read and write while a plan runs, and that
    hold too much to be scanned under a lock that keeps them waiting. `beyond` are the objects of the larger state that this one was cut out of.
    """

    major: int = 0
    objects: dict[ObjectId, Object] = {}
    uses: dict[ObjectId, set[ObjectId]] = {}
    inherited: dict[ObjectId, tuple[ObjectId, ...]] = {}
    follows: dict[ObjectId, set[ObjectId]] = {}
    intents: dict[ObjectId, dict[str, Any]] = {}
    owner: str | None = None
    user: str | None = None
    unmodelled: tuple[str, ...] = ()
    casts: dict[tuple[str, str], str] = {}
    renames: dict[ObjectId, ObjectId] = {}
    absent: set[ObjectId] = set()
    origins: dict[ObjectId, Origin] = {}
    external: set[ObjectId] = set()
    contents: dict[ObjectId, Content] = {}
    busy: frozenset[ObjectId] = frozenset()
    beyond: Mapping[ObjectId, Object] = {}

    def __contains__(self, object_id: object) -> bool:
        return object_id in self.objects

    def __iter__(self) -> Iterator[Object]:
        return iter(self.objects.values())

    def add(self, obj: Object, *, uses: Iterable[ObjectId] = ()) -> None:
        """Add one object; its id must be new."""
        if obj.id in self.objects:
            raise KeyError(obj.id)
        self.objects[obj.id] = obj
        self.uses[obj.id] = set(uses)

    def share(self, other: State, *, names: bool = False) -> None:
        """Hold what another state holds just so as the very same objects: memory has them once. `names`: no more than what they are called.

        msgspec leaves out what *is* the default, not what equals it: equal objects may be encoded in two ways, so that what is known by its encoding
        shares names alone.
        """
        known = {one: one for one in other.objects}
        there = {} if names else other.objects
        objects, uses = self.objects, self.uses
        self.objects = {known.get(one, one): there[one] if there.get(one) == obj else obj for one, obj in objects.items()}
        self.uses = {known.get(user, user): {known.get(one, one) for one in used} for user, used in uses.items()}

    def naming(self) -> Iterator[Object]:
        """Whatever takes a name: the objects, and those that they were cut away from."""
        yield from self
        yield from (obj for one, obj in self.beyond.items() if one not in self.objects)

    def children(self) -> dict[ObjectId, list[ObjectId]]:
        """Objects by the id their path lies in, whatever its kind: keyed by ObjectId("", path)."""
        found: dict[ObjectId, list[ObjectId]] = {}
        for object_id in self.objects:
            found.setdefault(ObjectId("", object_id.path[:-1]), []).append(object_id)
        return found

    def used_by(self, users: Iterable[ObjectId] | None = None) -> dict[ObjectId, set[ObjectId]]:
        """The edges turned round: who depends on each object, of everything or of these."""
        turned: dict[ObjectId, set[ObjectId]] = {}
        for user in self.uses if users is None else users:
            for one in self.uses[user]:
                turned.setdefault(one, set()).add(user)
        return turned
