"""Copies that print their texts as the original does, for plans in which PostgreSQL itself compares two texts.

ATTACH takes a check for the parent's, and an index for a part of the parent's, only where both are the same once they are parsed. A copy that
was made of printed text may hold another form of the same expression (see `spelling`), and so may what the plan makes.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import msgspec
import psycopg

from schemactl.errors import ProofError
from schemactl.live.connection import Connection
from schemactl.live.contents import NOTHING
from schemactl.live.introspect import introspect
from schemactl.model.change import Altered
from schemactl.model.identity import ObjectId
from schemactl.model.stage import staged
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning.canonical import make_ready
from schemactl.planning.compose import ordered
from schemactl.planning.diff import diff
from schemactl.planning.prove import Contents, Rehearsal, after_running, copy
from schemactl.planning.rehearsed import rehearsed
from schemactl.planning.spelling import respell
from schemactl.scratch.server import ScratchServer


@staged("prove")
def rehearse_as_printed(server: ScratchServer, live: State, statements: Iterable[Statement], contents: Contents = NOTHING) -> Rehearsal:
    """A rehearsal on a copy that prints as live does, as far as a spelling is known that leads there."""
    make_ready(server, live)
    with server.database() as conn:
        copy(conn, live)
        before = _spell_as(conn, live)
        return Rehearsal(after_running(conn, statements, contents), lambda: before)


@staged("prove")
def respelled(server: ScratchServer, state: State) -> State | None:
    """The state with texts that come back as it has them, where some do not; None where all do, or it cannot be copied by itself."""
    make_ready(server, state)
    with suppress(ProofError), server.database() as conn:
        copy(conn, state)
        return respell(state, diff(introspect(conn, state.contents), state))
    return None


def _spell_as(conn: Connection, original: State) -> State:
    """Alter in a copy what is printed in another way; the copy as it is then, or as it was where that does not work."""
    copied = introspect(conn, original.contents)
    if not (other := _otherwise(copied, original)):
        return copied
    wanted = msgspec.structs.replace(copied, objects={**copied.objects, **other})
    try:
        with conn.transaction():
            for statement in ordered(diff(copied, wanted), copied, wanted):
                conn.execute(rehearsed(statement.sql).encode())
    except psycopg.Error:
        return copied
    return introspect(conn, original.contents)


def _otherwise(copied: State, original: State) -> dict[ObjectId, Object]:
    """The copy's objects with other spellings, where these are known for what differs."""
    changes = [one for one in diff(copied, original) if isinstance(one, Altered)]
    spelled = respell(original, changes)
    found: dict[ObjectId, Object] = {}
    for change in changes if spelled else ():
        assert spelled is not None
        texts = {field: getattr(spelled.objects[change.id], field) for field in change.fields}
        if any(text != getattr(change.after, field) for field, text in texts.items()):
            found[change.id] = msgspec.structs.replace(change.before, **texts)
    return found
