"""Backfills: every row once, in batches that are committed one by one; what stops one, and how it goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
import scenario
from plan_folder import PlanFolder, opened, step, taken
from test_executor import Recorded
from test_online import planned, sql, state

from schemactl.applying import progress
from schemactl.applying.apply import apply
from schemactl.applying.options import Limits, Options, Result
from schemactl.applying.repair import examine, repair
from schemactl.errors import HalfwayError, IntegrityError, LockError, RefusedError, SchemaError
from schemactl.live import runner
from schemactl.live.batches import last_key, next_range
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.model.statement import Batches
from schemactl.planning.work import propose
from schemactl.plans.directory import list_plans
from schemactl.plans.plan import PlanStatement, PlanStep
from schemactl.scratch.server import ScratchServer

OPTIONS = Options(
    mode="development", tool_version="1.0", allow_uncommitted=True, limits=Limits(lock_timeout=0.2, lock_retries=1, throttle=0.0)
)
TABLE = (
    'CREATE TABLE public."Ta b" (tenant text, "I d" integer, a integer, visits integer NOT NULL DEFAULT 0, PRIMARY KEY (tenant, "I d"))',
    "INSERT INTO public.\"Ta b\" SELECT 't' || i % 3, i, NULL FROM pg_catalog.generate_series(1, 100) i",
)


def backfill(change: str = '"I d"', size: int = 7, key: tuple[str, ...] = ("tenant", '"I d"')) -> PlanStep:
    places = [f"${one + 1}" for one in range(2 * len(key))]
    over, first, last = (", ".join(one) for one in (key, places[: len(key)], places[len(key) :]))
    text = f'UPDATE public."Ta b" SET a = {change}, visits = visits + 1 WHERE a IS NULL AND ({over}) >= ({first}) AND ({over}) <= ({last})'
    statement = PlanStatement(sql=text, label="column a", verb="!")
    return PlanStep(statements=(statement,), mode="backfill", batches=Batches(table='public."Ta b"', key=key, size=size))


@pytest.fixture
def folder(tmp_path: Path) -> PlanFolder:
    return PlanFolder(tmp_path / "plans")


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    with opened(database) as conn:
        yield conn


def run(conn: Connection, folder: PlanFolder, **more: object) -> Result:
    return apply(conn, folder.path, OPTIONS, fingerprints=taken, **more)  # type: ignore[arg-type]


def made(folder: PlanFolder, *steps: PlanStep) -> None:
    folder.add("table", step(*TABLE), makes=("Ta b", "Ta b_pkey"))
    folder.add("fill", *steps)


def rows(conn: Connection) -> list[tuple[int, int, int]]:
    """How many, how many of them wrong, how many visited more or less than once."""
    query = 'SELECT count(*), count(*) FILTER (WHERE a IS DISTINCT FROM "I d"), count(*) FILTER (WHERE visits <> 1) FROM public."Ta b"'
    return [tuple(map(int, row)) for row in conn.execute(query.encode()).fetchall()]  # type: ignore[misc]


@pytest.mark.parametrize("key", [("tenant", '"I d"'), ('"I d"',), ('"I d"', "tenant")])
def test_every_row_is_written_once_by_batches_of_a_key(each_database: str, folder: PlanFolder, key: tuple[str, ...]) -> None:
    made(folder, backfill(key=key))
    with opened(each_database) as conn:
        run(conn, folder)
        assert rows(conn) == [(100, 0, 0)]
        found = progress.read(conn, 2, 1)
        assert found
        assert (found.rows, found.batches, found.until) == (100, 15, found.done)


def test_an_empty_table_has_nothing_to_fill(conn: Connection, folder: PlanFolder) -> None:
    folder.add("table", step(TABLE[0]), backfill(), makes=("Ta b", "Ta b_pkey"))
    run(conn, folder)
    assert rows(conn) == [(0, 0, 0)]


def test_rows_that_come_later_are_left_to_others(conn: Connection, folder: PlanFolder) -> None:
    """The greatest key when it began is its end."""
    made(folder, backfill('"I d" / 0', key=('"I d"',)))
    with pytest.raises(HalfwayError):
        run(conn, folder)
    conn.execute("INSERT INTO public.\"Ta b\" VALUES ('t', 1000, NULL)")
    mend(folder, backfill(key=('"I d"',)))
    run(conn, folder)
    assert rows(conn) == [(101, 1, 1)]


def mend(folder: PlanFolder, *steps: PlanStep) -> None:
    plan = list_plans(folder.path)[1].plan()
    folder.write(msgspec.structs.replace(plan, steps=steps))


def stopped(conn: Connection, folder: PlanFolder) -> None:
    """The batch with row 50 divides by zero."""
    made(folder, backfill('"I d" + 0 / ("I d" - 50)', key=('"I d"',)))
    with pytest.raises(HalfwayError, match="division by zero"):
        run(conn, folder)
    assert rows(conn) == [(100, 51, 51)]


def test_what_is_left_of_it_may_be_mended_and_goes_on_where_it_stopped(conn: Connection, folder: PlanFolder) -> None:
    stopped(conn, folder)
    finding = examine(conn, folder.path)
    assert finding
    assert not finding.needs_a_person
    assert finding.words == "49 rows were changed in 7 batches; the next one begins behind them"
    done = repair(conn, folder.path, "resume", fingerprints=taken, tool_version="1.0", tell=lambda _: None)
    assert done == "nothing stands in the way: apply goes on by itself"
    mend(folder, backfill(key=('"I d"',)))
    events = Recorded()
    run(conn, folder, events=events)
    assert rows(conn) == [(100, 0, 0)]
    found = progress.read(conn, 2, 1)
    assert found
    assert (found.rows, found.batches) == (100, 15)


def test_with_another_key_it_begins_anew(conn: Connection, folder: PlanFolder) -> None:
    stopped(conn, folder)
    mend(folder, backfill())
    run(conn, folder)
    assert rows(conn) == [(100, 0, 0)]


def test_another_column_begins_anew(conn: Connection, folder: PlanFolder) -> None:
    made(folder, backfill('"I d" + 0 / ("I d" - 50)', key=('"I d"',)))
    with pytest.raises(HalfwayError, match="division by zero"):
        run(conn, folder)
    statement = PlanStatement(sql='UPDATE public."Ta b" SET visits = 7 WHERE "I d" >= $1 AND "I d" <= $2', label="visits", verb="!")
    mend(folder, msgspec.structs.replace(backfill(key=('"I d"',)), statements=(statement,)))
    run(conn, folder)
    assert conn.execute('SELECT count(*) FROM public."Ta b" WHERE visits = 7').fetchone() == (100,)


def test_a_batch_that_waited_for_a_row_is_tried_again(conn: Connection, folder: PlanFolder, database: str) -> None:
    """Each attempt is told of as a statement of its own: what counts them ends with as many."""
    made(folder, backfill(key=('"I d"',)))
    events = Recorded()
    options = msgspec.structs.replace(OPTIONS, limits=Limits(lock_timeout=0.2, lock_retries=20, throttle=0.0))
    with opened(database) as other, ThreadPoolExecutor() as pool:
        run(other, PlanFolderUpTo(folder))
        with other.transaction():
            other.execute('UPDATE public."Ta b" SET tenant = tenant WHERE "I d" = 30')
            applying = pool.submit(apply, conn, folder.path, options, fingerprints=taken, events=events)
            while not events.of("retrying"):
                time.sleep(0.05)
        applying.result(60)
    assert rows(conn) == [(100, 0, 0)]
    assert len(events.of("statement_started")) == 1 + len(events.of("retrying"))


PARTITIONED = (
    'CREATE TABLE public."Ta b" (tenant text, "I d" integer PRIMARY KEY, a integer, visits integer NOT NULL DEFAULT 0) PARTITION BY RANGE ("I d")',
    'CREATE TABLE public.low PARTITION OF public."Ta b" FOR VALUES FROM (0) TO (50)',
    'CREATE TABLE public.high PARTITION OF public."Ta b" FOR VALUES FROM (50) TO (1000)',
    TABLE[1],
)


def test_a_batch_whose_row_went_to_another_partition_is_tried_again(each_database: str, folder: PlanFolder) -> None:
    """PostgreSQL refuses to follow it there: the statement that waited for the row fails."""
    folder.add("table", step(*PARTITIONED), makes=("Ta b", "low", "high", "Ta b_pkey", "low_pkey", "high_pkey"))
    events = Recorded()
    options = msgspec.structs.replace(OPTIONS, limits=Limits(lock_timeout=30, lock_retries=3, throttle=0.0))
    with opened(each_database) as conn, opened(each_database) as other, ThreadPoolExecutor() as pool:
        run(other, folder)
        folder.add("fill", backfill(key=('"I d"',)))
        with other.transaction():
            other.execute('UPDATE public."Ta b" SET "I d" = 500 WHERE "I d" = 30')
            applying = pool.submit(apply, conn, folder.path, options, fingerprints=taken, events=events)
            while not applying.done() and other.execute("SELECT count(*) FROM pg_catalog.pg_locks WHERE NOT granted").fetchone() == (0,):
                time.sleep(0.05)
        applying.result(60)
        assert [one[-1]["reason"] for one in events.of("retrying")] == [
            "tuple to be locked was already moved to another partition due to concurrent update"
        ]
        assert rows(conn) == [(100, 1, 1)]  # nobody helps the row here, which came to lie behind the last key


def test_a_backfill_that_is_through_may_not_be_edited(conn: Connection, folder: PlanFolder) -> None:
    made(folder, backfill(), backfill("1 / 0 + b"))
    with pytest.raises(HalfwayError):
        run(conn, folder)
    mend(folder, backfill("3"), backfill())
    with pytest.raises(IntegrityError, match="step 1 of 0002_fill ran"):
        run(conn, folder)


def test_a_row_that_somebody_holds_is_waited_for_in_its_batch(conn: Connection, folder: PlanFolder, database: str) -> None:
    made(folder, backfill(key=('"I d"',)))
    with opened(database) as other:
        run(other, PlanFolderUpTo(folder))
        with other.transaction():
            other.execute('UPDATE public."Ta b" SET tenant = tenant WHERE "I d" = 30')
            with pytest.raises(LockError, match="no lock in 1 attempts"):
                run(conn, folder)
            assert rows(conn) == [(100, 72, 72)]
    run(conn, folder)
    assert rows(conn) == [(100, 0, 0)]


class PlanFolderUpTo(PlanFolder):
    """The same folder without its last plan, in a place of its own."""

    def __init__(self, folder: PlanFolder) -> None:
        super().__init__(folder.path.parent / "first")
        self.add("table", step(*TABLE), makes=("Ta b", "Ta b_pkey"))


def test_rows_that_a_policy_hides_stop_it(conn: Connection, folder: PlanFolder, database: str) -> None:
    """Left out without a word, they would stay without a value."""
    hidden = ('ALTER TABLE public."Ta b" ENABLE ROW LEVEL SECURITY', 'ALTER TABLE public."Ta b" FORCE ROW LEVEL SECURITY')
    folder.add("table", step(*TABLE, *hidden), makes=("Ta b", "Ta b_pkey"))
    folder.add("fill", backfill())
    role = f"backfiller_{conn.info.backend_pid}"
    conn.execute(f"CREATE ROLE {role} LOGIN".encode())
    conn.execute(f"GRANT CREATE ON DATABASE {conn.info.dbname} TO {role}; GRANT CREATE, USAGE ON SCHEMA public TO {role}".encode())
    try:
        with opened(database.replace("user=postgres", f"user={role}")) as theirs, pytest.raises(HalfwayError, match="row-level security"):
            run(theirs, folder)
    finally:
        conn.execute(f"DROP OWNED BY {role} CASCADE; DROP ROLE {role}".encode())


def test_a_wrong_backfill_is_refused_before_anything_runs(conn: Connection, folder: PlanFolder) -> None:
    wrong = backfill()
    made(folder, msgspec.structs.replace(wrong, batches=Batches(table="public.x, public.y", key=wrong.batches.key, size=1)))  # type: ignore[union-attr]
    with pytest.raises(IntegrityError, match="is no table and columns of it"):
        run(conn, folder)
    assert conn.execute("SELECT to_regclass('public.\"Ta b\"')").fetchone() == (None,)


BEFORE = """
schema: app
tables:
  'Bu "S y':
    columns: {id: bigint primary key, name: text}
  keyless:
    columns: {id: bigint}
