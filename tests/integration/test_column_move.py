"""`online: true`: a column of a busy table gets another type by a second one that takes its place, while others read and write."""

from __future__ import annotations

import msgspec
import psycopg
import pytest
import scenario
from test_online import planned, sql, state

from schemactl.errors import ProofError, RefusedError, SchemactlError, SchemaError
from schemactl.lint.judge import Judge
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.work import EVERYTHING, propose
from schemactl.scratch.server import ScratchServer

BEFORE = """
schema: app
tables:
  'Bu "S y':
    columns:
      id: {type: integer not null default nextval('numbers'), online: true}
      amount: {type: integer not null default 1, online: true}
      text: text
    primary_key: [id]
    unique: {amounts: [amount, id]}
    checks: {positive: amount > 0}
    indexes: {by_amount: '(amount desc, lower(amount::text)) include (id) where amount > 2'}
    grants: {PUBLIC: select (amount)}
  other:
    columns: {id: bigint primary key, busy: {type: integer, online: true}}
    foreign_keys: {to_busy: (busy) references "Bu ""S y"}
sequences:
  numbers: {as: integer, owned_by: '"Bu ""S y".id'}
"""
AFTER = BEFORE.replace("integer", "bigint")
ROWS = """
    INSERT INTO app."Bu ""S y" (amount, text) SELECT i, 'n' FROM generate_series(1, 50) i;
    INSERT INTO app.other SELECT i, i FROM generate_series(1, 50) i;
"""


def test_a_type_changes_without_a_rewrite_under_a_lock(each_server: ScratchServer) -> None:
    """Whatever an application does between any two steps holds in the end: it knows the old type, then the new one, and one name."""
    target = state(each_server, AFTER)
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, BEFORE))
        conn.execute(ROWS.encode())
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        proposal = propose(each_server, live, scenario._again(target))
        judge = Judge(live)
        for number, one in enumerate(proposal.steps):
            for statement in one.statements:
                assert not judge.judge(statement.sql).rewrites, statement.sql
            scenario._run(conn, one)
            conn.execute(f'INSERT INTO app."Bu ""S y" (amount, text) VALUES ({1000 + number}, \'later\')'.encode())
            conn.execute(f'UPDATE app."Bu ""S y" SET amount = amount + 10000 WHERE id = {number + 1}'.encode())
            conn.execute(f"INSERT INTO app.other VALUES ({100 + number}, {number + 1})".encode())
        scenario._check_state(introspect(conn, whole_server=True), target)
        wrong = """
            SELECT count(*) FROM app."Bu ""S y"
            WHERE amount <> CASE WHEN text = 'n' THEN id + CASE WHEN id <= %s THEN 10000 ELSE 0 END ELSE amount END
        """
        assert conn.execute(wrong, [len(proposal.steps)]).fetchone() == (0,)
        assert conn.execute('SELECT count(*) FROM app."Bu ""S y" WHERE text = \'later\'').fetchone() == (len(proposal.steps),)
        assert (
            propose(each_server, scenario.everything_is_busy(introspect(conn, whole_server=True)), scenario._again(target)).statements == []
        )


def test_no_hazard_is_left_but_the_old_columns_end(each_server: ScratchServer) -> None:
    found = planned(each_server, BEFORE, AFTER, rows=ROWS)
    hazards = {(hazard.code, hazard.destructive) for one in found for hazard in one.hazards}
    assert hazards == {("SC401", False)}
    assert not [one.sql for one in found if "SET DATA TYPE" in one.sql]


@pytest.mark.parametrize(
    ("before", "after"),
    [("varchar(10)", "varchar(20)"), ("varchar(10)", "text"), ("numeric(8,2)", "numeric(10,2)"), ("numeric(8,2)", "numeric")],
)
def test_what_needs_no_rewrite_changes_in_place(server: ScratchServer, before: str, after: str) -> None:
    text = "schema: app\ntables: {'Bu \"S y': {columns: {id: bigint primary key, c: {type: 'TYPE', online: true}}}}\n"
    found = sql(planned(server, text.replace("TYPE", before), text.replace("TYPE", after)))
    assert found[0].startswith("ALTER TABLE t ALTER COLUMN c SET DATA TYPE")
    assert found[1:] == ["ANALYZE t"]


