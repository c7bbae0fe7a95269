"""Identity columns of partitions: from 17 on ATTACH gives them to the table that it attaches, and to none of those attached to it already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from schemactl.kinds.base import Context
from schemactl.kinds.index_alike import others
from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State

GIVEN = 17
"""Before, a partition has an identity of its own or none."""


def numbered(state: State) -> set[tuple[str, ...]]:
    """The tables with an identity column that partitions get."""
    return {one.id.path[:-1] for one in state if getattr(one, "identity", None)} if state.major >= GIVEN else set()


def given_by(partition: Any, tables: Mapping[str, ObjectId], with_identity: Set[tuple[str, ...]], state: State) -> ObjectId | None:
    """That what it is attached to is a partition itself, where an identity comes from there. `tables`: each by its name as SQL."""
    parent = tables.get(partition.of) if with_identity else None
    attached = ObjectId("partition", (*parent.path, "partition_of")) if parent else None
    if attached is None or attached not in state:
        return None
    top = parent
    while top and (above := ObjectId("partition", (*top.path, "partition_of"))) in state:
        top = tables.get(str(getattr(state.objects[above], "of", "")))
    return attached if top and top.path in with_identity else None


def early(parts: Iterable[ObjectId], state: State) -> set[ObjectId]:
    """Which of the table's indexes are there before it is attached. Those of one look say by name which of the partitions' are theirs."""
    parts = list(parts)
    by_name = {one for one in parts if getattr(state.objects[one], "only", False)}
    return set(parts) - others(parts, state) - by_name


def staying_below(partition: Any, ctx: Context) -> Iterator[Object]:
    """Partitions at any depth that are attached to a table which is attached itself: they get the identity when they are attached anew, top down."""
    of, desired = qualified(partition.id.path[:-1]), ctx.desired
    table = ObjectId("table", partition.id.path[:-1])
    if ctx.makes(table) or not getattr(desired.objects.get(table), "partition_by", None):
        return
    below = [one for one in desired if one.id.kind == "partition" and getattr(one, "of", None) == of]
    here = [one for one in below if one.id in ctx.live and not ctx.makes(one.id)]
    tables = {qualified(one.path): one for one in desired.objects if one.kind == "table"} if here else {}
    with_identity = numbered(desired) if here else set[tuple[str, ...]]()
    for one in here:
        if given_by(one, tables, with_identity, desired) == partition.id:
            yield one
            yield from staying_below(one, ctx)
