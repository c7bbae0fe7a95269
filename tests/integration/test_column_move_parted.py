"""`online: true` for a column that is in several tables: partitions of partitions, and tables that inherit, while others read and write."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
import scenario
from test_online import planned, state

from schemactl.errors import RefusedError
from schemactl.lint.judge import Judge
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.model.statement import Step
from schemactl.planning.work import propose
from schemactl.scratch.server import ScratchServer

PARTED = """
schema: app
tables:
  who:
    columns: {id: bigint primary key}
  'Bu "S y':
    columns:
      id: bigint not null
      amount: {type: integer not null default 1, online: true}
      twice: bigint not null
      who: {type: integer, online: true}
    partition_by: range (id)
    primary_key: [id, amount]
    unique: {wide: [amount, twice, id]}
    checks: {positive: amount > 0}
    foreign_keys: {of_who: (who) references who}
    indexes: {by_amount: '(amount desc, lower(amount::text)) where amount > 2', by_who: (who), by_both: '(amount, who)'}
    grants: {PUBLIC: select (amount)}
  low:
    columns: {twice: bigint not null, amount: {type: integer not null default 2, comment: Own}, id: bigint not null, who: integer}
    partition_of: '"Bu ""S y" for values from (0) to (1000)'
    primary_key: [id, amount]
    unique: {low_wide: [amount, twice, id]}
    checks: {positive: amount > 0, small: amount < 1000000}
    indexes: {low_amount: '(amount desc, lower(amount::text)) where amount > 2', low_who: (who), low_both: '(amount, who)', low_alone: (amount)}
  high:
    columns: {id: bigint not null, amount: integer not null default 1, twice: bigint not null, who: integer}
    partition_of: '"Bu ""S y" for values from (1000) to (2000)'
    partition_by: hash (id)
    partitions: {high_0: 'for values with (modulus 2, remainder 0)', high_1: 'for values with (modulus 2, remainder 1)'}
    primary_key: [id, amount]
    unique: {high_wide: [amount, twice, id]}
    checks: {positive: amount > 0}
    indexes: {high_amount: '(amount desc, lower(amount::text)) where amount > 2', high_who: (who), high_both: '(amount, who)'}
  refers:
    columns: {id: bigint primary key, amount: bigint}
    foreign_keys: {to_busy: '(id, amount) references "Bu ""S y" on update cascade'}
"""
ROWS = """
    INSERT INTO app.who SELECT generate_series(1, 10);
    INSERT INTO app."Bu ""S y" SELECT i, i, i * 2, 1 + i % 10 FROM generate_series(1, 1900) i;
    INSERT INTO app.refers SELECT i, i FROM generate_series(1, 1900, 7) i;
"""
HEIRS = """
schema: app
tables:
  'Bu "S y':
    columns:
      id: bigint primary key
      amount: {type: integer not null default 1, online: true}
      twice: bigint not null
    checks: {positive: amount > 0}
    indexes: {by_amount: (amount desc)}
  low:
    inherits: ['"Bu ""S y"']
    inherited_columns: {amount: {default: 2}}
    primary_key: [id]
    indexes: {low_amount: (amount)}
  lower:
    inherits: [low]
    columns: {amount: {type: integer, not_null: true, default: 3}}
    primary_key: [id]
  high:
    inherits: ['"Bu ""S y"']
    inherited_columns: {amount: {no_default: true}}
    checks: {large: amount > 1}
    indexes: {high_ids: (id)}
"""
HEIRS_ROWS = """
    INSERT INTO app."Bu ""S y" (id, amount, twice) SELECT i, i, i * 2 FROM generate_series(1, 500) i;
    INSERT INTO app.low (id, amount, twice) SELECT i, i, i * 2 FROM generate_series(1, 1000) i;
    INSERT INTO app.lower (id, amount, twice) SELECT i, i, i * 2 FROM generate_series(501, 1000) i;
    INSERT INTO app.high (id, amount, twice) SELECT i, i, i * 2 FROM generate_series(1001, 1900) i;
