"""Plans for tables that others use: what is built, validated and dropped keeps nobody waiting, on every major."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec
import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.live.introspect import introspect
from schemactl.live.sizes import SHORTEST, larger_than, read_sizes, with_rates
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.ground import Wanted
from schemactl.planning.prove import pin
from schemactl.planning.work import EVERYTHING, propose, wanted
from schemactl.scratch.server import ScratchServer

BEFORE = """
schema: app
tables:
  'Bu "S y':
    columns: {id: bigint not null, n: integer, code: text}
    unique: {wide: [id, n]}
    indexes: {old: (n), changing: (code)}
    checks: {wide_enough: n > 0}
  other:
    columns: {id: bigint not null, busy_id: bigint}
"""


def state(server: ScratchServer, text: str) -> Wanted:
    return wanted(server, load_files([FileText(name="schema.yaml", data=text.encode())]), Scope())


def planned(
    server: ScratchServer, before: str, after: str, *, rows: str = "", busy: Callable[[State], State] = scenario.everything_is_busy
) -> list[Statement]:
    """The statements that lead a database with busy tables there, run one by one; planning again finds nothing."""
    target = state(server, after)
    with server.database() as conn:
        pin(conn)
        scenario._build(conn, state(server, before))
        if rows:
            conn.execute(rows.encode())
        live = busy(introspect(conn, whole_server=True))
        proposal = propose(server, live, scenario._again(target), accepted=(EVERYTHING,))
        for step in proposal.steps:
            scenario._run(conn, step)
        after_all = busy(introspect(conn, whole_server=True))
        scenario._check_state(after_all, target)
        assert propose(server, after_all, scenario._again(target)).statements == []
        assert conn.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid").fetchone() == (0,)
    return proposal.statements


def sql(statements: list[Statement]) -> list[str]:
    return [one.sql.replace('app."Bu ""S y"', "t") for one in statements]


def test_an_index_is_built_and_dropped_beside_the_work_of_others(each_server: ScratchServer) -> None:
    found = planned(each_server, BEFORE, BEFORE.replace("{old: (n), changing", "{new: (n desc), changing"))
    assert sql(found) == ["DROP INDEX CONCURRENTLY app.old", "CREATE INDEX CONCURRENTLY new ON t USING btree (n DESC)"]
    assert not any(one.transactional or one.hazards for one in found)


def test_an_index_that_changes_is_swapped(each_server: ScratchServer) -> None:
    found = planned(each_server, BEFORE, BEFORE.replace("changing: (code)", "changing: {columns: [code, n], comment: Two}"))
    assert sql(found) == [
        "CREATE INDEX CONCURRENTLY changing_new ON t USING btree (code, n)",
        "ALTER INDEX app.changing RENAME TO changing_old",
        "ALTER INDEX app.changing_new RENAME TO changing",
        "DROP INDEX CONCURRENTLY app.changing_old",
        "COMMENT ON INDEX app.changing IS 'Two'",
    ]


def test_an_index_is_swapped_also_where_its_columns_come_or_change_what_they_allow(each_server: ScratchServer) -> None:
    after = BEFORE.replace("n: integer, code: text", "n: bigint, more: integer default 1, code: text not null default 'x'")
    found = sql(planned(each_server, BEFORE, after.replace("changing: (code)", "changing: '(code, more, n)'")))
    assert found[-5:] == [
        "CREATE INDEX CONCURRENTLY changing_new ON t USING btree (code, more, n)",
        "ALTER INDEX app.changing RENAME TO changing_old",
        "ALTER INDEX app.changing_new RENAME TO changing",
        "DROP INDEX CONCURRENTLY app.changing_old",
        "ANALYZE t",
    ]


def test_an_index_whose_column_gets_another_type_is_made_anew(each_server: ScratchServer) -> None:
    after = BEFORE.replace("code: text", "code: varchar(9)").replace("changing: (code)", "changing: '(code, n)'")
    found = sql(planned(each_server, BEFORE, after))
    assert "CREATE INDEX CONCURRENTLY changing ON t USING btree (code, n)" in found
    assert "DROP INDEX CONCURRENTLY app.changing" in found


def test_views_are_away_for_one_transaction_whatever_is_dropped_beside_the_work_of_others(each_server: ScratchServer) -> None:
    """DROP INDEX CONCURRENTLY waits for every transaction that is open: nobody shall miss a view meanwhile."""
    before = """
