"""Rows whose values a domain would refuse once it asks for more."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemactl.kinds import offending
from schemactl.kinds.base import Context
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement


def empty(domain: ObjectId, ctx: Context) -> tuple[Statement, ...]:
    """Rows without a value."""
    return _rows_where(domain, lambda column: f"{column} IS NULL", ctx)


def against(domain: ObjectId, expression: str, ctx: Context) -> tuple[Statement, ...]:
    """Rows whose value is not as a check has it."""
    of = getattr(ctx.live.objects.get(domain), "type", "")
    # Outside of a domain's check VALUE is a name as any other.
    return _rows_where(domain, lambda column: f"EXISTS (SELECT FROM (SELECT {column}::{of} AS value) v WHERE NOT ({expression}))", ctx)


def _rows_where(domain: ObjectId, condition: Callable[[str], str], ctx: Context) -> tuple[Statement, ...]:
    was, wanted = ctx.live.objects.get(domain), ctx.desired.objects.get(domain)
    if was is None or ctx.makes(domain) or any(getattr(was, one) != getattr(wanted, one, None) for one in ("type", "collation")):
        return ()
    found: tuple[Statement, ...] = ()
    for one in _columns(domain, ctx):
        # The domain itself changes, but not what the column holds.
        found += offending.rows_where(ctx.desired.objects[one], condition(name(one.name)), ctx, despite=ctx.live.uses[one])
    return found


def _columns(domain: ObjectId, ctx: Context) -> Iterator[ObjectId]:
    """Columns that hold the domain's values before and after; a query about a table's rows is about its heirs' as well."""
    types = set(_over(qualified(domain.path), ctx))
    held = (one.id for one in ctx.live if one.id.kind == "column" and getattr(one, "type", "") in types)
    yield from (one for one in held if one not in ctx.live.inherited and offending.keeps_values(one, ctx))


def _over(type_name: str, ctx: Context) -> Iterator[str]:
    """The domain, and those over it."""
    yield type_name
    for one in ctx.live:
        if (over := ctx.kind(one.id).over) and getattr(one, over) == type_name:
            yield from _over(qualified(one.id.path), ctx)
