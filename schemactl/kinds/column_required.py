"""NOT NULL of a column that takes another one's place, in every table that holds it: proved before, and given in a moment when both change places.

A validated check says that no row holds NULL, and PostgreSQL takes its word on every major. From 18 on, when NOT NULL has names, each table gets back the one it had: PostgreSQL
hands a parent's name down to the heirs that have no NOT NULL yet, and renames an heir's never, so that whatever is called otherwise is made by itself, before the parent's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.errors import RefusedError
from schemactl.kinds.base import Context, altered
from schemactl.kinds.column_holders import holding, proof_name, tables_of
from schemactl.kinds.column_statement import alter_column, table_of
from schemactl.kinds.constraint import default_name, validate
from schemactl.kinds.inherited import is_partition
from schemactl.kinds.not_null_name import NAMED, name_of
from schemactl.kinds.online import alone
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Lock, Statement


class Required:
    """`columns`: the first column in every table, parents first. `second`: the other one's name. `named`: the state that says what each is called."""

    def __init__(self, columns: list[ObjectId], second: str, ctx: Context, named: State | None = None) -> None:
        self.columns, self.second, self.ctx, self.named = columns, second, ctx, named or ctx.live
        self.was: dict[ObjectId, Any] = {one: ctx.live.objects[one] for one in columns}
        self.proofs = {one: self._proof(one) for one in columns if self._is_valid(one) and not any(map(self._is_valid, self._givers(one)))}

    def proved(self) -> Iterator[Statement]:
        """The heirs' rows with their parent's."""
        for one, proof in self.proofs.items():
            check = f"CHECK ({name(self.second)} IS NOT NULL){' NO INHERIT' if self.was[one].not_null_no_inherit else ''} NOT VALID"
            yield altered(self.was[one], f"ALTER TABLE {table_of(one)} ADD CONSTRAINT {name(proof)} {check}", lock=Lock.ACCESS_EXCLUSIVE)
            yield alone(validate(self.was[one], proof))

    def made(self) -> Iterator[Statement]:
        """Once the second column has the first one's name."""
        for one in reversed([one for one in self.columns if self._is_given(one)]):
            action = f"ADD CONSTRAINT {name(self._name(one))} NOT NULL {name(one.name)}{self._marks(one)}"
            sql = action if self.ctx.major >= NAMED else f"ALTER COLUMN {name(one.name)} SET NOT NULL"
            yield altered(self.was[one], f"ALTER TABLE {table_of(one)} {sql}", lock=Lock.ACCESS_EXCLUSIVE)
        for one, proof in self.proofs.items():
            yield altered(self.was[one], f"ALTER TABLE {table_of(one)} DROP CONSTRAINT {name(proof)}", lock=Lock.ACCESS_EXCLUSIVE)

    def dropped(self) -> Iterator[Statement]:
        """What a table has by itself stays when its parent's goes, and goes after it; whether it has is not the same in a copy, and nothing happens where it is gone."""
        yield from (alter_column(self.was[one], "DROP NOT NULL") for one in self.columns if self.was[one].not_null)

    def lacking(self) -> list[ObjectId]:
        """Heirs that allow NULL where what PostgreSQL gives them with their parent's does not: before 18 one may drop it there alone."""
        return [one for one in self.columns if not self.was[one].not_null and self._givers(one)]

    def _givers(self, column: ObjectId) -> list[ObjectId]:
        """Whose NOT NULL reaches this one."""
        parents = self.ctx.live.inherited.get(column, ())
        return [one for one in parents if one in self.was and self.was[one].not_null and not self.was[one].not_null_no_inherit]

    def _is_valid(self, column: ObjectId) -> bool:
        return bool(self.was[column].not_null and not self.was[column].not_null_not_valid)

    def _is_given(self, column: ObjectId) -> bool:
        """Does it get one by a statement of its own?"""
        was, givers = self.was[column], self._givers(column)
        if not was.not_null or not givers or self.ctx.major < NAMED:
            return bool(was.not_null and not givers)
        return self._is_own(column) or self._name(column) != self._name(givers[0])

    def _is_own(self, column: ObjectId) -> bool:
        """Has its table it by itself as well?"""
        was = self.was[column]
        return bool(was.not_null_twice if is_partition(column.path[:-1], self.ctx.live) else was.not_null_local)

    def _name(self, column: ObjectId) -> str:
        return name_of(self.named.objects[column])

    def _marks(self, column: ObjectId) -> str:
        was = self.was[column]
        return (" NO INHERIT" if was.not_null_no_inherit else "") + (" NOT VALID" if was.not_null_not_valid else "")

    def _proof(self, column: ObjectId) -> str:
        return proof_name(column, default_name(column.path[-2], self.second, "not_null"), self.columns, self.ctx)


