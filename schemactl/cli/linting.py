"""Rules over a project: the newest plan and the schema files by all of them, every plan by those about data that is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from schemactl.errors import ConfigurationError, Problem, RefusedError, Where

if TYPE_CHECKING:
    from schemactl.cli.config import Config, Severity
    from schemactl.lint.findings import Finding, Line
    from schemactl.model.identity import ObjectId
    from schemactl.model.state import State
    from schemactl.plans.checking import Look
    from schemactl.plans.directory import PlanFile
    from schemactl.plans.plan import Plan, PlanStatement
    from schemactl.reports.findings import Reported

EVERYTHING = "*"
Severities = Mapping[str, "Severity"]


def severities(config: Config) -> Severities:
    """What [lint] says; a code that no rule has would silently mean nothing."""
    from schemactl.lint.rules import RULES

    known = {rule.code for rule in RULES}
    if unknown := sorted(set(config.lint) - known):
        raise ConfigurationError(
            f"there is no rule {', '.join(unknown)} for [lint]", hint="docs/lint.md lists the rules; schemactl explain CODE"
        )
    return config.lint


def of_plans(
    files: Sequence[PlanFile], root: Path, severities: Severities, before: Callable[[int], State] | None, written: State
) -> Iterator[Reported]:
    """`before(2)` is where all plans before the third lead; without it, only what people wrote can be judged, by its words alone."""
    for number, file in enumerate(files):
        newest = number == len(files) - 1
        suspicious = _unspoken(file.plan(), by_hand=before is None)
        if before is not None and (newest or suspicious):
            found = _found(file.plan(), before(number), severities)
            if newest:
                found += _breaking(file.plan(), before(number), before(number + 1), severities, written, found)
            yield from (_reported(one, file, root) for one in found if newest or one.destructive)
        else:
            yield from (_reported(one, file, root) for one in suspicious)


def _found(plan: Plan, state: State, severities: Severities) -> list[Finding]:
    """Where the marker names the code, it was asked for when the plan was made or verified."""
    return [one for one in _judged(plan, state, severities) if not one.destructive or one.code not in _statement(plan, one).codes]


def _breaking(
    plan: Plan, before: State, after: State, severities: Severities, written: State, found: Sequence[Finding]
) -> Iterator[Finding]:
    """What is not said already, of a plan that nobody has cut in two: what waits for the contract phase may break what nobody runs any more."""
    from schemactl.lint.findings import ignored, of_plan

    header = plan.header
    if header.backward_compatible or header.phase == "contract" or header.undoes_drift or header.replaces:
        return
    said = {one.about for one in found if one.code == "SC310"}
    statements = [statement for step in plan.steps for statement in step.statements if step.mode != "check"]
    skipped = sum(len(step.statements) for step in plan.steps if step.mode == "check")
    for one in of_plan(before, after, written, severities=severities):
        if one.about in said:
            continue
        number = next((number for number, each in enumerate(statements) if _is_about(each, one.about)), 0)
        reason = one.suppressed or (ignored(statements[number].sql).get(one.code) if statements else None)
        yield msgspec.structs.replace(one, statement=skipped + number, suppressed=reason or None)


def _is_about(statement: PlanStatement, about: ObjectId | None) -> bool:
    """By its label, which may say how many others it is about."""
    return about is not None and (statement.label == str(about) or statement.label.startswith(f"{about} and "))


def _unspoken(plan: Plan, *, by_hand: bool) -> list[Finding]:
    """Data that goes by the words of a statement, and the marker does not say so. What a plan's tables held before nobody knows here."""
    from schemactl.model.state import State

    found = (one for one in _found(plan, State(), {}) if one.destructive)
    return [one for one in found if not by_hand or _statement(plan, one).label == "data"]


def _judged(plan: Plan, state: State, severities: Severities) -> list[Finding]:
    from schemactl.lint.findings import of_statements

    header = plan.header
    return of_statements(_lines(plan), state, severities=severities, search_path=header.search_path, accepted=header.accepted)


def _lines(plan: Plan) -> list[Line]:
    from schemactl.lint.findings import Line

    return [
        Line(sql=one.sql, step=number, transaction=step.transactional) for number, step in enumerate(plan.steps) for one in step.statements
    ]


def _statement(plan: Plan, one: Finding) -> PlanStatement:
    assert one.statement is not None
    return [statement for step in plan.steps for statement in step.statements][one.statement]


