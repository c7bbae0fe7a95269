"""A development database that `sync` brought where the plans lead: its ledger says so from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl import __version__
from schemactl.cli.context import App
from schemactl.cli.project import live

if TYPE_CHECKING:
    from schemactl.live.connection import Connection
    from schemactl.plans.directory import PlanFile


def record_last(app: App) -> None:
    """The plan that was just written, and those before it, are recorded as applied."""
    from schemactl.plans.directory import list_plans

    if not app.environment.development:
        app.note("note: the database already is where this plan leads; it is protected, so nothing was recorded there")
        return
    with live(app, read_only=False) as found:
        _record(app, found.conn, list_plans(app.config.plans))


def record_pending(app: App) -> None:
    """Plans of others that the database already agrees with: nothing differs, and the ledger does not know them."""
    from schemactl.applying import ledger
    from schemactl.live.fingerprint import live_fingerprints
    from schemactl.plans.directory import list_plans

    plans = list_plans(app.config.plans)
    if not plans or not app.environment.development:
        return
    with live(app, read_only=False) as found:
        state = ledger.read(found.conn)
        if len(state.applied) >= len(plans) or state.unfinished:
            return
        header = plans[-1].plan().header
        if live_fingerprints(found.conn, header.scope).full == header.after.full:
            _record(app, found.conn, plans)


def _record(app: App, conn: Connection, plans: tuple[PlanFile, ...]) -> None:
    from schemactl.applying.recording import record_applied
    from schemactl.live.fingerprint import live_fingerprints

    last = plans[-1]
    state = live_fingerprints(conn, last.plan().header.scope)
    names = record_applied(conn, plans, up_to=last, live=state, mode=app.environment.mode, tool_version=__version__)
    if names:
        app.note(f"The database already is where the plans lead: recorded {', '.join(names)} as applied there.")
