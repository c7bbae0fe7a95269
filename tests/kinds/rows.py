"""Leads a database with rows in it to another schema, and reads the rows."""

from __future__ import annotations

import psycopg
from moves import database, differences, planned

from schemactl.live.introspect import introspect
from schemactl.model.state import State
from schemactl.scratch.server import ScratchServer

Intents = dict[str, dict[str, str]]


def kept(server: ScratchServer, before: str, after: str, query: str, intents: Intents | None = None) -> tuple[list[str], object]:
    """The statements of the plan, and what the query finds once they ran. `intents` are of objects by their name."""
    with database(server) as there:
        there.execute(after)
        desired = introspect(there)
    _intend(desired, intents or {})
    with database(server) as here:
        here.execute(before)
        statements = planned(introspect(here), desired)
        for sql in statements:
            here.execute(sql)
        rest = differences(introspect(here), desired)
        assert not rest, (rest, statements)
        return statements, here.execute(query).fetchall()


def refused(server: ScratchServer, before: str, after: str) -> str:
    """What PostgreSQL says when the plan runs into the rows."""
    with database(server) as there:
        there.execute(after)
        desired = introspect(there)
    with database(server) as here:
        here.execute(before)
        try:
            for sql in planned(introspect(here), desired):
                here.execute(sql)
        except psycopg.Error as error:
            return str(error)
    raise AssertionError("nothing was refused")


def _intend(state: State, intents: Intents) -> None:
    for one in state.objects:
        if one.name in intents:
            state.intents[one] = {"renamed_values": intents[one.name]}
