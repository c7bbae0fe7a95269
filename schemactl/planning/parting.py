"""Heirs that leave before a rename: PostgreSQL carries a column's new name to every heir, refuses where one has something of that name, and renames no heir's alone."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import KINDS
from schemactl.model.change import Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.context import Planning
from schemactl.planning.renames import Renames
from schemactl.planning.ties import Pair, attachments, heirs, root_of


def first(wished: Renames, live: State, desired: State) -> tuple[list[Change], list[Statement]]:
    """Attachments that are not wanted any more and stand in the way of renames, and the statements that end them."""
    ties = dict.fromkeys(_in_the_way(wished, live, desired)) if wished and live.inherited else {}
    ctx = Planning(live, desired)
    gone = [live.objects[tie] for tie in ties]
    return [Dropped(one) for one in gone], [statement for one in gone for statement in KINDS[one.id.kind].drop(one, ctx)]


def _in_the_way(wished: Renames, live: State, desired: State) -> Iterator[ObjectId]:
    before, after, coming_from = attachments(live), attachments(desired), heirs(live)
    for old, new in wished.items():
        # What comes from a parent has its name from there, as long as the table is the parent's.
        for parent in live.inherited.get(old, ()) if KINDS[old.kind].own else ():
            pair = root_of(old, live), root_of(parent, live)
            if wished.get(parent, parent).name != new.name and pair in before and _after(pair, wished) not in after:
                yield before[pair]
        parents = [old] if KINDS[old.kind].own else []
        while parents:
            parent = parents.pop()
            for heir in coming_from.get(parent, ()):
                parents.append(heir)
                pair = root_of(heir, live), root_of(parent, live)
                taken = ObjectId(heir.kind, (*heir.path[:-1], new.name)) in live
                if taken and pair in before and _after(pair, wished) not in after:
                    yield before[pair]


def _after(pair: Pair, wished: Renames) -> Pair:
    """A table and the one it is part of, by their new names."""
    table, other = pair
    return wished.get(table, table), wished.get(other, other)
