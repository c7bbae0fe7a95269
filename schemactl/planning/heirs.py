"""Renames with all that PostgreSQL renames along: it carries the new name of a parent's column or check to partitions, and to tables that inherit."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.places import moved
from schemactl.planning.ties import heirs

Renames = dict[ObjectId, ObjectId]


def with_heirs(renames: Renames, live: State) -> Renames:
    """The same, and what follows them; the tables may have new names too."""
    coming_from = heirs(live) if renames else {}
    outer = {old.path: new.path for old, new in renames.items()}
    every, waiting = dict(renames), list(renames.items())
    while waiting:
        old, new = waiting.pop()
        for heir in coming_from.get(old, ()) if KINDS[old.kind].own else ():
            if heir not in every:
                every[heir] = ObjectId(heir.kind, (*moved(heir.path[:-1], outer), new.name))
                waiting.append((heir, every[heir]))
    return every


def led(every: Renames, live: State) -> Iterator[tuple[ObjectId, list[ObjectId]]]:
    """Of these, each that needs a statement, with what follows it."""
    coming_from = heirs(live)
    for old in every:
        if not any(_follows(old, parent, every) for parent in live.inherited.get(old, ())):
            yield old, list(_following(old, every, coming_from))


def _follows(old: ObjectId, parent: ObjectId, every: Renames) -> bool:
    return parent in every and bool(KINDS[old.kind].own) and every[parent].name == every[old].name


def _following(old: ObjectId, every: Renames, coming_from: dict[ObjectId, list[ObjectId]]) -> Iterator[ObjectId]:
    for heir in coming_from.get(old, ()):
        if heir in every and _follows(heir, old, every):
            yield heir
            yield from _following(heir, every, coming_from)
