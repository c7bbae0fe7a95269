"""Rows that change in a plan which makes anew what acts by itself when they do, such as a foreign key with ON DELETE: everything else comes first.

It runs on a scratch copy and is read back, as renames are: another type may print the same value in another way. Knows no kind by name.
"""

from __future__ import annotations

from schemactl.kinds import KINDS
from schemactl.model.change import Change
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.compose import remade
from schemactl.planning.phases import without_contents


def first(changes: list[Change], live: State, desired: State) -> tuple[list[Change], list[Statement]]:
    """The changes of all but rows and what waits for them, and their statements; none where rows can change along with the rest."""
    contents = [kind.contents for kind in KINDS if kind.contents]
    rows = [one for one in changes if KINDS[one.id.kind].contents]
    if not rows or len(rows) == len(changes):
        return [], []
    anew = remade(changes, live, desired)
    if not any(one.acting(rows, anew, live, desired) for one in contents):
        return [], []
    return without_contents(changes, live, desired)