schema: app
enums: {state: [a, b, c]}
tables:
  'Bu "S y':
    columns: {id: bigint primary key, k: state, n: integer, v: text}
    indexes: {low: (n) where n > 0, some: (id) where k = 'a', other: (v) where n is not null}
views: {seen: 'select n, k from "Bu ""S y"'}
"""
    after = before.replace("n: integer", "n: bigint").replace("[a, b, c]", "[a, b]")
    target = state(each_server, after)
    with each_server.database() as conn:
        pin(conn)
        scenario._build(conn, state(each_server, before))
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        steps = propose(each_server, live, target, accepted=(EVERYTHING,)).steps
        for one in steps:
            scenario._run(conn, one)
        scenario._check_state(introspect(conn, whole_server=True), target)
    said = [[statement.sql for statement in one.statements] for one in steps]
    (gone,) = [number for number, every in enumerate(said) if "DROP VIEW app.seen" in every]
    assert any(sql.startswith("CREATE VIEW app.seen") for sql in said[gone])
    assert sum("DROP INDEX CONCURRENTLY" in sql for every in said[:gone] for sql in every) == 3


def test_an_index_whose_column_goes_cannot_be_swapped(each_server: ScratchServer) -> None:
    after = BEFORE.replace("code: text", "code2: text").replace("changing: (code)", "changing: (code2)")
    found = sql(planned(each_server, BEFORE, after))
    assert "CREATE INDEX CONCURRENTLY changing ON t USING btree (code2)" in found
    assert not any("changing_new" in one for one in found)


def test_checks_and_foreign_keys_are_validated_in_a_step_of_their_own(each_server: ScratchServer) -> None:
    after = BEFORE.replace("n > 0}", "n > 0, short: length(code) < 9}").replace("unique: {wide", "unique: {own: [id], wide")
    after += '    foreign_keys: {busy: \'(busy_id) references app."Bu ""S y" (id)\'}\n'
    found = planned(each_server, BEFORE, after, rows='INSERT INTO app."Bu ""S y" VALUES (1, 1, $$a$$); INSERT INTO app.other VALUES (1, 1)')
    assert sql(found) == [
        "CREATE UNIQUE INDEX CONCURRENTLY own ON t (id)",
        "ALTER TABLE t ADD CONSTRAINT own UNIQUE USING INDEX own",
        "ALTER TABLE t ADD CONSTRAINT short CHECK ((length(code) < 9)) NOT VALID",
        "ALTER TABLE t VALIDATE CONSTRAINT short",
        "ALTER TABLE app.other ADD CONSTRAINT busy FOREIGN KEY (busy_id) REFERENCES t(id) NOT VALID",
        "ALTER TABLE app.other VALIDATE CONSTRAINT busy",
    ]
    assert [one.alone for one in found if "VALIDATE" in one.sql] == [True, True]
    assert not any(one.hazards for one in found)


def test_a_key_that_changes_holds_until_the_new_one_does(each_server: ScratchServer) -> None:
    before = BEFORE.replace("unique: {wide", "primary_key: [id]\n    unique: {wide")
    after = before.replace("primary_key: [id]", "primary_key: {columns: [id], include: [code]}")
    found = planned(each_server, before, after, rows='INSERT INTO app."Bu ""S y" VALUES (1, 1, $$a$$)')
    assert sql(found) == [
        'CREATE UNIQUE INDEX CONCURRENTLY "Bu ""S y_pkey_new" ON t (id) INCLUDE (code)',
        'ALTER TABLE t DROP CONSTRAINT "Bu ""S y_pkey", ADD CONSTRAINT "Bu ""S y_pkey" PRIMARY KEY USING INDEX "Bu ""S y_pkey_new"',
    ]
    assert [one.transactional for one in found] == [False, True]


@pytest.mark.parametrize(
    ("was", "becomes", "drops", "adds"),
    [
        ("unique: {u: [id], wide", "primary_key: {name: p, columns: [id]}\n    unique: {wide", "u", "p PRIMARY KEY"),
        ("primary_key: {name: p, columns: [id]}\n    unique: {wide", "unique: {u: [id], wide", "p", "u UNIQUE"),
        (
            "primary_key: {name: p, columns: [id]}\n    unique: {wide",
            "primary_key: {name: q, columns: [id, n]}\n    unique: {wide",
            "p",
            "q PRIMARY KEY",
        ),
    ],
)
def test_a_key_holds_until_the_one_that_comes_instead(each_server: ScratchServer, was: str, becomes: str, drops: str, adds: str) -> None:
    before = BEFORE.replace("n: integer", "n: integer not null").replace("unique: {wide", was)
    found = sql(planned(each_server, before, before.replace(was, becomes), rows='INSERT INTO app."Bu ""S y" VALUES (1, 1, $$a$$)'))
    assert [one.partition(" ON ")[0] for one in found] == [
        f"CREATE UNIQUE INDEX CONCURRENTLY {adds[0]}",
        f"ALTER TABLE t DROP CONSTRAINT {drops}, ADD CONSTRAINT {adds} USING INDEX {adds[0]}",
    ]


def test_a_unique_index_becomes_a_keys(each_server: ScratchServer) -> None:
    before = BEFORE.replace("indexes: {", "indexes: {by_id: {columns: [id], unique: true}, ")
    found = planned(each_server, before, BEFORE.replace("unique: {wide", "unique: {by_id: [id], wide"))
    assert sql(found) == ["ALTER TABLE t ADD CONSTRAINT by_id UNIQUE USING INDEX by_id"]


def test_a_column_becomes_required_by_a_proof(each_server: ScratchServer) -> None:
    after = BEFORE.replace("code: text}", "code: text not null}").replace("unique: {wide", "primary_key: [code]\n    unique: {wide")
    found = sql(planned(each_server, BEFORE, after, rows='INSERT INTO app."Bu ""S y" VALUES (1, 1, $$a$$)'))
    key = [
        'CREATE UNIQUE INDEX CONCURRENTLY "Bu ""S y_pkey" ON t (code)',
        'ALTER TABLE t ADD CONSTRAINT "Bu ""S y_pkey" PRIMARY KEY USING INDEX "Bu ""S y_pkey"',
    ]
    assert found[-2:] == key
    if each_server.major >= 18:
        assert found[:-2] == [
            'ALTER TABLE t ADD CONSTRAINT "Bu ""S y_code_not_null" NOT NULL code NOT VALID',
            'ALTER TABLE t VALIDATE CONSTRAINT "Bu ""S y_code_not_null"',
        ]
    else:
        assert [one.split(" CONSTRAINT ")[0] for one in found[:-2]] == [
            "ALTER TABLE t ADD",
            "ALTER TABLE t VALIDATE",
            "ALTER TABLE t ALTER COLUMN code SET NOT NULL",
            "ALTER TABLE t DROP",
        ]


PARTITIONED = """
schema: app
tables:
  'Bu "S y':
    columns: {id: bigint not null, n: integer}
    partition_by: range (id)
    partitions:
      low: for values from (0) to (100)
      high: for values from (100) to (200)
