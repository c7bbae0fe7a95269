"""Statistics for PostgreSQL's planner, where a plan leaves a table without: queries would be planned by guesses until autovacuum comes by, which counts changed rows alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.kinds import online
from schemactl.kinds.sql import qualified
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Lock, Statement
from schemactl.planning.context import Planning
from schemactl.planning.ties import attachments, root_of

RECURSES = 18
"""From this major on ANALYZE of a parent reads what inherits from it as well; of a partitioned table it has always read the partitions."""


def analyzed(statements: Iterable[Statement], ctx: Planning) -> Iterator[Statement]:
    """ANALYZE, once for each table that others use, behind everything else. A small one's rows are read as fast without."""
    asked = dict.fromkeys(root_of(one, ctx.desired) for statement in statements for one in statement.unmeasured)
    relations = [one for one in asked if one in ctx.desired and ctx.busy(one)]
    for relation in _each(relations, ctx) if relations else ():
        sql = f"ANALYZE {qualified(relation.path)}"
        yield online.alone(Statement(sql=sql, object_id=relation, verb="~", lock=Lock.SHARE_UPDATE_EXCLUSIVE))


def _each(relations: list[ObjectId], ctx: Planning) -> Iterator[ObjectId]:
    """Those, with what inherits from them; without what PostgreSQL reads along with another one."""
    parents: dict[ObjectId, list[ObjectId]] = {}
    heirs: dict[ObjectId, list[ObjectId]] = {}
    for table, parent in attachments(ctx.desired):
        parents.setdefault(table, []).append(parent)
        heirs.setdefault(parent, []).append(table)
    every = list(relations)
    for relation in every:
        every += [one for one in heirs.get(relation, ()) if one not in every and ctx.busy(one)]
    yield from (one for one in every if not any(parent in every and _recurses(parent, ctx) for parent in parents.get(one, ())))


def _recurses(parent: ObjectId, ctx: Planning) -> bool:
    return ctx.major >= RECURSES or getattr(ctx.desired.objects[parent], "partition_by", None) is not None
