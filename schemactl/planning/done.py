"""Was a rename done already, where both names are there? What stands under the new one says so, and whether anybody wants the old one."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.errors import RefusedError
from schemactl.kinds import KINDS
from schemactl.kinds.both_names import asked
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.diff import differing


def is_done(old: ObjectId, there: ObjectId, written: ObjectId, after: ObjectId, live: State, desired: State) -> bool:
    """`old` and `there` are both in live; `written` and `after` are what desired calls them. RefusedError where nothing tells which of two tables or columns is meant."""
    if asked(desired.intents.get(after, {})) or (written in desired and not _is_the_former(old, written, after, live, desired)):
        return True  # it is to have both for a while; or another one has the old name by then
    if not _is_as_wanted(there, after, live, desired):
        return False  # what is there goes, and gives its name up
    if KINDS[after.kind].holds_rows and _is_as_wanted(old, after, live, desired):
        goes = "becomes what is wanted by that name" if written in desired else "is dropped"
        raise RefusedError(
            f"{old} shall be called {after.name}, and there is one of that name already, just as it is wanted",
            hint=f"if it was renamed long ago, take `renamed_from: {old.name}` away, and {old.name} {goes}; if not, drop {after.name} in a plan of its own",
            code="S318",
        )
    return True


def _is_the_former(old: ObjectId, written: ObjectId, after: ObjectId, live: State, desired: State) -> bool:
    """Is what has the old name no such one as is wanted under it, but just what is wanted under the new one?"""
    return KINDS[after.kind].holds_rows and not _is_as_wanted(old, written, live, desired) and _is_as_wanted(old, after, live, desired)


def _is_as_wanted(there: ObjectId, after: ObjectId, live: State, desired: State) -> bool:
    was, wanted = (dict(_parts(one, state)) for one, state in ((there, live), (after, desired)))
    return was.keys() == wanted.keys() and not any(differing(was[key], wanted[key]) for key in was)


def _parts(object_id: ObjectId, state: State) -> Iterator[tuple[tuple[str, ...], Object]]:
    """It, and a table's columns, by kind and path inside of it: names of constraints and indexes say nothing, they mostly follow the table's."""
    yield (object_id.kind,), state.objects[object_id]
    for one, obj in state.objects.items():
        if KINDS[one.kind].holds_rows and one.path[:-1] == object_id.path and object_id.kind in KINDS[one.kind].parents:
            yield (one.kind, one.name), obj
