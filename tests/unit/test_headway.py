"""Rows of pg_stat_progress_* as servers of every major give them → one form; and how long is left by the pace."""

from __future__ import annotations

from typing import Any

import pytest

from schemactl.applying.events import AtWork, Session
from schemactl.applying.watching import Pace
from schemactl.cli import live_line, working
from schemactl.live.headway import Counted, Headway, headway

INDEX = {"command": "CREATE INDEX", "lockers_total": 0, "lockers_done": 0, "partitions_total": 0, "partitions_done": 0}
NONE = {"blocks_total": 0, "blocks_done": 0, "tuples_total": 0, "tuples_done": 0}
HEAP = {"heap_blks_total": 50, "heap_blks_scanned": 20, "heap_blks_vacuumed": 5, "index_vacuum_count": 1}
CLUSTER = {"command": "CLUSTER", "heap_blks_total": 50, "heap_blks_scanned": 20, "index_rebuild_count": 3}


@pytest.mark.parametrize(
    ("view", "row", "counted"),
    [
        (
            "create_index",
            {**INDEX, **NONE, "phase": "building index: scanning table", "blocks_total": 8, "blocks_done": 2},
            (2, 8, "blocks"),
        ),
        # Of the first block the server says that all are done.
        ("create_index", {**INDEX, **NONE, "phase": "building index: scanning table", "blocks_total": 8, "blocks_done": 8}, None),
        ("create_index", {**INDEX, **NONE, "phase": "building index: sorting live tuples", "blocks_total": 8, "blocks_done": 7}, None),
        (
            "create_index",
            {
                **INDEX,
                "phase": "building index: loading tuples in tree",
                "blocks_total": 8,
                "blocks_done": 7,
                "tuples_total": 9,
                "tuples_done": 9,
            },
            (9, 9, "rows"),
        ),
        (
            "create_index",
            {**INDEX, **NONE, "phase": "waiting for old snapshots", "lockers_total": 2, "lockers_done": 1},
            (1, 2, "transactions"),
        ),
        ("create_index", {**INDEX, **NONE, "phase": "initializing"}, None),
        ("vacuum", {**HEAP, "phase": "scanning heap"}, (20, 50, "blocks")),
        ("vacuum", {**HEAP, "phase": "vacuuming heap"}, (5, 50, "blocks")),
        ("vacuum", {**HEAP, "phase": "vacuuming indexes"}, None),  # up to PostgreSQL 16
        ("vacuum", {**HEAP, "phase": "vacuuming indexes", "indexes_total": 4, "indexes_processed": 1}, (1, 4, "indexes")),
        ("vacuum", {**HEAP, "phase": "truncating heap"}, None),
        ("cluster", {**CLUSTER, "phase": "seq scanning heap", "heap_tuples_scanned": 9, "heap_tuples_written": 0}, (20, 50, "blocks")),
        ("cluster", {**CLUSTER, "phase": "index scanning heap", "heap_tuples_scanned": 9, "heap_tuples_written": 9}, (9, None, "rows")),
        ("cluster", {**CLUSTER, "phase": "writing new heap", "heap_tuples_scanned": 9, "heap_tuples_written": 3}, (3, 9, "rows")),
        ("cluster", {**CLUSTER, "phase": "rebuilding index", "heap_tuples_scanned": 9, "heap_tuples_written": 9}, (3, None, "indexes")),
        ("cluster", {**CLUSTER, "phase": "swapping relation files", "heap_tuples_scanned": 9, "heap_tuples_written": 9}, None),
        ("analyze", {"phase": "acquiring sample rows", "sample_blks_total": 30, "sample_blks_scanned": 3}, (3, 30, "blocks")),
        ("analyze", {"phase": "acquiring inherited sample rows", "child_tables_total": 3, "child_tables_done": 1}, (1, 3, "partitions")),
        ("analyze", {"phase": "computing extended statistics", "ext_stats_total": 3, "ext_stats_computed": 1}, (1, 3, "statistics")),
        ("analyze", {"phase": "computing statistics", "sample_blks_total": 30, "sample_blks_scanned": 30}, None),
        ("copy", {"command": "COPY FROM", "bytes_processed": 5, "bytes_total": 10, "tuples_processed": 1}, (5, 10, "bytes")),
        ("copy", {"command": "COPY TO", "bytes_processed": 5, "bytes_total": 0, "tuples_processed": 1}, (1, None, "rows")),
    ],
)
def test_each_phase_has_its_counter(view: str, row: dict[str, Any], counted: tuple[int, int | None, str] | None) -> None:
    found = headway(view, row)
    assert found is not None
    assert found.counted == (Counted(*counted) if counted else None)  # type: ignore[arg-type]  # the table's words are units