"""
CASES = pytest.mark.parametrize(("text", "rows"), [(PARTED, ROWS), (HEIRS, HEIRS_ROWS)], ids=["partitions", "heirs"])


def widened(text: str) -> str:
    return text.replace("integer", "bigint")


@CASES
def test_nothing_is_written_anew_read_or_built_under_a_lock(each_server: ScratchServer, text: str, rows: str) -> None:
    """PostgreSQL itself tells what it does; and all that hung on the column is there again, under its name, in every table."""
    target = state(each_server, widened(text))
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, text))
        conn.execute(rows.encode())
        before = hanging(conn)
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        judge, told = Judge(live), list[str]()
        conn.add_notice_handler(lambda one: told.append(one.message_primary or ""))
        for step in propose(each_server, live, scenario._again(target)).steps:
            told.clear()
            conn.execute("SET client_min_messages TO debug1")
            scenario._run(conn, step)
            assert not [one.sql for one in step.statements if judge.judge(one.sql).rewrites]
            if step.transaction and not any(one.alone for one in step.statements):
                assert [one for one in told if re.match("verifying|rewriting|building|validating", one)] == []
        conn.execute("SET client_min_messages TO warning")
        after = scenario.everything_is_busy(introspect(conn, whole_server=True))
        scenario._check_state(after, target)
        assert propose(each_server, after, scenario._again(target)).statements == []
        assert hanging(conn) == [line.replace("integer", "bigint") for line in before]
        assert conn.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid").fetchone() == (0,)


def hanging(conn: Connection) -> list[str]:
    """What PostgreSQL says of the tables' columns, defaults, constraints and indexes, and what is whose, but for the columns' order."""
    found = conn.execute(b"""
        SELECT format('%s.%s %s %s %s %s %s', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attislocal,
          a.attinhcount, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND c.relnamespace = 'app'::regnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attnum > 0 AND NOT a.attisdropped
        UNION ALL SELECT format('%s %s %s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid), coninhcount, convalidated,
          (SELECT conname FROM pg_constraint p WHERE p.oid = k.conparentid))
        FROM pg_constraint k WHERE connamespace = 'app'::regnamespace AND conrelid <> 0 AND (contype <> 'f' OR conparentid = 0)
        UNION ALL SELECT format('%s of %s', pg_get_indexdef(indexrelid), (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = indexrelid))
        FROM pg_index JOIN pg_class c ON c.oid = indrelid AND c.relnamespace = 'app'::regnamespace
        UNION ALL SELECT format('%s %s', description, objsubid > 0) FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid >= 16384
        UNION ALL SELECT format('%s.%s %s', attrelid::regclass, attname, attacl) FROM pg_attribute WHERE attacl IS NOT NULL AND NOT attisdropped AND attrelid >= 16384
        ORDER BY 1""").fetchall()
    return [str(line) for (line,) in found]


@contextmanager
def others(
    server: ScratchServer, database: str, *works: Callable[[psycopg.Connection[tuple[object, ...]], int], None]
) -> Iterator[list[str]]:
    """Each in a thread and a session of its own, again and again; what went wrong for them."""
    stop, failed = threading.Event(), list[str]()

    def go(work: Callable[[psycopg.Connection[tuple[object, ...]], int], None]) -> None:
        with psycopg.connect(server.url(database), autocommit=True, prepare_threshold=None) as conn:
            number = 0
            while not stop.is_set():
                number += 1
                try:
                    work(conn, number)
                except psycopg.Error as error:
                    failed.append(str(error))
                time.sleep(0.002)

    threads = [threading.Thread(target=go, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield failed
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _write(conn: psycopg.Connection[tuple[object, ...]], number: int) -> None:
    """`twice` is what the columns' values are judged by."""
    row, amount = number * 26 % 1900, number % 5000 + 2
    conn.execute('UPDATE app."Bu ""S y" SET amount = %s, twice = %s WHERE id = %s', [amount, amount * 2, row])
    conn.execute('INSERT INTO app."Bu ""S y" (id, twice, amount) VALUES (%s, %s, %s)', [5000 + number, amount * 2, amount])
    if number % 5 == 0:
        conn.execute('DELETE FROM app."Bu ""S y" WHERE id = %s', [5000 + number - 3])


def _move(conn: psycopg.Connection[tuple[object, ...]], number: int) -> None:
    """Rows that nobody else writes get another key, and lie in another partition then."""
    conn.execute('UPDATE app."Bu ""S y" SET id = id + 1900 WHERE id = %s AND id < 1900', [1 + number * 34 % 1900])


def _read(conn: psycopg.Connection[tuple[object, ...]], number: int) -> None:
    found = conn.execute('SELECT count(*) FROM app."Bu ""S y" WHERE amount * 2 <> twice AND id > %s', [number % 7]).fetchone()
    if found != (0,):
        raise psycopg.DataError(f"{found} rows are wrong")


def _run(conn: Connection, step: Step) -> None:
    """As apply does: a batch that waits for a row which goes to another partition meanwhile is tried again."""
    for _ in range(100):
        with contextlib.suppress(psycopg.errors.SerializationFailure):
            scenario._run(conn, step)
            return
        assert step.statements[0].batches
    raise AssertionError("100 batches in vain")


@CASES
def test_others_read_and_write_meanwhile(each_server: ScratchServer, text: str, rows: str) -> None:
    """But for `refers`: who writes to both tables in the other order than the exchange can be in its way, whatever its order is."""
    text = text.partition("  refers:")[0].replace("for values from (1000) to (2000)", "for values from (1000) to (100000000)")
    target = state(each_server, widened(text))
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, text))
        conn.execute(rows.partition("INSERT INTO app.refers")[0].encode())
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        steps = propose(each_server, live, scenario._again(target)).steps
        with others(each_server, conn.info.dbname, _write, _move, _read) as failed:
            for step in steps:
                _run(conn, step)
        assert failed == []
        scenario._check_state(introspect(conn, whole_server=True), target)
        assert conn.execute('SELECT count(*) FROM app."Bu ""S y" WHERE amount * 2 IS DISTINCT FROM twice').fetchone() == (0,)


