"""Renames where both names are in the database: which of the two is meant, and where nothing tells."""

from __future__ import annotations

import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import RefusedError
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.planning.prove import pin
from schemactl.planning.work import EVERYTHING, propose, wanted
from schemactl.scratch.server import ScratchServer


def planned(server: ScratchServer, live: str, schema: str) -> list[str]:
    target = wanted(server, load_files([FileText(name="schema.yaml", data=("schema: app\n" + schema).encode())]), Scope())
    with server.database() as conn:
        pin(conn)
        conn.execute(f"CREATE SCHEMA app; {live}".encode())
        proposal = propose(server, introspect(conn, whole_server=True), scenario._again(target), accepted=(EVERYTHING,))
        for step in proposal.steps:
            scenario._run(conn, step)
        after = introspect(conn, whole_server=True)
        scenario._check_state(after, target)
        assert not propose(server, after, scenario._again(target), accepted=(EVERYTHING,)).statements
        return [one.sql for one in proposal.statements]


COLUMN = "tables: {'Odd \"T x': {columns: {price: {type: integer, renamed_from: cost}}}}"


def test_what_stands_there_as_it_is_wanted_was_renamed_long_ago(server: ScratchServer) -> None:
    sql = planned(server, 'CREATE TABLE app."Odd ""T x" (price integer, cost text)', COLUMN)
    assert sql == ['ALTER TABLE app."Odd ""T x" DROP COLUMN cost']


def test_what_stands_there_otherwise_goes(server: ScratchServer) -> None:
    sql = planned(server, 'CREATE TABLE app."Odd ""T x" (price text, cost integer)', COLUMN)
    assert sql == [
        f'ALTER TABLE app."Odd ""T x" {one}'
        for one in ("RENAME COLUMN price TO price_old", "RENAME COLUMN cost TO price", "DROP COLUMN price_old")
    ]


def test_whoever_has_the_old_name_by_now_keeps_it(server: ScratchServer) -> None:
    both = COLUMN.replace("columns: {", "columns: {cost: text, ")
    assert planned(server, 'CREATE TABLE app."Odd ""T x" (price text, cost text)', both) == [
        'ALTER TABLE app."Odd ""T x" ALTER COLUMN price SET DATA TYPE integer USING price::integer'
    ]


@pytest.mark.parametrize(
    ("live", "schema"),
    [
        ('CREATE TABLE app."Odd ""T x" (price integer, cost integer)', COLUMN),
        (
            'CREATE TABLE app.orders (id integer PRIMARY KEY); CREATE TABLE app."Odd ""T x" (id integer PRIMARY KEY)',
            "tables: {orders: {columns: {id: integer primary key}, renamed_from: 'Odd \"T x'}}",
        ),
    ],
    ids=["column", "table"],
)
def test_two_that_are_as_wanted_are_refused(server: ScratchServer, live: str, schema: str) -> None:
    with pytest.raises(RefusedError) as refused:
        planned(server, live, schema)
    assert refused.value.problems[0].code == "S318"
    assert "long ago" in (refused.value.problems[0].hint or "")


def test_two_that_hold_no_rows_are_no_question(server: ScratchServer) -> None:
    sql = planned(
        server,
        "CREATE VIEW app.seen AS SELECT 1 AS a; CREATE VIEW app.old AS SELECT 1 AS a",
        "views: {seen: {query: select 1 as a, renamed_from: old}}",
    )
    assert sql == ["DROP VIEW app.old"]
