"""The indexes of a column that another one takes the place of: each is built beside the work of others before, and gets its name and its role with the column's.

A partitioned table's holds nothing. It is made with ONLY once the columns have changed places, and those of its partitions are attached to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from schemactl.kinds import online
from schemactl.kinds.base import Context, altered
from schemactl.kinds.column_under import under
from schemactl.kinds.constraint import attaching, index_path
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement

INDEXED = ("index", "primary_key", "unique")


class Indexes:
    """`every`: indexes and keys as they shall be, those of parents first. `column`, `becomes`: the names of both columns."""

    def __init__(self, every: list[Object], column: str, becomes: str, ctx: Context) -> None:
        self.every, self.column, self.becomes, self.ctx = every, column, becomes, ctx
        self.fresh = {one.id: ctx.vacant(("relation", one.id.path[0], one.id.name), "new") for one in every if not self._is_parted(one)}

    def built(self) -> Iterator[Statement]:
        """Each on the second column, under a name of its own for now."""
        for one in self.every:
            if one.id in self.fresh:
                first = self._made(one)[0]
                yield msgspec.structs.replace(first, sql=under(first.sql, self.column, self.becomes, self.fresh[one.id]))

    def unbuilt(self) -> list[ObjectId]:
        """Those that have no such form."""
        return [one.id for one in self.every if one.id in self.fresh and self._made(one)[0].transactional]

    def named(self) -> Iterator[Statement]:
        """Their names and roles, and which belongs to which."""
        for one in self.every:
            if one.id in self.fresh:
                renamed = f"ALTER INDEX {qualified((one.id.path[0], self.fresh[one.id]))} RENAME TO {name(one.id.name)}"
                yield altered(one, renamed, lock=Lock.SHARE_UPDATE_EXCLUSIVE)
                yield from self._made(one)[1:]
            else:
                yield from self._made(msgspec.structs.replace(one, only=True))
        for one in self.every:
            # A key comes from its parent's both as an index and as a constraint.
            for parent in dict.fromkeys(self.ctx.desired.inherited.get(one.id, ())):
                yield altered(one, attaching(index_path(self.ctx.desired.objects[parent]), one.id), lock=Lock.ACCESS_EXCLUSIVE)

    def _made(self, one: Any) -> list[Statement]:
        return list(self.ctx.kind(one.id).create(one, self.ctx))

    def _is_parted(self, one: Object) -> bool:
        return online.is_partitioned(one.id, self.ctx)
