"""Statements about every row of a table: a policy would leave rows out without a word, now it is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.kinds.base import Context
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement, Verb


def seeing_every_row(table: ObjectId, about: ObjectId, verb: Verb, statements: Iterable[Statement], ctx: Context) -> Iterator[Statement]:
    """The statements, in one transaction; a policy may be there before the plan, or come with it."""
    hidden = any(
        getattr(state.objects.get(table), "row_level_security", None) in ("enabled", "forced") for state in (ctx.live, ctx.desired)
    )
    if hidden:
        yield _set(about, verb, "off")
    yield from statements
    if hidden:
        yield _set(about, verb, "on")


def _set(about: ObjectId, verb: Verb, value: str) -> Statement:
    return Statement(sql=f"SET LOCAL row_security TO {value}", object_id=about, verb=verb)
