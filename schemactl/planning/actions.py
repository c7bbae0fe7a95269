"""What a plan does to each object, before it is put in order."""

from __future__ import annotations

import msgspec

from schemactl.errors import RefusedError
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement


class Actions(msgspec.Struct):
    """Ids to drop (live objects), to create (desired objects), and the statements of those altered in place, with those that no parent's bring about (`single`); `taken` by whose alteration.
    `around`: pairs of what goes and comes back, and whose alteration it would disturb. `refused`: alterations that a kind refuses, with what is known so far."""

    drop: set[ObjectId] = set()
    create: set[ObjectId] = set()
    alter: dict[ObjectId, list[Statement]] = {}
    single: dict[ObjectId, list[Statement]] = {}
    replaced: set[ObjectId] = set()
    taken: dict[ObjectId, ObjectId] = {}
    disturbing: set[ObjectId] = set()
    around: set[tuple[ObjectId, ObjectId]] = set()
    refused: dict[ObjectId, RefusedError] = {}