def test_what_would_be_gone_meanwhile_is_named(server: ScratchServer) -> None:
    more = 'views: {seen: select amount from "Bu ""S y"}'
    with pytest.raises(RefusedError, match=r"view app\.seen would have to be gone meanwhile") as caught:
        planned(server, BEFORE + more, AFTER + more)
    assert caught.value.problems[0].code == "S309"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("{columns: {id: 'bigint primary key', c: {type: TYPE generated always as identity, online: true}}}", "identity or generated"),
        ("{columns: {id: bigint, c: {type: TYPE, online: true}}}", "neither a primary key nor a unique constraint"),
        (
            "{columns: {id: bigint primary key, c: {type: TYPE, online: true}, d: bigint generated always as (c + 1) stored}}",
            "column app.t.d would have to be gone",
        ),
    ],
)
def test_what_cannot_be_done_online_is_refused(server: ScratchServer, table: str, words: str) -> None:
    text = f"schema: app\ntables: {{t: {table}}}\n"
    with pytest.raises(RefusedError, match=words):
        planned(server, text.replace("TYPE", "integer"), text.replace("TYPE", "bigint"))


def test_an_array_of_a_domain_is_asked_nothing_when_it_comes(server: ScratchServer) -> None:
    """PostgreSQL asks a domain's constraints of a new column's NULLs, and writes the table anew for it; of an array of them it does not."""
    before = """schema: app
domains: {'Po "S x': {type: integer, checks: {positive: value > 0}}}
tables: {t: {columns: {id: bigint primary key, c: {type: 'integer[]', online: true}}}}
"""
    after = before.replace("c: {type: 'integer[]'", 'd: \'"Po ""S x"[]\', c: {type: \'"Po ""S x"[]\', using: \'c::text::"Po ""S x"[]\'')
    found = planned(server, before, after)
    assert "SC304" not in [hazard.code for one in found for hazard in one.hazards]
    assert not [one.sql for one in found if "SET DATA TYPE" in one.sql]


def test_a_value_from_a_column_that_has_changed_by_then_is_refused(server: ScratchServer) -> None:
    """One ALTER TABLE would see the values from before; columns that are moved change one after the other."""
    before = "schema: app\ntables: {'T \"x': {columns: {id: bigint primary key, 'a \"B': {type: integer, online: true}, c: {type: integer, online: true}}}}\n"
    after = before.replace("type: integer", "type: bigint").replace("c: {", 'c: {using: \'"a ""B" * 2\', ')
    with pytest.raises(RefusedError, match="has its new values by then") as caught:
        planned(server, before, after)
    assert caught.value.problems[0].code == "S306"


def test_tables_that_nobody_waits_for_are_written_anew(server: ScratchServer) -> None:
    with server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(server, BEFORE))
        found = propose(server, introspect(conn, whole_server=True), state(server, AFTER), accepted=(EVERYTHING,)).statements
        assert [one.sql for one in found if "SET DATA TYPE" in one.sql]


KEYED = """
schema: app
tables:
  'Bu "S y': {columns: {id: {type: integer primary key, online: true}}}
  small:
    columns: {id: bigint primary key, busy: {type: integer, online: true}}
    foreign_keys: {to_busy: (busy) references "Bu ""S y"}
"""
KEYED_ROWS = 'INSERT INTO app."Bu ""S y" SELECT i FROM generate_series(1, 9) i; INSERT INTO app.small VALUES (1, 1);'


def alone_busy(live: State) -> State:
    """One table that others use, beside small ones."""
    return msgspec.structs.replace(live, busy=frozenset({ObjectId("table", ("app", 'Bu "S y'))}))


def test_a_small_table_refers_to_the_column(each_server: ScratchServer) -> None:
    """It stays as it is, and is validated while others write to the busy one."""
    found = sql(planned(each_server, KEYED, KEYED.replace("integer primary", "bigint primary"), rows=KEYED_ROWS, busy=alone_busy))
    assert "ALTER TABLE app.small ADD CONSTRAINT to_busy FOREIGN KEY (busy) REFERENCES t(id) NOT VALID" in found
    assert "ALTER TABLE app.small VALIDATE CONSTRAINT to_busy" in found


