"""Statements for rows: many in one INSERT, UPDATE or DELETE.

INSERT … ON CONFLICT leads to the same rows whatever a database held before: rows are not part of the fingerprint that a plan starts from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from schemactl.kinds import own_rows, row_along, row_rules
from schemactl.kinds.base import Context
from schemactl.kinds.row_keys import among, types_if_needed
from schemactl.kinds.row_security import seeing_every_row
from schemactl.kinds.row_values import Row, column_type, constant, key_of, table_of
from schemactl.kinds.sql import literal, name, names, qualified
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Hazard, Lock, Statement, Verb

BATCH = 500
_VERBS: dict[str, Verb] = {"create": "+", "alter": "~", "drop": "-"}
_KEYS = ("primary_key", "unique")
_VALUES = " VALUES"
_TOKEN = re.compile(r"E?'(?:[^'\\]|''|\\.)*'|[^',()\s]+", re.DOTALL)


def together(verb: str, rows: list[Row], ctx: Context) -> Iterator[Statement]:
    """Neighbours of one table, in batches."""
    if verb == "drop":
        deletes = _also(_batches(verb, rows, ctx), row_along.deleted(rows, ctx))
        yield from seeing_every_row(table_of(rows[0].id), rows[0].id, "-", deletes, ctx)
        return
    yield from _also(_batches(verb, rows, ctx), row_along.changed(rows, ctx) if verb == "alter" else ())
    if verb == "create":
        yield from _sequences(rows, ctx)


def _batches(verb: str, rows: list[Row], ctx: Context) -> Iterator[Statement]:
    for _, alike in groupby(rows, key=_column_names):
        every = list(alike)
        for start in range(0, len(every), BATCH):
            yield _joined(verb, every[start : start + BATCH], ctx)


def _also(statements: Iterable[Statement], hazards: tuple[Hazard, ...]) -> Iterator[Statement]:
    yield from (msgspec.structs.replace(one, hazards=(*one.hazards, *hazards)) for one in statements)


def _column_names(row: Row) -> list[str]:
    return [column for column, _ in row.every]


def _joined(verb: str, rows: list[Row], ctx: Context) -> Statement:
    whole = _statement(verb, rows, ctx)
    if len(rows) == 1:
        return whole
    return msgspec.structs.replace(whole, parts=tuple(_statement(verb, [row], ctx) for row in rows))


def _statement(verb: str, rows: list[Row], ctx: Context) -> Statement:
    table = table_of(rows[0].id)
    content = _content(table, ctx)
    if verb != "drop":
        # Nobody else has written to a table that the same plan makes.
        new = verb == "create" and table not in ctx.live
        sql = _insert(rows, ctx) + ("" if new else _on_conflict(rows[0], content, ctx))
        return Statement(sql=sql, object_id=rows[0].id, verb=_VERBS[verb], lock=Lock.ROW_EXCLUSIVE)
    count = "a row" if len(rows) == 1 else f"{len(rows)} rows"
    hazard = Hazard(code="SC403", message=f"deletes {count} of {qualified(table.path)}", destructive=True, about=table)
    return Statement(sql=_delete(rows, content, ctx), object_id=rows[0].id, verb="-", lock=Lock.ROW_EXCLUSIVE, hazards=(hazard,))


def _content(table: ObjectId, ctx: Context) -> Content:
    found = ctx.desired.contents.get(table) or ctx.live.contents.get(table)
    return found or Content(mode="keep")


def _insert(rows: list[Row], ctx: Context) -> str:
    first = rows[0]
    columns = [column for column, _ in first.every]
    # Without the words, GENERATED ALWAYS refuses a value.
    overriding = " OVERRIDING SYSTEM VALUE" if any(_identity(first, one, ctx) == "always" for one in columns) else ""
    types = [column_type(first.id, column, ctx.desired) for column in columns]
    texts = [f"({', '.join(constant(value, kind) for (_, value), kind in zip(row.every, types, strict=True))})" for row in rows]
    head = f"INSERT INTO {qualified(table_of(first.id).path)} ({names(columns)}){overriding}{_VALUES}"
    return f"{head} {texts[0]}" if len(texts) == 1 else f"{head}\n  " + ",\n  ".join(texts)


def _identity(row: Row, column: str, ctx: Context) -> str | None:
    found = ctx.desired.objects.get(ObjectId("column", (*row.id.path[:-1], column)))
    return getattr(found, "identity", None)


def _on_conflict(row: Row, content: Content, ctx: Context) -> str:
    row_rules.refuse(row, ctx)
    # UPDATE refuses any value for GENERATED ALWAYS.
    columns = [one for one, _ in row.every if one not in content.key_columns and _identity(row, one, ctx) != "always"]
    head = f"\nON CONFLICT {_arbiter(row, content, ctx)} DO"
    if content.mode == "insert-only" or not columns:
        return f"{head} NOTHING"
    return f"{head} UPDATE SET {', '.join(f'{name(one)} = excluded.{name(one)}' for one in columns)}"


def _arbiter(row: Row, content: Content, ctx: Context) -> str:
    """The key's columns; its name where a deferrable constraint is over the same: PostgreSQL would find that as well, and refuse it."""
    keys = [one for one in ctx.siblings(row.id) if one.id.kind in _KEYS]
    alike = [one for one in keys if set(getattr(one, "columns", ())) == set(content.key_columns)]
    if any(getattr(state.objects.get(one.id), "deferrable", False) for one in alike for state in (ctx.live, ctx.desired)):
        named = next((one for one in alike if (one.id.name == content.key if content.key else one.id.kind == _KEYS[0])), None)
        if named is not None:
            return f"ON CONSTRAINT {name(named.id.name)}"
    return f"({names(content.key_columns)})"


