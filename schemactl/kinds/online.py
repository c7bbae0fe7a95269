"""Statements that take long on a table, in the form that lets others go on: in steps of their own, under locks that keep nobody waiting."""

from __future__ import annotations

from typing import Any

import msgspec

from schemactl.errors import RefusedError
from schemactl.kinds.base import Context, altered
from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


def outside(statement: Statement) -> Statement:
    """The statement outside of any transaction: PostgreSQL runs CONCURRENTLY nowhere else."""
    return msgspec.structs.replace(statement, transactional=False)


def alone(statement: Statement) -> Statement:
    """The statement in a transaction of its own: a scan beside ADD … NOT VALID would go on under the lock of that."""
    return msgspec.structs.replace(statement, alone=True)


def holds_busy(type_: ObjectId, ctx: Context) -> bool:
    """Does a table that others use hold values of this type, or of one that is made of it?"""
    users = ctx.view(ctx.live).users(type_)
    return any(ctx.busy(one) if one.kind == "column" else ctx.kind(one).grantable == "TYPE" and holds_busy(one, ctx) for one in users)


def is_partitioned(part: ObjectId, ctx: Context) -> bool:
    """Does this part of a table stand in a partitioned one? PostgreSQL does nothing CONCURRENTLY there, but in each partition."""
    table: Any = ctx.desired.objects.get(ObjectId("table", part.path[:-1])) or ctx.live.objects.get(ObjectId("table", part.path[:-1]))
    return getattr(table, "partition_by", None) is not None


def locked_first(table: tuple[str, ...], obj: Object) -> Statement:
    """The table's lock before those of its partitions or heirs, as whoever writes to it takes them: in another order each would wait for the other."""
    return altered(obj, f"LOCK TABLE ONLY {qualified(table)} IN ACCESS EXCLUSIVE MODE", lock=Lock.ACCESS_EXCLUSIVE)


def refused(column: ObjectId, why: str) -> RefusedError:
    """What `online: true` asks for cannot be: the column stays as it is."""
    return RefusedError(
        f"{column} cannot change its type online: {why}",
        hint="drop what is in the way in a plan of its own and make it again behind this one; or take `online` away, and the table is written "
        "anew under its lock; or go by hand: a new column in one plan, the old one dropped in a later one",
        code="S309",
    )
