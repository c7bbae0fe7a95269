"""A development database that `sync` brought where the plans lead: its ledger says so from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl import __version__
from schemactl.cli.context import App
from schemactl.cli.project import Live, live
from schemactl.errors import RefusedError

if TYPE_CHECKING:
    from schemactl.live.connection import Connection
    from schemactl.plans.directory import PlanFile


def record_last(app: App) -> None:
    """The plan that was just written, and those before it, are recorded as applied."""
    from schemactl.plans.directory import list_plans

    with live(app, read_only=not app.environment.development) as found:
        if _is_development(app, found):
            _record(app, found.conn, list_plans(app.config.plans))
        else:
            app.note("note: the database already is where this plan leads; schemactl adopt records that there")


def record_pending(app: App) -> None:
    """Plans of others that the database already agrees with: nothing differs, and the ledger does not know them."""
    from schemactl.applying import ledger
    from schemactl.applying.history import History
    from schemactl.live.fingerprint import live_fingerprints
    from schemactl.plans.directory import leading, list_plans

    plans = list_plans(app.config.plans)
    if not plans or not app.environment.development:
        return
    with live(app, read_only=False) as found:
        state = ledger.read(found.conn)
        if not History(plans, state).pending() or state.unfinished or not _is_development(app, found):
            return
        header = leading(plans)[-1].plan().header
        if live_fingerprints(found.conn, header.scope).full == header.after.full:
            _record(app, found.conn, plans)


def _is_development(app: App, found: Live) -> bool:
    """Planning writes into a database only where `sync` may too: not everybody who plans means to."""
    from schemactl.applying import environment

    try:
        environment.may_change_directly(app.environment.mode, found.marker, database_is_empty=False, is_embedded=app.address.url is None)
    except RefusedError:
        return False
    return True


def _record(app: App, conn: Connection, plans: tuple[PlanFile, ...]) -> None:
    from schemactl.applying.recording import record_applied
    from schemactl.live.fingerprint import live_fingerprints

    last = plans[-1]
    state = live_fingerprints(conn, last.plan().header.scope)
    names = record_applied(conn, plans, up_to=last, live=state, mode=app.environment.mode, tool_version=__version__)
    if names:
        app.note(f"The database already is where the plans lead: recorded {', '.join(names)} as applied there.")
