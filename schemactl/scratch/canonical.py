"""Creates a state in a scratch database and reads it back: PostgreSQL normalises, we do not."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg

from schemactl.errors import Problem, SchemaError
from schemactl.kinds import KINDS
from schemactl.kinds.sql import names
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement

SETTINGS = "SET check_function_bodies = off; SET client_min_messages = error"


class Writing:
    """The Context of objects as written: children are created inside their parents wherever their kind can."""

    def __init__(self, state: State, major: int) -> None:
        self.live = self.desired = state
        self.major = major
        self.inlined: dict[ObjectId, list[ObjectId]] = {}

    def kind(self, object_id: ObjectId):  # type: ignore[no-untyped-def]
        return KINDS[object_id.kind]

    def designation(self, object_id: ObjectId) -> str:
        return KINDS[object_id.kind].designation(object_id)

    def clauses(self, object_id: ObjectId) -> list[str]:
        found = (self._clause(child) for child in self.inlined.get(object_id, ()))
        return [text for text in found if text is not None]

    def _clause(self, object_id: ObjectId) -> str | None:
        clause = KINDS[object_id.kind].clause
        return clause(self.desired.objects[object_id], self) if clause else None

    def intent(self, _: ObjectId, __: str) -> str | None:
        return None

    def assignable(self, _: str, __: str) -> bool:
        return True