"""
ADDED = BEFORE.replace(
    "name: text", "name: text, token: uuid not null default gen_random_uuid(), code: {type: text not null, backfill: lower(name)}"
)
ROWS = 'INSERT INTO app."Bu ""S y" SELECT i, \'N\' || i FROM generate_series(1, 50) i'


def test_a_volatile_default_does_not_write_a_busy_table_anew(each_server: ScratchServer) -> None:
    found = sql(planned(each_server, BEFORE, ADDED, rows=ROWS))
    token = [one for one in found if "token" in one and "FUNCTION app" not in one and "TRIGGER" not in one]
    assert token[:4] == [
        "ALTER TABLE t ADD COLUMN token uuid",
        "ALTER TABLE t ALTER COLUMN token SET DEFAULT gen_random_uuid()",
        "UPDATE t SET token = DEFAULT WHERE token IS NULL AND id >= $1 AND id <= $2",
        token[3],
    ]
    assert "NOT VALID" in token[3]
    (trigger,) = [one for one in found if "CREATE TRIGGER" in one and "token" in one]
    assert 'ALTER TABLE t ENABLE ALWAYS TRIGGER "Bu ""S y_token_backfill"' in found
    assert "BEFORE UPDATE OF id ON t FOR EACH ROW WHEN (NEW.token IS NULL)" in trigger


MOVED = """
schema: app
tables:
  'Bu "S y':
    columns: {name: text not null}
    unique: {names: [name]}
