"""The plans of a folder that a database has not run, by its ledger. Loads nothing that could run them: most containers find nothing pending."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

from schemactl.applying import gate
from schemactl.applying.history import History
from schemactl.applying.ledger import LedgerState
from schemactl.applying.options import TakeFingerprints
from schemactl.live.connection import Connection
from schemactl.plans.directory import PlanFile, list_plans
from schemactl.plans.squashing import check_there


class Folder:
    """The plans' files, once they are those that the lock file lists. `expands`: what may break an application's earlier version waits, and all behind it."""

    def __init__(self, conn: Connection, path: Path, fingerprints: TakeFingerprints, *, expands: bool = False) -> None:
        self.path, self.files, self.expands = path, list_plans(path), expands
        self._conn, self._fingerprints = conn, fingerprints
        gate.check_files(path, self.files)

    def history(self, state: LedgerState) -> History:
        """The folder as this ledger sees it."""
        return History(self.files, state)

    def pending(self, state: LedgerState, to: str | None) -> list[PlanFile]:
        """Plans that have not run, up to the one asked for; the database's history must be the folder's."""
        history = self.history(state)
        history.check()
        pending = history.pending(to)
        check_there(pending)
        # What undoes the drift of this very database comes before all that would refuse to start from it.
        undoing = [plan for plan in pending if plan.undoes_drift and (state.steps_of(plan.number) or self.drifted_as(plan))]
        ordered = [*undoing, *(plan for plan in pending if plan not in undoing)]
        # What began has to come to its end.
        return (
            list(takewhile(lambda one: one.header.backward_compatible or state.steps_of(one.number), ordered)) if self.expands else ordered
        )

    def left(self, state: LedgerState) -> tuple[str, ...]:
        """The names of all that is pending."""
        return tuple(plan.name for plan in self.history(state).pending())

    def drifted_as(self, plan: PlanFile) -> bool:
        """Is the database in the state that this plan undoes?"""
        return gate.equal(self._fingerprints(self._conn, plan.header), plan.header.before)