TABLES = """
schema: app
tables:
  'Up "T x':
    columns: {id: bigint not null, c: {type: TYPE, online: true}}
    primary_key: [id]
"""
PARTITIONED = TABLES + "    partition_by: range (id)\n"
LOW = '  low: {columns: {id: bigint not null, c: TYPE}, primary_key: [id], partition_of: \'"Up ""T x" for values from (0) to (9)\'}\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            TABLES.replace("primary_key: [id]", "primary_key: [id, c]\n    partition_by: range (c)"),
            r"it is part of the partition key of app\.\"Up \"\"T x\", and PostgreSQL neither alters nor drops such a column",
        ),
        (
            PARTITIONED.replace("[id]", "[id, c]") + LOW.replace("[id]", "[id, c]").replace("(9)'", "(9)', partition_by: hash (c)"),
            r"it is part of the partition key of app\.low",
        ),
        (
            TABLES + '  low: {inherits: [\'"Up ""T x"\'], indexes: {some: (c)}}\n',
            r"app\.low has no index over id, which batches of app\.\"Up \"\"T x\" go by",
        ),
        (
            TABLES
            + "  other: {columns: {c: {type: TYPE, online: true}, d: bigint primary key}}\n"
            + '  low: {inherits: [other, \'"Up ""T x"\'], indexes: {some: (id), more: (d)}}\n',
            r"low has it from app\.\S+.* as well, and PostgreSQL renames no column that comes from two tables",
        ),
        (
            "schema: app\nforeign_data_wrappers: {w: {}}\nservers: {s: {wrapper: w}}\n"
            + PARTITIONED.replace("    primary_key: [id]\n", "").split("schema: app\n")[1]
            + 'foreign_tables: {f: {server: s, columns: {id: bigint not null, c: TYPE}, partition_of: \'"Up ""T x" for values from (0) to (9)\'}}\n',
            r"app\.f is a foreign table: the second column would have to be where its rows are",
        ),
        (PARTITIONED + LOW + "views: {seen: select c from low}\n", r"view app\.seen would have to be gone meanwhile"),
    ],
    ids=["key", "key-below", "no-key", "two-parents", "foreign", "view"],
)
def test_what_postgresql_makes_impossible_is_refused_by_name(server: ScratchServer, text: str, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refused:
        planned(server, text.replace("TYPE", "integer"), text.replace("TYPE", "bigint"))
    assert refused.value.problems[0].code == "S309"


SELF = """
schema: app
tables:
  'Up "T x':
    columns: {id: bigint not null, c: {type: TYPE, online: true}, d: bigint}
    partition_by: range (id)
    primary_key: [id]
    unique: {other: [id, d]}
    partitions: {low: for values from (0) to (9), high: default}
    foreign_keys: {above: '(c, d) references "Up ""T x" (id, d)'}
"""


def test_a_partitioned_table_that_refers_to_itself_does_so_again_where_postgresql_lets_it(each_server: ScratchServer) -> None:
    before, after = SELF.replace("TYPE", "integer"), SELF.replace("TYPE", "bigint")
    rows = 'INSERT INTO app."Up ""T x" SELECT i, i, i FROM generate_series(1, 20) i'
    if each_server.major >= 18:
        said = planned(each_server, before, after, rows=rows)
        assert not [one.sql for one in said if {hazard.code for hazard in one.hazards} - {"SC401"}]
        return
    with pytest.raises(RefusedError, match="before 18 PostgreSQL takes no foreign key of a partitioned table NOT VALID"):
        planned(each_server, before, after, rows=rows)


def test_a_key_that_the_table_itself_refers_to_changes_its_type(each_server: ScratchServer) -> None:
    before = """
schema: app
tables:
  'Up "T x':
    columns: {id: {type: integer, not_null: true, online: true}, above: integer}
    primary_key: [id]
    foreign_keys: {above: (above) references "Up ""T x"}
"""
    found = planned(
        each_server, before, before.replace("type: integer", "type: bigint"), rows='INSERT INTO app."Up ""T x" VALUES (1, NULL), (2, 1)'
    )
    assert not [one.sql for one in found if "SET DATA TYPE" in one.sql]


def test_more_tables_than_one_transaction_takes_are_refused(server: ScratchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemactl.kinds.column_unmoved.MOST", 1)
    with pytest.raises(RefusedError, match="it is in 2 tables, and the locks of at most 1 are taken in one transaction"):
        planned(server, (PARTITIONED + LOW).replace("TYPE", "integer"), (PARTITIONED + LOW).replace("TYPE", "bigint"))
