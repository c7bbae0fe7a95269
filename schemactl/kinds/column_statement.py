"""How statements about columns begin."""

from __future__ import annotations

from schemactl.kinds.base import altered
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement


def table_of(column: ObjectId) -> str:
    """The table's name as SQL."""
    return qualified(column.path[:-1])


def alter_column(column: Object, action: str, *, lock: Lock = Lock.ACCESS_EXCLUSIVE, hazards: tuple[Hazard, ...] = ()) -> Statement:
    """ALTER COLUMN."""
    return altered(column, f"ALTER TABLE {table_of(column.id)} ALTER COLUMN {name(column.id.name)} {action}", lock=lock, hazards=hazards)
