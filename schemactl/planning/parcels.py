"""A state as bytes, unit by unit: who works on a part of it decodes that part alone.

`Parcels.state` is the whole all the same: what somebody asks for is decoded then, and who goes through it gets everything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import msgspec

from schemactl.errors import Where
from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import Beyond, Object, Origin, State
from schemactl.planning.closure import Units, outermost
from schemactl.planning.places import names_of

V = TypeVar("V")

_ENCODER = msgspec.msgpack.Encoder()


class Row(msgspec.Struct, array_like=True):
    """A unit: where it stands in the bytes, the numbers of units that it uses and of those that it comes from, the files that it is written
    in, and the names that it takes, encoded. What begins where it ends is gone."""

    unit: ObjectId
    start: int
    end: int
    uses: list[int]
    parents: list[int]
    files: list[str]
    names: bytes


class _Raw(msgspec.Struct, array_like=True):
    """An object with all that a state says of it; `at` is its place in the order of the state."""

    kind: str
    obj: msgspec.Raw
    at: int
    uses: set[ObjectId]
    follows: set[ObjectId]
    inherited: tuple[ObjectId, ...]
    intent: dict[str, Any] | None
    origin: tuple[str, int, int, int, tuple[str, ...]] | None


class Piece(msgspec.Struct):
    """The same, decoded."""

    obj: Object
    at: int
    uses: set[ObjectId]
    follows: set[ObjectId]
    inherited: tuple[ObjectId, ...]
    intent: dict[str, Any] | None
    origin: Origin | None


class _Whole(msgspec.Struct, array_like=True):
    """`strays` are parts whose names do not tell their unit; `following` is the place of what comes next, `count` how many objects there are."""

    major: int
    owner: str | None
    user: str | None
    casts: list[tuple[str, str, str]]
    unmodelled: tuple[str, ...]
    following: int
    count: int
    rows: list[Row]
    strays: list[tuple[ObjectId, int]]
    body: bytes


_WHOLE = msgspec.msgpack.Decoder(_Whole)
_NAMES = msgspec.msgpack.Decoder(list[tuple[str, ...]])
_PIECES = msgspec.msgpack.Decoder(list[_Raw])


class Parcels:
    """A state in its units."""

    def __init__(self, whole: _Whole) -> None:
        self._whole = whole
        self.numbers = {row.unit: number for number, row in enumerate(whole.rows) if row.end > row.start}
        self._strays = {one: whole.rows[number].unit for one, number in whole.strays}
        self._of: dict[ObjectId, ObjectId] = {}
        self._pieces: dict[ObjectId, dict[ObjectId, Piece]] = {}

    @classmethod
    def decoded(cls, data: bytes) -> Parcels:
        """The way back from `encoded`; msgspec.MsgspecError for what is something else."""
        return cls(_WHOLE.decode(data))

    def encoded(self) -> bytes:
        """As a file keeps it."""
        return _ENCODER.encode(self._whole)

    @classmethod
    def made(cls, state: State) -> Parcels:
        """Of a whole state."""
        empty = _Whole(state.major, state.owner, state.user, [], state.unmodelled, 0, 0, [], [], b"")
        empty.casts = [(source, target, context) for (source, target), context in state.casts.items()]
        return cls(empty).replaced((), state, state.objects)

    def of(self, object_id: ObjectId) -> ObjectId:
        """The unit that it is a part of, if there is such an object."""
        if object_id.kind in outermost():
            return object_id
        if (unit := self._of.get(object_id)) is None:
            unit = self._of[object_id] = self._found(object_id)
        return unit

    def _found(self, object_id: ObjectId) -> ObjectId:
        if (unit := self._strays.get(object_id)) is not None:
            return unit
        kind = KINDS[object_id.kind]
        if kind.about:
            host = ObjectId(object_id.path[0], object_id.path[1 : len(object_id.path) - kind.about_names])
            return self.of(host)
        around = (self.of(ObjectId(name, object_id.path[:-1])) for name in kind.parents)
        return next((one for one in around if one in self.numbers), object_id)

    def pieces(self, unit: ObjectId) -> dict[ObjectId, Piece]:
        """Everything in a unit, in order."""
        if (found := self._pieces.get(unit)) is None:
            number = self.numbers.get(unit)
            found = self._pieces[unit] = {} if number is None else dict(self._decoded(self._whole.rows[number]))
        return found

    def _decoded(self, row: Row) -> Iterator[tuple[ObjectId, Piece]]:
        for raw in _PIECES.decode(memoryview(self._whole.body)[row.start : row.end]):
            obj = _decoder(raw.kind).decode(raw.obj)
            origin = None
            if raw.origin is not None:
                file, line, column, length, search_path = raw.origin
                origin = Origin(where=Where(file=file, line=line, column=column, length=length), search_path=search_path)
            yield obj.id, Piece(obj, raw.at, raw.uses, raw.follows, raw.inherited, raw.intent, origin)

    def piece(self, object_id: ObjectId) -> Piece | None:
        return self.pieces(self.of(object_id)).get(object_id)

    def rows(self) -> Iterator[Row]:
        """Every unit."""
        return (self._whole.rows[number] for number in self.numbers.values())

    @cached_property
    def users(self) -> list[list[int]]:
        """Of each unit, by number, those that use it."""
        return _turned(self._whole.rows, lambda row: row.uses)

    @cached_property
    def heirs(self) -> list[list[int]]:
        """Of each unit those that come from it."""
        return _turned(self._whole.rows, lambda row: row.parents)

    def units(self, numbers: Iterable[int]) -> Iterator[ObjectId]:
        """By their numbers, those that are there."""
        return (row.unit for number in numbers if (row := self._whole.rows[number]).end > row.start)

    def parents_of(self, unit: ObjectId) -> list[int]:
        """Units that it comes from."""
        return self._whole.rows[self.numbers[unit]].parents

    @property
    def owner(self) -> str | None:
        """The project's."""
        return self._whole.owner

    @property
    def count(self) -> int:
        """How many objects there are."""
        return self._whole.count

    def text_without(self, units: Collection[ObjectId]) -> bytes:
        """Every byte of all others, in which whatever they say can be looked for."""
        return b"\n".join(self._whole.body[row.start : row.end] for row in self.rows() if row.unit not in units)

    def take(self, names: Iterable[tuple[str, ...]], units: Collection[ObjectId]) -> bool:
        """Does anything in other units take one of these names?"""
        wanted = [_ENCODER.encode(name) for name in names]
        return any(name in row.names for row in self.rows() if row.unit not in units for name in wanted)

    @cached_property
    def bearers(self) -> dict[str, list[ObjectId]]:
        """Units by the last part of the names that are taken in them."""
        found: dict[str, list[ObjectId]] = {}
        for row in self.rows():
            for last in {name[-1] for name in _NAMES.decode(row.names)}:
                found.setdefault(last, []).append(row.unit)
        return found

    @cached_property
    def objects(self) -> _Objects:
        """All of them."""
        return _Objects(self)

    @cached_property
    def state(self) -> State:
        """All of it, decoded as it is asked for."""
        return self._state(
            objects=self.objects,
            uses=_Lazy(self, lambda piece: piece.uses),
            follows=_Lazy(self, lambda piece: piece.follows or None),
            inherited=_Lazy(self, lambda piece: piece.inherited or None),
            intents=_Lazy(self, lambda piece: piece.intent),
            origins=_Lazy(self, lambda piece: piece.origin),
        )

    def _state(self, **fields: Any) -> State:
        whole = self._whole
        casts = {(source, target): context for source, target, context in whole.casts}
        return State(major=whole.major, owner=whole.owner, user=whole.user, casts=casts, unmodelled=whole.unmodelled, **fields)

    def in_order(self, ids: Iterable[ObjectId]) -> dict[ObjectId, Piece]:
        """These objects with what is known of them, by their places: what was put in the place of something else stands behind all the rest."""
        found = ((one, piece) for one in ids if (piece := self.piece(one)) is not None)
        return dict(sorted(found, key=lambda pair: pair[1].at))

    def part(self, ids: Iterable[ObjectId], *, ordered: Callable[[ObjectId], Any] | None = None) -> State:
        """The state cut to these objects, as `live.within.cut` does it; where `ordered` says no other order, in that of their places."""
        found = self.in_order(ids)
        if ordered:
            found = dict(sorted(found.items(), key=lambda pair: ordered(pair[0])))
        return self._state(
            objects={one: piece.obj for one, piece in found.items()},
            uses={one: piece.uses for one, piece in found.items()},
            follows={one: piece.follows for one, piece in found.items() if piece.follows},
            inherited={one: parents for one, piece in found.items() if (parents := tuple(two for two in piece.inherited if two in found))},
            intents={one: piece.intent for one, piece in found.items() if piece.intent is not None},
            origins={one: piece.origin for one, piece in found.items() if piece.origin is not None},
            beyond=self.objects,
        )

    def replaced(self, gone: Collection[ObjectId], state: State, ids: Iterable[ObjectId]) -> Parcels:
        """Without these units, and with these objects of another state, which are whole units."""
        return Parcels(_Replacing(self._whole, self, gone, state, ids).whole())


