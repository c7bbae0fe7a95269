"""NOT NULL of a column that takes another one's place, in every table that holds it: proved before, and given in a moment when both change places.

A validated check says that no row holds NULL, and PostgreSQL takes its word on every major. From 18 on, when NOT NULL has names, each table gets back the one it had: PostgreSQL
hands a parent's name down to the heirs that have no NOT NULL yet, and renames an heir's never, so that whatever is called otherwise is made by itself, before the parent's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds import not_null
from schemactl.kinds.base import Context, altered
from schemactl.kinds.column_statement import table_of
from schemactl.kinds.constraint import default_name, validate
from schemactl.kinds.inherited import is_partition
from schemactl.kinds.online import alone
from schemactl.kinds.sql import name
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock, Statement


class Required:
    """`columns`: the first column in every table, parents first. `second`: the other one's name."""

    def __init__(self, columns: list[ObjectId], second: str, ctx: Context) -> None:
        self.columns, self.second, self.ctx = columns, second, ctx
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
            sql = action if self.ctx.major >= not_null.NAMED else f"ALTER COLUMN {name(one.name)} SET NOT NULL"
            yield altered(self.was[one], f"ALTER TABLE {table_of(one)} {sql}", lock=Lock.ACCESS_EXCLUSIVE)
        for one, proof in self.proofs.items():
            yield altered(self.was[one], f"ALTER TABLE {table_of(one)} DROP CONSTRAINT {name(proof)}", lock=Lock.ACCESS_EXCLUSIVE)

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
        if not was.not_null or not givers or self.ctx.major < not_null.NAMED:
            return bool(was.not_null and not givers)
        own = was.not_null_twice if is_partition(column.path[:-1], self.ctx.live) else was.not_null_local
        return bool(own) or self._name(column) != self._name(givers[0])

    def _name(self, column: ObjectId) -> str:
        return not_null.name_of(self.was[column])

    def _marks(self, column: ObjectId) -> str:
        was = self.was[column]
        return (" NO INHERIT" if was.not_null_no_inherit else "") + (" NOT VALID" if was.not_null_not_valid else "")

    def _proof(self, column: ObjectId) -> str:
        """A name that no table of those has for a constraint."""
        own = default_name(column.path[-2], self.second, "not_null")
        taken = {
            one.id.name
            for state in (self.ctx.live, self.ctx.desired)
            for one in state
            if one.id.path[:-1] in {every.path[:-1] for every in self.columns}
        }
        named = (self.ctx.vacant(("constraint", *column.path[:-1], own), f"proof{number or ''}") for number in range(len(taken) + 1))
        return next(one for one in named if one not in taken)
