"""What differs between two states, object by object."""

from __future__ import annotations

import msgspec

from schemactl.model.identity import ObjectId
from schemactl.model.state import Object


class Added(msgspec.Struct, frozen=True):
    """`after` is in the desired state only."""

    after: Object

    @property
    def id(self) -> ObjectId:
        return self.after.id


class Dropped(msgspec.Struct, frozen=True):
    """`before` is in the live state only."""

    before: Object

    @property
    def id(self) -> ObjectId:
        return self.before.id


class Altered(msgspec.Struct, frozen=True):
    """Same id, other values in `fields`."""

    before: Object
    after: Object
    fields: tuple[str, ...]

    @property
    def id(self) -> ObjectId:
        return self.after.id


class Renamed(msgspec.Struct, frozen=True):
    """The same object under another path."""

    before: Object
    after: Object

    @property
    def id(self) -> ObjectId:
        return self.after.id


Change = Added | Dropped | Altered | Renamed
