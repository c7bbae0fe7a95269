"""Another type for a column of a busy table, asked for with `online: true`: a second column, kept in step by a trigger and filled in batches, takes its place.

Its indexes are built before, beside the work of others; one short transaction swaps the columns with all that hangs on them; constraints are validated behind it.
What would have to be gone for hours meanwhile, or cannot be made without reading the table under its lock, is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from schemactl.errors import RefusedError
from schemactl.kinds import backfill, column_values, narrowing, not_null, swap
from schemactl.kinds.base import Context, altered, dropped, unmeasured
from schemactl.kinds.column_statement import table_of
from schemactl.kinds.column_under import under
from schemactl.kinds.constraint import default_name
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement

_INDEXED = ("index", "primary_key", "unique")
_CHECKED = ("check", "foreign_key")
_HANDLED = (*_INDEXED, *_CHECKED, "default", "sequence_owner")


class Move(msgspec.Struct, kw_only=True):
    """`value` is an expression over the row that gives the new column's."""

    before: Any
    after: Any
    value: str
    ctx: Context

    def statements(self) -> Iterator[Statement]:
        """From the first column to the second, in the first one's name."""
        self._check()
        temporary = self._temporary()
        yield from self.ctx.kind(self.after.id).create(temporary, self.ctx)
        fill = backfill.Fill(value=self.value, batch=self._batch())
        helper = backfill.Helper(column=temporary, called=self._helper(), value=self.value, ctx=self.ctx)
        yield from helper.made()
        yield msgspec.structs.replace(backfill.batched(temporary, fill, self.ctx), asks=narrowing.unfit(self.before, self.after, self.ctx))
        indexes, later = self._indexed(temporary)
        yield from indexes
        if self._is_required():
            required = msgspec.structs.replace(temporary, not_null=True, not_null_no_inherit=self.before.not_null_no_inherit)
            yield from not_null.required(required, self.ctx)
        swapped, validated = self._behind()
        yield from self._swapped(temporary, helper, [*later, *swapped])
        yield from validated

    def takes(self) -> list[ObjectId]:
        """What goes with the first column and comes back with the second."""
        return [one for one in self._dependents() if one in self.ctx.desired]

    def _batch(self) -> int:
        given = self.ctx.intent(self.after.id, "backfill")
        return backfill.read(given).batch if given else backfill.BATCH

    def _is_required(self) -> bool:
        """Whether NOT NULL comes or goes is another change, made behind this one."""
        return bool(self.before.not_null and not self.before.not_null_not_valid)

    def _temporary(self) -> Any:
        columns = {
            one.id.name for state in (self.ctx.live, self.ctx.desired) for one in state if one.id.path[:-1] == self.after.id.path[:-1]
        }
        named = (default_name(self.after.id.name, "", f"new{number or ''}") for number in range(len(columns) + 1))
        called = next(one for one in named if one not in columns)
        return msgspec.structs.replace(
            self.after,
            id=ObjectId(self.after.id.kind, (*self.after.id.path[:-1], called)),
            not_null=False,
            not_null_name=None,
            not_null_no_inherit=False,
            not_null_not_valid=False,
        )

    def _helper(self) -> str:
        # Triggers fire in the order of their names: this one has to see what the others made of the row.
        return f"~{default_name(self.after.id.path[-2], self.after.id.name, 'online')}"[:60]

    def _dependents(self) -> list[ObjectId]:
        """What uses the column, and foreign keys that use a key of it; in the order of declaration."""
        used_by = self.ctx.live.used_by()
        mine = {one for one in used_by.get(self.before.id, ()) if one.kind in _HANDLED}
        mine |= {one for key in mine if key.kind in _INDEXED for one in used_by.get(key, ()) if one.kind == "foreign_key"}
        return [one for one in self.ctx.live.objects if one in mine]

    def _kept(self, kinds: Iterable[str]) -> list[Object]:
        return [self.ctx.desired.objects[one] for one in self.takes() if one.kind in tuple(kinds)]

    def _indexed(self, temporary: Any) -> tuple[list[Statement], list[Statement]]:
        """Statements that build each index on the second column, and those that give it its name and its role."""
        built: list[Statement] = []
        later: list[Statement] = []
        for one in self._kept(_INDEXED):
            first, *more = self.ctx.kind(one.id).create(one, self.ctx)
            if first.transactional:
                raise self._refused(f"the index of {one.id} cannot be built beside the work of others")
            fresh = self.ctx.vacant(("relation", one.id.path[0], one.id.name), "new")
            built.append(msgspec.structs.replace(first, sql=under(first.sql, self.after.id.name, temporary.id.name, fresh)))
            renamed = f"ALTER INDEX {qualified((one.id.path[0], fresh))} RENAME TO {name(one.id.name)}"
            later += [altered(one, renamed, lock=Lock.SHARE_UPDATE_EXCLUSIVE), *more]
        return built, later

    def _behind(self) -> tuple[list[Statement], list[Statement]]:
        """What is made once the second column has its name; and what reads the table, without keeping anybody waiting."""
        made = [(one, self.ctx.kind(one.id).create(one, self.ctx)) for one in self._kept(("default", "sequence_owner", *_CHECKED))]
        swapped: list[Statement] = []
        validated: list[Statement] = []
        for one, statements in made:
            every = list(statements)
            if one.id.kind in _CHECKED and not any(part.alone for part in every) and any(part.hazards for part in every):
                raise self._refused(f"{one.id} cannot be made without reading the table under a lock")
            swapped += [part for part in every if not part.alone]
            validated += [part for part in every if part.alone]
        for object_id in (self.after.id, *self.takes()):
            swapped += swap.facts(object_id, self.ctx)
        return swapped, validated

    def _swapped(self, temporary: Any, helper: backfill.Helper, behind: list[Statement]) -> Iterator[Statement]:
        table = table_of(self.after.id)
        for key in self._kept(("foreign_key",)):
            if key.id.path[:-1] != self.after.id.path[:-1]:
                sql = f"ALTER TABLE {qualified(key.id.path[:-1])} DROP CONSTRAINT {name(key.id.name)}"
                yield altered(key, sql, lock=Lock.ACCESS_EXCLUSIVE)
        for owner in self._kept(("sequence_owner",)):
            yield altered(owner, f"ALTER SEQUENCE {qualified(owner.id.path[:-1])} OWNED BY NONE", lock=Lock.SHARE_ROW_EXCLUSIVE)
        yield from helper.dropped()
        carried = Hazard(code="SC401", message="its values are in the column that takes its name")
        yield dropped(self.before, f"ALTER TABLE {table} DROP COLUMN {name(self.before.id.name)}", hazards=(carried,))
        sql = f"ALTER TABLE {table} RENAME COLUMN {name(temporary.id.name)} TO {name(self.after.id.name)}"
        yield unmeasured(altered(self.after, sql, lock=Lock.ACCESS_EXCLUSIVE), self.after.id)
        if self._is_required() and self.ctx.major >= 18:
            was = default_name(temporary.id.path[-2], temporary.id.name, "not_null")
            wanted = self.before.not_null_name or default_name(self.after.id.path[-2], self.after.id.name, "not_null")
            yield altered(self.after, f"ALTER TABLE {table} RENAME CONSTRAINT {name(was)} TO {name(wanted)}", lock=Lock.ACCESS_EXCLUSIVE)
        yield from behind

    def _check(self) -> None:
        """Everything in the way, by name."""
        column, table = self.before, self._table()
        if column.identity or column.generated or self.after.identity or self.after.generated:
            raise self._refused(
                "PostgreSQL computes its values by itself: an identity or generated column cannot be filled from another one"
            )
        heirs = any(column.id in parents for parents in self.ctx.live.inherited.values())
        if column.partition_key or getattr(table, "partition_by", None) or column.id in self.ctx.live.inherited or heirs:
            raise self._refused("its table is partitioned or inherits: the column is in several tables")
        if backfill.key_of(self._temporary(), self.ctx) is None:
            raise self._refused(backfill.NO_KEY)
        if column_values.is_constrained(self.after, self.ctx):
            raise self._refused("a new column of a domain with constraints makes PostgreSQL write the table anew as well")
        if others := self._others():
            raise self._refused(f"{', '.join(map(str, others))} would have to be gone meanwhile")

    def _others(self) -> list[ObjectId]:
        used_by, kept = self.ctx.live.used_by(), set(self._dependents())
        users = {user for one in (self.before.id, *(key for key in kept if key.kind in _INDEXED)) for user in used_by.get(one, ())}
        return sorted(user for user in users - kept if not self.ctx.kind(user).about)

    def _table(self) -> Object | None:
        return self.ctx.live.objects.get(ObjectId("table", self.after.id.path[:-1]))

    def _refused(self, why: str) -> RefusedError:
        return RefusedError(
            f"{self.after.id} cannot change its type online: {why}",
            hint="drop what is in the way in a plan of its own and make it again behind this one; or take `online` away, and the table is written "
            "anew under its lock; or go by hand: a new column in one plan, the old one dropped in a later one",
            code="S309",
        )
