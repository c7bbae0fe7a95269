"""Which rows of the database would a plan fail on? Told while it is made, when there is time to do something about them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemactl.cli.context import App

if TYPE_CHECKING:
    from schemactl.errors import Problem
    from schemactl.live.connection import Connection
    from schemactl.plans.make import Made

EACH, ALL = 5.0, 30.0
"""Seconds for one query, and for all of them."""


def note_rows_in_the_way(app: App, made: Made, conn: Connection | None) -> None:
    """A note per object that refuses rows; the plan is written all the same: a data step may be what comes next."""
    for problem in _problems(app, made, conn) if conn else ():
        app.note(f"note[{problem.code}]: {problem.message}")


def _problems(app: App, made: Made, conn: Connection) -> Iterator[Problem]:
    import psycopg

    from schemactl.live.asking import rows_in_the_way
    from schemactl.plans.rows import in_the_way

    started = time.monotonic()
    for ask in made.proposal.asks:
        left = ALL - (time.monotonic() - started)
        try:
            rows = rows_in_the_way(conn, ask.sql, seconds=min(EACH, left)) if left > 0 else None
        except psycopg.errors.Error as error:
            # The plan may start from plans that this database has not run, or from what the role may not read.
            app.detail(f"not asked about {ask.object_id}: {error.diag.message_primary}")
            continue
        if rows is None:
            app.note(f"note: no time to look for rows that {ask.object_id} would refuse")
        elif rows:
            yield in_the_way(str(ask.object_id), rows)
