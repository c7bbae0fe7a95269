"""The units of a state in parcels, looked up where `Units` goes through everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from schemactl.model.identity import ObjectId
from schemactl.planning.closure import Units
from schemactl.planning.parcels import Parcels


class ParcelUnits(Units):
    """What hangs together in the state."""

    def __init__(self, parcels: Parcels) -> None:
        self.state, self.parcels = parcels.state, parcels
        self.parts = _Parts(parcels)

    def of(self, object_id: ObjectId) -> ObjectId:
        return self.parcels.of(object_id)

    @cached_property
    def used_by(self) -> Mapping[ObjectId, set[ObjectId]]:
        return _UsedBy(self.parcels)

    def users(self, unit: ObjectId) -> Iterable[ObjectId]:
        return self.parcels.units(self.parcels.users[self.parcels.numbers[unit]])

    def relatives(self, unit: ObjectId) -> Iterable[ObjectId]:
        parcels = self.parcels
        if (number := parcels.numbers.get(unit)) is None:
            return ()
        return parcels.units([*parcels.heirs[number], *parcels.parents_of(unit)])


class _Parts(Mapping[ObjectId, list[ObjectId]]):
    def __init__(self, parcels: Parcels) -> None:
        self._parcels = parcels

    def __getitem__(self, unit: ObjectId) -> list[ObjectId]:
        if unit not in self._parcels.numbers:
            raise KeyError(unit)
        return list(self._parcels.pieces(unit))

    def __contains__(self, unit: object) -> bool:
        return unit in self._parcels.numbers

    def __iter__(self) -> Iterator[ObjectId]:
        return iter(self._parcels.numbers)

    def __len__(self) -> int:
        return len(self._parcels.numbers)


class _UsedBy(Mapping[ObjectId, set[ObjectId]]):
    def __init__(self, parcels: Parcels) -> None:
        self._parcels = parcels

    def __getitem__(self, object_id: ObjectId) -> set[ObjectId]:
        parcels = self._parcels
        unit = parcels.of(object_id)
        if unit not in parcels.numbers:
            raise KeyError(object_id)
        near = (unit, *parcels.units(parcels.users[parcels.numbers[unit]]))
        return {user for one in near for user, piece in parcels.pieces(one).items() if object_id in piece.uses}

    def __iter__(self) -> Iterator[ObjectId]:
        return iter(self._parcels.state.objects)

    def __len__(self) -> int:
        return len(self._parcels.state.objects)
