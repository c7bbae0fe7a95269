"""Pending plan files → plans, when everything holds that must before the first step; and what must hold behind the last."""

from __future__ import annotations

from collections.abc import Sequence

from schemactl.applying import gate
from schemactl.applying.filling import check_filled
from schemactl.applying.history import History
from schemactl.applying.ledger import LedgerState, PlanRow
from schemactl.applying.options import Options, TakeFingerprints
from schemactl.applying.pending import Folder
from schemactl.applying.statements import check_statements
from schemactl.errors import IntegrityError, Problem
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.live.server_wide import check_needs, decoded, encoded, read_server_wide, server_wide
from schemactl.model.change import Change
from schemactl.model.state import State
from schemactl.planning.diff import diff
from schemactl.planning.managed import within
from schemactl.planning.prove import explain
from schemactl.plans import rehearsal, signature
from schemactl.plans.directory import PlanFile
from schemactl.plans.header import PlanHeader
from schemactl.plans.plan import Plan
from schemactl.plans.replay import managed_server_wide


def checked(
    conn: Connection,
    folder: Folder,
    pending: Sequence[PlanFile],
    state: LedgerState,
    options: Options,
    fingerprints: TakeFingerprints,
) -> list[Plan]:
    """They are the committed ones, the server could run them, and the database is where they start from."""
    if options.clone:
        gate.check_not_begun(state)
    elif options.allow_uncommitted:
        gate.check_uncommitted_allowed(options.mode, state)
    else:
        gate.check_committed(folder.path, list(dict.fromkeys((*folder.files, *pending))))
    if options.signers:
        signature.check(folder.path, folder.files, options.signers)
    if options.rehearsed:
        # What undoes the drift of another database is passed by.
        rehearsal.check(one for one in pending if not one.undoes_drift or state.steps_of(one.number) or folder.drifted_as(one))
    plans = [plan.plan() for plan in pending]
    steps = state.steps_of(plans[0].number)
    gate.check_steps(plans[0], steps)
    _check_needs(conn, plans)
    check_statements(conn, plans)
    check_filled(plans, options.lookup)
    # A plan that stopped half-way left a state that no header names.
    if not steps and not plans[0].header.undoes_drift:
        check_start(conn, plans[0], folder.history(state), fingerprints)
    return plans


def check_start(conn: Connection, plan: Plan, history: History, fingerprints: TakeFingerprints) -> None:
    """The database is as the plan that ran last left it; for what undoes drift, as its header says. IntegrityError with code S710."""
    last = None if plan.header.undoes_drift else history.last
    # What the last plan left is looked at as that plan looked: the next one may manage more.
    before = _header_of(last, history) if last else plan.header
    gate.check_start(fingerprints(conn, before), plan, last, conn.info.server_version)
    if last:
        check_server_wide(conn, before)


def _header_of(row: PlanRow, history: History) -> PlanHeader:
    """Of a plan that ran; where its file was removed after it was squashed, of the one that replaced it."""
    file = history.file(row)
    return (file if file.data else next(one for one in history.files if one.number >= row.number)).header


def _check_needs(conn: Connection, plans: Sequence[Plan]) -> None:
    """The server has the roles that the plans take for granted."""
    made = {entry[:2] for plan in plans for entry in encoded(managed_server_wide(plan.header))}
    needed = [obj for plan in plans for obj in decoded(plan.header.server) if not plan.header.scope.manages(obj.id)]
    if needed := [obj for obj in needed if (obj.id.kind, obj.id.path) not in made]:
        check_needs(needed, read_server_wide(conn))


def plans_server_wide(header: PlanHeader) -> bool:
    """Has the plan a word about roles and the like, which no scratch database and no fingerprint holds?"""
    return bool(header.scope.named or managed_server_wide(header))


def server_wide_changes(live: State, header: PlanHeader) -> list[Change]:
    """What leads from how they are on the server to how the plan left them; `live` was read with the whole server."""
    here = server_wide(within(live, header.scope))
    before, after = (State(objects={obj.id: obj for obj in objects}) for objects in (here, managed_server_wide(header)))
    return diff(before, after)


def check_server_wide(conn: Connection, header: PlanHeader) -> None:
    """Roles and the like, which plans make around the database, are as this plan left them; IntegrityError with code S710 that names what is not."""
    if not plans_server_wide(header):
        return
    if changes := server_wide_changes(introspect(conn, whole_server=True), header):
        raise IntegrityError.of(
            [
                Problem(
                    code=gate.DRIFT,
                    message=f"not as the plans left it: {explain(change)}",
                    hint=f"{gate.SHOW}; undo it there, or bring it into the schema files and plan again",
                )
                for change in changes
            ]
        )