"""


@pytest.mark.parametrize(
    "added",
    [
        "token: uuid default gen_random_uuid()",
        "token: {type: uuid default gen_random_uuid(), backfill: md5(name)::uuid}",
        "token: bigint generated always as identity",
    ],
)
def test_a_row_that_moves_to_where_batches_have_been_has_its_value(each_server: ScratchServer, added: str) -> None:
    """Its key changes while the backfill runs: it was left empty, and nobody said so."""
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, MOVED))
        conn.execute("""INSERT INTO app."Bu ""S y" SELECT 'n' || i FROM generate_series(10, 60) i""")
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        target = state(each_server, MOVED.replace("name: text not null", f"name: text not null, {added}"))
        for one in propose(each_server, live, target).steps:
            (first, *_) = one.statements
            if first.batches is None:
                scenario._run(conn, one)
                continue
            conn.execute("SET search_path TO app, public")
            until = last_key(conn, first.batches)
            assert until
            done = next_range(conn, first.batches, None, until, 20)
            assert done
            runner.run(conn, first.sql, values=done.values)
            conn.execute("""UPDATE app."Bu ""S y" SET name = 'a' WHERE name = 'n50'""")
            while (portion := next_range(conn, first.batches, done.last, until, 20)) is not None:
                runner.run(conn, first.sql, values=portion.values)
                done = portion
            scenario.pin(conn)
        assert conn.execute('SELECT count(*), count(token), count(DISTINCT token) FROM app."Bu ""S y"').fetchone() == (51, 51, 51)
        scenario._check_state(introspect(conn, whole_server=True), target)


def test_who_writes_meanwhile_gets_the_value_from_a_trigger(each_server: ScratchServer) -> None:
    """Between any two steps a row is inserted by an application that does not know of the column, and one that writes NULL."""
    target = state(each_server, BEFORE.replace("name: text", "name: {type: text not null, backfill: \"'no ' || id\"}"))
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, BEFORE))
        conn.execute(b'INSERT INTO app."Bu ""S y" SELECT i, CASE WHEN i % 2 = 0 THEN \'n\' END FROM generate_series(1, 50) i')
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        proposal = propose(each_server, live, target)
        begun = False
        for number, one in enumerate(proposal.steps):
            scenario._run(conn, one)
            begun |= any("CREATE TRIGGER" in statement.sql for statement in one.statements)
            if begun and number < len(proposal.steps) - 1:
                conn.execute(f'INSERT INTO app."Bu ""S y" (id) VALUES ({100 + number})'.encode())
                conn.execute(f'UPDATE app."Bu ""S y" SET name = NULL WHERE id = {number + 1}'.encode())
        left = conn.execute("SELECT count(*) FROM app.\"Bu \"\"S y\" WHERE name NOT IN ('n', 'no ' || id)").fetchone()
        assert left == (0,)
        scenario._check_state(introspect(conn, whole_server=True), target)


def test_an_identity_numbers_the_rows_of_a_busy_table_in_batches(each_server: ScratchServer) -> None:
    """What is inserted meanwhile is numbered too, and the identity goes on behind all of them."""
    target = state(
        each_server, BEFORE.replace("name: text", "name: text, no: integer generated always as identity (start with 100 increment by 2)")
    )
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, BEFORE))
        conn.execute(ROWS.encode())
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        proposal = propose(each_server, live, scenario._again(target))
        assert not [hazard.code for one in proposal.statements for hazard in one.hazards]
        for number, one in enumerate(proposal.steps):
            scenario._run(conn, one)
            conn.execute(f'INSERT INTO app."Bu ""S y" (id) VALUES ({1000 + number})'.encode())
        scenario._check_state(introspect(conn, whole_server=True), target)
        every = 50 + len(proposal.steps)
        found = conn.execute('SELECT count(DISTINCT no), min(no), max(no) FROM app."Bu ""S y"').fetchone()
        assert found == (every, 100, 100 + 2 * (every - 1))


HEIRS = """
schema: app
tables:
  'Bu "S y':
    columns: {id: bigint primary key, name: text}
  child:
    inherits: ['"Bu ""S y"']
    columns: {more: integer}
  grandchild:
    inherits: [child]
