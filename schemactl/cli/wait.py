"""`schemactl wait`: until the database answers and, with --applied, has every plan. For start-up scripts."""

from __future__ import annotations

import time

import click

from schemactl.cli import durations
from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.cli.project import live
from schemactl.errors import ConnectError

_PAUSE = 0.5
_AGAIN_AFTER = 10.0


@click.command()
@click.option("--applied", is_flag=True, help="Until every plan of the folder has run, too.")
@click.option("--for", "limit", type=durations.Duration(), default="60s", show_default=True, metavar="TIME", help="How long at most.")
@json_option
@pass_app
def command(app: App, /, *, applied: bool, limit: float, as_json: bool) -> None:
    """Wait until the database is ready; with --applied, until somebody else has applied the plans.

    Runs nothing. Not ready in time: exit code 6. Plans that are not what the database ran: 7, at once.
    """
    started, said = time.monotonic(), -_AGAIN_AFTER
    while (missing := _missing(app, applied=applied)) is not None:
        waited = time.monotonic() - started
        if waited >= limit:
            raise ConnectError(
                f"not ready after {waited:.0f} s: {missing}", hint="wait longer with --for, or look at who should start or apply it"
            )
        if waited - said >= _AGAIN_AFTER:
            said = waited
            app.event(f"waiting: {missing}")
        time.sleep(min(_PAUSE, max(0.0, limit - waited)))
    if as_json:
        app.json({"ready": True, "seconds": round(time.monotonic() - started, 3)})
    else:
        app.result("ready")


def _missing(app: App, *, applied: bool) -> str | None:
    """What is not there yet."""
    from schemactl.applying import ledger
    from schemactl.applying.history import History
    from schemactl.plans.directory import list_plans

    try:
        with live(app) as found:
            if not applied:
                return None
            history = History(list_plans(app.config.plans), ledger.read(found.conn))
            history.check()
    except ConnectError as error:
        return error.problems[0].message
    pending = history.pending()
    return (
        f"{len(pending)} plan{'s wait' if len(pending) > 1 else ' waits'} to be applied, the first is {pending[0].name}"
        if pending
        else None
    )