"""


def test_a_partitioned_tables_index_takes_over_those_of_its_partitions(each_server: ScratchServer) -> None:
    found = planned(each_server, PARTITIONED, PARTITIONED + "    indexes: {ns: (n)}\n    unique: {key: [id]}\n")
    built = [one for one in found if one.sql.startswith("CREATE") and "CONCURRENTLY" in one.sql]
    assert len(built) == 4
    assert [one for one in sql(found) if " ON t " in one] == ["CREATE INDEX ns ON t USING btree (n)"]
    assert not any(hazard.code == "SC101" for one in found for hazard in one.hazards)


@pytest.mark.parametrize("default", [False, True])
def test_a_partition_is_detached_before_it_is_dropped(each_server: ScratchServer, *, default: bool) -> None:
    before = PARTITIONED + ("      rest: default\n" if default else "")
    found = planned(each_server, before, before.replace("      high: for values from (100) to (200)\n", ""))
    detached = ["ALTER TABLE t DETACH PARTITION app.high CONCURRENTLY"]
    assert sql(found) == [*([] if default else detached), "DROP TABLE app.high"]


def test_no_statement_scans_under_a_lock_that_others_wait_for(each_server: ScratchServer) -> None:
    after = """
schema: app
tables:
  'Bu "S y':
    columns: {id: bigint primary key, n: integer not null, code: text unique, more: integer default 1}
    indexes: {changing: '(code, n)', new: unique (n)}
    checks: {wide_enough: n > 1}
  other:
    columns: {id: bigint not null, busy_id: bigint not null references app."Bu ""S y"}
