"""A few machine-made evolutions, the same every time; `./dev evolve` judges as many as one wants."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from evolve import drawing, judging, reducing, rendering, results, running, scenarios
from evolve.choice import Choice
from evolve.judging import Judge
from evolve.pool import PooledServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemactl.desired.loader import load_files
from schemactl.kinds import KINDS
from schemactl.live.connection import connect
from schemactl.planning.prove import pin
from schemactl.scratch.server import ScratchServer

CHUNK = 5


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with running.judge(18) as found:
        yield found


@pytest.mark.parametrize("start", range(1, 21, CHUNK))
def test_numbered_pairs(judge: Judge, start: int) -> None:
    for number in range(start, start + CHUNK):
        verdict, why = running.found(judge, running.of_number(number, judge.offered))
        assert verdict != "failed", f"pair {number}: {why}"


@settings(max_examples=5, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_drawn_pairs(judge: Judge, data: st.DataObject) -> None:
    """The same generators with choices that hypothesis can shrink."""
    pair = drawing.pair(Choice(lambda low, high: data.draw(st.integers(low, high))))
    verdict, why = running.found(judge, pair)
    assert verdict != "failed", why


WIDER = """
schema: app
tables:
  'Odd "T x':
    columns: {{kind: {type}}}
    checks: {{known: "kind in ('a', 'b')", lately: {{expression: "kind in ('a', 'c')", not_valid: true}}}}
    indexes: {{some: "(kind) where kind in ('a', 'b')"}}
views:
  seen: select kind from app."Odd ""T x" where kind in ('a', 'b')
"""


def test_texts_that_print_in_another_way_once_they_are_read_again(judge: Judge) -> None:
    """PostgreSQL itself reads a check again when its column gets another type; a copy has read it already."""
    narrow, wide = ({"a.yaml": WIDER.format(type=one)} for one in ("varchar(40)", "varchar"))
    with judge.side(narrow, "before") as (before, conn), judge.side(wide, "after") as (after, _):
        pin(conn)
        judge.there_and_back(conn, before, after)


GROWING = """
schema: app
tables:
  'Odd "T x':
    columns: {{id: integer not null, kind: {{type: character varying, collation: '"POSIX"'}}}}
    checks: {{known: "kind in ('a', 'it''s')"}}
    partition_by: list (id)
    partitions: {{{partitions}}}
    indexes: {{some: "(id) where kind in ('a', 'b')"}}
"""


def test_texts_that_postgresql_compares_once_they_are_read_again(judge: Judge) -> None:
    """ATTACH takes a check, and an index, for the parent's where both are the same: a copy has read its own again."""
    few, many = (
        {"a.yaml": GROWING.format(partitions=", ".join(f"p{one}: for values in ({one})" for one in range(count)))} for count in (1, 3)
    )
    with judge.side(few, "before") as (before, conn), judge.side(many, "after") as (after, _):
        pin(conn)
        judge.there_and_back(conn, before, after)


REQUIRED_TWICE = """
schema: app
tables:
  orders:
    columns: {{note: uuid, at: {{type: text}}}}
    partition_by: hash (note, at)
    {key}
  {name}:
    partition_of: app.orders for values with (modulus 5, remainder 1)
    renamed_from: {other}
    columns: {{note: {{type: uuid, not_null: {required}}}, at: {{type: text, not_null: {required}}}}}
"""


def test_a_renamed_partition_keeps_what_a_copy_of_it_lacks(judge: Judge) -> None:
    """A NOT NULL of its own beside the parent's, which came later; its name is another one once the table has another name."""
    before, after = (
        {"a.yaml": REQUIRED_TWICE.format(key=key, name=name, other=other, required=required)}
        for key, name, other, required in (
            ("primary_key: {columns: [note, at], name: orders_key}", "fifth", "'Odd \"P x'", "true"),
            ("", "'Odd \"P x'", "fifth", "false"),
        )
    )
    with judge.side(before, "before") as (wanted, conn), judge.side(after, "after") as (target, _):
        pin(conn)
        judge.there_and_back(conn, wanted, target)


