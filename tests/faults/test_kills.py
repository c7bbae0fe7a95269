"""A few kills of `./dev faults`, the same every time, with every fault; and the proof that the judge sees what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import servers

from faults import running
from faults.killing import Fault, Killer, killer
from faults.shapes import BUMP, INDEXES, Shape
from faults.witness import Log

FEW = 3
EVERY = get_args(Fault)


@pytest.fixture(scope="module", params=servers.EMBEDDED)
def mine(request: pytest.FixtureRequest) -> Iterator[Killer]:
    """On each major of the wheel, one server that is stopped now and then."""
    folder = running.own_folder(f"test-{request.param}")
    with killer(folder, running.programs(request.param)) as found:
        yield found


def test_a_killed_apply_ends_right_after_one_rerun(mine: Killer) -> None:
    for number in range(1, FEW * len(EVERY) + 1):
        result = running.killed(mine, number, EVERY[number % len(EVERY)])
        assert result.verdict != "wrong", result.why


LOGGED = """\
\x1e7\x1fkill_1\x1fLOG:  statement: BEGIN
\x1e7\x1fkill_1\x1fLOG:  duration: 0.1 ms
\x1e7\x1fkill_1\x1fLOG:  execute <unnamed>: UPDATE public.counter SET n = n + 1
\x1e7\x1fkill_1\x1fLOG:  duration: 0.1 ms
\x1e7\x1fkill_1\x1fLOG:  execute <unnamed>: COMMIT
\x1e7\x1fkill_1\x1fLOG:  duration: 0.1 ms
"""


def test_the_witness_tells_once_from_twice(tmp_path: Path) -> None:
    """What ran in another database, and what was rolled back, does not count."""
    log = tmp_path / "log"
    elsewhere = LOGGED.replace("kill_1", "kill_2")
    back = LOGGED.replace("COMMIT", "ROLLBACK")
    log.write_text(LOGGED * INDEXES.bumps + elsewhere + back)
    assert Log.read(log, 0, "kill_1", INDEXES).twice(INDEXES) == [BUMP]
    log.write_text(elsewhere + back + LOGGED * INDEXES.bumps)
    assert Log.read(log, 0, "kill_1", INDEXES).twice(INDEXES) == []
    log.write_text(LOGGED * (INDEXES.bumps + 1))
    assert Log.read(log, 0, "kill_1", INDEXES).twice(INDEXES) == [BUMP]


PORTION = """\
\x1e7\x1fkill_1\x1fLOG:  execute <unnamed>: UPDATE t SET n = n + 1 WHERE id >= $1 AND id <= $2
\x1e7\x1fkill_1\x1fDETAIL:  Parameters: $1 = '1', $2 = '9'
\x1e7\x1fkill_1\x1fLOG:  duration: 0.1 ms
"""


def test_each_portion_of_a_backfill_is_a_statement_of_its_own(tmp_path: Path) -> None:
    sql = "UPDATE t SET n = n + 1 WHERE id >= $1 AND id <= $2"
    shape = Shape("one", (((("backfill", (sql,)),)),))
    log = tmp_path / "log"
    log.write_text(PORTION + PORTION.replace("'1'", "'10'"))
    assert Log.read(log, 0, "kill_1", shape).twice(shape) == []
    assert Log.read(log, 0, "kill_1", shape).kept_once(shape)
    log.write_text(PORTION + PORTION.replace("'1'", "'10'") + PORTION)
    assert Log.read(log, 0, "kill_1", shape).twice(shape) == [sql]


ALONE = """\
\x1e7\x1fkill_1\x1fLOG:  execute <unnamed>: CREATE UNIQUE INDEX CONCURRENTLY "Id K" ON "App"."Order Lines" (id, "K")
\x1e7\x1fkill_1\x1fLOG:  duration: 0.1 ms
"""
DROPPED = '\x1e9\x1fkill_1\x1fLOG:  execute <unnamed>: DROP INDEX CONCURRENTLY "App"."Id K"\n'
GOES_ON = "\x1e7\x1fkill_1\x1fLOG:  execute <unnamed>: SELECT 1\n"


@pytest.mark.parametrize(
    ("between", "twice"), [("", True), (GOES_ON, True), (GOES_ON + DROPPED, True), (DROPPED, False), (DROPPED.replace("Id K", "x"), True)]
)
def test_an_index_whose_last_commit_was_swallowed_is_not_built_twice(tmp_path: Path, between: str, twice: bool) -> None:
    """PostgreSQL commits the last part of CREATE INDEX CONCURRENTLY with the Sync message behind it."""
    log = tmp_path / "log"
    log.write_text(ALONE + between + ALONE.replace("\x1e7", "\x1e9"))
    assert bool(Log.read(log, 0, "kill_1", INDEXES).twice(INDEXES)) is twice
