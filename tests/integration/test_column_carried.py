"""No value is left behind where a second column takes the first one's place: rules, triggers, and sessions that triggers do not fire for."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
import scenario
from test_online import planned, state

from schemactl.errors import RefusedError
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.planning.work import propose
from schemactl.scratch.server import ScratchServer

TABLE = """
schema: app
tables:
  'Ke "P t':
    columns: {id: integer primary key, v: {type: integer, online: true}, locked: {type: boolean, default: false}}
"""
PARTED = """
schema: app
tables:
  'Ke "P t':
    columns: {id: integer primary key, v: {type: integer, online: true}, locked: {type: boolean, default: false}}
    partition_by: range (id)
    partitions: {low: for values from (0) to (100), high: for values from (100) to (1000)}
"""
ROWS = """INSERT INTO app."Ke ""P t" SELECT i, i * 100, i > 5 FROM generate_series(1, 10) i"""
RULE = "    rules: {kept: on update where old.locked do instead nothing}\n"
KEEPS = """
    triggers: {CALLED: before update for each row execute function app.keep()}
functions:
  keep(): {returns: trigger, language: plpgsql, body: "begin BODY return new; end"}
"""


def keeping(body: str, called: str = "keep") -> str:
    return KEEPS.replace("BODY", body).replace("CALLED", called)


def wider(text: str) -> str:
    return text.replace("type: integer", "type: bigint")


def run(server: ScratchServer, text: str, between: Callable[[Connection, int], object]) -> tuple[list[tuple[object, ...]], int]:
    """The rows once a plan ran, and how many steps it had; something happens behind each."""
    with server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(server, text))
        conn.execute(ROWS)
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        target = state(server, wider(text))
        steps = propose(server, live, scenario._again(target)).steps
        for number, one in enumerate(steps):
            conn.execute("DISCARD PLANS")  # those of a trigger remember the earlier type
            try:
                scenario._run(conn, one)
            except psycopg.errors.CheckViolation:
                conn.execute("ROLLBACK")
                return conn.execute('SELECT id, v FROM app."Ke ""P t" ORDER BY id').fetchall(), -1
            between(conn, number)
        scenario._check_state(introspect(conn, whole_server=True), target)
        return conn.execute('SELECT id, v FROM app."Ke ""P t" ORDER BY id').fetchall(), len(steps)


def nothing(_: Connection, __: int) -> None:
    """Nobody writes meanwhile."""


def test_a_rule_instead_of_an_update_is_refused(server: ScratchServer) -> None:
    with pytest.raises(RefusedError, match="kept does something else instead of an UPDATE") as caught:
        planned(server, TABLE + RULE, wider(TABLE + RULE))
    assert caught.value.problems[0].code == "S309"


def test_a_rule_that_does_something_as_well_is_not(server: ScratchServer) -> None:
    also = RULE.replace("do instead nothing", "do also delete from app.seen") + "  seen: {columns: {id: integer}}\n"
    assert planned(server, TABLE + also, wider(TABLE + also))


@pytest.mark.parametrize("busy", [True, False])
def test_a_backfill_is_refused_as_well(server: ScratchServer, busy: bool) -> None:
    after = TABLE.replace("locked:", "w: {type: integer, backfill: '7'}, locked:")
    with server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(server, TABLE + RULE))
        live = introspect(conn, whole_server=True)
        with pytest.raises(RefusedError, match="cannot be filled") as caught:
            propose(server, scenario.everything_is_busy(live) if busy else live, state(server, after + RULE))
    assert caught.value.problems[0].code == "S306"


def test_what_a_trigger_keeps_back_is_not_lost(server: ScratchServer) -> None:
    rows, steps = run(server, TABLE + keeping("if old.locked then return null; end if;"), nothing)
    assert steps == -1
    assert rows == [(one, one * 100) for one in range(1, 11)]


def test_a_trigger_that_keeps_nothing_back_is_in_nobodys_way(server: ScratchServer) -> None:
    rows, steps = run(server, TABLE + keeping("new.locked := not old.locked;"), nothing)
    assert steps > 0
    assert rows == [(one, one * 100) for one in range(1, 11)]


def test_the_last_trigger_has_the_last_word(server: ScratchServer) -> None:
    """PostgreSQL fires triggers by the bytes of their names, and there are letters behind ~."""

    def raised(conn: Connection, _: int) -> None:
        conn.execute('UPDATE app."Ke ""P t" SET locked = true WHERE id = 3')

    rows, steps = run(server, TABLE + keeping("if old.id = 3 then new.v := old.v + 1; end if;", "überneh"), raised)
    assert rows[2] == (3, 300 + steps)


def test_a_value_that_no_check_can_prove_is_refused(server: ScratchServer) -> None:
    text = TABLE + keeping("if old.locked then return null; end if;")
    with pytest.raises(RefusedError, match="keep may keep a row as it is"):
        planned(server, text, wider(text).replace("online: true", 'online: true, using: "(select v)"'))


@pytest.mark.parametrize("text", [TABLE, PARTED])
def test_who_replicates_is_seen(each_server: ScratchServer, text: str) -> None:
    """A subscription writes as session_replication_role says, for which most triggers do not fire."""

    def replicated(conn: Connection, number: int) -> None:
        conn.execute("SET session_replication_role = replica")
        conn.execute(f'INSERT INTO app."Ke ""P t" (id, v) VALUES ({200 + number}, 7)')
        conn.execute('UPDATE app."Ke ""P t" SET v = v + 1 WHERE id = 3')
        conn.execute("SET session_replication_role = origin")

    rows, steps = run(each_server, text, replicated)
    assert rows[2] == (3, 300 + steps)
    assert rows[10:] == [(200 + number, 7) for number in range(steps)]
