"""A database as it is now: known by its digest, and read only when somebody asks for more than that."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache, partial

import msgspec

from schemactl.live.connection import Connection
from schemactl.live.contents import NOTHING, read_contents
from schemactl.live.digest import digest
from schemactl.live.fingerprint import fingerprints_within
from schemactl.live.introspect import introspect
from schemactl.model.content import Content
from schemactl.model.fingerprint import Fingerprints
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.keeping import keep, recalled
from schemactl.scratch import cache

_PURPOSE, _FINGERPRINTS = "live", "fingerprints"


class Seen:
    """What a session sees of its database. `sight` has its digest, where somebody let the server begin with that and does something else."""

    def __init__(self, conn: Connection, sight: Callable[[], str] | None = None) -> None:
        self._conn = conn
        self._sight: Callable[[], str] = lru_cache(maxsize=1)(sight or partial(digest, conn))
        if sight is None:
            self._sight()
        self.steady = True
        """False once somebody changed the database while it was read."""

    @property
    def conn(self) -> Connection:
        """The session, once nothing else goes on in it."""
        self._sight()
        return self._conn

    @property
    def digest(self) -> str:
        """Changes with everything in the state, rows apart."""
        return self._sight()

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

    def fingerprints(self, scope: Scope) -> Fingerprints:
        """Of the state in this scope, as an earlier run found them."""
        key = f"{self.digest} {scope.to_json()}"
        with contextlib.suppress(msgspec.MsgspecError):
            if (data := cache.fetch(_FINGERPRINTS, key)) is not None:
                return msgspec.msgpack.decode(data, type=Fingerprints)
        found = fingerprints_within(self.state, scope)
        if self.steady:
            cache.keep(_FINGERPRINTS, key, msgspec.msgpack.encode(found))
        return found


def seen(conn: Connection, contents: Mapping[ObjectId, Content] = NOTHING) -> State:
    """The state of a database, with the rows of these tables as they are now."""
    state = Seen(conn).state
    return read_contents(conn, state, contents) if contents else state
