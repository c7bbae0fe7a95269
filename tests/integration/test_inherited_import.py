"""What an heir's columns have otherwise than the parent's is imported, and plans nothing."""

from __future__ import annotations

import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.planning.importing import import_state
from schemactl.planning.prove import pin
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer

STORAGE = """
CREATE SCHEMA app; CREATE TABLE app.par (d text, e text COMPRESSION pglz, f text); ALTER TABLE app.par ALTER d SET STORAGE main;
CREATE TABLE app."Odd ""T x" () INHERITS (app.par); ALTER TABLE app."Odd ""T x" ALTER d SET STORAGE extended;
ALTER TABLE app."Odd ""T x" ALTER e SET COMPRESSION default; ALTER TABLE app."Odd ""T x" ALTER f SET STORAGE plain
"""
GENERATED = """
CREATE SCHEMA app; CREATE TABLE app.par (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED NOT NULL);
CREATE TABLE app."Odd ""T x" () INHERITS (app.par); ALTER TABLE app."Odd ""T x" ALTER b SET EXPRESSION AS (a + 7)
"""
SET_EXPRESSION = 17


def imported(server: ScratchServer, live: str) -> list[str]:
    """What a plan says of the database that the files come from."""
    with server.database() as conn:
        pin(conn)
        for one in live.split(";"):
            conn.execute(one.encode())
        state = introspect(conn, whole_server=True)
        found = import_state(server, state, Scope())
        assert not found.unsettled
        files = load_files([FileText(name=name, data=text.encode()) for name, text in found.files.items()])
        proposal = propose(server, state, scenario._again(wanted(server, files, Scope())))
        return [statement.sql for step in proposal.steps for statement in step.statements]


@pytest.mark.parametrize("live", [STORAGE, GENERATED], ids=["storage", "generated"])
def test_what_an_heir_has_otherwise_plans_nothing(each_server: ScratchServer, live: str) -> None:
    if "SET EXPRESSION" not in live or each_server.major >= SET_EXPRESSION:
        assert not imported(each_server, live)
