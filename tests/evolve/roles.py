"""A database on a server where the roles of a pair are not there before, nor afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import scenario

from schemactl.live.connection import Connection
from schemactl.planning.ground import Wanted
from schemactl.scratch.server import ScratchServer


def named(*sides: Wanted) -> set[str]:
    """The roles that are managed, or that anything names and plans expect to be there."""
    return {one.removeprefix("role:") for side in sides for one in side.scope.named if one.startswith("role:")}


@contextmanager
def without(server: ScratchServer, roles: set[str]) -> Iterator[Connection]:
    """One pair at a time: roles are the whole server's."""
    with closing(server.connect("postgres")) as conn:
        conn.execute("SELECT pg_advisory_lock(4711)")
        scenario.drop_roles(conn, roles)
        try:
            with server.database() as lent:
                yield lent
        finally:
            scenario.drop_roles(conn, roles)
