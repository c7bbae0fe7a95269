"""`squash`: a run of plans → one that leads from where the first begins to where the last leads, proved to do so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from schemactl.errors import ProofError, UsageError
from schemactl.model.state import State
from schemactl.planning.diff import diff
from schemactl.planning.ground import Wanted
from schemactl.planning.managed import within
from schemactl.planning.prove import explain
from schemactl.planning.surroundings import external
from schemactl.planning.work import EVERYTHING, propose
from schemactl.plans import lockfile, rehearsal
from schemactl.plans.directory import PlanFile, find_plan, leading, slug, write_file
from schemactl.plans.header import Compatible, PlanHeader, Replaced
from schemactl.plans.make import Project, checked_plans, read_schema, replayed_for
from schemactl.plans.plan import Plan, PlanStep, plan_steps
from schemactl.plans.planfile import file_sha256, render
from schemactl.plans.squashing import kept_in
from schemactl.scratch.server import ScratchServer


class Squashed(msgspec.Struct, frozen=True, kw_only=True):
    """The new file, and those that it stands for. `anew`: its statements are planned anew, not those of the others in a row."""

    file: PlanFile
    replaced: tuple[PlanFile, ...]
    anew: bool


def chosen(files: Sequence[PlanFile], words: str) -> tuple[int, int]:
    """Where `2..5` begins and ends."""
    first, dots, last = words.partition("..")
    if not dots or not first or not last:
        raise UsageError(f"{words!r} is no run of plans", hint="schemactl squash 2..5, or 0002_add_orders..0005_add_notes")
    start, end = files.index(find_plan(files, first)), files.index(find_plan(files, last))
    if end <= start:
        raise UsageError(f"{words} holds fewer than two plans", hint="name the earlier one first: schemactl squash 2..5")
    return start, end


def squash(project: Project, server: ScratchServer, words: str, name: str, *, keep: bool) -> Squashed:
    """Proved, and not written. The statements stay as they were where rows are at stake, or where `keep` asks for that."""
    files = checked_plans(project)
    start, end = chosen(files, words)
    replaced, written = files[start : end + 1], read_schema(project) if project.schema.is_dir() else State()
    scope = leading(replaced)[-1].header.scope
    was = replayed_for(server, files[:start], written, scope)
    becomes = replayed_for(server, files[: end + 1], written, scope)
    anew = not keep and not leading(files[:start]) and not any(map(_changes_rows, leading(replaced)))
    if anew:
        target = Wanted(state=within(becomes, scope), scope=scope, around=frozenset(external(written, scope).objects), literal=True)
        steps = plan_steps(propose(server, was, target, accepted=[EVERYTHING]).steps)
    else:
        steps = tuple(step for file in leading(replaced) for step in file.plan().steps)
    file = _file(project.plans, f"{replaced[-1].number:04d}_{slug(name)}", replaced, steps)
    reached = replayed_for(server, [*files[:start], file], written, scope)
    if changes := diff(within(becomes, scope), within(reached, scope), literal=True):
        raise ProofError(f"the squashed plan does not lead where the others do: {explain(changes[0])}")
    return Squashed(file=file, replaced=replaced, anew=anew)


def _file(folder: Path, name: str, replaced: Sequence[PlanFile], steps: tuple[PlanStep, ...]) -> PlanFile:
    headers = [file.header for file in leading(replaced)]
    header = PlanHeader(
        parent=replaced[0].parent,
        before=headers[0].before,
        after=headers[-1].after,
        changes=sum(header.changes for header in headers),
        accepted=tuple(sorted({one for header in headers for one in header.accepted})),
        compatible=_compatible(headers),
        replaces=tuple(Replaced(file.filename, file.sha256, file.first) for file in replaced),
        scope=headers[-1].scope,
        server=headers[-1].server,
        search_path=headers[-1].search_path,
        proved_on=headers[-1].proved_on,
    )
    data = render(Plan(name=name, header=header, steps=steps))
    return PlanFile(number=replaced[-1].number, name=name, path=folder / f"{name}.sql", data=data, sha256=file_sha256(data))


def _compatible(headers: Sequence[PlanHeader]) -> Compatible:
    said = {header.compatible for header in headers}
    if said == {"yes"}:
        return "yes"
    return "declared" if said <= {"yes", "declared"} else "no"


_ROWS = frozenset(("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "SelectStmt", "DoStmt", "CallStmt", "TruncateStmt", "CopyStmt"))


def _changes_rows(file: PlanFile) -> bool:
    """Is there a statement whose work the schema does not show?"""
    return any(commands_of(statement.sql) & _ROWS for statement in file.plan().statements)


def commands_of(sql: str) -> set[str]:
    """The types of the commands in a text, by PostgreSQL's parser; what it cannot read may be anything."""
    from pglast.parser import ParseError, parse_sql_json

    try:
        parsed = msgspec.json.decode(parse_sql_json(sql))
    except ParseError:
        return set(_ROWS)
    return {kind for one in parsed.get("stmts", ()) for kind in one.get("stmt", {})}


def write(project: Project, squashed: Squashed) -> None:
    """The new file and its line; the others go where databases in the middle of them find them."""
    folder = kept_in(squashed.file)
    for file in squashed.replaced:
        write_file(folder / file.filename, file.data)
    write_file(squashed.file.path, squashed.file.data)
    lockfile.squash_in_lock(project.plans, [file.filename for file in squashed.replaced], squashed.file.filename, squashed.file.sha256)
    for file in squashed.replaced:
        if file.path != squashed.file.path:
            rehearsal.remove(file)