"""
    for one in planned(each_server, BEFORE, after):
        scans = {"SC101", "SC201", "SC202", "SC204", "SC207"} & {hazard.code for hazard in one.hazards}
        assert not scans, one.sql


def test_sizes_count_what_belongs_together(each_database: str, each_server: ScratchServer) -> None:
    with each_server.database() as conn:
        pin(conn)
        scenario._build(conn, state(each_server, PARTITIONED))
        conn.execute('INSERT INTO app."Bu ""S y" SELECT g, g FROM generate_series(0, 199) g')
        sizes = read_sizes(conn)
        assert sizes["app", 'Bu "S y'].bytes == sizes["app", "low"].bytes + sizes["app", "high"].bytes == 16384
        live = introspect(conn)
        large = larger_than(8192, sizes, live)
        assert [one.path for one in large] == [("app", 'Bu "S y')]
        assert msgspec.structs.replace(live, busy=large).busy == large


def test_what_is_written_to_a_table_is_written_to_what_it_is_part_of(each_server: ScratchServer) -> None:
    with each_server.database() as conn:
        pin(conn)
        scenario._build(conn, state(each_server, PARTITIONED))
        before, started = read_sizes(conn), time.monotonic()
        conn.execute('INSERT INTO app."Bu ""S y" SELECT g, g FROM generate_series(0, 199) g')
        conn.execute("DELETE FROM app.low WHERE id < 10")
        # A session tells what it wrote now and then.
        while (sizes := with_rates(read_sizes(conn), before, 2.0))["app", 'Bu "S y'].rate != 105.0:
            assert time.monotonic() - started < 60, sizes
            conn.execute("SELECT pg_sleep(0.2)")
        assert (sizes["app", "low"].rate or 0) + (sizes["app", "high"].rate or 0) == 105.0
        assert with_rates(sizes, before, SHORTEST / 2)["app", "low"].rate is sizes["app", "low"].rate
        # Counters that were reset say nothing of a second before.
        assert with_rates(before, sizes, 2.0)["app", "low"].rate is None


APART = """
schema: app
tables:
  'Bu "S y':
    columns: {id: bigint not null, n: integer, at: timestamptz}
    partition_by: KEY
  low:
    columns: {id: bigint not null, n: integer, at: timestamptz}
    partition_of: app."Bu ""S y" LOW
  rest:
    columns: {id: bigint not null, n: integer, at: timestamptz}
    partition_of: app."Bu ""S y" default
  more:
    columns: {id: bigint not null, n: integer, at: timestamptz}
