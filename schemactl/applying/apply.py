"""`apply`: one cheap look whether anything is pending. Only where something is, what runs plans is loaded, and a lock is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from schemactl.applying import ledger
from schemactl.applying.events import Events
from schemactl.applying.failures import reported
from schemactl.applying.ledger import LedgerState
from schemactl.applying.options import Look, Options, Result, TakeFingerprints
from schemactl.applying.pending import Folder
from schemactl.applying.stopping import stop_on_signals
from schemactl.live.connection import Connection
from schemactl.plans.plan import Plan


def apply(
    conn: Connection,
    path: Path,
    options: Options,
    *,
    fingerprints: TakeFingerprints,
    events: Events | None = None,
    observe: Callable[[], Connection] | None = None,
    look: Look | None = None,
) -> Result:
    """Run what is pending in the folder. Up to date: three queries, no lock. `observe` opens a second connection, to see who blocks the first.

    `look` says what statements have to do, which the ledger keeps beside the time that they took.
    """
    events = events or Events()
    with stop_on_signals() as stop, reported(stop):
        folder = Folder(conn, path, fingerprints, expands=options.phase == "expand")
        state = ledger.read(conn)
        if folder.pending(state, options.to):
            from schemactl.applying.executor import executor

            with executor(conn, folder, options, fingerprints, events, observe, stop, look) as one:
                result = one.apply()
            if result is not None:
                return result
            # Who had the lock before did it all.
            state = ledger.read(conn)
        return _up_to_date(folder, state, events)


def would_run(conn: Connection, path: Path, options: Options, *, fingerprints: TakeFingerprints) -> tuple[Plan, ...]:
    """What `apply` would run, after every check it would make; nothing is written or locked."""
    with stop_on_signals() as stop, reported(stop):
        folder = Folder(conn, path, fingerprints, expands=options.phase == "expand")
        state = ledger.read(conn)
        if not (pending := folder.pending(state, options.to)):
            return ()
        from schemactl.applying.checks import checked

        return tuple(checked(conn, folder, pending, state, options, fingerprints))


def _up_to_date(folder: Folder, state: LedgerState, events: Events) -> Result:
    if newer := folder.history(state).newer:
        events.newer([row.name for row in newer])
    left = folder.left(state)
    if folder.expands and left:
        events.held_back(left)
    else:
        events.up_to_date()
    return Result(pending=left)
