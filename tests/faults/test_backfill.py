"""A backfill goes on where it was killed, however it was: every row gets its value, from one committed batch."""

from __future__ import annotations

import servers

from faults import running
from faults.backfilling import judge

ROWS = 200_000


def test_a_backfill_that_is_killed_five_times_writes_every_row_once() -> None:
    found = judge(running.own_folder("backfill"), running.programs(servers.EMBEDDED[0]), rows=ROWS)
    assert (found.wrong, found.doubled) == (0, 0), found
    assert found.rows >= ROWS
    assert len(found.kills) == 5, found
    assert found.client < 100, found
