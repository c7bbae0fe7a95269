"""Whether an UPDATE of a plan reaches every row of a table: a rule sends it elsewhere, and a trigger takes a row out of it.

What a rule does is known before. What a trigger does is not: where one may, a check proves that no value is left behind before the first column goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any

from schemactl.kinds import syntax
from schemactl.kinds.base import Context, altered
from schemactl.kinds.column_holders import proof_name, tables_of
from schemactl.kinds.column_statement import table_of
from schemactl.kinds.constraint import default_name, validate
from schemactl.kinds.online import alone
from schemactl.kinds.sql import name
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock, Statement

_FIRED = ("origin", "always")


def diverting(table: tuple[str, ...], ctx: Context) -> ObjectId | None:
    """A rule that does something instead of an UPDATE of that table, for all rows or for some; those of partitions and heirs are not asked."""
    return next((one.id for one in _of("rule", [table], ctx) if one.event == "update" and one.enabled in _FIRED and _is_instead(one)), None)


def _is_instead(rule: Any) -> bool:
    return bool(syntax.statement(f"CREATE RULE r AS ON UPDATE TO t {rule.definition}", "RuleStmt", "a rule").get("instead"))


def _of(kind: str, tables: list[tuple[str, ...]], ctx: Context) -> Iterator[Any]:
    """Of before and of afterwards: it may come before the UPDATE, and go behind it."""
    return (one for one in chain(ctx.live, ctx.desired) if one.id.kind == kind and one.id.path[:-1] in tables)


def behind_others(called: str, columns: list[ObjectId], ctx: Context) -> str:
    """A name for a trigger that fires behind those of the tables: PostgreSQL goes by the bytes of their names."""
    last = max((one.id.name for one in _of("trigger", tables_of(columns), ctx)), key=str.encode, default="")
    return called if called.encode() > last.encode() else f"{last}~"


class Carried:
    """`columns`: in each table that holds it, parents first. `value`: what the second column gets, an expression over the row."""

    def __init__(self, columns: list[ObjectId], second: str, value: str, ctx: Context) -> None:
        self.columns, self.second, self.value, self.ctx = columns, second, value, ctx
        self._first: Any = ctx.live.objects[columns[0]]

    @cached_property
    def stopper(self) -> ObjectId | None:
        """A trigger that may keep a row as it is."""
        every = _of("trigger", tables_of(self.columns), self.ctx)
        return next((one.id for one in every if one.for_each == "row" and one.enabled in _FIRED and _is_asked(one.timing)), None)

    def unprovable(self) -> Iterator[str]:
        """Why nothing can be proved where it has to be."""
        if self.stopper and any(tag == "SubLink" for tag, _ in syntax.nodes(syntax.expression(self.value))):
            yield f"{self.stopper} may keep a row as it is, and no check says that of a value from a subquery"

    def proved(self) -> Iterator[Statement]:
        """No row has a value in the first column and none in the second: a scan that keeps nobody waiting."""
        if self.stopper:
            given = f"{name(self.second)} IS DISTINCT FROM NULL OR ({self.value}) IS NOT DISTINCT FROM NULL"
            sql = f"ALTER TABLE {table_of(self.columns[0])} ADD CONSTRAINT {name(self._called)} CHECK ({given}) NOT VALID"
            yield altered(self._first, sql, lock=Lock.ACCESS_EXCLUSIVE)
            yield alone(validate(self._first, self._called))

    def dropped(self) -> Iterator[Statement]:
        """It goes before the first column."""
        if self.stopper:
            sql = f"ALTER TABLE {table_of(self.columns[0])} DROP CONSTRAINT {name(self._called)}"
            yield altered(self._first, sql, lock=Lock.ACCESS_EXCLUSIVE)

    @cached_property
    def _called(self) -> str:
        return proof_name(self.columns[0], default_name(self.columns[0].path[-2], self.second, "carried"), self.columns, self.ctx)


def _is_asked(timing: str) -> bool:
    """`before update of` names columns, of which the second is none."""
    before, _, events = timing.partition(" ")
    return before == "before" and "update" in events.split(" or ")