class _Replacing:
    def __init__(self, was: _Whole, parcels: Parcels, gone: Collection[ObjectId], state: State, ids: Iterable[ObjectId]) -> None:
        self.was, self.parcels, self.gone, self.state = was, parcels, gone, state
        self.rows = [_none(row.unit) if row.unit in gone else row for row in was.rows]
        self.known = {row.unit: number for number, row in enumerate(was.rows)}
        units, self.inside = Units(state), dict[ObjectId, ObjectId]()
        self.by_unit: dict[ObjectId, list[ObjectId]] = {}
        for one in ids:
            unit = self.inside[one] = units.of(one)
            self.by_unit.setdefault(unit, []).append(one)
        for unit in self.by_unit:
            if unit not in self.known:
                self.known[unit] = len(self.rows)
                self.rows.append(_none(unit))

    def whole(self) -> _Whole:
        was, at = self.was, {one: number for number, one in enumerate(self.inside, self.was.following)}
        chunks, start = [was.body], len(was.body)
        for unit, parts in self.by_unit.items():
            chunk = _ENCODER.encode([self._piece(one, at[one]) for one in parts])
            self.rows[self.known[unit]] = self._row(unit, parts, start, start + len(chunk))
            chunks.append(chunk)
            start += len(chunk)
        left = sum(len(self.parcels.pieces(unit)) for unit in self.gone)
        fresh = ((one, self.known[unit]) for one, unit in self.inside.items() if unit != one and KINDS[one.kind].belongs)
        return msgspec.structs.replace(
            was,
            rows=self.rows,
            strays=[*((one, number) for one, number in was.strays if was.rows[number].unit not in self.gone), *fresh],
            following=was.following + len(at),
            count=was.count + len(at) - left,
            body=b"".join(chunks),
        )

    def _piece(self, one: ObjectId, at: int) -> tuple[object, ...]:
        state, origin = self.state, self.state.origins.get(one)
        where = origin and (origin.where.file, origin.where.line, origin.where.column, origin.where.length, origin.search_path)
        sides = state.uses.get(one, ()), state.follows.get(one, ()), state.inherited.get(one, ())
        return one.kind, state.objects[one], at, *sides, state.intents.get(one), where

    def _row(self, unit: ObjectId, parts: list[ObjectId], start: int, end: int) -> Row:
        state = self.state
        origins = (state.origins.get(one) for one in parts)
        return Row(
            unit,
            start,
            end,
            self._numbers(unit, (used for one in parts for used in state.uses.get(one, ()))),
            self._numbers(unit, (parent for one in parts for parent in state.inherited.get(one, ()))),
            list(dict.fromkeys(origin.where.file for origin in origins if origin)),
            _ENCODER.encode([name for one in parts for name in names_of(state.objects[one])]),
        )

    def _numbers(self, unit: ObjectId, ids: Iterable[ObjectId]) -> list[int]:
        every = {self.inside.get(one) or self.parcels.of(one) for one in ids} - {unit}
        return sorted(self.known[one] for one in every if one in self.known)


