"""The rows that a statement would fail on are found by the queries that come with it, and by nothing else."""

from __future__ import annotations

import pytest
import scenario
from test_online import state

from schemactl.live.asking import rows_in_the_way
from schemactl.live.introspect import introspect
from schemactl.planning.prove import pin
from schemactl.planning.work import EVERYTHING, propose
from schemactl.scratch.server import ScratchServer

BEFORE = """
schema: app
tables:
  'Ro "W s':
    columns: {id: bigint primary key, n: integer, 'Na "M e': text}
  other:
    columns: {a: integer, b: bigint}
"""
ROWS = """INSERT INTO app."Ro ""W s" VALUES (1, 1, 'a'), (2, 1, NULL), (3, NULL, 'a'), (4, 5, 'b');
INSERT INTO app.other VALUES (1, 4), (NULL, 99), (3, 99)"""
TABLE = "\n  'Ro \"W s':\n"


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("columns: {id: bigint primary key, n: integer not null, 'Na \"M e': text}", ["id = 3"]),
        ("checks: {small: n < 5}", ["id = 4"]),
        ("unique: {both: [n]}", ["n = 1 in 2 rows"]),
        ("unique: {both: ['Na \"M e', n]}", []),
        ("indexes: {once: 'unique (n) where id < 2'}", []),
        ('indexes: {once: \'unique ("Na ""M e") where id > 1\'}', []),
        ('indexes: {once: \'unique ("Na ""M e")\'}', ['"Na ""M e" = a in 2 rows']),
        ('indexes: {once: \'unique (lower("Na ""M e"))\'}', None),
        ("columns: {id: bigint primary key, n: integer, 'Na \"M e': text, more: integer not null}", None),
    ],
)
def test_rows_of_a_table(server: ScratchServer, after: str, found: list[str] | None) -> None:
    kept = "\n    ".join(
        one for one in (BEFORE.split(TABLE)[1].split("\n", maxsplit=1)[0].strip(), after) if not one.startswith(after[:8]) or one == after
    )
    assert answers(server, BEFORE.replace(BEFORE.split(TABLE)[1].split("\n", maxsplit=1)[0].strip(), kept)) == found


@pytest.mark.parametrize(
    ("key", "found"),
    [("(b)", ["b = 99", "b = 99"]), ("(a)", [])],
)
def test_rows_without_a_partner(server: ScratchServer, key: str, found: list[str]) -> None:
    after = BEFORE + f'    foreign_keys: {{f: \'{key} references app."Ro ""W s"\'}}\n'
    assert len(answers(server, after) or []) == len(found)


def answers(server: ScratchServer, after: str) -> list[str] | None:
    """What the queries find; None where there are none. Without any finding the plan runs."""
    with server.database() as conn:
        pin(conn)
        scenario._build(conn, state(server, BEFORE))
        conn.execute(ROWS.encode())
        proposal = propose(server, introspect(conn, whole_server=True), scenario._again(state(server, after)), accepted=(EVERYTHING,))
        if not proposal.asks:
            return None
        rows = [row for ask in proposal.asks for row in rows_in_the_way(conn, ask.sql) or ()]
        if not rows:
            for step in proposal.steps:
                scenario._run(conn, step)
        return rows