NOT_DRAWN = {
    "tablespace": "a folder of the server, which relations are placed in, and no schema file describes",
    "index_partition": "is said only where a partition has twins; what is not said is made by the others all the time",
}
"""Kinds that no family draws, and why."""


def test_every_kind_is_drawn() -> None:
    drawn: set[str] = set()
    left = {kind.name for kind in KINDS} - NOT_DRAWN.keys()
    for number in range(1, 400):
        for files in (texts := judging.texts(running.of_number(number))).before, texts.after:
            drawn |= {one.kind for one in load_files(rendering.sources(files)).objects}
        if left <= drawn:
            break
    assert left - drawn == set()
    assert NOT_DRAWN.keys() & drawn == set()


def test_a_number_is_one_pair() -> None:
    assert judging.texts(running.of_number(7)) == judging.texts(running.of_number(7))


@pytest.mark.parametrize("number", range(40))
def test_states_load(number: int) -> None:
    """What is written is YAML that the loader takes, whatever the names."""
    texts = judging.texts(running.of_number(number))
    for files in (texts.before, texts.after):
        load_files(rendering.sources(files))


def test_a_failure_becomes_a_small_scenario(tmp_path: Path) -> None:
    """As if every pair with a table failed: what is left is one table with one column."""

    def fails(pair: drawing.Pair) -> bool:
        return bool(pair.after.of("table"))

    small = reducing.reduced(running.of_number(3), fails)
    assert len(small.after.items) <= 3
    scenarios.write(tmp_path / "evolve--3", judging.texts(small), "why")
    assert "tables:" in (tmp_path / "evolve--3" / "after.yaml").read_text()


def test_results_are_taken_up_again(tmp_path: Path) -> None:
    first = results.Results(tmp_path / "pg18.jsonl")
    first.add(results.Result(number=4, verdict="ok"))
    again = results.Results(first.file)
    again.read()
    assert again.count(range(1, 10)) == {"ok": 1}


def test_what_failed_and_what_other_generators_drew_is_judged_again(tmp_path: Path) -> None:
    found = results.Results(tmp_path / "pg18.jsonl")
    for number, verdict, drawn in ((1, "ok", "now"), (2, "failed", "now"), (3, "ok", "then")):
        found.add(results.Result(number=number, verdict=verdict, drawn=drawn))
    assert found.left(range(1, 5), "now") == [2, 3, 4]


def test_a_run_goes_on_where_a_connection_fails(tmp_path: Path) -> None:
    with running.Bench(18, tmp_path) as bench:
        assert bench.judged(1).verdict == "ok"
        assert bench._judge
        _cut(bench._judge.server)
        cut = bench.judged(2)
        assert (cut.verdict, bench.judged(3).verdict) == (running.NOT_JUDGED, "ok"), cut


def test_a_database_is_lent_again_as_it_was_first(judge: Judge) -> None:
    said = "SELECT obj_description('public'::regnamespace, 'pg_namespace')"
    with judge.server.database() as conn:
        first = conn.execute(said).fetchone()
        conn.execute("COMMENT ON SCHEMA public IS 'another'")
    with judge.server.database() as again:
        assert (again is conn, again.execute(said).fetchone()) == (True, first)
    with judge.server.database() as conn:
        conn.execute("COMMENT ON SCHEMA information_schema IS 'nobody puts this back'")
    with judge.server.database() as other:
        assert other is not conn


def _cut(server: ScratchServer) -> None:
    """End every session that this server holds, as an administrator may."""
    assert isinstance(server, PooledServer)
    sessions = [server._maintenance, *(conn for conn, _, _ in server._idle)]
    with closing(connect(server.target)) as other:
        for one in sessions:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [one.info.backend_pid])
