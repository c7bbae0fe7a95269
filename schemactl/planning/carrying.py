"""Changes that PostgreSQL carries into everything that prints them: an extension's new schema is in the type of every column.

They run first, on a scratch copy, and are read back, as renames are.
"""

from __future__ import annotations

from schemactl.kinds import KINDS
from schemactl.kinds.base import Alter, Replace
from schemactl.model.change import Added, Altered, Change
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.compose import ordered
from schemactl.planning.context import Planning
from schemactl.planning.destinations import lacking
from schemactl.planning.diff import differing


def first(live: State, desired: State) -> tuple[list[Change], list[Statement]]:
    """These changes, with the creation of what they need, and their statements."""
    changes = [change for obj in desired if (change := _carried(obj.id, live, desired))]
    if not changes:
        return [], []
    needed = {one: None for change in changes for one in lacking(change.id, live, desired)}
    every: list[Change] = [*(Added(desired.objects[one]) for one in needed), *changes]
    return every, ordered(every, live, desired)


def _carried(object_id: ObjectId, live: State, desired: State) -> Altered | None:
    kind = KINDS[object_id.kind]
    if not (kind.carried or kind.retold) or object_id not in live:
        return None
    before, after = live.objects[object_id], desired.objects[object_id]
    if kind.retold:
        told = kind.retold(before, after, Planning(live, desired))
        return Altered(before, told, differing(before, told)) if told != before else None
    fields = tuple(field for field in differing(before, after) if field in kind.carried)
    for field in fields:
        rule = kind.alter[field]
        function = rule.function if isinstance(rule, Alter) else rule
        if isinstance(function, Replace) or isinstance(function(before, after, Planning(live, desired)), Replace):
            return None
    return Altered(before, after, fields) if fields else None
