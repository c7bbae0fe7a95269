"""The application's earlier version may break: what it reads or writes goes, changes, or is refused."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.rule import PlanRule, Said
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.state import State
from schemactl.planning.compatibility import breaking
from schemactl.planning.diff import diff
from schemactl.planning.places import host_of


def find(before: State, after: State) -> Iterator[Said]:
    changes = diff(before, after)
    gone = {one.id for one in changes if isinstance(one, Dropped)}
    for change in breaking(changes, before, after):
        # What a table held goes with it.
        if not isinstance(change, Dropped) or host_of(change.id, before) not in gone:
            yield Said(f"the application's earlier version may break: {_why(change)}", change.id)


def _why(change: Change) -> str:
    match change:
        case Added(after):
            return f"{after.id} is new, and may refuse or change what it writes"
        case Altered(_, after, fields):
            return f"{after.id} changes ({', '.join(one.rstrip('_').replace('_', ' ') for one in fields)})"
        case _:
            return f"{change.id} goes"


RULE = PlanRule(code="SC311", severity="warning", find=find)
