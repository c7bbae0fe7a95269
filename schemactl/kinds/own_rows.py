"""A table's own rows, without those of the tables that inherit from it: what its keys, its foreign keys and its list of rows are about."""

from __future__ import annotations

from schemactl.kinds import online
from schemactl.kinds.base import Context
from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId


def of(table: tuple[str, ...], ctx: Context) -> str:
    """The table in a FROM that leaves out heirs; a partitioned table has no rows but those of its partitions."""
    whole = online.is_partitioned(ObjectId("", (*table, "")), ctx)
    return qualified(table) if whole else f"ONLY {qualified(table)}"
