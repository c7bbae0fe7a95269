"""What DDL functions may ask while a plan is composed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, count

from schemactl.kinds import KINDS
from schemactl.kinds.base import Action, Kind
from schemactl.kinds.constraint import default_name
from schemactl.kinds.views import Views
from schemactl.model.identity import ObjectId
from schemactl.model.state import Beyond, Object, State
from schemactl.planning.actions import Actions
from schemactl.planning.disturbing import can_stay
from schemactl.planning.places import names_of
from schemactl.planning.ties import is_implied, names_taken, root_of

_OVER = [kind for kind in KINDS if kind.over]
STRINGS = frozenset(("text", "character varying", "character"))


class Planning:
    """The Context of one plan: both states, and which children are created inside which parents."""

    def __init__(self, live: State, desired: State) -> None:
        self.live, self.desired = live, desired
        self._here, self._there = Views(live), Views(desired)
        self._inlined: Mapping[ObjectId, list[ObjectId]] = {}
        self._clauses: dict[ObjectId, str | None] = {}
        self._given: dict[str, frozenset[tuple[str, str]]] = {}
        self.actions = Actions()
        self._going: tuple[Actions | None, dict[tuple[str, ...], list[Object]]] = (None, {})
        self._coming: tuple[Actions | None, dict[tuple[str, ...], list[ObjectId]]] = (None, {})
        self.staying: Mapping[ObjectId, Mapping[ObjectId, bool]] = {}

    @property
    def major(self) -> int:
        return self.desired.major or self.live.major

    def kind(self, object_id: ObjectId) -> Kind:
        return KINDS[object_id.kind]

    def designation(self, object_id: ObjectId) -> str:
        return KINDS[object_id.kind].designation(object_id)

    @property
    def inlined(self) -> Mapping[ObjectId, list[ObjectId]]:
        """What reads inside of whose CREATE, the outermost and what is inside of that alike."""
        return self._inlined

    @inlined.setter
    def inlined(self, found: Mapping[ObjectId, list[ObjectId]]) -> None:
        before, self._inlined = self._inlined, found
        if found == before:
            return
        # What another object's alteration makes may stand inside of itself: the way outwards goes round.
        around = {one: host for inlined in (before, found) for host, every in inlined.items() for one in every}
        stale = dict.fromkeys(one for one in {**before, **found} if before.get(one) != found.get(one))
        queue = list(stale)
        while queue:
            outer = around.get(queue.pop())
            if outer is not None and outer not in stale:
                stale[outer] = None
                queue.append(outer)
        for one in stale:
            self._clauses.pop(one, None)

    def clause(self, object_id: ObjectId) -> str | None:
        """How it reads inside of its host's CREATE, with what is inside of it. A kind is asked again when something else is."""
        if object_id not in self._clauses:
            said = KINDS[object_id.kind].clause
            self._clauses[object_id] = said(self.desired.objects[object_id], self) if said else None
        return self._clauses[object_id]

    def clauses(self, object_id: ObjectId) -> list[str]:
        return list(self._texts(object_id, tail=False))

    def tails(self, object_id: ObjectId) -> list[str]:
        return list(self._texts(object_id, tail=True))

    def _texts(self, object_id: ObjectId, *, tail: bool) -> Iterator[str]:
        for child in self.inlined.get(object_id, ()):
            if KINDS[child.kind].tail == tail and (text := self.clause(child)) is not None:
                yield text

    def outliving(self, object_id: ObjectId) -> Mapping[ObjectId, bool]:
        return self.staying.get(object_id, {})

    def makes(self, object_id: ObjectId) -> bool:
        return object_id in self.actions.create

    def stays(self, object_id: ObjectId) -> bool:
        return object_id in self.actions.replaced and can_stay(object_id, self)

    def busy(self, object_id: ObjectId) -> bool:
        if not self.live.busy:
            return False
        root = root_of(object_id, self.desired if object_id in self.desired else self.live)
        return root in self.live.busy and root not in self.actions.create and root not in self.actions.drop

    def is_patient(self, verb: Action, object_id: ObjectId) -> bool:
        """Does this action take steps of its own, so that all that need not wait for it should come before it?"""
        if verb == "alter":
            return any(one.alone or not one.transactional for one in self.actions.alter[object_id])
        patient = KINDS[object_id.kind].patient.get(verb) if self.live.busy else None
        state = self.live if verb == "drop" else self.desired
        return patient is not None and patient(state.objects[object_id], self)

    def stands(self, object_id: ObjectId, survives: Callable[[ObjectId], bool] = lambda _: False) -> bool:
        used = self.live.uses.get(object_id, set()) | self.desired.uses.get(object_id, set())
        changed = {one for acted in (self.actions.drop, self.actions.create, self.actions.alter) for one in used if one in acted}
        return all(survives(one) for one in changed)

    def vacant(self, key: tuple[str, ...], label: str) -> str:
        names = (default_name(key[-1], "", f"{label}{number}") for number in chain([""], map(str, count(2))))
        return next(one for one in names if not self._is_claimed((*key[:-1], one)))

    def _is_claimed(self, key: tuple[str, ...]) -> bool:
        return key in self._claims or any(key in names_of(obj) for obj in self._further(key[-1]))

    @cached_property
    def _claims(self) -> set[tuple[str, ...]]:
        return {key for obj in (*_known(self.live), *_writing(self.desired)) for key in names_of(obj)}

    def _further(self, name: str) -> Iterator[Object]:
        """What may take such a name, of what is not decoded before somebody asks."""
        for state, beyond in self._beyond:
            yield from (obj for obj in beyond.bearing(name) if obj.id not in state)

    @cached_property
    def _beyond(self) -> list[tuple[State, Beyond]]:
        return [(state, state.beyond) for state in (self.live, self.desired) if isinstance(state.beyond, Beyond)]

    def view(self, state: State) -> Views:
        return self._here if state is self.live else self._there if state is self.desired else Views(state)

    def siblings(self, object_id: ObjectId) -> Iterable[Object]:
        return self._there.inside(object_id.path[:-1])

    def leaving(self, object_id: ObjectId) -> Iterable[Object]:
        if self._going[0] is not self.actions:
            going: dict[tuple[str, ...], list[Object]] = {}
            for one in sorted(self.actions.drop - self.actions.create):
                going.setdefault(one.path[:-1], []).append(self.live.objects[one])
            self._going = (self.actions, going)
        return self._going[1].get(object_id.path[:-1], ())

    def takers(self, key: tuple[str, ...]) -> Collection[ObjectId]:
        if self._coming[0] is not self.actions:
            coming: dict[tuple[str, ...], list[ObjectId]] = {}
            for one in sorted(self.actions.create):
                for taken in names_taken(one, self.desired):
                    coming.setdefault(taken, []).append(one)
            self._coming = (self.actions, coming)
        return self._coming[1].get(key, ())

    def given(self, field: str, schema: str, name: str) -> bool:
        if field not in self._given:
            values = ((obj.id.path[0], getattr(obj, field, None)) for state in (self.live, self.desired) for obj in _writing(state))
            self._given[field] = frozenset((where, value) for where, value in values if value)
        if (schema, name) in self._given[field]:
            return True
        return any(obj.id.path[0] == schema and getattr(obj, field, None) == name for obj in self._further(name)) if self._beyond else False

    def intent(self, object_id: ObjectId, key: str) -> str | None:
        """What a parent's column says goes for its heirs' as well: PostgreSQL carries the change to them."""
        found = self.desired.intents.get(object_id, {}).get(key)
        parents = self.desired.inherited.get(object_id, ()) if found is None else ()
        return next((said for parent in parents if (said := self.intent(parent, key)) is not None), found)

    def assignable(self, source: str, target: str) -> bool:
        """By pg_cast, by equal types but for modifiers, or because everything becomes text on assignment; a domain's values as those below it."""
        source, target = _bare(self.basic(source, self.live)), _bare(self.basic(target, self.desired))
        if source.endswith("[]") and target.endswith("[]"):
            return self.assignable(source[:-2], target[:-2])
        return source == target or target in STRINGS or self.live.casts.get((source, target), "e") != "e"

    def castable(self, source: str, target: str) -> bool:
        """By an explicit cast: pg_cast's, a domain's through the type below it, or from a string, which every type reads."""
        source, target = _bare(self.basic(source, self.live)), _bare(self.basic(target, self.desired))
        if source.endswith("[]") and target.endswith("[]"):
            return self.castable(source[:-2], target[:-2])
        return (
            self.assignable(source, target) or source in STRINGS or any((source, target) in one.casts for one in (self.live, self.desired))
        )

    def built_in(self, type_name: str) -> bool:
        """Is it one of the types that take part in PostgreSQL's own casts? Of two such, pg_cast knows all there is."""
        return _bare(type_name).removesuffix("[]") in self._known

    def basic(self, type_name: str, state: State) -> str:
        if type_name.endswith("[]"):
            element = self.basic(type_name[:-2], state)
            return (
                type_name if element.endswith("[]") else f"{element}[]"
            )  # an array of a domain over an array is no array of two dimensions
        for kind in _OVER if "." in type_name else ():
            if found := self.view(state).called(kind.name, type_name):
                return self.basic(str(getattr(state.objects[found], str(kind.over))), state)
        return type_name

    @cached_property
    def _known(self) -> set[str]:
        """The built-in types that take part in casts: of two such, pg_cast knows all there is."""
        return {one for pair in self.live.casts for one in pair if "." not in one}


def _writing(state: State) -> Iterator[Object]:
    """What takes a name; but what comes from a parent's alone gets its names from PostgreSQL."""
    return (obj for obj in _known(state) if obj.id not in state or not is_implied(obj, state))


def _known(state: State) -> Iterable[Object]:
    return state if isinstance(state.beyond, Beyond) else state.naming()


def _bare(type_name: str) -> str:
    """The type without its modifiers: `numeric(10,2)` → `numeric`, `timestamp(3) with time zone` → `timestamp with time zone`, `interval day` → `interval`."""
    return re.sub(r"^interval [a-z ]+", "interval", re.sub(r"\([^)]*\)", "", type_name).strip())
