"""`NNNN_name.rehearsal.json`: what a plan's statements took on a clone of the database that they are for, beside the plan.

It says nothing about another file of that name: the plan's hash is in it. It is no signature: whoever may write plans may write it too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from schemactl.errors import IntegrityError, Problem, Where
from schemactl.plans.directory import PlanFile, write_file
from schemactl.plans.escaping import visible_json

CODE = "S712"
ENDING = ".rehearsal.json"
FORMAT_VERSION = 1
HINT = "run it on a clone of the database: schemactl apply --rehearse URL; and commit what that writes"


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement had to do to a relation that was there before the plan, and how large that was: `bytes` of its heap, about so many `rows`.

    `what` is "rewrite", "scan", "join" (a foreign key's rows are looked for), "build" or "concurrent build" of an index, by the statement's parse tree.
    """

    what: str
    relation: str
    bytes: int
    rows: int


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A relation that has a file of its own since the statement, of so many `bytes`; `rows` where the server counted them.

    `rewritten`: it was there before, with another file.
    """

    relation: str
    kind: str
    rewritten: bool
    bytes: int
    rows: int | None = None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One statement. `seconds` are those of the attempt that went through, `lock_wait_seconds` (within 20 ms) those that all attempts waited for locks;
    `rows` it changed or returned; `wal_bytes` is what the whole server wrote meanwhile."""

    number: str
    label: str
    seconds: float
    lock_wait_seconds: float = 0.0
    attempts: int = 1
    rows: int = 0
    wal_bytes: int = 0
    written: tuple[Written, ...] = ()
    work: tuple[Work, ...] = ()

    @property
    def rewritten(self) -> tuple[Written, ...]:
        """What got a new copy."""
        return tuple(one for one in self.written if one.rewritten)


class Rehearsal(msgspec.Struct, frozen=True, kw_only=True):
    """`sha256` is the plan file's, `at` in UTC; `database_bytes` before the first plan of the run."""

    format_version: int = FORMAT_VERSION
    plan: str
    sha256: str
    at: str
    tool_version: str
    server_version: str
    wal_level: str
    database: str
    database_bytes: int
    statements: tuple[Measured, ...] = ()

    @property
    def seconds(self) -> float:
        """All statements."""
        return sum(one.seconds for one in self.statements)

    @property
    def lock_wait_seconds(self) -> float:
        return sum(one.lock_wait_seconds for one in self.statements)

    @property
    def wal_bytes(self) -> int:
        return sum(one.wal_bytes for one in self.statements)


def path_of(plan: PlanFile) -> Path:
    """The file beside the plan's."""
    return plan.path.with_name(f"{plan.name}{ENDING}")


def remove(plan: PlanFile) -> None:
    """The plan's file, and what a rehearsal left beside it."""
    plan.path.unlink()
    path_of(plan).unlink(missing_ok=True)


def write(plan: PlanFile, found: Rehearsal) -> Path:
    """In place of an earlier one."""
    text = json.dumps(msgspec.to_builtins(found), indent=2, ensure_ascii=False)
    path = path_of(plan)
    write_file(path, f"{visible_json(text)}\n".encode())
    return path


def read(plan: PlanFile) -> Rehearsal | None:
    """Of this very file; None where there is none, or where it is of another version of the plan. IntegrityError with code S712 for what is none."""
    found = _read(plan)
    return found if found and found.sha256 == plan.sha256 else None


def of_any_version(plan: PlanFile) -> Rehearsal | None:
    """The one beside the plan, whatever version of it that was."""
    return _read(plan)


def check(plans: Iterable[PlanFile]) -> None:
    """Each was rehearsed as it is now; IntegrityError with code S712."""
    if problems := list(_missing(plans)):
        raise IntegrityError.of(problems)


def due(plans: Sequence[PlanFile]) -> Sequence[PlanFile]:
    """Those that must have one where nobody knows what ran: from the first that has one to the newest, which always must."""
    first = next((number for number, plan in enumerate(plans) if path_of(plan).exists()), len(plans) - 1)
    return [plan for plan in plans[max(first, 0) :] if not plan.undoes_drift]


def _missing(plans: Iterable[PlanFile]) -> Iterator[Problem]:
    for plan in plans:
        found = _read(plan)
        if found is None:
            yield _problem(plan.path, f"{plan.name} was not rehearsed: there is no {path_of(plan).name}")
        elif found.sha256 != plan.sha256:
            yield _problem(path_of(plan), f"{path_of(plan).name} is of another version of {plan.name}: the plan changed since")


def _read(plan: PlanFile) -> Rehearsal | None:
    path = path_of(plan)
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Rehearsal)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as exc:
        raise IntegrityError.of([_problem(path, f"{path} cannot be read as a rehearsal: {exc}")]) from exc
    if found.format_version != FORMAT_VERSION:
        raise IntegrityError.of([_problem(path, f"{path} has format_version {found.format_version}, which this schemactl does not know")])
    return found


def _problem(path: Path, message: str) -> Problem:
    return Problem(code=CODE, message=message, where=Where(file=str(path), line=1, column=1), hint=HINT)
