"""`schemactl unlock`: who holds the lock that lets one schemactl work on a database; ended only when asked."""

from __future__ import annotations

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option, yes_option
from schemactl.cli.project import live
from schemactl.errors import LockError


@click.command()
@click.option("--end", is_flag=True, help="End that session. What it did since its last commit is rolled back.")
@yes_option
@json_option
@pass_app
def command(app: App, /, *, end: bool, yes: bool, as_json: bool) -> None:
    """Show who holds schemactl's lock on this database, and end it when asked.

    The lock goes with its session: nothing is left behind by a schemactl that died. Only a session that hangs has to be ended.
    """
    from schemactl.applying import locks

    with live(app, read_only=not end) as found:
        holder = locks.holder(found.conn)
        ended = False
        if holder is not None and end:
            if not yes:
                app.confirm(f"end {holder}?", flag="--yes")
            ended = locks.end_holder(found.conn, holder)
            if not ended:
                raise LockError(f"{holder} was told to end, and holds the lock still", hint="look at it in pg_stat_activity")
    if as_json:
        session = (
            None if holder is None else {"pid": holder.pid, "user": holder.user, "application": holder.application, "state": holder.state}
        )
        app.json({"held": holder is not None and not ended, "by": session, "ended": ended})
    elif holder is None:
        app.result("Nobody holds the lock.")
    elif ended:
        app.result(f"Ended {holder}. The next apply goes on where it stopped.")
    else:
        app.result(f"Held by {holder}")
        app.note("It is gone once that session ends: wait for it, or end it with schemactl unlock --end")