def _reported(one: Finding, file: PlanFile, root: Path) -> Reported:
    from schemactl.reports.findings import Reported

    problem = _problem(one, file, root, f"if that is meant: schemactl verify {file.name} --accept {one.acceptance}")
    return Reported(problem=problem, level="error" if one.severity == "error" else "warning", suppressed=one.suppressed)


def _problem(one: Finding, file: PlanFile, root: Path, hint: str) -> Problem:
    plan = file.edited_plan()
    message = f"{plan.name}: {one.message}"
    return Problem(code=one.code, message=message, where=_place(plan, one, file, root), hint=hint if one.destructive else None)


def _place(plan: Plan, one: Finding, file: PlanFile, root: Path) -> Where:
    """The statement's first line that is no comment. A file holds its SQL as it is."""
    text, at, start = file.data.decode(), 0, 0
    for statement in [statement for step in plan.steps for statement in step.statements][: (one.statement or 0) + 1]:
        start = max(text.find(statement.sql, at), at)
        at = start + len(statement.sql)
    lines = text[start:at].split("\n")
    comments = next((number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("--")), 0)
    name = str(file.path.relative_to(root)) if file.path.is_relative_to(root) else str(file.path)
    first = lines[comments]
    return Where(
        file=name,
        line=text.count("\n", 0, start) + comments + 1,
        column=len(first) - len(first.lstrip()) + 1,
        length=len(first.strip()) or 1,
    )


def of_schema(desired: State | None, written: State, severities: Severities, names: Mapping[str, str]) -> Iterator[Reported]:
    """Of the schema files; `desired` is what a server makes of them."""
    from schemactl.lint import findings
    from schemactl.reports.findings import Reported

    for one in findings.of_schema(desired, written, severities=severities, names=names):
        problem = Problem(code=one.code, message=f"{one.about}: {one.message}", where=_written(one.about, written))
        yield Reported(problem=problem, level="error" if one.severity == "error" else "warning", suppressed=one.suppressed)


def _written(about: ObjectId | None, written: State) -> Where | None:
    """Where the object is written, or the one that it lies in."""
    if about is None:
        return None
    if origin := written.origins.get(about):
        return origin.where
    inner = [one for one in written.origins if one.path == about.path[: len(one.path)]]
    closest = max(inner, key=lambda one: len(one.path), default=None)
    return written.origins[closest].where if closest else None


def look(root: Path, accept: Sequence[str]) -> Look:
    """For `verify`: refuses what loses data and was not accepted by name, and writes the hazards of every statement beside it."""
    from schemactl.plans.checking import is_sealed

    def looked_at(plan: Plan, state: State, file: PlanFile) -> Plan:
        found = [one for one in _judged(plan, state, {}) if one.destructive]
        given = [one for one in found if {EVERYTHING, one.code, one.acceptance} & set(accept)]
        # What is sealed was looked at when it was sealed.
        if is_sealed(file) and not given:
            return plan
        if refused := [one for one in found if one not in given]:
            raise RefusedError.of([_problem(one, file, root, f"if that is meant: --accept {one.acceptance}") for one in refused])
        accepted = tuple(sorted({*plan.header.accepted, *(one.acceptance for one in given)}))
        return msgspec.structs.replace(_stamped(plan, state), header=msgspec.structs.replace(plan.header, accepted=accepted))

    return looked_at


def _stamped(plan: Plan, state: State) -> Plan:
    """Locks and codes as the trees have them; codes that no tree shows stay, and so does what is said of a statement that nobody can judge."""
    from schemactl.lint.findings import hazards
    from schemactl.lint.rules import STATEMENT_RULES

    ours = {rule.code for rule in STATEMENT_RULES}
    found = iter(hazards(_lines(plan), state, plan.header.search_path))
    steps = []
    for step in plan.steps:
        statements = []
        for one in step.statements:
            hazard = next(found)
            codes = tuple(sorted({*hazard.codes, *(code for code in one.codes if code not in ours or not hazard.known)}))
            statements.append(msgspec.structs.replace(one, lock=hazard.lock if hazard.known else one.lock, codes=codes))
        steps.append(msgspec.structs.replace(step, statements=tuple(statements)))
    return msgspec.structs.replace(plan, steps=tuple(steps))
