"""Statements about every row of a table: a policy would leave rows out without a word, now it is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from schemactl.kinds.base import Context
from schemactl.kinds.same_state import SameState
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement, Verb


def seeing_every_row(table: ObjectId, about: ObjectId, verb: Verb, statements: Iterable[Statement], ctx: Context) -> Iterator[Statement]:
    """The statements, in one transaction; a policy may be there before the plan, or come with it."""
    hidden = _is(table, ctx, "enabled", "forced")
    if hidden:
        yield _set(about, verb, "off")
    yield from statements
    if hidden:
        yield _set(about, verb, "on")


def keeping_keys(tables: Iterable[ObjectId], statement: Statement, ctx: Context) -> Iterator[Statement]:
    """The statement, by which PostgreSQL looks whether each row has its partner: it asks as whoever runs it, and a table's owner does not see what
    is FORCEd on it. Somebody else's statement reads what there is."""
    if not (forces(ctx) and any(_is(table, ctx, "forced") for table in tables)):
        yield statement
        return
    yield _set(statement.object_id, "~", "off")
    yield statement
    yield _set(statement.object_id, "~", "on")


def forces(ctx: Context) -> bool:
    """Is it FORCEd on any table?"""
    return any(_forced(SameState(state), len(state.objects)) for state in (ctx.live, ctx.desired))


@lru_cache(maxsize=2)
def _forced(key: SameState, _: int) -> bool:
    return any(getattr(obj, "row_level_security", None) == "forced" for obj in key.state.objects.values())


def _is(table: ObjectId, ctx: Context, *states: str) -> bool:
    return any(getattr(state.objects.get(table), "row_level_security", None) in states for state in (ctx.live, ctx.desired))


def _set(about: ObjectId, verb: Verb, value: str) -> Statement:
    return Statement(sql=f"SET LOCAL row_security TO {value}", object_id=about, verb=verb)
