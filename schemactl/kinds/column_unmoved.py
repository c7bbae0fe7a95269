"""What stands in the way of a column that would change its type by another one that takes its place: each thing by name, with PostgreSQL's reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from schemactl.kinds import backfill, column_values
from schemactl.kinds.base import Context
from schemactl.kinds.column_behind import comes_with_parents, unscanned
from schemactl.kinds.column_carried import Carried, diverting
from schemactl.kinds.column_holders import with_triggers
from schemactl.kinds.column_indexes import INDEXED, Indexes
from schemactl.kinds.column_required import Required
from schemactl.kinds.foreign_key_parts import pairs
from schemactl.kinds.online import is_partitioned, refused
from schemactl.kinds.sql import names, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object

CHECKED = ("check", "foreign_key")
MOST = 400
"""Tables that one exchange may take: a transaction of a plan touches 500 at most, others' included, and PostgreSQL's lock table has its end."""


class Unmoved(msgspec.Struct, kw_only=True):
    """`columns`: in each table, parents first. `dependents` go and come back; `kept` are those of them that do, as they shall be."""

    before: Any
    after: Any
    temporary: Any
    columns: list[ObjectId]
    dependents: list[ObjectId]
    kept: list[Object]
    indexes: Indexes
    required: Required
    carried: Carried
    ctx: Context

    def check(self) -> None:
        """RefusedError where there is anything."""
        for why in (*self._itself(), *self._tables(), *self._rows(), *self._others(), *self._partners(), *self._parts()):
            raise refused(self.after.id, why)

    def _itself(self) -> Iterator[str]:
        if any(one.identity or one.generated for one in (self.before, self.after)):
            yield "PostgreSQL computes its values by itself: an identity or generated column cannot be filled from another one"
        if column_values.is_constrained(self.after, self.ctx):
            yield "a new column of a domain with constraints makes PostgreSQL write the table anew as well"

    def _tables(self) -> Iterator[str]:
        if len(self.columns) > MOST:
            yield f"it is in {len(self.columns)} tables, and the locks of at most {MOST} are taken in one transaction"
        for one in self.columns:
            table, was = qualified(one.path[:-1]), self._was(one)
            if was.partition_key:
                yield f"it is part of the partition key of {table}, and PostgreSQL neither alters nor drops such a column"
            if was.generated:
                yield f"{one} is generated"
            if ObjectId("foreign_table", one.path[:-1]) in self.ctx.live:
                yield f"{table} is a foreign table: the second column would have to be where its rows are"
            yield from self._origins(one)

    def _origins(self, column: ObjectId) -> Iterator[str]:
        table = qualified(column.path[:-1])
        parents = self.ctx.live.inherited.get(column, ())
        if column == self.before.id and parents:
            yield f"{table} has it from {', '.join(qualified(one.path[:-1]) for one in parents)}, and PostgreSQL changes it there"
        elif others := [one for one in parents if one not in self.columns]:
            yield f"{table} has it from {qualified(others[0].path[:-1])} as well, and PostgreSQL renames no column that comes from two tables"
        if column != self.before.id and self._moves(column):
            yield f"{table} joins or leaves its parent in the same plan"

    def _moves(self, column: ObjectId) -> bool:
        if column not in self.ctx.desired or self.ctx.desired.inherited.get(column) != self.ctx.live.inherited[column]:
            return True
        ties = [one.id for one in self.ctx.view(self.ctx.live).inside(column.path[:-1]) if self.ctx.kind(one.id).attaches]
        return any(one not in self.ctx.desired or self.ctx.makes(one) for one in ties)

    def _rows(self) -> Iterator[str]:
        if rule := diverting(self.after.id.path[:-1], self.ctx):
            yield f"{rule} does something else instead of an UPDATE, which is how the second column gets its values"
        yield from self.carried.unprovable()
        key = backfill.key_of(self.temporary, self.ctx)
        if key is None:
            yield backfill.NO_KEY
            return
        # A partition has its parent's keys; a table that inherits has its own, and each portion would read the whole of it without one.
        for table in with_triggers(self.columns, self.ctx.live)[1:]:
            if not any(_leads(one, key) for one in self.ctx.view(self.ctx.live).inside(table)):
                yield f"{qualified(table)} has no index over {names(key)}, which batches of {qualified(self.after.id.path[:-1])} go by"

    def _others(self) -> Iterator[str]:
        kept = set(self.dependents)
        keys = [one for one in kept if one.kind in INDEXED]
        users = {user for one in (*self.columns, *keys) for user in self.ctx.view(self.ctx.live).users(one)} - kept - set(self.columns)
        if found := sorted(user for user in users if not self.ctx.kind(user).about):
            yield f"{', '.join(map(str, found))} would have to be gone meanwhile"

    def _partners(self) -> Iterator[str]:
        """Columns beyond foreign keys that change their types too: one after the other, and the key is there in between."""
        keys = [one for one in self.kept if one.id.kind == "foreign_key"]
        compared = [(key, *pair) for key in keys for pair in pairs(key)]
        for key, own, beyond in compared:
            for mine, other in ((own, beyond), (beyond, own)):
                was: Any = self.ctx.live.objects.get(other)
                becomes: Any = self.ctx.desired.objects.get(other)
                if mine not in self.columns or other in self.columns or not was or not becomes or was.type == becomes.type:
                    continue
                if not self.ctx.intent(other, "online"):
                    yield f"{other}, which {key.id} is about as well, changes its type in the same plan: write `online: true` there, too"
                elif not self._are_compared(self._was(mine).type, becomes.type) or not self._are_compared(self.after.type, was.type):
                    yield f"{key.id} holds meanwhile, and PostgreSQL does not compare {was.type} with {self.after.type}"

    def _are_compared(self, one: str, other: str) -> bool:
        """Of its own types PostgreSQL compares none that it does not cast by itself."""
        known = self.ctx.built_in(one) and self.ctx.built_in(other)
        bare = [re.sub(r"\([^)]*\)", "", each).strip() for each in (one, other)]
        return not known or bare[0] == bare[1] or any(self.ctx.live.casts.get((a, b)) == "i" for a, b in (bare, bare[::-1]))

    def _parts(self) -> Iterator[str]:
        for one in self.required.lacking():
            yield f"{qualified(one.path[:-1])} allows NULL in it and its parent does not: PostgreSQL gives NOT NULL to both"
        for one in self.indexes.unbuilt():
            yield f"the index of {one} cannot be built beside the work of others"
        for one in unscanned((each for each in self._checked() if not comes_with_parents(each, self.ctx)), self.ctx):
            parted = one.kind == "foreign_key" and is_partitioned(one, self.ctx)
            why = ": before 18 PostgreSQL takes no foreign key of a partitioned table NOT VALID" if parted else ""
            yield f"{one} cannot be made without reading the table under a lock{why}"

    def _checked(self) -> Iterable[Object]:
        return (one for one in self.kept if one.id.kind in CHECKED)

    def _was(self, column: ObjectId) -> Any:
        return self.ctx.live.objects[column]


def _leads(index: Any, key: tuple[str, ...]) -> bool:
    """Does it begin with these columns? An index says its columns as text."""
    columns = getattr(index, "columns", None)
    if index.id.kind not in INDEXED or columns is None or getattr(index, "where", None):
        return False
    return columns == names(key) or columns.startswith(f"{names(key)}, ") if isinstance(columns, str) else tuple(columns[: len(key)]) == key
