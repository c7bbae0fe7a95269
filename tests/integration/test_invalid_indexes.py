"""Indexes that a CREATE INDEX CONCURRENTLY left without coming to its end: no query uses them, and a plan builds them anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.desired.writer import write
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.prove import pin
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer

SCHEMA = """
schema: app
tables:
  'Odd "T x':
    columns: {a: integer, b: text}
    indexes: {one: {columns: [a], unique: true}, 'two "x': {columns: [lower(b)]}}
"""
LIVE = """
CREATE SCHEMA app; CREATE TABLE app."Odd ""T x" (a integer, b text);
CREATE UNIQUE INDEX one ON app."Odd ""T x" (a); CREATE INDEX "two ""x" ON app."Odd ""T x" (lower(b));
UPDATE pg_index SET indisvalid = false WHERE indrelid = 'app."Odd ""T x"'::regclass;
"""


def planned(server: ScratchServer, live: str, schema: str, busy: Callable[[State], State] = lambda state: state) -> list[str]:
    target = wanted(server, load_files([FileText(name="schema.yaml", data=schema.encode())]), Scope())
    with server.database() as conn:
        pin(conn)
        conn.execute(live.encode())
        proposal = propose(server, busy(introspect(conn, whole_server=True)), scenario._again(target))
        for step in proposal.steps:
            scenario._run(conn, step)
        after = introspect(conn, whole_server=True)
        assert propose(server, after, scenario._again(target)).statements == []
        assert conn.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid").fetchone() == (0,)
    return [one.sql for one in proposal.statements if not one.sql.startswith("ANALYZE")]


def test_they_are_built_anew(each_server: ScratchServer) -> None:
    assert planned(each_server, LIVE, SCHEMA) == ["REINDEX INDEX app.one", 'REINDEX INDEX app."two ""x"']


def test_beside_the_work_of_others(each_server: ScratchServer) -> None:
    sql = planned(each_server, LIVE, SCHEMA, scenario.everything_is_busy)
    assert sql == ["REINDEX INDEX CONCURRENTLY app.one", 'REINDEX INDEX CONCURRENTLY app."two ""x"']


def test_import_writes_them_like_others(server: ScratchServer) -> None:
    with server.database() as conn:
        conn.execute(LIVE.encode())
        files = write(introspect(conn))
    assert any("one: unique (a)" in text for text in files.values())


def test_of_a_table_that_is_renamed(server: ScratchServer) -> None:
    renamed = SCHEMA.replace("'Odd \"T x':", "'No \"T x':\n    renamed_from: 'Odd \"T x'")
    assert planned(server, LIVE, renamed) == [
        'ALTER TABLE app."Odd ""T x" RENAME TO "No ""T x"',
        "REINDEX INDEX app.one",
        'REINDEX INDEX app."two ""x"',
    ]


@pytest.mark.parametrize("schema", [SCHEMA.replace("one: {columns: [a], unique: true}, ", ""), SCHEMA.replace("[a]", "[a, b]")])
def test_one_that_goes_or_changes_is_dropped(server: ScratchServer, schema: str) -> None:
    first, *_ = planned(server, LIVE, schema)
    assert first == "DROP INDEX app.one"
