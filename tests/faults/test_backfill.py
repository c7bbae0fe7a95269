"""A backfill goes on where it was killed, however it was: every row gets its value, from one committed batch."""

from __future__ import annotations

import pytest
import servers

from faults import running
from faults.backfilling import BOTH, CODE, Work, judge

ROWS = 200_000


@pytest.mark.parametrize("work", [CODE, BOTH], ids=["column", "both names"])
def test_a_backfill_that_is_killed_five_times_writes_every_row_once(work: Work) -> None:
    """What is filled is a new column, or what has a second name from then on: its writers go on under the first one, and contract ends it."""
    found = judge(running.own_folder("backfill"), running.programs(servers.EMBEDDED[0]), rows=ROWS, work=work)
    assert (found.wrong, found.doubled, found.left) == (0, 0, 0), found
    assert found.rows >= ROWS
    assert len(found.kills) == 5, found
    assert found.client < 100, found
