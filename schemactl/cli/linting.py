"""Rules over a project: the newest plan and the schema files by all of them, every plan by those about data that is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from schemactl.errors import ConfigurationError, Problem, RefusedError, Where
from schemactl.model.identity import ObjectId, outward
from schemactl.model.state import State

if TYPE_CHECKING:
    from schemactl.cli.config import Config, Severity
    from schemactl.lint.findings import Finding, Line
    from schemactl.lint.rule import StatementRule
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
        plan = file.plan()
        if before is not None and number == len(files) - 1:
            state = before(number)
            found = _found(plan, _judged(plan, state, severities))
            found += _breaking(plan, state, before(number + 1), severities, written, found)
        else:
            found = _found(plan, _lossy(plan, State()))
            if before is not None and found:
                found = _found(plan, _lossy(plan, before(number)))
            elif before is None:
                statements = plan.statements
                found = [one for one in found if statements[one.statement or 0].label == "data"]
        places = _Places(file, root)
        yield from (_reported(one, places) for one in found)


def _found(plan: Plan, judged: Sequence[Finding]) -> list[Finding]:
    """Where the marker names the code, it was asked for when the plan was made or verified."""
    statements = plan.statements
    return [one for one in judged if not one.destructive or one.code not in statements[one.statement or 0].codes]


def _breaking(
    plan: Plan, before: State, after: State, severities: Severities, written: State, found: Sequence[Finding]
) -> Iterator[Finding]:
    """What is not said already, of a plan that nobody has cut in two: what waits for the contract phase may break what nobody runs any more."""
    from schemactl.lint.findings import ignored, of_plan

    header = plan.header
    if header.backward_compatible or header.phase == "contract" or header.undoes_drift or header.replaces:
        return
    said = {one.about for one in found if one.code == "SC310"}
    news = [one for one in of_plan(before, after, written, severities=severities) if one.about not in said]
    statements = [statement for step in plan.steps for statement in step.statements if step.mode != "check"]
    skipped = sum(len(step.statements) for step in plan.steps if step.mode == "check")
    first = _first_about(statements) if news else {}
    for one in news:
        number = first.get(str(one.about), 0)
        reason = one.suppressed or (ignored(statements[number].sql).get(one.code) if statements else None)
        yield msgspec.structs.replace(one, statement=skipped + number, suppressed=reason or None)


def _first_about(statements: Sequence[PlanStatement]) -> dict[str, int]:
    """Where an object is first in the labels, which may say how many others a statement is about."""
    found: dict[str, int] = {}
    for number, one in enumerate(statements):
        found.setdefault(one.label, number)
        found.setdefault(one.label.rpartition(" and ")[0], number)
    return found


def _judged(plan: Plan, state: State, severities: Severities) -> list[Finding]:
    from schemactl.lint.rules import STATEMENT_RULES

    return _by(STATEMENT_RULES, plan, state, severities)


def _lossy(plan: Plan, state: State) -> list[Finding]:
    """Data that goes: a plan that was made long ago has to say so, too."""
    from schemactl.lint.rules import DESTRUCTIVE_RULES

    return _by(DESTRUCTIVE_RULES, plan, state, {})


def _by(rules: Sequence[StatementRule], plan: Plan, state: State, severities: Severities) -> list[Finding]:
    from schemactl.lint.findings import of_statements

    header = plan.header
    return of_statements(_lines(plan), state, severities=severities, search_path=header.search_path, accepted=header.accepted, rules=rules)


def _lines(plan: Plan) -> list[Line]:
    from schemactl.lint.findings import Line

    return [
        Line(sql=one.sql, step=number, transaction=step.transactional) for number, step in enumerate(plan.steps) for one in step.statements
    ]


def _reported(one: Finding, places: _Places) -> Reported:
    from schemactl.reports.findings import Reported

    problem = _problem(one, places, f"if that is meant: schemactl verify {places.name} --accept {one.acceptance}")
    return Reported(problem=problem, level="error" if one.severity == "error" else "warning", suppressed=one.suppressed)


def _problem(one: Finding, places: _Places, hint: str) -> Problem:
    message = f"{places.name}: {one.message}"
    return Problem(code=one.code, message=message, where=places.of(one), hint=hint if one.destructive else None)


class _Places:
    """Where the statements of a plan stand in its file, which holds their SQL as it is; looked for once, and where somebody asks."""

    def __init__(self, file: PlanFile, root: Path) -> None:
        self._file = file
        self.name = file.name
        self._shown = str(file.path.relative_to(root)) if file.path.is_relative_to(root) else str(file.path)

    @cached_property
    def _found(self) -> list[tuple[int, str]]:
        """Of each statement: how many lines are above, and its SQL."""
        text, at, line = self._file.data.decode(), 0, 0
        found = []
        for statement in self._file.edited_plan().statements:
            start = max(text.find(statement.sql, at), at)
            line += text.count("\n", at, start)
            found.append((line, statement.sql))
            at = start + len(statement.sql)
            line += text.count("\n", start, at)
        return found

    def of(self, one: Finding) -> Where:
        """The first line that is no comment."""
        above, sql = self._found[one.statement or 0]
        lines = sql.split("\n")
        comments = next((number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("--")), 0)
        first = lines[comments]
        return Where(
            file=self._shown,
            line=above + comments + 1,
            column=len(first) - len(first.lstrip()) + 1,
            length=len(first.strip()) or 1,
        )


def of_schema(desired: State | None, written: State, severities: Severities, names: Mapping[str, str]) -> Iterator[Reported]:
    """Of the schema files; `desired` is what a server makes of them."""
    from schemactl.lint import findings
    from schemactl.reports.findings import Reported

    by_path: dict[tuple[str, ...], Where] = {}
    for object_id, origin in written.origins.items():
        by_path.setdefault(object_id.path, origin.where)
    for one in findings.of_schema(desired, written, severities=severities, names=names):
        problem = Problem(code=one.code, message=f"{one.about}: {one.message}", where=_written(one.about, written, by_path))
        yield Reported(problem=problem, level="error" if one.severity == "error" else "warning", suppressed=one.suppressed)


def _written(about: ObjectId | None, written: State, by_path: Mapping[tuple[str, ...], Where]) -> Where | None:
    """Where the object is written, or the one that it lies in."""
    if about is None:
        return None
    if origin := written.origins.get(about):
        return origin.where
    return next((by_path[path] for path in outward(about.path) if path in by_path), None)


def look(root: Path, accept: Sequence[str]) -> Look:
    """For `verify`: refuses what loses data and was not accepted by name, and writes the hazards of every statement beside it."""
    from schemactl.plans.checking import is_sealed

    def looked_at(plan: Plan, state: State, file: PlanFile) -> Plan:
        found = _lossy(plan, state)
        given = [one for one in found if {EVERYTHING, one.code, one.acceptance} & set(accept)]
        # What is sealed was looked at when it was sealed.
        if is_sealed(file) and not given:
            return plan
        if refused := [one for one in found if one not in given]:
            places = _Places(file, root)
            raise RefusedError.of([_problem(one, places, f"if that is meant: --accept {one.acceptance}") for one in refused])
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
