"""Renames where both names are in the database: which of the two is meant, and where nothing tells."""

from __future__ import annotations

import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import RefusedError, SchemaError
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


def test_one_that_is_only_fit_for_the_new_name_takes_it(server: ScratchServer) -> None:
    both = COLUMN.replace("columns: {", "columns: {cost: text, ")
    assert planned(server, 'CREATE TABLE app."Odd ""T x" (price date, cost integer)', both) == [
        f'ALTER TABLE app."Odd ""T x" {one}'
        for one in ("RENAME COLUMN price TO price_old", "RENAME COLUMN cost TO price", "DROP COLUMN price_old", "ADD COLUMN cost text")
    ]


def test_an_old_name_of_another_schema_that_a_new_one_takes(server: ScratchServer) -> None:
    schema = "tables: {'Odd \"T x': {renamed_from: app.t, columns: {id: integer}}, t: {columns: {n: text}}}"
    live = "CREATE TABLE app.t (id integer)"
    assert planned(server, live, schema) == ['ALTER TABLE app.t RENAME TO "Odd ""T x"', "CREATE TABLE app.t (\n  n text\n)"]
    assert planned(server, 'CREATE TABLE app."Odd ""T x" (id integer); CREATE TABLE app.t (n text)', schema) == []


@pytest.mark.parametrize(
    ("live", "schema"),
    [
        ('CREATE TABLE app."Odd ""T x" (price integer, cost integer)', COLUMN.replace("columns: {", "columns: {cost: text, ")),
        ('CREATE TABLE app."Odd ""T x" (price integer, cost integer)', COLUMN),
        (
            'CREATE TABLE app.orders (id integer PRIMARY KEY); CREATE TABLE app."Odd ""T x" (id integer PRIMARY KEY)',
            "tables: {orders: {columns: {id: integer primary key}, renamed_from: 'Odd \"T x'}}",
        ),
    ],
    ids=["new", "column", "table"],
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


def test_its_own_name_is_no_earlier_one() -> None:
    with pytest.raises(SchemaError, match="price is its name now") as refused:
        load_files([FileText(name="schema.yaml", data=COLUMN.replace("cost", "price").encode())])
    assert refused.value.problems[0].where is not None


def test_a_whole_name_that_comes_to_its_own_is_stale(server: ScratchServer) -> None:
    schema = "tables: {'Odd \"T x': {renamed_from: 'app.Odd \"T x', columns: {id: integer}}}"
    assert planned(server, 'CREATE TABLE app."Odd ""T x" (id integer)', schema) == []


def test_an_earlier_name_that_is_out_of_scope(server: ScratchServer) -> None:
    """An empty one in its place would be no rename."""
    schema = "schema: app\ntables: {'Odd \"T x': {renamed_from: theirs, columns: {id: integer}}}"
    scope = Scope(ignore=("table:app.theirs",))
    target = wanted(server, load_files([FileText(name="schema.yaml", data=schema.encode())]), scope)
    with server.database() as conn:
        pin(conn)
        conn.execute(b"CREATE SCHEMA app; CREATE TABLE app.theirs (id integer)")
        with pytest.raises(RefusedError, match="out of scope") as refused:
            propose(server, introspect(conn, whole_server=True), scenario._again(target), accepted=(EVERYTHING,))
    assert refused.value.problems[0].code == "S322"


def test_what_a_partition_has_by_itself_too_is_known_under_the_new_name(server: ScratchServer) -> None:
    """The copy in scratch does not show a NOT NULL that a partition had before its parent got one."""
    live = """
CREATE TABLE app."Odd ""T x" (log integer, note text) PARTITION BY RANGE (log);
CREATE TABLE app.small (log integer NOT NULL, note text NOT NULL);
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.small FOR VALUES FROM (2) TO (4);
ALTER TABLE app."Odd ""T x" ADD PRIMARY KEY (note, log)"""
    schema = """
tables:
  'Odd "T x': {columns: {at: {type: integer, renamed_from: log}, note: text}, partition_by: range (at)}
  small: {partition_of: 'app."Odd ""T x" for values from (2) to (4)', columns: {at: integer, note: text}}
"""
    sql = planned(server, live, schema)
    assert [one for one in sql if "small" in one and "DROP NOT NULL" in one] == [
        "ALTER TABLE app.small ALTER COLUMN at DROP NOT NULL",
        "ALTER TABLE app.small ALTER COLUMN note DROP NOT NULL",
    ]
