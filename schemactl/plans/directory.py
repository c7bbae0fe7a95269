"""The plans folder: `NNNN_name.sql` files in order, without gaps."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from schemactl.errors import IntegrityError, Problem, UsageError, Where
from schemactl.plans.header import PlanHeader
from schemactl.plans.plan import Plan
from schemactl.plans.planfile import file_sha256, parse, parse_edited, read_header, sealed_header

_FILE = re.compile(r"([0-9]{4,})_([a-z0-9][a-z0-9_]*)\.sql")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_]*")
_LONGEST = 80


class PlanFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the folder with its bytes; `name` is without the ending."""

    number: int
    name: str
    path: Path
    data: bytes
    sha256: str

    @property
    def filename(self) -> str:
        return self.path.name

    @property
    def parent(self) -> str:
        """The `parent:` of its header."""
        return self.header.parent

    @property
    def header(self) -> PlanHeader:
        """The header alone, as it stands."""
        return read_header(self.data, str(self.path))

    @property
    def sealed_header(self) -> PlanHeader:
        """The same of a sealed plan; an IntegrityError when it was edited."""
        return sealed_header(self.data, self.name, str(self.path))

    @property
    def undoes_drift(self) -> bool:
        """Is it for one database that was changed by other means? Asked of every file in every run: the header is not parsed."""
        return b"\n-- undoes: " in self.data.partition(b"\n\n")[0]

    @property
    def squashed(self) -> bool:
        """Does it stand for several that were there before? Asked as cheaply."""
        return b"\n-- replaces: " in self.data.partition(b"\n\n")[0]

    @property
    def first(self) -> int:
        """The number it begins with in the order of plans."""
        return self.header.replaces[0].first if self.squashed else self.number

    def where(self, statement: str) -> Where:
        """The line of a statement's marker, by its number: 2.1; the first line for anything else."""
        before, found, _ = self.data.partition(f"\n-- statement {statement} ".encode())
        return Where(file=str(self.path), line=before.count(b"\n") + 2 if found else 1, column=1)

    def plan(self) -> Plan:
        """The sealed plan; an IntegrityError when it was edited."""
        return parse(self.data, self.name, str(self.path))

    def edited_plan(self) -> Plan:
        """The plan as a person left it."""
        return parse_edited(self.data, self.name, str(self.path))


def list_plans(folder: Path) -> tuple[PlanFile, ...]:
    """Every plan in order; a folder that is not there holds none. Strange names, gaps and twins are all reported at once."""
    plans = every_plan(folder)
    problems = list(_out_of_sequence(plans))
    if problems:
        raise IntegrityError.of(problems)
    return tuple(plans)


def every_plan(folder: Path) -> list[PlanFile]:
    """The same, whether or not their numbers follow one another."""
    if not folder.is_dir():
        return []
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".sql" and not path.name.startswith("."))
    problems = [problem for path in paths for problem in _strange(folder, path)]
    if problems:
        raise IntegrityError.of(problems)
    return sorted(map(_read, paths), key=lambda plan: (plan.number, plan.name))


def leading(plans: Iterable[PlanFile]) -> tuple[PlanFile, ...]:
    """Those that every database runs: what undoes the drift of one leads where the others are already."""
    return tuple(plan for plan in plans if not plan.undoes_drift)


def find_plan(plans: Iterable[PlanFile], name: str) -> PlanFile:
    """By `0002_add_orders`, `0002_add_orders.sql`, `0002` or `2`."""
    plans = list(plans)
    wanted = name.removesuffix(".sql")
    found = [plan for plan in plans if plan.name == wanted or (wanted.isascii() and wanted.isdigit() and plan.number == int(wanted))]
    if not found:
        known = ", ".join(plan.name for plan in plans[-5:]) or "none"
        raise UsageError(f"there is no plan {name!r}", hint=f"the latest plans: {known}")
    return found[0]


def new_name(plans: Iterable[PlanFile], name: str) -> str:
    """`0003_add_orders` for "add orders": the next number and the name as a file may carry it."""
    number = max((plan.number for plan in plans), default=0) + 1
    return f"{number:04d}_{slug(name)}"


def slug(name: str) -> str:
    """Small letters, digits and underscores; a name that holds anything else but spaces and dashes is refused."""
    text = re.sub(r"[\s-]+", "_", name.strip()).lower()
    if len(text) > _LONGEST or not _SLUG.fullmatch(text):
        raise UsageError(f"{name!r} cannot name a plan", hint=f"use letters, digits and underscores, at most {_LONGEST}: add_orders")
    return text


def write_file(path: Path, data: bytes) -> None:
    """All of it or nothing, also when the machine stops meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files that only their owner reads; these are for everybody, as any source file.
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _strange(folder: Path, path: Path) -> list[Problem]:
    if not _FILE.fullmatch(path.name) or int(path.name.partition("_")[0]) == 0 or not _canonical(path.name):
        return [_problem(path, f"{path} is not named like a plan", "name it NNNN_name.sql: 0002_add_orders.sql; or move it elsewhere")]
    if not path.resolve().is_relative_to(folder.resolve()):
        return [_problem(path, f"{path} is a link out of the plans folder", "put the file itself there")]
    if not path.is_file():
        return [_problem(path, f"{path} is not a file", "remove it")]
    return []


def _canonical(filename: str) -> bool:
    digits = filename.partition("_")[0]
    return digits == f"{int(digits):04d}"


def _read(path: Path) -> PlanFile:
    data = path.read_bytes()
    return PlanFile(number=int(path.name.partition("_")[0]), name=path.stem, path=path, data=data, sha256=file_sha256(data))


def _out_of_sequence(plans: list[PlanFile]) -> Iterable[Problem]:
    expected, before = 1, None
    for plan in plans:
        if before is not None and plan.number == before.number:
            yield _problem(
                plan.path,
                f"two plans have the number {plan.number:04d}: {before.name} and {plan.name}",
                "two branches planned in parallel: schemactl rebase plans those of this branch again, behind the merged ones",
            )
            return
        if plan.first != expected:
            yield _problem(plan.path, f"plan {expected:04d} is missing: {plan.name} comes next", "restore the missing file")
            return
        expected, before = plan.number + 1, plan


def _problem(path: Path, message: str, hint: str) -> Problem:
    return Problem(code=IntegrityError.code, message=message, where=Where(file=str(path), line=1, column=1), hint=hint)
