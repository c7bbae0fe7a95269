"""The plans folder as one database's ledger sees it: what ran, what comes next, and whether these are the same plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemactl.applying.ledger import LedgerState, PlanRow
from schemactl.errors import IntegrityError, Problem, Where
from schemactl.plans.directory import PlanFile, find_plan, leading
from schemactl.plans.squashing import chain_of

_HAND = "its ledger was changed by hand, or these are other plans"


class History:
    """`chain` are the plans in order, for this database: where it ran some that were squashed since, these instead of the one that replaced them."""

    def __init__(self, files: Sequence[PlanFile], state: LedgerState) -> None:
        self.files, self.state = files, state
        self.chain = chain_of(files, {row.number: row.sha256 for row in state.plans})
        self._applied = {row.number for row in state.applied}

    def check(self) -> None:
        """What the database ran is what the folder holds, from the first plan on and without a gap.

        A database that is newer than the folder passes where all that the folder does not know is backward compatible by its own word.
        """
        if problems := list(self._problems()):
            raise IntegrityError.of(problems)

    @property
    def newer(self) -> tuple[PlanRow, ...]:
        """What ran here, or began to, behind the last plan of the folder: an older version of the application looks at the database."""
        last = self.chain[-1].number if self.chain else 0
        return tuple(row for row in self.state.plans if row.number > last)

    def pending(self, to: str | None = None) -> list[PlanFile]:
        """Plans that have not run, up to the one named."""
        last = find_plan(self.chain, to).number if to else None
        return [plan for plan in self.chain if plan.number not in self._applied and (last is None or plan.number <= last)]

    @property
    def last(self) -> PlanRow | None:
        """What ran last of what the folder knows."""
        known = {plan.number for plan in self.chain}
        return max(
            (row for row in self.state.applied if row.number in known), key=lambda row: row.finished_at or row.started_at, default=None
        )

    def ran(self) -> tuple[PlanFile, ...]:
        """The plans that this database is through with, without those that undid drift; squashed, where the others were removed."""
        ran = tuple(plan for plan in self.chain if plan.number in self._applied)
        if not all(plan.data for plan in ran):
            ran = tuple(plan for plan in self.files if plan.number in self._applied)
        return leading(ran)

    def file(self, row: PlanRow) -> PlanFile:
        """The plan of a row that `check` let pass."""
        return next(plan for plan in self.chain if plan.number == row.number)

    def _problems(self) -> Iterator[Problem]:
        known, newer = {plan.number: plan for plan in self.chain}, self.newer
        if not self.chain or not all(row.compatible for row in newer):
            yield from map(_unknown, sorted(newer, key=lambda row: row.compatible))
        for row in self.state.plans:
            plan = known.get(row.number)
            if row in newer:
                continue
            if plan is None:
                yield _unknown(row)
            elif row.status != "applied":
                yield from self._half_way(row, plan)
            elif plan.name != row.name or plan.sha256 != row.sha256:
                what = "was edited" if plan.name == row.name else f"is not {row.name}"
                hint = "restore it: git checkout -- plans"
                yield _problem(f"{plan.name} {what}, but this database ran it on {row.started_at:%Y-%m-%d}", hint, plan)
        yield from self._gap()

    def _gap(self) -> Iterator[Problem]:
        known = {plan.number: plan for plan in self.chain}
        ran = [row for row in self.state.plans if row.number in self._applied or row.number not in known]
        latest = max(
            (row for row in ran if row.number not in known or not known[row.number].undoes_drift), key=lambda row: row.number, default=None
        )
        for plan in self.chain:
            if latest and plan.number < latest.number and plan.number not in self._applied and not plan.undoes_drift:
                yield _problem(f"this database ran {latest.name}, but not plan {plan.number:04d}", _HAND, plan)
                return

    def _half_way(self, row: PlanRow, plan: PlanFile) -> Iterator[Problem]:
        first = next((one for one in self.pending() if not one.undoes_drift), None)
        if plan is not first and not plan.undoes_drift:
            yield _problem(
                f"{row.name} stopped half-way in this database, and it is not the next plan of the folder",
                "restore the plan and finish it first",
                plan,
            )


def _unknown(row: PlanRow) -> Problem:
    works = "is backward compatible" if row.compatible else "is not known to leave an older version of the app working"
    return _problem(
        f"this database ran {row.name}, which is not in the plans folder and {works}",
        "is this an older version of the app than the one deployed last? Restore the plan, or deploy the later version",
    )


def _problem(message: str, hint: str, plan: PlanFile | None = None) -> Problem:
    where = Where(file=str(plan.path), line=1, column=1) if plan else None
    return Problem(code=IntegrityError.code, message=message, where=where, hint=hint)
