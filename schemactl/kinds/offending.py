"""Queries that find the rows which a statement would fail on, before anything is changed.

Each returns a text per row, five at most, that names it by its primary key. They read the table as it is: where the values that a constraint stands on
change in the same plan, or the table is new, there is nothing to ask.

Keys, exclusions and foreign keys are about a table's own rows; checks, NOT NULL and types about those of its heirs as well, but for NO INHERIT.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from schemactl.kinds import own_rows
from schemactl.kinds.base import Context
from schemactl.kinds.sql import literal, name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement

MOST = 5


def rows_where(obj: Object, condition: str, ctx: Context, *, despite: Collection[ObjectId] = ()) -> tuple[Statement, ...]:
    """Rows of the object's table and its heirs for which a condition holds; the condition minds what changes `despite` that."""
    if not answerable(obj, ctx, despite):
        return ()
    return _rows(obj, qualified(obj.id.path[:-1]), condition, ctx)


def own_rows_where(obj: Object, condition: str, ctx: Context) -> tuple[Statement, ...]:
    """The same of the table alone."""
    return _rows(obj, own_rows.of(obj.id.path[:-1], ctx), condition, ctx) if answerable(obj, ctx) else ()


def _rows(obj: Object, table: str, condition: str, ctx: Context) -> tuple[Statement, ...]:
    return _query(obj, f"SELECT {_named(_key(obj, ctx))} FROM {table} t WHERE {condition}")


def repeated(obj: Object, columns: Iterable[str], ctx: Context, *, nulls_too: bool, where: str | None = None) -> tuple[Statement, ...]:
    """Values that more than one row has."""
    if not answerable(obj, ctx):
        return ()
    every = [name(one) for one in columns]
    conditions = [] if nulls_too else [f"{one} IS NOT NULL" for one in every]
    conditions += [f"({where})"] if where else []
    filtered = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    table = own_rows.of(obj.id.path[:-1], ctx)
    listed = ", ".join(every)
    return _query(
        obj, f"SELECT {_named(every)} || ' in ' || count(*) || ' rows' FROM {table} t{filtered} GROUP BY {listed} HAVING count(*) > 1"
    )


def without_partner(obj: Object, columns: list[str], partner: tuple[str, ...], partners: list[str], ctx: Context) -> tuple[Statement, ...]:
    """Rows whose values no row of the other table has."""
    given = " AND ".join(f"t.{name(one)} IS NOT NULL" for one in columns)
    same = " AND ".join(f"p.{name(theirs)} = t.{name(mine)}" for mine, theirs in zip(columns, partners, strict=True))
    return own_rows_where(obj, f"{given} AND NOT EXISTS (SELECT FROM {own_rows.of(partner, ctx)} p WHERE {same})", ctx)


def colliding(obj: Object, elements: Iterable[tuple[str, str]], ctx: Context, *, where: str | None = None) -> tuple[Statement, ...]:
    """Pairs of rows for which every operator says yes of the expression before it."""
    if not answerable(obj, ctx):
        return ()
    every = list(elements)
    values = ", ".join(f"({expression}) AS e{number}" for number, (expression, _) in enumerate(every))
    filtered = f" WHERE {where}" if where else ""
    # A row lies at the same place in two partitions.
    table = own_rows.of(obj.id.path[:-1], ctx)
    rows = f"SELECT t.tableoid AS o, t.ctid AS c, {_named(_key(obj, ctx))} AS named, {values} FROM {table} t{filtered}"
    same = " AND ".join(f"a.e{number} {operator} b.e{number}" for number, (_, operator) in enumerate(every))
    return _query(obj, f"SELECT a.named || ' and ' || b.named FROM ({rows}) a JOIN ({rows}) b ON (a.o, a.c) < (b.o, b.c) AND {same}")


def answerable(obj: Object, ctx: Context, despite: Collection[ObjectId] = ()) -> bool:
    """Is the table there, with the values that what the object stands on will find?"""
    table = ObjectId("table", obj.id.path[:-1])

    def keeps(used: ObjectId) -> bool:
        return used in despite or keeps_values(used, ctx)

    # What is computed of columns has new values with theirs.
    computed = [one for one in ctx.desired.uses.get(obj.id, ()) if getattr(ctx.desired.objects.get(one), "generated", None)]
    return table in ctx.live and not ctx.makes(table) and all(ctx.stands(one, keeps) for one in (obj.id, *computed))


def keeps_values(used: ObjectId, ctx: Context) -> bool:
    """Is it a column of which only something else changes, such as what it allows?"""
    was, wanted = ctx.live.objects.get(used), ctx.desired.objects.get(used)
    if used.kind != "column" or was is None or wanted is None or ctx.makes(used) or ctx.intent(used, "backfill"):
        return False
    return all(getattr(was, field) == getattr(wanted, field) for field in ("type", "collation", "generated"))


def _query(obj: Object, sql: str) -> tuple[Statement, ...]:
    return (Statement(sql=f"{sql} LIMIT {MOST}", object_id=obj.id, verb="?", lock=Lock.ACCESS_SHARE),)


def _key(obj: Object, ctx: Context) -> list[str]:
    """The columns of the table's primary key; without one, where a row lies."""
    keys: list[Any] = [one for one in ctx.siblings(obj.id) if one.id.kind == "primary_key" and ctx.live.objects.get(one.id) == one]
    return [name(column) for key in keys for column in key.columns] or ["ctid"]


def _named(columns: list[str]) -> str:
    return " || ', ' || ".join(f"{literal(f'{one} = ')} || coalesce({one}::text, 'NULL')" for one in columns)