def _delete(rows: list[Row], content: Content, ctx: Context) -> str:
    key, table = content.key_columns, table_of(rows[0].id)
    types = [column_type(rows[0].id, column, ctx.live) for column in key]
    keys = [tuple(map(constant, key_of(row, content), types)) for row in rows]
    return f"DELETE FROM {own_rows.of(table.path, ctx)} WHERE {among(key, keys, types_if_needed(table, key, keys, ctx))}"


def _sequences(rows: list[Row], ctx: Context) -> Iterator[Statement]:
    """What the sequence of a column gives next is behind what rows took: the application's next INSERT would collide with one of them."""
    first = rows[0]
    for column, _ in first.every:
        if _identity(first, column, ctx) or _is_serial(first, column, ctx):
            yield Statement(sql=_forward(table_of(first.id).path, column), object_id=first.id, verb="+", lock=Lock.NONE)


def _is_serial(row: Row, column: str, ctx: Context) -> bool:
    found = ctx.desired.objects.get(ObjectId("default", (*row.id.path[:-1], column, "default")))
    return str(getattr(found, "expression", "")).lower().startswith("nextval(")


def _forward(table: Iterable[str], column: str) -> str:
    where = qualified(table)
    sequence = f"pg_catalog.pg_get_serial_sequence({literal(where)}, {literal(column)})::pg_catalog.regclass"
    return (
        f"SELECT pg_catalog.setval(s.sequence, s.highest) FROM (SELECT {sequence} AS sequence, max({name(column)}) AS highest FROM {where}) s\n"
        "WHERE s.highest > coalesce(pg_catalog.pg_sequence_last_value(s.sequence), 0)"
    )


def part_at(row: Any, sql: str, position: int) -> str | None:
    """The column whose value stands at an offset of the row's own INSERT."""
    at = sql.find(_VALUES)
    for (column, _), token in zip(row.every, _TOKEN.finditer(sql, at + len(_VALUES) + 2), strict=False):
        if token.end() > position:
            return str(column) if position >= at else None
    return None
