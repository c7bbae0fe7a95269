"""Plans that stand for others: their header lists what they replace, so that databases which ran those still know themselves.

The replaced files are kept in a folder of their own below the plans, for databases that are in the middle of them. The squashed plan's header
seals them, and the lock file the squashed plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from schemactl.errors import IntegrityError, Where
from schemactl.plans.directory import PlanFile
from schemactl.plans.header import Replaced
from schemactl.plans.planfile import file_sha256

FOLDER = "squashed"


def chain_of(files: Sequence[PlanFile], ran: Mapping[int, str]) -> tuple[PlanFile, ...]:
    """The plans in order, for a database that ran these (number → sha256): where it began replaced ones, those."""
    return tuple(one for file in files for one in _expanded(file, ran))


def _expanded(file: PlanFile, ran: Mapping[int, str]) -> Iterator[PlanFile]:
    if not file.squashed or ran.get(file.number) == file.sha256:
        yield file
        return
    replaced = file.header.replaces
    parts = [part for one in replaced for part in _expanded(_original(file, one), ran)]
    # A plan that was squashed twice hides numbers that only the first squashed plan knows.
    yield from parts if any(part.number in ran for part in parts) else (file,)


def _original(file: PlanFile, replaced: Replaced) -> PlanFile:
    """The file as it was; without bytes where it was removed, which is enough to recognise what ran."""
    path = kept_in(file) / replaced.filename
    data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    if data and file_sha256(data) != replaced.sha256:
        raise IntegrityError(
            f"{path} is not the plan that {file.name} replaced",
            hint="restore it: git checkout -- plans",
            where=Where(file=str(path), line=1, column=1),
        )
    return PlanFile(number=replaced.number, name=path.stem, path=path, data=data, sha256=replaced.sha256)


def kept_in(file: PlanFile) -> Path:
    """Where the plans are that a squashed one replaced."""
    root = file.path.parent if file.path.parent.parent.name != FOLDER else file.path.parents[2]
    return root / FOLDER / file.name


def check_there(plans: Sequence[PlanFile]) -> None:
    """IntegrityError where one that has to run was removed."""
    for plan in plans:
        if not plan.data:
            raise IntegrityError(
                f"{plan.name} was squashed and then removed, and this database is in the middle of what it was squashed with",
                hint=f"restore {plan.path} from git, apply, and remove it once every database has passed it",
                where=Where(file=str(plan.path), line=1, column=1),
            )
