"""Statements that take long on a table, in the form that lets others go on: in steps of their own, under locks that keep nobody waiting."""

from __future__ import annotations

from typing import Any

import msgspec

from schemactl.kinds.base import Context
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement


def outside(statement: Statement) -> Statement:
    """The statement outside of any transaction: PostgreSQL runs CONCURRENTLY nowhere else."""
    return msgspec.structs.replace(statement, transactional=False)


def alone(statement: Statement) -> Statement:
    """The statement in a transaction of its own: a scan beside ADD … NOT VALID would go on under the lock of that."""
    return msgspec.structs.replace(statement, alone=True)


def is_partitioned(part: ObjectId, ctx: Context) -> bool:
    """Does this part of a table stand in a partitioned one? PostgreSQL does nothing CONCURRENTLY there, but in each partition."""
    table: Any = ctx.desired.objects.get(ObjectId("table", part.path[:-1])) or ctx.live.objects.get(ObjectId("table", part.path[:-1]))
    return getattr(table, "partition_by", None) is not None