def test_what_this_role_may_not_see_says_nothing() -> None:
    assert headway("vacuum", {"pid": 7, "datid": 1, "phase": None, "heap_blks_total": None}) is None


def scanning(done: int, parts_done: int = 0) -> Headway:
    return Headway(command="CREATE INDEX", phase="scanning", counted=Counted(done, 100, "blocks"), parts_done=parts_done, parts=2)


def test_the_pace_is_that_of_the_phase() -> None:
    pace = Pace()
    assert pace.left(scanning(10), 5.0) is None
    assert pace.left(scanning(12), 6.0) is None
    assert pace.left(scanning(20), 10.0) == 40.0
    assert pace.left(scanning(5, parts_done=1), 11.0) is None
    assert pace.left(scanning(10, parts_done=1), 16.0) == 90.0
    assert pace.left(scanning(9, parts_done=1), 17.0) is None  # the next index: what was seen is of another
    assert pace.left(None, 20.0) is None


def test_the_pace_forgets_what_is_long_ago() -> None:
    pace = Pace()
    found = [pace.left(scanning(done), float(second)) for second, done in ((0, 0), (10, 50), (20, 51), (30, 52), (40, 53), (50, 54))]
    assert found[1] == 10.0
    assert found[-1] == pytest.approx(46 * 10.0)


def test_nothing_moves_and_nothing_is_promised() -> None:
    pace = Pace()
    assert [pace.left(scanning(10), float(second)) for second in range(10)] == [None] * 10


def test_what_is_told_of_a_partition() -> None:
    work = AtWork(seconds=31, headway=scanning(25, parts_done=1), left=40.0)
    assert list(working.words(work)) == ["scanning of partition 2 of 2", "25% (25 of 100 blocks)", "about 40 s left of this phase"]
    assert list(working.brief(work)) == ["31 s", "about 40 s left", "25% scanning of partition 2 of 2"]
    assert working.fields(work)["parts"] == 2


def test_who_is_waited_for_comes_before_everything() -> None:
    session = Session(pid=7, user="ada", application="psql", state="idle in transaction", transaction_seconds=9.0)
    told = list(working.brief(AtWork(seconds=3, rehearsed=60.0, blockers=(session,))))
    assert told == ["3 s", "waits for pid 7: ada (psql), idle in transaction, transaction open for 9 s"]


def test_a_run_longer_than_its_rehearsal() -> None:
    assert list(working.brief(AtWork(seconds=130, rehearsed=60.0))) == ["2 min", "60 s in the rehearsal", working.NO_FIGURE]


def test_a_line_is_cut_by_columns_and_holds_no_escape() -> None:
    assert live_line.cut("表" * 10, 7) == "表表表…"
    assert live_line.columns(live_line.cut("表" * 10, 7)) == 7
    assert live_line.cut("e\u0301a", 2) == "e\u0301a"
    assert "\x1b" not in live_line.cut("\x1b[2J", 20)
    assert live_line.line("2.1 of 0001_a_long_name_of_a_plan (index app.orders.orders_open_idx)", ["31 s", "x" * 50]).startswith("2.1 of ")
