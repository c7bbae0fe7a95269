"""`plans.lock`: which plans may run, in which order, each with its hash; `sha256sum -c plans.lock` reads it too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from schemactl.errors import IntegrityError, Problem, Where
from schemactl.plans.directory import PlanFile, write_file
from schemactl.plans.header import NO_PARENT

LOCK_FILE = "plans.lock"

_LINE = re.compile(r"([0-9a-f]{64})  ([0-9]{4,}_[a-z0-9_]+\.sql)")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")


class Entry(msgspec.Struct, frozen=True):
    """One line of the lock file."""

    sha256: str
    filename: str


def read_lock(folder: Path) -> tuple[Entry, ...]:
    """Its lines; none when there is no such file."""
    path = folder / LOCK_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    return parse_lock(path, data)


def parse_lock(path: Path, data: bytes) -> tuple[Entry, ...]:
    """The lines of a lock file's bytes."""
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError as exc:
        raise IntegrityError(f"{path} is not text", where=Where(file=str(path), line=1, column=1), hint=_RESTORE) from exc
    if lines.pop():
        raise _broken(path, len(lines) + 1, "its last line is cut off", _RESTORE)
    return tuple(_entries(path, lines))


_RESTORE = "restore plans.lock as it was committed"
_RESOLVE = "two branches planned in parallel: schemactl rebase puts the plans of this branch behind the merged ones"


def _entries(path: Path, lines: list[str]) -> Iterator[Entry]:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if _CONFLICT.match(line):
            raise _broken(path, number, "it holds conflict markers", _RESOLVE)
        found = _LINE.fullmatch(line)
        if found is None:
            raise _broken(path, number, "this is not `sha256  filename`", _RESTORE)
        if found[2] in seen:
            raise _broken(path, number, f"{found[2]} stands on line {seen[found[2]]} already", _RESOLVE)
        seen[found[2]] = number
        yield Entry(found[1], found[2])


def _broken(path: Path, line: int, reason: str, hint: str) -> IntegrityError:
    return IntegrityError(f"{path} cannot be trusted: {reason}", where=Where(file=str(path), line=line, column=1), hint=hint)


def write_lock(folder: Path, entries: Sequence[Entry]) -> None:
    """Replace the lock file."""
    write_file(folder / LOCK_FILE, "".join(f"{entry.sha256}  {entry.filename}\n" for entry in entries).encode())


def squash_in_lock(folder: Path, replaced: Sequence[str], filename: str, sha256: str) -> None:
    """One line where several were."""
    entries = list(read_lock(folder))
    place = next(place for place, entry in enumerate(entries) if entry.filename in replaced)
    kept = [entry for entry in entries if entry.filename not in replaced]
    write_lock(folder, [*kept[:place], Entry(sha256, filename), *kept[place:]])


def list_in_lock(folder: Path, filename: str, sha256: str) -> None:
    """Put one plan's hash on its line: at the end when it is new, in its place when it was sealed again."""
    entries = list(read_lock(folder))
    places = [place for place, entry in enumerate(entries) if entry.filename == filename]
    if places:
        entries[places[0]] = Entry(sha256, filename)
    else:
        entries.append(Entry(sha256, filename))
    write_lock(folder, entries)


def remove_from_lock(folder: Path, filename: str) -> None:
    """Take one plan off the list."""
    write_lock(folder, [entry for entry in read_lock(folder) if entry.filename != filename])


def check(folder: Path, plans: Sequence[PlanFile]) -> tuple[Problem, ...]:
    """What keeps these plans from being the listed ones: edited, missing, unlisted, renamed, swapped, out of order, unchained."""
    entries = read_lock(folder)
    problems = [*_unlike(folder, entries, plans), *_misordered(folder, entries, plans)]
    return tuple(problems) or tuple(_unchained(plans))


def _unlike(folder: Path, entries: Sequence[Entry], plans: Sequence[PlanFile]) -> Iterator[Problem]:
    listed = {entry.filename: entry.sha256 for entry in entries}
    homes = {entry.sha256: entry.filename for entry in entries}
    found = {plan.filename: plan.sha256 for plan in plans}
    for plan in plans:
        home = homes.get(plan.sha256)
        if listed.get(plan.filename) == plan.sha256:
            continue
        if home is not None and home in found:
            yield _problem(
                plan.path, f"{plan.name} holds the content of {home}", f"the files were swapped or copied: restore them ({_GIT})"
            )
        elif home is not None:
            yield _problem(plan.path, f"{home} was renamed to {plan.filename}", f"give it its name back: a plan keeps it ({_GIT})")
        elif plan.filename in listed:
            yield _problem(plan.path, f"{plan.name} was edited: its hash is not the one in {LOCK_FILE}", _edited_hint(plan))
        else:
            yield _problem(plan.path, f"{plan.name} is not listed in {LOCK_FILE}", _edited_hint(plan))
    present = {plan.sha256 for plan in plans}
    for line, entry in enumerate(entries, 1):
        if entry.filename not in found and entry.sha256 not in present:
            yield _problem(folder / LOCK_FILE, f"{entry.filename} is listed, but missing", f"restore the file ({_GIT})", line)


_GIT = "git checkout -- plans"


def _edited_hint(plan: PlanFile) -> str:
    return f"restore it ({_GIT}), or, if it has run nowhere, prove and list it again: schemactl verify {plan.name}"


def _misordered(folder: Path, entries: Sequence[Entry], plans: Sequence[PlanFile]) -> Iterator[Problem]:
    order = {plan.filename: place for place, plan in enumerate(plans)}
    known = [(line, entry) for line, entry in enumerate(entries, 1) if entry.filename in order]
    for (_, before), (line, after) in pairwise(known):
        if order[after.filename] < order[before.filename]:
            message = f"{LOCK_FILE} lists {after.filename} after {before.filename}"
            yield _problem(folder / LOCK_FILE, message, "keep its lines in the order of the numbers", line)


def parents(plan: PlanFile | None) -> tuple[str, ...]:
    """What the plan behind this one may name as its parent: what was planned behind one that was squashed since stays as it is."""
    if plan is None:
        return (NO_PARENT,)
    return (plan.sha256, *(one.sha256 for one in plan.header.replaces[-1:])) if plan.squashed else (plan.sha256,)


def _unchained(plans: Sequence[PlanFile]) -> Iterator[Problem]:
    before = None
    for plan in plans:
        if plan.parent not in parents(before):
            message = f"{plan.name} was not planned on top of {before.name if before else 'nothing'}: its parent is another file"
            yield _problem(
                plan.path, message, f"if it has run nowhere, plan it again, or prove and seal it: schemactl verify {plan.name}", 2
            )
        before = plan


def _problem(path: Path, message: str, hint: str, line: int = 1) -> Problem:
    return Problem(code=IntegrityError.code, message=message, where=Where(file=str(path), line=line, column=1), hint=hint)