"""


def test_tables_that_inherit_are_filled_and_helped_too(each_server: ScratchServer) -> None:
    target = state(each_server, HEIRS.replace("name: text", "name: text, code: {type: text, backfill: \"'no ' || id\"}"))
    with each_server.database() as conn:
        scenario.pin(conn)
        scenario._build(conn, state(each_server, HEIRS))
        for table in ('"Bu ""S y"', "child", "grandchild"):
            conn.execute(f"INSERT INTO app.{table} (id) SELECT generate_series(1, 20)".encode())
        live = scenario.everything_is_busy(introspect(conn, whole_server=True))
        begun = False
        for number, one in enumerate(propose(each_server, live, scenario._again(target)).steps):
            scenario._run(conn, one)
            begun |= any("CREATE TRIGGER" in statement.sql for statement in one.statements)
            begun &= not any("DROP TRIGGER" in statement.sql for statement in one.statements)
            for table in ('"Bu ""S y"', "child", "grandchild") if begun else ():
                conn.execute(f"INSERT INTO app.{table} (id) VALUES ({100 + number})".encode())
        left = conn.execute(
            'SELECT count(*) FILTER (WHERE code IS DISTINCT FROM \'no \' || id), count(*) > 63 FROM app."Bu ""S y"'
        ).fetchone()
        assert left == (0, True)
        scenario._check_state(introspect(conn, whole_server=True), target)


def test_without_a_key_it_is_refused_where_the_table_is_busy(server: ScratchServer) -> None:
    after = BEFORE.replace("columns: {id: bigint}", "columns: {id: bigint, n: {type: integer, backfill: 1}}")
    with pytest.raises(RefusedError) as caught:
        planned(server, BEFORE, after)
    assert caught.value.problems[0].code == "S306"
    default = BEFORE.replace("columns: {id: bigint}", "columns: {id: bigint, n: uuid default gen_random_uuid()}")
    assert sql(planned(server, BEFORE, default)) == ["ALTER TABLE app.keyless ADD COLUMN n uuid DEFAULT gen_random_uuid()"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("columns: {id: {type: bigint, backfill: {valeu: 1}}}", "backfill is an SQL expression, or a map"),
        ("columns: {id: {type: bigint, backfill: {value: 1, bacth: 1}}}", "backfill knows no bacth"),
        ("columns: {id: {type: bigint, backfill: {value: 1, batch: 0}}}", "batch is a number of rows"),
        ("columns: {id: bigint}\n    backfill: 1", "backfill"),
        ("columns: {id: bigint}\n    using: 1", "using"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(server: ScratchServer, written: str, words: str) -> None:
    with pytest.raises(SchemaError, match=words) as caught:
        state(server, BEFORE.replace("columns: {id: bigint}\n", f"{written}\n"))
    assert caught.value.problems[0].where


@pytest.mark.parametrize("of", ["regclass", '"Co ""M p"'])
def test_a_key_that_cannot_be_given_back_is_none(server: ScratchServer, of: str) -> None:
    """PostgreSQL compares a composite as any record, and regclass as oid: no value as it was printed is read again. Scratch has no rows to see it."""
    before = f"""
schema: app
composite_types: {{'Co "M p': {{a: integer}}}}
tables:
  'Bu "S y': {{columns: {{id: '{of} primary key', a: integer}}}}
"""
    with pytest.raises(RefusedError, match="neither a primary key nor a unique") as caught:
        planned(server, before, before.replace(" primary key', a: integer", " primary key', a: integer, b: {type: integer, backfill: '7'}"))
    assert caught.value.problems[0].code == "S306"