def test_a_small_tables_column_goes_with_what_it_refers_to(each_server: ScratchServer) -> None:
    found = sql(planned(each_server, KEYED, KEYED.replace("integer", "bigint"), rows=KEYED_ROWS, busy=alone_busy))
    assert "ALTER TABLE app.small ADD COLUMN busy_new bigint" in found
    assert not [one for one in found if "SET DATA TYPE" in one]


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (
            KEYED.replace("integer", "bigint").replace("{type: bigint, online: true}", "bigint"),
            "changes its type in the same plan: write `online",
        ),
        (KEYED.replace("integer", "text"), "holds meanwhile, and PostgreSQL does not compare integer with text"),
    ],
)
def test_both_columns_of_a_foreign_key_change_one_after_the_other(server: ScratchServer, after: str, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as caught:
        planned(server, KEYED, after, rows=KEYED_ROWS)
    assert caught.value.problems[0].code == "S309"


@pytest.mark.parametrize("held", ['app."Bu ""S y"', 'app."Bu ""S y"[]', "app.over"])
def test_a_table_whose_rows_are_values_elsewhere_keeps_its_types(server: ScratchServer, held: str) -> None:
    """PostgreSQL refuses that, and says so when it is too late."""
    before = f"""
schema: app
domains: {{over: 'app."Bu ""S y"'}}
tables:
  'Bu "S y': {{columns: {{id: bigint primary key, n: TYPE}}}}
  other: {{columns: {{held: '{held}'}}}}
"""
    rows = "INSERT INTO app.other VALUES (NULL)"
    with pytest.raises(RefusedError, match="holds rows of") as caught:
        planned(server, before.replace("TYPE", "integer"), before.replace("TYPE", "bigint"), rows=rows)
    assert caught.value.problems[0].code == "S321"


def test_a_type_that_is_made_anew_takes_its_columns_at_once(server: ScratchServer) -> None:
    """Where others use the table, that is not what `online` asks for; elsewhere each value is computed once, and from what it was."""
    before = """
schema: app
enums: {'Odd "E x': [x, y, z]}
tables: {'Bu "S y': {columns: {id: bigint primary key, gone: '"Odd ""E x"', kept: '"Odd ""E x"'}}}
"""
    after = before.replace(", z]", "]").replace('gone: \'"Odd ""E x"\'', "gone: {type: text, using: gone::text || '!', online: true}")
    with pytest.raises(RefusedError, match=r"enum app\.\"Odd \"\"E x\" is made anew") as caught:
        planned(server, before, after)
    assert caught.value.problems[0].code == "S309"
    found = planned(server, before, after, busy=lambda live: live)
    assert sum(one.sql.count("|| '!'") for one in found) == 1


TYPES = """
schema: app
enums: {'Sta "T e': [a, b, c]}
composite_types: {pair: {one: text, two: text}}
tables:
  'Bu "S y':
    columns:
      id: integer primary key
      state: {type: 'app."Sta ""T e"[]'}
      pair: {type: pair}
"""


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [('"Sta ""T e"[]\'', "[a, b, c]", "[a, c]"), ("{type: pair", "{one: text, two: text}", "{two: text, one: text}")],
)
def test_what_changes_over_with_its_type_is_refused_online(server: ScratchServer, column: str, before: str, after: str) -> None:
    wanted = TYPES.replace(before, after)
    with pytest.raises(RefusedError, match="is made anew, and the tables of its columns") as caught:
        planned(server, TYPES, wanted.replace(column, f"{column}, online: true"))
    assert caught.value.problems[0].code == "S309"
    assert planned(server, TYPES, wanted)


@pytest.mark.parametrize("online", ["true", "false"])
@pytest.mark.parametrize(
    ("using", "kind", "says"),
    [
        ("text ||", SchemaError, "syntax error"),
        ("text, id", SchemaError, "one expression"),
        ("text || nobody", ProofError, "nobody"),
    ],
)
def test_an_expression_that_is_none_is_refused(
    server: ScratchServer, using: str, kind: type[SchemactlError], says: str, online: str
) -> None:
    after = BEFORE.replace("text: text", f"text: {{type: varchar(9), using: '{using}', online: {online}}}")
    with pytest.raises(kind, match=says):
        planned(server, BEFORE, after)


@pytest.mark.parametrize(("before", "after", "long", "fits"), [('"D v"', '"D 5"', "abcdefgh", "abc"), ("text", "b3", "10101010", "101")])
def test_of_a_column_that_is_moved(each_server: ScratchServer, before: str, after: str, long: str, fits: str) -> None:
    """Neither the batches nor the trigger cut."""
    domains = "{D v: varchar(20), D 5: varchar(5), b3: bit(3)}"
    texts = [
        f"schema: app\ndomains: {domains}\ntables: {{t: {{columns: {{id: bigint primary key, a: {{type: '{one}', online: true}}}}}}}}\n"
        for one in (before, after)
    ]
    target = state(each_server, texts[1])
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, texts[0]))
        conn.execute(f"INSERT INTO app.t VALUES (1, '{fits}')".encode())
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        for one in propose(each_server, live, scenario._again(target)).steps:
            scenario._run(conn, one)
            if "CREATE TRIGGER" in " ".join(each.sql for each in one.statements):
                with pytest.raises(psycopg.Error, match=r"too long|does not match"):
                    conn.execute(f"INSERT INTO app.t VALUES (2, '{long}')".encode())
        assert conn.execute("SELECT a::text FROM app.t").fetchall() == [(fits,)]
