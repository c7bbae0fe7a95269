"""Heirs that leave before a rename: PostgreSQL carries a column's new name to every heir, refuses where one has something of that name, and renames no heir's alone."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.context import Planning
from schemactl.planning.heirs import Renames, with_heirs
from schemactl.planning.ties import Pair, attachments, root_of


def first(wished: Renames, live: State, desired: State) -> tuple[list[Change], list[Statement]]:
    """Attachments that are not wanted any more and stand in the way of renames, and the statements that end them."""
    before = attachments(live) if wished and live.inherited else {}
    gone = [live.objects[before[pair]] for pair in in_the_way(wished, live, desired)]
    ctx = Planning(live, desired)
    return [Dropped(one) for one in gone], [statement for one in gone for statement in KINDS[one.id.kind].drop(one, ctx)]


def parted(wished: Renames, live: State, desired: State) -> State:
    """Live once these are gone, as far as it tells what comes from what."""
    gone = in_the_way(wished, live, desired)
    if not gone:
        return live
    left = {child: tuple(one for one in parents if _pair(child, one, live) not in gone) for child, parents in live.inherited.items()}
    return msgspec.structs.replace(live, inherited={child: parents for child, parents in left.items() if parents})


def in_the_way(wished: Renames, live: State, desired: State) -> dict[Pair, None]:
    """Which tables have to let go of which others."""
    if not wished or not live.inherited:
        return {}
    going, every = leaving(wished, live, desired), with_heirs(wished, live)
    stuck = (one for one in every if KINDS[one.kind].own and _is_stuck(one, wished, every, live, desired)) if going else ()
    return dict.fromkeys(pair for one in stuck for pair in _let_go(one, going, every, live))


def leaving(wished: Renames, live: State, desired: State) -> set[Pair]:
    """Tables that shall be part of others no more, with these."""
    after = attachments(desired)
    return {(table, other) for table, other in attachments(live) if (wished.get(table, table), wished.get(other, other)) not in after}


def _is_stuck(one: ObjectId, wished: Renames, every: Renames, live: State, desired: State) -> bool:
    """Has it another new name than what it comes from, or keeps its own, or has something of its table's the name that would be carried to it?"""
    if one in wished:
        return any(every.get(parent, parent).name != wished[one].name for parent in live.inherited.get(one, ()))
    new = every[one]
    return ObjectId(one.kind, (*one.path[:-1], new.name)) in live or ObjectId(one.kind, (*new.path[:-1], one.name)) in desired


def _let_go(one: ObjectId, going: set[Pair], every: Renames, live: State) -> Iterator[Pair]:
    """The nearest that can."""
    for parent in live.inherited.get(one, ()):
        if (pair := _pair(one, parent, live)) in going:
            yield pair
        elif parent in every:
            yield from _let_go(parent, going, every, live)


def _pair(child: ObjectId, parent: ObjectId, live: State) -> Pair:
    return root_of(child, live), root_of(parent, live)
