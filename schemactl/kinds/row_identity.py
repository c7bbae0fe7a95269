"""REPLICA IDENTITY: which index tells rows apart for those who replicate them, and what does once that index goes or says so no more.

Without any, PostgreSQL refuses UPDATE and DELETE of a published table: https://www.postgresql.org/docs/current/logical-replication-publication.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds.base import Context, altered
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Lock, Statement


def set_index(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """An index that stays is it, or is it no more."""
    if after.replica_identity:
        yield _set(after, f"USING INDEX {name(after.id.name)}")
    elif before.replica_identity and not _is_followed(after, ctx):
        yield _set(after, _tables(after, ctx.desired))


def left(index: Any, ctx: Context) -> Iterator[Statement]:
    """Before an index goes that is it. In one transaction the next one follows soon enough."""
    table = ObjectId("table", index.id.path[:-1])
    stays = table in ctx.desired and not ctx.makes(table)
    if getattr(index, "replica_identity", False) and stays and (ctx.busy(table) or not _is_followed(index, ctx)):
        yield _set(index, _tables(index, ctx.desired))


def _is_followed(index: Any, ctx: Context) -> bool:
    """Does a statement about another index, or about the table, say what comes instead?"""
    return _tables(index, ctx.live) != _tables(index, ctx.desired) or any(
        getattr(one, "replica_identity", False) is True for one in ctx.siblings(index.id)
    )


def _tables(index: Any, state: State) -> str:
    """What the table says without any index."""
    return str(getattr(state.objects.get(ObjectId("table", index.id.path[:-1])), "replica_identity", "default")).upper()


def _set(index: Any, how: str) -> Statement:
    return altered(index, f"ALTER TABLE {qualified(index.id.path[:-1])} REPLICA IDENTITY {how}", lock=Lock.ACCESS_EXCLUSIVE)
