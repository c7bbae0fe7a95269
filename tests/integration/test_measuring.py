"""What a plan leaves PostgreSQL's planner to guess about is analyzed once, behind everything else; on every major."""

from __future__ import annotations

import pytest
import scenario
from test_online import planned, state

from schemactl.live.introspect import introspect
from schemactl.model.statement import Statement
from schemactl.planning.work import EVERYTHING, propose
from schemactl.scratch.server import ScratchServer

BEFORE = """
schema: app
tables:
  'Bu "S y': {columns: {id: bigint primary key, n: integer, code: varchar(10)}}
  parent: {columns: {id: bigint, code: varchar(10)}}
  heir: {inherits: [parent]}
  whole:
    columns: {id: bigint, code: varchar(10)}
    partition_by: range (id)
    partitions: {part: for values from (0) to (100)}
materialized_views:
  seen: select 1 as n
"""
ROWS = """
INSERT INTO app."Bu ""S y" SELECT i, i % 7, i % 3 FROM generate_series(1, 99) i;
INSERT INTO app.heir SELECT i, i % 3 FROM generate_series(1, 99) i;
INSERT INTO app.whole SELECT i, i % 3 FROM generate_series(1, 99) i;
ANALYZE
"""
KNOWN = "SELECT DISTINCT tablename::text FROM pg_stats WHERE schemaname = 'app' AND attname = 'code' ORDER BY 1"


def _analyzed(statements: list[Statement]) -> list[str]:
    found = [one.sql for one in statements if one.sql.startswith("ANALYZE")]
    assert [one.sql for one in statements[len(statements) - len(found) :]] == found, "behind everything else"
    assert all(one.alone for one in statements[len(statements) - len(found) :])
    return found


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("code: varchar(10)}}\n  parent", "code: text}}\n  parent"),
        ("code: varchar(10)}}\n  parent", "code: varchar(10)}, indexes: {lower: (lower(code)), other: (abs(n))}}\n  parent"),
        ("materialized_views:", "statistics: {'of both': '(dependencies) on n, code from \"Bu \"\"S y\"'}\nmaterialized_views:"),
    ],
)
def test_of_a_type_an_expression_and_statistics(each_server: ScratchServer, was: str, becomes: str) -> None:
    found = planned(each_server, BEFORE, BEFORE.replace(was, becomes), rows=ROWS)
    assert _analyzed(found) == ['ANALYZE app."Bu ""S y"']


def test_nothing_where_nothing_is_forgotten(each_server: ScratchServer) -> None:
    after = BEFORE.replace("n: integer", "n: integer not null default 1, more: text").replace(
        "parent: {", "parent: {indexes: {plain: (code)}, "
    )
    assert _analyzed(planned(each_server, BEFORE, after, rows=ROWS)) == []


def test_of_everything_that_holds_the_column(each_server: ScratchServer) -> None:
    """What inherits is read along by ANALYZE of its parent where it is a partition, and from PostgreSQL 18 on."""
    target = state(each_server, BEFORE.replace("varchar(10)", "text"))
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, BEFORE))
        conn.execute(ROWS.encode())
        before = [one for (one,) in conn.execute(KNOWN)]
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        proposal = propose(each_server, live, scenario._again(target), accepted=(EVERYTHING,))
        for step in proposal.steps:
            scenario._run(conn, step)
        assert [one for (one,) in conn.execute(KNOWN)] == before == ['Bu "S y', "heir", "parent", "part", "whole"]
    heirs = [] if each_server.major >= 18 else ["ANALYZE app.heir"]
    assert sorted(_analyzed(proposal.statements)) == sorted(['ANALYZE app."Bu ""S y"', *heirs, "ANALYZE app.parent", "ANALYZE app.whole"])


def test_a_small_table_is_left_alone(each_server: ScratchServer) -> None:
    target = state(each_server, BEFORE.replace("varchar(10)", "text"))
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, BEFORE))
        proposal = propose(each_server, introspect(conn, whole_server=True), target)
        assert _analyzed(proposal.statements) == []
