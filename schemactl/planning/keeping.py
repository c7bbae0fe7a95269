"""States as bytes and back: what was read, or built, once need not be again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec

from schemactl.errors import Where
from schemactl.kinds import KINDS
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, Origin, State
from schemactl.scratch import cache

Edges = list[tuple[int, list[int]]]


class Kept(msgspec.Struct, array_like=True):
    """A state whose edges are numbers: positions in `ids`, where the objects come first, in their order."""

    major: int
    owner: str | None
    user: str | None
    kinds: list[str]
    order: list[int]
    objects: list[msgspec.Raw]
    others: list[ObjectId]
    uses: Edges
    follows: Edges
    inherited: Edges
    intents: list[tuple[int, dict[str, Any]]]
    renames: list[tuple[int, int]]
    absent: list[int]
    external: list[int]
    busy: list[int]
    contents: list[tuple[int, Content]]
    casts: list[tuple[str, str, str]]
    unmodelled: tuple[str, ...]
    places: list[tuple[str, tuple[str, ...]]]
    origins: list[tuple[int, int, int, int, int]]


_ENCODER = msgspec.msgpack.Encoder()


def encoded(state: State) -> bytes:
    """The same state gives the same bytes. What finds the place of one of an object's values is not in them."""
    kinds = list(dict.fromkeys(one.kind for one in state.objects))
    number = {kind: position for position, kind in enumerate(kinds)}
    by_kind: list[list[Object]] = [[] for _ in kinds]
    for obj in state:
        by_kind[number[obj.id.kind]].append(obj)
    ids = _Numbers(state.objects)
    places: dict[tuple[str, tuple[str, ...]], int] = {}
    kept = Kept(
        major=state.major,
        owner=state.owner,
        user=state.user,
        kinds=kinds,
        order=[number[one.kind] for one in state.objects],
        objects=[msgspec.Raw(_ENCODER.encode(objects)) for objects in by_kind],
        uses=ids.edges(state.uses),
        follows=ids.edges(state.follows),
        inherited=[(ids[child], [ids[one] for one in parents]) for child, parents in state.inherited.items()],
        intents=[(ids[one], said) for one, said in state.intents.items()],
        renames=[(ids[before], ids[after]) for before, after in state.renames.items()],
        absent=sorted(ids[one] for one in sorted(state.absent)),
        external=sorted(ids[one] for one in sorted(state.external)),
        busy=sorted(ids[one] for one in sorted(state.busy)),
        contents=[(ids[host], content) for host, content in state.contents.items()],
        casts=[(source, target, context) for (source, target), context in state.casts.items()],
        unmodelled=state.unmodelled,
        origins=[(ids[one], *_place(origin, places)) for one, origin in state.origins.items()],
        places=list(places),
        others=ids.others,
    )
    return _ENCODER.encode(kept)


def _place(origin: Origin, places: dict[tuple[str, tuple[str, ...]], int]) -> tuple[int, int, int, int]:
    where = origin.where
    return places.setdefault((where.file, origin.search_path), len(places)), where.line, where.column, where.length


class _Numbers:
    """A number for every id: those of objects first, then whatever else is named."""

    def __init__(self, objects: Iterable[ObjectId]) -> None:
        self._known = {one: position for position, one in enumerate(objects)}
        self.others: list[ObjectId] = []

    def __getitem__(self, object_id: ObjectId) -> int:
        known = self._known.get(object_id)
        if known is None:
            known = self._known[object_id] = len(self._known)
            self.others.append(object_id)
        return known

    def edges(self, edges: Mapping[ObjectId, set[ObjectId]]) -> Edges:
        """Sorted: a set has no order of its own."""
        found = []
        for user, every in edges.items():
            if not every <= self._known.keys():
                for one in sorted(every - self._known.keys()):
                    self[one]
            found.append((self[user], sorted(map(self._known.__getitem__, every))))
        return found


def kept(purpose: str, key: str, make: Callable[[], State]) -> State:
    """What `make` makes, or an earlier run made of the same; `key` has to hold everything that it depends on."""
    state = recalled(purpose, key)
    if state is None:
        state = make()
        keep(purpose, key, state)
    return state


def recalled(purpose: str, key: str) -> State | None:
    """What an earlier run kept."""
    if (data := cache.fetch(purpose, key)) is not None:
        with contextlib.suppress(msgspec.MsgspecError):
            return decoded(data)
    return None


def keep(purpose: str, key: str, state: State) -> None:
    """For later runs; `key` has to hold everything that the state depends on."""
    cache.keep(purpose, key, encoded(state))


def digest(written: State) -> str:
    """Changes with everything that schema files say, but not with the lines they say it on."""
    paths = [(one, origin.search_path) for one, origin in written.origins.items()]
    contents = [(host, msgspec.structs.replace(content, where=None)) for host, content in written.contents.items()]
    wishes = (list(written.intents.items()), list(written.renames.items()), sorted(written.absent), sorted(written.external), written.owner)
    return sha256(_ENCODER.encode((list(written.objects.values()), paths, contents, wishes))).hexdigest()


def decoded(data: bytes) -> State:
    """The way back; msgspec.DecodeError for what is something else."""
    kept = msgspec.msgpack.decode(data, type=Kept)
    ids, objects = _objects(kept)
    ids += kept.others
    return State(
        major=kept.major,
        owner=kept.owner,
        user=kept.user,
        objects=objects,
        uses={ids[user]: {ids[one] for one in every} for user, every in kept.uses},
        follows={ids[user]: {ids[one] for one in every} for user, every in kept.follows},
        inherited={ids[child]: tuple(ids[one] for one in parents) for child, parents in kept.inherited},
        intents={ids[one]: said for one, said in kept.intents},
        renames={ids[before]: ids[after] for before, after in kept.renames},
        absent={ids[one] for one in kept.absent},
        external={ids[one] for one in kept.external},
        busy=frozenset(ids[one] for one in kept.busy),
        contents={ids[host]: content for host, content in kept.contents},
        casts={(source, target): context for source, target, context in kept.casts},
        unmodelled=kept.unmodelled,
        origins=dict(_origins(kept, ids)),
    )


def _objects(kept: Kept) -> tuple[list[ObjectId], dict[ObjectId, Object]]:
    read = [iter(_decoder(kind).decode(raw)) for kind, raw in zip(kept.kinds, kept.objects, strict=True)]
    every: list[Object] = [next(read[kind]) for kind in kept.order]
    return [obj.id for obj in every], {obj.id: obj for obj in every}


@lru_cache(maxsize=256)
def _decoder(kind: str) -> msgspec.msgpack.Decoder[list[Any]]:
    return msgspec.msgpack.Decoder(list[KINDS[kind].model])  # type: ignore[misc]  # the kind knows the type


def _origins(kept: Kept, ids: list[ObjectId]) -> Iterator[tuple[ObjectId, Origin]]:
    for one, place, line, column, length in kept.origins:
        file, search_path = kept.places[place]
        yield ids[one], Origin(where=Where(file=file, line=line, column=column, length=length), search_path=search_path)
