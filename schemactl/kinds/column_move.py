"""Another type for a column of a busy table, asked for with `online: true`: a second column, kept in step by a trigger and filled in batches, takes its place.

It does so in every table that holds the column at once: PostgreSQL adds, renames and drops a column in the partitions and heirs with their parent's.
Its indexes are built before, beside the work of others; one short transaction swaps the columns with all that hangs on them; constraints are validated behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import msgspec

from schemactl.kinds import backfill, losing, narrowing, swap
from schemactl.kinds.base import Context, altered, dropped, unmeasured
from schemactl.kinds.column_behind import constraints, defaults
from schemactl.kinds.column_carried import Carried, behind_others
from schemactl.kinds.column_granted import granted
from schemactl.kinds.column_holders import among, holding, tables_of
from schemactl.kinds.column_indexes import INDEXED, Indexes
from schemactl.kinds.column_required import Required
from schemactl.kinds.column_statement import named_in, table_of
from schemactl.kinds.column_unmoved import CHECKED, Unmoved
from schemactl.kinds.constraint import default_name
from schemactl.kinds.inherited import is_partition
from schemactl.kinds.online import locked_first
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement

_HANDLED = (*INDEXED, *CHECKED, "default", "sequence_owner", "index_partition")
_SETTINGS = ("storage", "compression", "statistics", "options")


class Move:
    """`value` is an expression over the row that gives the new column's. `columns`: the column in each table that holds it, parents first."""

    def __init__(self, before: Any, after: Any, value: str, ctx: Context) -> None:
        self.before, self.after, self.value = before, after, value
        self.columns = holding(before.id, ctx.view(ctx.live))
        self.tables = tables_of(self.columns)
        self.ctx = among(self.tables, ctx)

    def statements(self) -> Iterator[Statement]:
        """From the first column to the second, in the first one's name."""
        temporary = self.temporary
        indexes = Indexes(self.kept(INDEXED), self.before.id.name, temporary.id.name, self.ctx)
        required = Required(self.columns, temporary.id.name, self.ctx)
        carried = Carried(self.columns, temporary.id.name, self.value, self.ctx)
        Unmoved(
            before=self.before,
            after=self.after,
            temporary=temporary,
            columns=self.columns,
            dependents=self.dependents,
            kept=self.kept(CHECKED),
            indexes=indexes,
            required=required,
            carried=carried,
            ctx=self.ctx,
        ).check()
        helper = backfill.Helper(column=temporary, called=self._helper(), value=self.value, beside=self.after.id, ctx=self.ctx)
        fill = backfill.Fill(value=self.value, batch=self._batch())
        yield from self._added(temporary)
        yield from helper.made()
        lost = () if self.ctx.intent(self.after.id, "using") else losing.hazards(self.before.type, self.after.type, self.ctx)
        filling = backfill.batched(temporary, fill, self.ctx)
        yield msgspec.structs.replace(
            filling,
            hazards=(*filling.hazards, *lost),
            asks=narrowing.unfit(self.before, self.after, self.ctx),
            computed_from=named_in(self.value, self.after, self.ctx),
        )
        yield from indexes.built()
        yield from required.proved()
        yield from carried.proved()
        yield from self._freed()
        yield from helper.dropped()
        yield from carried.dropped()
        yield from self._swapped(temporary)
        yield from required.made()
        yield from indexes.named()
        yield from defaults(self.columns, self.ctx)
        made, validated = constraints(self.kept(("sequence_owner", *CHECKED)), self.ctx)
        yield from made
        for one in (*self.columns, *self.takes()):
            yield from swap.facts(one, self.ctx)
        for one in self.columns:
            yield from granted(one, one, self.ctx.desired, self.ctx)
        yield from validated

    def takes(self) -> list[ObjectId]:
        """What goes with the first column and comes back with the second."""
        return [one for one in self.dependents if one in self.ctx.desired]

    def kept(self, kinds: Iterable[str]) -> list[Object]:
        """What of these kinds comes back, those of parents first."""
        places = {table: place for place, table in enumerate(self.tables)}
        found = [self.ctx.desired.objects[one] for one in self.takes() if one.kind in tuple(kinds)]
        return sorted(found, key=lambda one: places.get(one.id.path[:2], len(places)))

    @cached_property
    def dependents(self) -> list[ObjectId]:
        """What uses the column, and what uses a key of it; in the order of declaration."""
        mine = {user for one in self.columns for user in self.ctx.view(self.ctx.live).users(one) if user.kind in _HANDLED}
        keys = [key for key in mine if key.kind in INDEXED]
        mine |= {
            user for key in keys for user in self.ctx.view(self.ctx.live).users(key) if user.kind in ("foreign_key", "index_partition")
        }
        return [one for one in self.ctx.live.objects if one in mine]

    @cached_property
    def temporary(self) -> Any:
        """The second column, in the table that has it by itself, under a name that nothing has in any of the tables."""
        states = (self.ctx.live, self.ctx.desired)
        taken = {one.id.name for state in states for one in state if one.id.path[:-1] in self.tables}
        named = (default_name(self.after.id.name, "", f"new{number or ''}") for number in range(len(taken) + 1))
        return _under(self.after, next(one for one in named if one not in taken))

    def _batch(self) -> int:
        given = self.ctx.intent(self.after.id, "backfill")
        return backfill.read(given).batch if given else backfill.BATCH

    def _helper(self) -> str:
        # Triggers fire in the order of their names: this one has to see what the others made of the row.
        return behind_others(f"~{default_name(self.after.id.path[-2], self.after.id.name, 'online')}"[:60], self.columns, self.ctx)

    def _added(self, temporary: Any) -> Iterator[Statement]:
        """What a table has by itself as well is there before the parent's, which PostgreSQL then merges with it."""
        create = self.ctx.kind(temporary.id).create
        if self._own():
            yield locked_first(self.after.id.path[:-1], self.after)
        for one in reversed(self._own()):
            yield next(iter(create(_under(self.ctx.desired.objects[one], temporary.id.name), self.ctx)))
        yield from create(temporary, self.ctx)
        for one in self.columns[1:]:
            yield from self._set_apart(one, temporary.id.name)

    def _own(self) -> list[ObjectId]:
        """Heirs that have the column by themselves as well. A partition never has."""
        state = self.ctx.live
        return [one for one in self.columns[1:] if getattr(state.objects[one], "local", True) and not is_partition(one.path[:-1], state)]

    def _set_apart(self, column: ObjectId, called: str) -> Iterator[Statement]:
        """How a table stores it, where that is otherwise than its parent's, which reaches it; but for options."""
        wanted: Any = _under(self.ctx.desired.objects[column], called)
        parents = [one for one in self.columns if one in self.ctx.live.inherited[column]]
        parent: Any = self.ctx.desired.objects[parents[-1]]
        came = msgspec.structs.replace(wanted, options=(), **{one: getattr(parent, one) for one in _SETTINGS if one != "options"})
        for field in _SETTINGS:
            rule: Any = self.ctx.kind(column).alter[field]
            yield from rule(came, wanted, self.ctx) if getattr(came, field) != getattr(wanted, field) else ()

    def _freed(self) -> Iterator[Statement]:
        """PostgreSQL drops no column, not even of the table itself, whose key a foreign key refers to."""
        indexes = {one for one in self.dependents if one.kind in INDEXED}
        for key in self.kept(("foreign_key",)):
            if key.id.path[:-1] not in self.tables or indexes & self.ctx.live.uses[key.id]:
                sql = f"ALTER TABLE {qualified(key.id.path[:-1])} DROP CONSTRAINT {name(key.id.name)}"
                yield altered(key, sql, lock=Lock.ACCESS_EXCLUSIVE)
        for owner in self.kept(("sequence_owner",)):
            yield altered(owner, f"ALTER SEQUENCE {qualified(owner.id.path[:-1])} OWNED BY NONE", lock=Lock.SHARE_ROW_EXCLUSIVE)

    def _swapped(self, temporary: Any) -> Iterator[Statement]:
        carried = Hazard(code="SC401", message="its values are in the column that takes its name")
        for one in (self.before.id, *self._own()):
            yield dropped(self.before, f"ALTER TABLE {table_of(one)} DROP COLUMN {name(one.name)}", hazards=(carried,))
        sql = f"ALTER TABLE {table_of(self.after.id)} RENAME COLUMN {name(temporary.id.name)} TO {name(self.after.id.name)}"
        yield unmeasured(altered(self.after, sql, lock=Lock.ACCESS_EXCLUSIVE), self.after.id)


def _under(column: Any, called: str) -> Any:
    """The same under another name, and NULL for now."""
    return msgspec.structs.replace(
        column,
        id=ObjectId(column.id.kind, (*column.id.path[:-1], called)),
        not_null=False,
        not_null_name=None,
        not_null_no_inherit=False,
        not_null_not_valid=False,
    )
