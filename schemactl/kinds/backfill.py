"""How a column comes to its values in rows that are there already: `backfill` in the YAML, or a default that has to be computed for each row.

On a busy table the rows are written in batches, by ranges of a key, and whoever writes meanwhile is helped by a trigger that fills in what is missing.
Elsewhere one UPDATE does it, in the transaction of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, Literal

import msgspec

from schemactl.errors import RefusedError
from schemactl.kinds import firing, unfilled
from schemactl.kinds.base import Context, altered, made
from schemactl.kinds.column_carried import diverting
from schemactl.kinds.column_holders import holding, with_triggers
from schemactl.kinds.comparing import is_compared_otherwise
from schemactl.kinds.constraint import default_name
from schemactl.kinds.online import is_partitioned, locked_first
from schemactl.kinds.row_security import seeing_every_row
from schemactl.kinds.sql import dollar, name, names, qualified
from schemactl.kinds.ways import sql_text
from schemactl.kinds.yaml_form import Raw
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Batches, Lock, Statement

BATCH = 5000
KEYS = ("value", "where", "batch")
NO_KEY = "its table has neither a primary key nor a unique constraint over NOT NULL columns that batches could go by"
"""Why there are no batches, where `key_of` finds nothing."""


class Fill(msgspec.Struct, frozen=True, kw_only=True):
    """`value`: an expression over the row, or DEFAULT. `where`: of which rows that lack one. `batch`: the most rows at a time."""

    value: str
    where: str | None = None
    batch: int = BATCH


def read(raw: Raw) -> Fill:
    """What stands behind `backfill`; ValueError with a message for people."""
    if isinstance(raw, str) and raw.strip():
        return Fill(value=sql_text(raw))
    if not isinstance(raw, dict) or not isinstance(raw.get("value"), str):
        raise ValueError("backfill is an SQL expression, or a map of value, where and batch")
    if unknown := [key for key in raw if key not in KEYS]:
        raise ValueError(f"backfill knows no {unknown[0]}, but {', '.join(KEYS)}")
    where, batch = raw.get("where"), str(raw.get("batch", BATCH))
    if not batch.isascii() or not batch.isdigit() or not 1 <= int(batch) <= 1_000_000:
        raise ValueError("batch is a number of rows, at most 1000000")
    return Fill(value=sql_text(raw["value"]), where=sql_text(where) if where else None, batch=int(batch))


def said(column: Any, ctx: Context) -> Fill | None:
    """What the YAML says of a column that stays in a table that stays."""
    raw = ctx.intent(column.id, "backfill")
    if raw is None or ctx.makes(_table(column)) or _table(column) not in ctx.live:
        return None
    if column.generated or column.identity:
        raise _refused(column, "PostgreSQL computes its values by itself", "remove `backfill`")
    return read(raw)


def is_in_batches(column: Any, ctx: Context) -> bool:
    """Does it take a step of its own?"""
    return ctx.busy(column.id) and said(column, ctx) is not None


def key_of(column: Any, ctx: Context) -> tuple[str, ...] | None:
    """Columns that tell the rows of its table apart and are never NULL, by a key that stays as it is, and is compared as it is sorted."""
    keys: list[Any] = [
        one for one in ctx.siblings(column.id) if one.id.kind in ("primary_key", "unique") and ctx.live.objects.get(one.id) == one
    ]
    keys.sort(key=lambda one: (one.id.kind != "primary_key", len(one.columns)))
    return next((tuple(one.columns) for one in keys if column.id.name not in one.columns and _are_given(one, ctx)), None)


def _are_given(key: Any, ctx: Context) -> bool:
    # A table that inherits may allow NULL where its parent's key does not, before 18.
    states = (ctx.live, ctx.desired)
    every = [(one, state) for state in states for column in _columns(key, key.columns) for one in holding(column, ctx.view(state))]
    return all(getattr(state.objects.get(one), "not_null", False) and not is_compared_otherwise(one, state) for one, state in every)


Helped = Literal["written", "moved", "by others"]
"""Rows that get their values meanwhile by a trigger of the plan: all that are written; those that change their key, and may come to lie where batches
have been, as a default sees to new ones; or none, as other triggers see to them."""


def filled(column: Any, fill: Fill, ctx: Context, *, then: Iterator[Statement], helped: Helped) -> Iterator[Statement]:
    """Values for the rows that are there, then what relies on them."""
    _refuse_diverted(column, ctx)
    then = _asking(column, fill, then, ctx)
    if not ctx.busy(column.id):
        update = msgspec.structs.replace(_update(column, fill), sees=data_path(ctx.desired))
        yield from seeing_every_row(_table(column), column.id, "~", [update], ctx)
        if _defers(column, ctx):
            # ALTER TABLE is refused while triggers wait for the end of the transaction.
            yield altered(column, "SET CONSTRAINTS ALL IMMEDIATE")
        yield from then
        return
    step = batched(column, fill, ctx)
    helper = missing_helper(column, fill, ctx, helped) if helped != "by others" else None
    if helper:
        yield from helper.made()
    yield step
    yield from then
    if helper:
        yield from helper.dropped()


def _asking(column: Any, fill: Fill, then: Iterator[Statement], ctx: Context) -> Iterator[Statement]:
    """With a question about the rows that would be left without a value."""
    asks = unfilled.rows(column, fill.value, fill.where if fill.where else None, ctx)
    for statement in then:
        yield msgspec.structs.replace(statement, asks=(*statement.asks, *asks)) if asks else statement
        asks = ()


def missing_helper(column: Any, fill: Fill, ctx: Context, helped: Helped) -> Helper | None:
    """What gives a value where it is missing; None where nobody needs it."""
    key = key_of(column, ctx) if helped == "moved" else None
    if key is not None and all(getattr(ctx.live.objects[one], "identity", None) == "always" for one in _columns(column, key)):
        return None  # nobody can change it
    value = fill.value if fill.value != "DEFAULT" else _default(column, ctx)
    return Helper(column=column, called=_vacant(column, ctx), value=value, where=fill.where, missing=True, key=key, ctx=ctx)


def _columns(column: Any, names_: Iterable[str]) -> list[ObjectId]:
    return [ObjectId("column", (*column.id.path[:-1], one)) for one in names_]


def _default(column: Any, ctx: Context) -> str:
    found: Any = ctx.desired.objects[column.id.child("default", "default")]
    return str(found.expression)


def batched(column: Any, fill: Fill, ctx: Context) -> Statement:
    """The UPDATE of one batch; RefusedError where nothing tells batches apart, or it would not get to the rows."""
    _refuse_diverted(column, ctx)
    key = key_of(column, ctx)
    if key is None:
        raise _refused(
            column,
            NO_KEY,
            'add one first; or let one statement fill it while the table is locked ([plan] online = "never"), or write a step of your own (plan --custom)',
        )
    batches = Batches(table=qualified(column.id.path[:-1]), key=tuple(map(name, key)), size=fill.batch)
    statement = _update(column, fill, within(batches.key))
    return msgspec.structs.replace(statement, transactional=False, batches=batches, sees=data_path(ctx.desired))


def _refuse_diverted(column: Any, ctx: Context) -> None:
    if rule := diverting(_table(column).path, ctx):
        raise _refused(
            column,
            f"{rule} does something else instead of an UPDATE",
            "take the rule away in a plan before, and make it again behind this one",
        )


def within(key: tuple[str, ...]) -> str:
    """The condition that a batch's statement has to hold: the key is one of its range."""
    places = [f"${one + 1}" for one in range(2 * len(key))]
    return f"{_row(key)} >= {_row(tuple(places[: len(key)]))} AND {_row(key)} <= {_row(tuple(places[len(key) :]))}"


