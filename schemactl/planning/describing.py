"""One object of a state by the name people call it, with all that belongs to it; and the statements that make it."""

from __future__ import annotations

import msgspec

from schemactl.errors import UsageError
from schemactl.kinds import KINDS
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.compose import ordered
from schemactl.planning.diff import diff
from schemactl.planning.places import host_of
from schemactl.scratch.server import ScratchServer

_LISTED = 20


def called(state: State, name: str) -> list[ObjectId]:
    """`app.orders`, `orders`, `view app.totals`: objects of one name, whatever their kind; UsageError when several names fit, or none."""
    ids = [one for one in state.objects if not KINDS[one.kind].about]
    for matches in (
        [one for one in ids if name in (dotted(one.path), ".".join(one.path), str(one))],
        [one for one in ids if name in (dotted(one.path[1:]), ".".join(one.path[1:]))],
        [one for one in ids if one.name == name],
    ):
        if len({one.path for one in matches}) > 1:
            listed = ", ".join(sorted(map(str, matches))[:_LISTED])
            raise UsageError(f"{name!r} is the name of several objects: {listed}", hint="name the schema too")
        if matches:
            return matches
    raise UsageError(f"there is no plan and no object called {name!r}", hint="schemactl show app.orders; schemactl show 0002")


def belonging(state: State, chosen: list[ObjectId]) -> State:
    """The part of a state that is these objects, what lives in them, and what is said about both."""
    kept = set(chosen)
    for object_id in sorted(state.objects, key=lambda one: (KINDS[one.kind].about, len(one.path))):
        if host_of(object_id, state) in kept:
            kept.add(object_id)
    return msgspec.structs.replace(
        state,
        objects={one: obj for one, obj in state.objects.items() if one in kept},
        uses={one: used for one, used in state.uses.items() if one in kept},
    )


def making(server: ScratchServer, state: State, part: State) -> list[Statement]:
    """The statements that make this part of a state, in order."""
    with server.database() as conn:
        empty = introspect(conn)
    return [statement for statement in ordered(diff(empty, state), empty, state) if statement.object_id in part]