class _Lazy(Mapping[ObjectId, V]):
    """What is known of each object; None is nothing."""

    def __init__(self, parcels: Parcels, pick: Callable[[Piece], V | None]) -> None:
        self._parcels, self._pick = parcels, pick

    def __getitem__(self, object_id: ObjectId) -> V:
        piece = self._parcels.piece(object_id)
        value = None if piece is None else self._pick(piece)
        if value is None:
            raise KeyError(object_id)
        return value

    def __iter__(self) -> Iterator[ObjectId]:
        return (one for one in self._parcels.objects if one in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Objects(Beyond):
    def __init__(self, parcels: Parcels) -> None:
        self._parcels = parcels

    def __getitem__(self, object_id: ObjectId) -> Object:
        if object_id is None or (piece := self._parcels.piece(object_id)) is None:
            raise KeyError(object_id)
        return piece.obj

    def __iter__(self) -> Iterator[ObjectId]:
        return iter(self._parcels.in_order(one for unit in self._parcels.numbers for one in self._parcels.pieces(unit)))

    def __len__(self) -> int:
        return self._parcels.count

    def bearing(self, name: str) -> Iterator[Object]:
        for unit in self._parcels.bearers.get(name, ()):
            yield from (piece.obj for piece in self._parcels.pieces(unit).values())


def _none(unit: ObjectId) -> Row:
    return Row(unit, 0, 0, [], [], [], _ENCODER.encode([]))


def _turned(rows: list[Row], edges: Callable[[Row], list[int]]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in rows]
    for number, row in enumerate(rows):
        for other in edges(row):
            found[other].append(number)
    return found


@lru_cache(maxsize=256)
def _decoder(kind: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(KINDS[kind].model)
