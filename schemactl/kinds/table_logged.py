"""SET LOGGED and SET UNLOGGED: what a logged table refers to has to be logged, at every moment.

So tables become unlogged before those that their foreign keys refer to, and logged behind those. Where keys lead round, some go and come back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from schemactl.kinds import constraint
from schemactl.kinds.base import REPLACE, Context, Replace, altered
from schemactl.kinds.foreign_key_parts import referenced
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Hazard, Lock, Statement


class _Arrow(NamedTuple):
    """A foreign key, the table that has to change first for its sake, and the other one."""

    key: ObjectId
    first: ObjectId
    later: ObjectId


def set_logged(before: Any, after: Any, ctx: Context) -> Iterator[Statement] | Replace:
    if before.partition_by or after.partition_by:
        return REPLACE  # a table without storage has the mark before 18, and ALTER changes nothing of it
    return _set_logged(after, ctx)


def _set_logged(table: Any, ctx: Context) -> Iterator[Statement]:
    arrows, order = _arrows(ctx.live, ctx.desired), _order(ctx.live, ctx.desired)
    around = {one.key: _ends(one.key, arrows, order) for one in _against(arrows, order) if not ctx.makes(one.key)}
    for key in (key for key, (first, _) in around.items() if first == table.id):
        yield altered(table, f"ALTER TABLE {qualified(key.path[:-1])} DROP CONSTRAINT {name(key.name)}", lock=Lock.ACCESS_EXCLUSIVE)
    hazard = Hazard(code="SC509", message="rewrites the table and its indexes under an exclusive lock")
    sql = f"ALTER TABLE {qualified(table.id.path)} SET {'UNLOGGED' if table.unlogged else 'LOGGED'}"
    yield altered(table, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=(hazard,))
    for key in (key for key, (_, last) in around.items() if last == table.id):
        yield _back(table, ctx.desired.objects[key])


def _back(table: Any, key: Any) -> Statement:
    marks = constraint.deferral(key) + (" NOT ENFORCED" if key.not_enforced else "") + (" NOT VALID" if key.not_valid else "")
    sql = f"ALTER TABLE {constraint.table_of(key)} ADD CONSTRAINT {name(key.id.name)} FOREIGN KEY {key.definition}{marks}"
    hazard = () if key.not_valid or key.not_enforced else (Hazard(code="SC202", message="reads both tables while writes to both wait"),)
    return altered(table, sql, lock=Lock.SHARE_ROW_EXCLUSIVE, hazards=hazard)


def turns(_: Collection[ObjectId], live: State, desired: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """Each table and one that is altered after it."""
    arrows, order = _arrows(live, desired), _order(live, desired)
    if _against(arrows, order):
        yield from pairwise(order)
    else:
        yield from ((one.first, one.later) for one in arrows)


def _arrows(live: State, desired: State) -> list[_Arrow]:
    changing = [one for one in desired.objects if one.kind == "table" and _changes(one, live, desired)]
    if len(changing) < 2:
        return []
    every, tables = set(changing), {qualified(one.path): one for one in desired.objects if one.kind == "table"}
    found: list[_Arrow] = []
    for key in [one for one in desired if one.id.kind == "foreign_key" and one.id in live]:
        other = tables.get(referenced(key))
        ends = [_with_parts(one, desired) & every for one in (ObjectId("table", key.id.path[:-1]), other) if one]
        for own, its in ((own, its) for own in sorted(ends[0]) for its in sorted(ends[-1]) if own != its):
            unlogged = getattr(desired.objects[own], "unlogged", False)
            found.append(_Arrow(key.id, own, its) if unlogged else _Arrow(key.id, its, own))
    return found


def _changes(table: ObjectId, live: State, desired: State) -> bool:
    was: Any = live.objects.get(table)
    wanted: Any = desired.objects[table]
    return was is not None and was.unlogged != wanted.unlogged and not wanted.partition_by


def _with_parts(table: ObjectId, state: State) -> set[ObjectId]:
    """The table, and its partitions at any depth: a key of the one is each one's."""
    if not getattr(state.objects.get(table), "partition_by", None):
        return {table}
    of = qualified(table.path)
    below = [ObjectId("table", one.id.path[:-1]) for one in state if one.id.kind == "partition" and getattr(one, "of", None) == of]
    return {table}.union(*(_with_parts(one, state) for one in below))


def _order(live: State, desired: State) -> list[ObjectId]:
    """The tables that keys tie together, in the order in which they change."""
    arrows = _arrows(live, desired)
    left = dict.fromkeys(table for one in arrows for table in (one.first, one.later))
    order: list[ObjectId] = []
    while left:
        waiting = {one.later for one in arrows if one.first in left}
        chosen = next((one for one in left if one not in waiting), next(iter(left)))
        order.append(chosen)
        del left[chosen]
    return order


def _against(arrows: list[_Arrow], order: list[ObjectId]) -> list[_Arrow]:
    places = {one: place for place, one in enumerate(order)}
    return [one for one in arrows if places[one.first] > places[one.later]]


def _ends(key: ObjectId, arrows: list[_Arrow], order: list[ObjectId]) -> tuple[ObjectId, ObjectId]:
    """Before which table's change a key has to be gone, and behind which it can come back."""
    tied = {table for one in arrows if one.key == key for table in (one.first, one.later)}
    own = [one for one in order if one in tied]
    return own[0], own[-1]
