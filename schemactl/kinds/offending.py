"""Queries that find the rows which a statement would fail on, before anything is changed.

Each returns a text per row, five at most, that names it by its primary key. They read the table as it is: where what a constraint stands on
changes in the same plan, or the table is new, there is nothing to ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemactl.kinds.base import Context
from schemactl.kinds.sql import literal, name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement

MOST = 5


def rows_where(obj: Object, condition: str, ctx: Context) -> tuple[Statement, ...]:
    """Rows of the object's table for which a condition holds."""
    if not answerable(obj, ctx):
        return ()
    return _query(obj, f"SELECT {_named(_key(obj, ctx))} FROM {qualified(obj.id.path[:-1])} t WHERE {condition}")


def repeated(obj: Object, columns: Iterable[str], ctx: Context, *, nulls_too: bool, where: str | None = None) -> tuple[Statement, ...]:
    """Values that more than one row has."""
    if not answerable(obj, ctx):
        return ()
    every = [name(one) for one in columns]
    conditions = [] if nulls_too else [f"{one} IS NOT NULL" for one in every]
    conditions += [f"({where})"] if where else []
    filtered = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    table = qualified(obj.id.path[:-1])
    listed = ", ".join(every)
    return _query(
        obj, f"SELECT {_named(every)} || ' in ' || count(*) || ' rows' FROM {table} t{filtered} GROUP BY {listed} HAVING count(*) > 1"
    )


def without_partner(obj: Object, columns: list[str], partner: str, partners: list[str], ctx: Context) -> tuple[Statement, ...]:
    """Rows whose values no row of the other table has."""
    given = " AND ".join(f"t.{name(one)} IS NOT NULL" for one in columns)
    same = " AND ".join(f"p.{name(theirs)} = t.{name(mine)}" for mine, theirs in zip(columns, partners, strict=True))
    return rows_where(obj, f"{given} AND NOT EXISTS (SELECT FROM {partner} p WHERE {same})", ctx)


def answerable(obj: Object, ctx: Context) -> bool:
    """Is the table there, as what the object stands on will find it?"""
    table = ObjectId("table", obj.id.path[:-1])
    return table in ctx.live and not ctx.makes(table) and ctx.stands(obj.id)


def _query(obj: Object, sql: str) -> tuple[Statement, ...]:
    return (Statement(sql=f"{sql} LIMIT {MOST}", object_id=obj.id, verb="?", lock=Lock.ACCESS_SHARE),)


def _key(obj: Object, ctx: Context) -> list[str]:
    """The columns of the table's primary key; without one, where a row lies."""
    keys: list[Any] = [one for one in ctx.siblings(obj.id) if one.id.kind == "primary_key" and ctx.live.objects.get(one.id) == one]
    return [name(column) for key in keys for column in key.columns] or ["ctid"]


def _named(columns: list[str]) -> str:
    return " || ', ' || ".join(f"{literal(f'{one} = ')} || coalesce({one}::text, 'NULL')" for one in columns)
