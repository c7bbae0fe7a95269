"""A table under both names: it is renamed in expand, and a view bears the old name until contract, for whoever still says it.

PostgreSQL reads and writes through a view that names columns of one table and does nothing else (https://www.postgresql.org/docs/current/sql-createview.html,
Updatable Views): SELECT, INSERT with RETURNING and ON CONFLICT, UPDATE and DELETE reach the table's rows, defaults, triggers and constraints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from schemactl.kinds import both_names
from schemactl.kinds.base import Context, made
from schemactl.kinds.sql import names, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement

INVOKER = 15
"""From this major on a view can be read with the rights of whoever asks, and under the policies that are for that role."""
_SHADOWED = ("enabled", "forced")


def raised(pairs: Sequence[tuple[Any, Any]], ctx: Context) -> Iterator[Statement]:
    """The rename, and the view behind it: nobody sees the one without the other, as both are in one transaction."""
    for before, after in pairs:
        yield from _raised(before, after, ctx)


def _raised(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    _check(before, after, ctx)
    rename = ctx.kind(before.id).rename
    assert rename
    for statement in rename(before, after, ctx):
        yield msgspec.structs.replace(statement, hazards=())  # nobody's query fails
    view = ObjectId("view", before.id.path)
    rights = " WITH (security_invoker=true)" if ctx.major >= INVOKER else ""
    yield made(
        view, f"CREATE VIEW {qualified(view.path)}{rights} AS\nSELECT {names(_columns(before, ctx))}\nFROM {qualified(after.id.path)}"
    )
    yield from both_names.facts(before.id, view, ctx)


def stands(before: ObjectId, after: ObjectId, state: State) -> bool:
    """The view is under the old name, and the table under the new one."""
    return ObjectId("view", before.path) in state and after in state


def _columns(table: Any, ctx: Context) -> list[str]:
    return [one.id.name for one in ctx.view(ctx.live).inside(table.id.path) if one.id.kind == "column"]


def _check(before: Any, after: Any, ctx: Context) -> None:
    by_two = "rename it in a plan of its own, when nobody says the old name any more"
    if before.id.path[:-1] != after.id.path[:-1]:
        raise both_names.refused(after.id, "it moves to another schema, whose name is part of what its users say", by_two)
    if before.of:
        raise both_names.refused(after.id, f"its columns are those of the type {before.of}", by_two)
    if ctx.major < INVOKER and before.row_level_security in _SHADOWED:
        why = f"its policies would not count for who reads it through a view, which PostgreSQL {ctx.major} does with the rights of the view's owner"
        raise both_names.refused(after.id, why, "rename it in a plan of its own, or when the server has version 15")