def is_called_otherwise_below(column: ObjectId, called: str, ctx: Context) -> bool:
    """Has an heir the NOT NULL under another name? PostgreSQL renames an heir's with its parent's, finds it by the same name, and lets nobody rename it alone."""
    every: list[Any] = [ctx.live.objects[one] for one in _held(column, ctx)]
    return any(one.not_null and name_of(one) != called for one in every)


def _held(column: ObjectId, ctx: Context) -> list[ObjectId]:
    """The column in each table that has it from there by then: what goes in the same plan, or leaves for a moment, does so before."""
    found: list[ObjectId] = []
    for one in holding(column, ctx.view(ctx.live)):
        parents = ctx.live.inherited.get(one, ())
        if one in ctx.desired and (one == column or any(parent in found and _stays(one, parent, ctx) for parent in parents)):
            found.append(one)
    return found


def _stays(heir: ObjectId, parent: ObjectId, ctx: Context) -> bool:
    """Is the one's table a part of the other's all the time?"""
    table = heir.path[:-1]
    partition = ObjectId("partition", (*table, "partition_of"))
    tie = partition if partition in ctx.live else ObjectId("inheritance", (*table, qualified(parent.path[:-1])))
    return tie in ctx.desired and not ctx.makes(tie)


def renamed(column: ObjectId, ctx: Context) -> Iterator[Statement]:
    """Each table's NOT NULL under the name that it shall have: proved, dropped and made again in a moment."""
    columns = _held(column, ctx)
    _check(columns, ctx)
    required = Required(columns, column.name, ctx, ctx.desired)
    if not ctx.busy(column):
        required.proofs = {}
    yield from required.proved()
    yield from required.dropped()
    yield from required.made()
    for one in columns:
        fact = ctx.live.objects.get(one.about("not_null_comment"))
        if fact is not None and fact.id in ctx.desired:
            yield from ctx.kind(fact.id).create(fact, ctx)


def _check(columns: list[ObjectId], ctx: Context) -> None:
    """What PostgreSQL drops no NOT NULL for."""
    tables, called = tables_of(columns), columns[0].name
    keys: list[Any] = [one for table in tables for one in ctx.view(ctx.live).inside(table) if called in getattr(one, "columns", ())]
    held = next((one for one in keys if one.id.kind == "primary_key" or getattr(one, "replica_identity", False)), None)
    numbered = next((one for one in columns if getattr(ctx.live.objects[one], "identity", None)), None)
    if held or numbered:
        was, others = name_of(ctx.live.objects[columns[0]]), [name_of(ctx.live.objects[one]) for one in columns[1:]]
        other = next(one for one in others if one != was)
        raise RefusedError(
            f"the NOT NULL of {columns[0]} cannot get another name: it is called {name(was)}, and {name(other)} in another table that has it from there. "
            f"PostgreSQL renames both only where they are called the same, and drops neither for {held.id if held else numbered}",
            hint=f"keep the name it has: `not_null_name: {was}` under the column",
            code="S307",
        )
