"""Which values a new column has in the rows that are there, and what it costs to give them."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from schemactl.kinds import backfill, identity_filled, inherited, row_type
from schemactl.kinds.base import Context
from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Hazard


def given(column: Any, ctx: Context) -> backfill.Fill | None:
    """Values that ADD COLUMN does not give, gives only by writing a busy table anew under its lock, or does not where others hold its rows."""
    if (fill := backfill.said(column, ctx)) is not None:
        return fill
    return backfill.Fill(value="DEFAULT") if _is_computed_apart(column, ctx) or _is_held(column, ctx) else None


def _is_held(column: Any, ctx: Context) -> bool:
    """Are rows of its table, which shall have a default's value, values elsewhere?"""
    has_default = ObjectId("default", (*column.id.path, "default")) in ctx.desired
    return has_default and not column.generated and not column.identity and row_type.holder(column.id, ctx) is not None


def _is_computed_apart(column: Any, ctx: Context) -> bool:
    return (
        not column.generated
        and not column.identity
        and _is_volatile(ObjectId("default", (*column.id.path, "default")), ctx)
        and ctx.busy(column.id)
        and not ctx.makes(ObjectId("table", column.id.path[:-1]))
        and backfill.key_of(column, ctx) is not None
    )


def _is_volatile(default: ObjectId, ctx: Context) -> bool:
    """Another value for each row: by the function's name, or by what the schema says of a function of its own."""
    found: Any = ctx.desired.objects.get(default)
    if found is None:
        return False
    own = (ctx.desired.objects.get(one) for one in ctx.desired.uses.get(default, ()))
    return bool(VOLATILE.search(found.expression)) or any(getattr(one, "volatility", None) == "volatile" for one in own)


def softened(column: Any) -> Any:
    """Rows are written without it, until every application knows of it."""
    if not column.not_null or column.identity or column.generated:
        return None
    return msgspec.structs.replace(column, not_null=False, not_null_name=None, not_null_no_inherit=False, not_null_not_valid=False)


def takes_a_step(column: Any, ctx: Context) -> bool:
    """Are its rows filled in batches?"""
    apart = _is_computed_apart(column, ctx) or identity_filled.is_numbered_apart(column, ctx) or is_proved_apart(column, ctx)
    return apart or backfill.is_in_batches(column, ctx) or (ctx.busy(column.id) and _is_held(column, ctx))


def is_proved_apart(column: Any, ctx: Context) -> bool:
    """A new virtual column that must not be NULL: ADD COLUMN would compute it for every row under its lock."""
    required = column.virtual and column.not_null and not column.not_null_not_valid
    return required and ctx.busy(column.id) and not ctx.makes(ObjectId("table", column.id.path[:-1]))


def is_plain(column: Any, ctx: Context) -> bool:
    """A new column of a new table, of which CREATE TABLE says everything."""
    further = column.identity or column.generated or column.not_null_not_valid or column.options or column.fdw_options
    tuned = (column.storage, column.compression, column.statistics) != (None, None, None)
    own = column.local and column.id not in ctx.desired.inherited
    return (own or inherited.is_partition(column.id.path[:-1], ctx.desired)) and not further and not tuned and column.id not in ctx.live


def is_constrained(column: Any, ctx: Context) -> bool:
    """Is its type a domain with constraints, which PostgreSQL asks for each row when the column comes?"""
    domains = (one for one in ctx.desired.uses.get(column.id, ()) if one.kind == "domain")
    # Of an array of them it asks nothing: there is no value yet.
    return any(_has_constraints(one, ctx) for one in domains if qualified(one.path) == column.type)


def _has_constraints(domain: ObjectId, ctx: Context) -> bool:
    found: Any = ctx.desired.objects.get(domain)
    checks = any(one.id.kind == "domain_check" for one in ctx.siblings(ObjectId("domain_check", (*domain.path, ""))))
    below = (
        one for one in ctx.desired.uses.get(domain, ()) if one.kind == "domain" and qualified(one.path) == getattr(found, "type", None)
    )
    return checks or getattr(found, "not_null", False) or any(_has_constraints(one, ctx) for one in below)


def hazards(column: Any, clauses: list[str], ctx: Context) -> tuple[Hazard, ...]:
    """Of ADD COLUMN with these clauses."""
    if not column.generated and is_constrained(column, ctx):
        return (
            Hazard(code="SC304", message="the domain's constraints are checked for each row: rewrites the table under an exclusive lock"),
        )
    if column.identity or (column.generated and not column.virtual):
        return (Hazard(code="SC303", message="rewrites the table under an exclusive lock"),)
    if column.not_null and not clauses and not column.generated:
        return (Hazard(code="SC302", message="NOT NULL without a default fails where the table has rows"),)
    if any(VOLATILE.search(clause) for clause in clauses):
        return (Hazard(code="SC301", message="a volatile default rewrites the table under an exclusive lock"),)
    return ()


# Known by name: whether an expression is volatile only the server can tell (safety.md, ADD COLUMN).
VOLATILE = re.compile(r"\b(gen_random_uuid|clock_timestamp|random|uuidv[47]|nextval|timeofday|uuid_generate_v\w+)\s*\(", re.IGNORECASE)
