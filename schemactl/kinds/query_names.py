"""A query under the names that things had, or will have: PostgreSQL carries each rename into a view over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement

_SCHEMA = ObjectId("schema", ("schemactl queries",))


def _view(number: int) -> ObjectId:
    return ObjectId("view", (_SCHEMA.name, str(number)))


def kept(queries: Sequence[str]) -> Iterable[Statement]:
    """Statements that keep queries of one column, each in a view."""
    yield Statement(sql=f"CREATE SCHEMA {qualified(_SCHEMA.path)}", object_id=_SCHEMA, verb="+")
    for number, sql in enumerate(queries):
        view = _view(number)
        yield Statement(sql=f"CREATE VIEW {qualified(view.path)} (found) AS\n{sql}", object_id=view, verb="+")


def read(state: State, count: int) -> list[str]:
    """So many of them, in the names that the state knows."""
    return [str(msgspec.structs.asdict(state.objects[_view(number)])["query"]) for number in range(count)]
