"""A database as it is now: known by its digest, and read only when somebody asks for more than that."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from schemactl.live.connection import Connection
from schemactl.live.contents import NOTHING, read_contents
from schemactl.live.digest import digest
from schemactl.live.introspect import introspect
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.keeping import keep, recalled

_PURPOSE = "live"


class Seen:
    """What a session sees of its database. `digest` changes with everything in the state, rows apart."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self.digest = digest(conn)
        self.steady = True
        """False once somebody changed the database while it was read."""

    @cached_property
    def state(self) -> State:
        """As an earlier run read it, if nothing changed since; it is read in one snapshot otherwise."""
        if (found := recalled(_PURPOSE, self.digest)) is not None:
            return found
        state = introspect(self.conn, whole_server=True)
        self.steady = digest(self.conn) == self.digest
        if self.steady:
            keep(_PURPOSE, self.digest, state)
        return state


def seen(conn: Connection, contents: Mapping[ObjectId, Content] = NOTHING) -> State:
    """The state of a database, with the rows of these tables as they are now."""
    state = Seen(conn).state
    return read_contents(conn, state, contents) if contents else state
