"""Is what is made of a change alone what is made of everything? Of how a desired state is built, and of how a plan is made and proved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import scenario

from schemactl.errors import SchemactlError
from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning import canonical, narrowing, rebuilding
from schemactl.planning.compose import ordered
from schemactl.planning.diff import diff
from schemactl.planning.ground import Wanted
from schemactl.planning.work import EVERYTHING, propose
from schemactl.scratch.server import ScratchServer

ALL = 100.0
"""A share that no part is above."""
SAME, NO_ANSWER = "same", "no answer"


@contextmanager
def in_part() -> Iterator[None]:
    """However small a schema is, and however much of it hangs together."""
    with patch.object(narrowing, "FEWEST", 0), patch.object(narrowing, "MOST", ALL), patch.object(rebuilding, "MOST", ALL):
        yield


@contextmanager
def as_a_whole() -> Iterator[None]:
    with patch.object(narrowing, "FEWEST", 10**9):
        yield


def planned(server: ScratchServer, live: State, target: Wanted) -> list[str] | str:
    """The statements, or why there are none."""
    try:
        return [one.sql for one in propose(server, live, scenario._again(target), accepted=(EVERYTHING,)).statements]
    except SchemactlError as error:
        return str(error)


def told_apart(server: ScratchServer, live: State, target: Wanted) -> str:
    """SAME, or what the two ways plan."""
    with as_a_whole():
        whole = planned(server, live, target)
    with in_part():
        part = planned(server, live, target)
    return SAME if part == whole else f"planned in part {part}, as a whole {whole}"


def built_apart(server: ScratchServer, last: State, first: State, new: State, whole: State) -> str:
    """SAME, NO_ANSWER, or what differs: `first` was built of the files that said `last`, `whole` of those that say `new`."""
    with in_part():
        found = rebuilding.rebuilt(
            lambda part: canonical._read_back(server, part, new), new, rebuilding.said(new), rebuilding.said(last), first
        )
    if found is None:
        return NO_ANSWER
    pairs = {
        "objects": (found.objects, whole.objects),
        "order": (_in_their_order(found), _in_their_order(whole)),
        "statements": (_statements(first, found), _statements(first, whole)),
        "uses": (found.uses, whole.uses),
        "follows": (_with_edges(found), _with_edges(whole)),
        "inherited": (found.inherited, whole.inherited),
    }
    return next((f"{what} built in part: {part}; as a whole: {all_}" for what, (part, all_) in pairs.items() if part != all_), SAME)


def _in_their_order(state: State) -> list[ObjectId]:
    """But for what is about others: that is read in the order in which it was made."""
    return [one for one in state.objects if not KINDS[one.kind].about]


def _statements(live: State, desired: State) -> list[str]:
    return [one.sql for one in ordered(diff(live, desired), live, desired)]


def _with_edges(state: State) -> dict[ObjectId, set[ObjectId]]:
    return {one: used for one, used in state.follows.items() if used}