"""


@pytest.mark.parametrize(
    ("key", "low", "bound", "rows"),
    [
        ("range (id)", "for values from (0) to (100)", "for values from (100) to (200)", "g + 100, g, now()"),
        ("range (n, id)", "for values from (0, 0) to (1, 0)", "for values from (1, 0) to (7, minvalue)", "g, g % 5 + 1, now()"),
        ("list (n)", "for values in (1)", "for values in (2, null)", "g, nullif(2 * (g % 2), 0), now()"),
        (
            "range (at)",
            "for values from ('2026-01-01') to ('2026-02-01')",
            "for values from ('2026-02-01') to ('2026-03-01')",
            "g, g, '2026-02-03'",
        ),
    ],
)
def test_a_table_with_rows_is_attached_without_reading_it_under_a_lock(
    each_server: ScratchServer, key: str, low: str, bound: str, rows: str
) -> None:
    before = APART.replace("KEY", key).replace("LOW", low)
    after = before + f'    partition_of: app."Bu ""S y" {bound}\n'
    said: list[str] = []
    with each_server.database() as conn:
        pin(conn)
        scenario._build(conn, state(each_server, before))
        conn.execute(f"INSERT INTO app.more SELECT {rows} FROM generate_series(0, 99) g".encode())
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        target = state(each_server, after)
        proposal = propose(each_server, live, scenario._again(target))
        conn.add_notice_handler(lambda diagnostic: said.append(diagnostic.message_primary or ""))
        conn.execute("SET client_min_messages = debug1")
        for step in proposal.steps:
            scenario._run(conn, step)
        scenario._check_state(introspect(conn, whole_server=True), target)
    assert 'partition constraint for table "more" is implied by existing constraints' in said
    assert 'updated partition constraint for default partition "rest" is implied by existing constraints' in said
    assert [one.transaction for one in proposal.steps] == [True] * len(proposal.steps)
    assert [len(one.statements) for one in proposal.steps if "VALIDATE" in one.statements[0].sql] == [1, 1]


def test_a_hash_partition_is_attached_as_it_is(each_server: ScratchServer) -> None:
    """Its condition names the oid of its parent, which is another one in each database."""
    before = "schema: app\ntables:\n  'Bu \"S y': {columns: {id: bigint not null}, partition_by: hash (id)}\n  more:\n    columns: {id: bigint not null"
    found = planned(each_server, before + "}", before + '}\n    partition_of: app."Bu ""S y" for values with (modulus 1, remainder 0)\n')
    assert sql(found) == ["ALTER TABLE t ATTACH PARTITION app.more FOR VALUES WITH (modulus 1, remainder 0)"]
    assert [hazard.code for one in found for hazard in one.hazards] == ["SC505"]


TRIGGERS = """
schema: app
functions:
  noted(): {returns: trigger, language: plpgsql, body: begin return new; end}
tables:
  'Bu "S y':
    columns: {id: integer, b: integer}
    partition_by: range (id)
    partitions: {first: for values from (0) to (10)}
    triggers:
      each: before insert for each row execute function app.noted()
      once: before insert for each statement execute function app.noted()
"""


def test_a_row_s_trigger_of_a_partitioned_table_goes_in_the_order_of_those_who_write(each_server: ScratchServer) -> None:
    """DROP TRIGGER locks the partitions before the table."""
    found = planned(each_server, TRIGGERS, TRIGGERS.partition("    triggers:")[0])
    assert sql(found) == ["LOCK TABLE ONLY t IN ACCESS EXCLUSIVE MODE", "DROP TRIGGER each ON t", "DROP TRIGGER once ON t"]
    assert all(one.transactional for one in found)


def test_a_constraint_that_changes_is_never_away_for_longer_than_a_moment(server: ScratchServer) -> None:
    before = BEFORE.replace("busy_id: bigint}", "busy_id: bigint}\n    foreign_keys: {one: (busy_id) references app.third (id)}") + (
        "  third: {columns: {id: bigint primary key}}\n"
    )
    after = before.replace("third (id)", "third (id) on delete cascade").replace("n > 0", "n > 1").replace("{old:", "{newer: (id), old:")
    said = [one.sql for one in planned(server, before, after)]
    for constraint in ("one", "wide_enough"):
        gone = next(place for place, one in enumerate(said) if f"DROP CONSTRAINT {constraint}" in one)
        assert f"ADD CONSTRAINT {constraint} " in said[gone + 1]
        assert said[gone + 1].endswith("NOT VALID")
