"""What must hold before the first step: these are the committed plans, this is the database they were planned for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schemactl.applying.ledger import LedgerState, PlanRow, StepRow
from schemactl.errors import HalfwayError, IntegrityError, Problem, RefusedError, Where
from schemactl.model.fingerprint import Fingerprints
from schemactl.plans import git, lockfile
from schemactl.plans.directory import PlanFile
from schemactl.plans.plan import Plan

DRIFT = "S710"

SHOW = "`schemactl drift` shows what differs"


def check_files(folder: Path, plans: Sequence[PlanFile]) -> None:
    """The folder holds what its lock file lists."""
    problems = lockfile.check(folder, plans)
    if problems:
        raise IntegrityError.of(problems)


def check_committed(folder: Path, plans: Sequence[PlanFile]) -> None:
    """Where there is a repository, HEAD holds these very files and their lock file."""
    files = {str(plan.path.relative_to(folder)): plan.data for plan in plans} | {
        lockfile.LOCK_FILE: (folder / lockfile.LOCK_FILE).read_bytes()
    }
    problems = [
        Problem(
            code=IntegrityError.code,
            message=f"{name} is not committed: git's HEAD does not hold it as it is here",
            where=Where(file=str(folder / name), line=1, column=1),
            hint="commit plans and lock file first: git add plans && git commit (for a try in development: --allow-uncommitted)",
        )
        for name in git.uncommitted(folder, files) or ()
    ]
    if problems:
        raise IntegrityError.of(problems)


def check_uncommitted_allowed(config_mode: str, state: LedgerState) -> None:
    """--allow-uncommitted is for development, as configuration and database see it."""
    if config_mode != "development":
        raise RefusedError("--allow-uncommitted works in development environments only", hint="commit plans and lock file first")
    if state.marker is not None and state.marker.mode == "protected":
        raise RefusedError(
            "--allow-uncommitted does not work here: this database is marked protected", hint="commit plans and lock file first"
        )


def check_not_begun(state: LedgerState) -> None:
    """A rehearsal measures whole plans."""
    if begun := [row.name for row in state.unfinished if state.steps_of(row.number)]:
        raise RefusedError(
            f"{', '.join(begun)} began in this database already: what is left of it would be measured, and not all",
            hint="rehearse on a fresh clone",
        )


def check_start(live: Fingerprints, plan: Plan, last: PlanRow | None, server_version: int) -> None:
    """The database is in the state the plan starts from. IntegrityError with code S710 where it drifted.

    After the first plan the ledger's own fingerprint speaks: what this server printed then. Another server release may print the
    same state in other words, so only the structure is compared across releases.
    """
    if last is not None and last.stored is not None:
        same = live == last.stored if last.server_version == server_version else live.structure == last.stored.structure
        since = f"since {last.name}"
    else:
        same = equal(live, plan.header.before)
        since = "before its first plan" if last is None else f"since {last.name}"
    if not same:
        raise IntegrityError(
            f"the database is not in the state that {plan.name} starts from: it was changed by other means {since}",
            hint=_adopt_hint(last) + f"{SHOW}; undo it there, or bring it into the schema files and plan again",
            code=DRIFT,
        )


def _adopt_hint(last: PlanRow | None) -> str:
    return "" if last is not None else "does the database hold objects already? "


def equal(live: Fingerprints, promised: Fingerprints) -> bool:
    """The same state; across majors, where servers print it in other words, the same structure."""
    return live.full == promised.full if live.major == promised.major else live.structure == promised.structure


def check_end(live: Fingerprints, plan: Plan, *, committed: bool) -> str | None:
    """The database is what the plan promised; a note where only its structure could be compared."""
    promised = plan.header.after
    if not equal(live, promised):
        message = f"every step of {plan.name} ran, but the database is not what the plan promised: something else changed it meanwhile"
        raise (HalfwayError if committed else IntegrityError)(message, hint=f"{SHOW}; once it is undone, run apply again", code=DRIFT)
    if live.major == promised.major:
        return None
    return f"{plan.name} was planned for PostgreSQL {promised.major}: its structure was compared, the text that servers print was not"


def check_steps(plan: Plan, steps: dict[int, StepRow]) -> None:
    """Steps that ran are still what they were; only those that have not may be mended, those that began and came to no end among them."""
    changed = [number for number, row in steps.items() if row.status == "done" and not _is_same(plan, number, row)]
    if changed:
        raise IntegrityError(
            f"step {min(changed)} of {plan.name} ran in this database, and was edited since",
            hint="restore it; only steps that have not run may be changed",
        )


def _is_same(plan: Plan, number: int, row: StepRow) -> bool:
    return number <= len(plan.steps) and plan.steps[number - 1].sha256 == row.sha256