def _row(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _update(column: Any, fill: Fill, condition: str = "") -> Statement:
    called = name(column.id.name)
    conditions = [f"{called} IS NULL", *([f"({fill.where})"] if fill.where else []), *([condition] if condition else [])]
    value = "DEFAULT" if fill.value == "DEFAULT" else fill.value
    sql = f"UPDATE {qualified(column.id.path[:-1])} SET {called} = {value} WHERE {' AND '.join(conditions)}"
    return Statement(sql=sql, object_id=column.id, verb="!", lock=Lock.ROW_EXCLUSIVE)


class Helper(msgspec.Struct, kw_only=True):
    """A trigger that gives a column its value in rows which are written meanwhile; `missing`: in those alone that come without one; `key`: in those
    alone of which a statement changes that. `beside`: a column that is in the same tables, where this one is in no schema file.

    It runs with the rights of whoever applies the plan, as the batches do: who writes a row need not see what its values are computed from.
    """

    column: Any
    called: str
    value: str
    where: str | None = None
    missing: bool = False
    key: tuple[str, ...] | None = None
    beside: ObjectId | None = None
    ctx: Context

    def made(self) -> Iterator[Statement]:
        """The function, and the trigger on the table."""
        target, table = name(self.column.id.name), self.column.id.path[:-1]
        where = f" WHERE {self.where}" if self.where else ""
        row = f"SELECT {self.value} FROM (SELECT NEW.*) AS {name(table[-1])}{where}"
        body = dollar(f"\n#variable_conflict use_column\nBEGIN\n  NEW.{target} := ({row});\n  RETURN NEW;\nEND\n")
        seen = names(("pg_catalog", *data_path(self.ctx.desired), "pg_temp"))
        function = f"{self._function}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = {seen} AS {body}"
        yield made(self.column, f"CREATE FUNCTION {function}")
        when = f" WHEN (NEW.{target} IS NULL)" if self.missing else ""
        for one in self._tables():
            event = f"UPDATE OF {names(self.key)}" if self.key else "INSERT OR UPDATE"
            fires = f"BEFORE {event} ON {qualified(one)} FOR EACH ROW{when} EXECUTE FUNCTION {self._function}()"
            yield made(self.column, f"CREATE TRIGGER {name(self.called)} {fires}", lock=Lock.SHARE_ROW_EXCLUSIVE)
            yield firing.always(self.column, one, self.called)

    def dropped(self) -> Iterator[Statement]:
        """Both gone."""
        if is_partitioned(self.column.id, self.ctx):
            yield locked_first(self.column.id.path[:-1], self.column)  # DROP TRIGGER locks the partitions first
        for one in self._tables():
            yield altered(self.column, f"DROP TRIGGER {name(self.called)} ON {qualified(one)}", lock=Lock.ACCESS_EXCLUSIVE)
        yield altered(self.column, f"DROP FUNCTION {self._function}()")

    def _tables(self) -> list[tuple[str, ...]]:
        return with_triggers(holding(self.beside or self.column.id, self.ctx.view(self.ctx.desired)), self.ctx.desired)

    @property
    def _function(self) -> str:
        return qualified((self.column.id.path[0], self.called))


def _vacant(column: Any, ctx: Context) -> str:
    """The name of a function without arguments and of a trigger, that no other one has."""
    taken = {one.id.path[1] for state in (ctx.live, ctx.desired) for one in state.naming() if one.id.path[2:] == ("",)}
    taken |= {one.id.name for state in (ctx.live, ctx.desired) for one in state if one.id.path[:-1] == column.id.path[:-1]}
    named = (default_name(column.id.path[-2], column.id.name, f"backfill{number or ''}") for number in count())
    return next(one for one in named if one not in taken)


def _defers(column: Any, ctx: Context) -> bool:
    """Do constraints of the table, or those that refer to it, wait for the end of the transaction?"""
    table = _table(column)
    return any(
        getattr(one, "initially_deferred", False) and (one.id.path[:-1] == table.path or table in ctx.live.uses.get(one.id, ()))
        for one in ctx.live
    )


def data_path(state: State) -> tuple[str, ...]:
    """The search_path under which statements about rows run: triggers, and what authors wrote, may need it."""
    schemas = sorted({object_id.path[0] for object_id in state.objects if object_id.kind == "schema"} - {"public"})
    return (*schemas, "public") if ObjectId("schema", ("public",)) in state else tuple(schemas)


def _table(column: Any) -> ObjectId:
    return ObjectId("table", column.id.path[:-1])


def _refused(column: Any, why: str, hint: str) -> RefusedError:
    return RefusedError(f"{column.id} cannot be filled: {why}", hint=hint, code="S306")
