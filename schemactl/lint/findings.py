"""From judgements and states to findings: rules at their severities, and what a person has suppressed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from schemactl.lint.catalog import Catalog
from schemactl.lint.course import Course
from schemactl.lint.judge import Judge, Judgement, still_lost
from schemactl.lint.rule import Rule, Said, Seen, Severity
from schemactl.lint.rules import NAME_RULES, PLAN_RULES, SCHEMA_RULES, STATEMENT_RULES
from schemactl.lint.tree import Path
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import State
from schemactl.model.statement import Lock

# `-- lint: ignore SC101 the table is empty`, a line of its own in a statement.
IGNORE = re.compile(r"^[ \t]*--[ \t]*lint:[ \t]*ignore[ \t]+(?P<codes>SC\d{3}(?:[ \t]*,[ \t]*SC\d{3})*)(?P<reason>.*)$", re.MULTILINE)
EVERYTHING = "*"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """`suppressed` is the reason that a person gave; `statement` counts from 0 within what was looked at."""

    code: str
    severity: Severity
    message: str
    about: ObjectId | None = None
    destructive: bool = False
    suppressed: str | None = None
    statement: int | None = None

    @property
    def acceptance(self) -> str:
        """What accepts it by name: SC401:public.users."""
        return f"{self.code}:{dotted(self.about.path)}" if self.about else self.code


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of a plan, and whether its step is a transaction; `step` is the same for those of one."""

    sql: str
    step: int = 0
    transaction: bool = True


def of_statements(
    lines: Sequence[Line],
    state: State,
    *,
    severities: Mapping[str, Severity],
    search_path: Sequence[str] = (),
    accepted: Sequence[str] = (),
) -> list[Finding]:
    """Of a plan that meets this state; what was accepted by name is none. No configuration turns off that data loss has to be accepted."""
    found: list[Finding] = []
    for number, (line, seen) in enumerate(zip(lines, _looked_at(lines, state, search_path), strict=True)):
        reasons = ignored(line.sql)
        found += [_with_reason(one, reasons, number) for one in _findings(seen, severities) if not _is_accepted(one, accepted)]
    return found


def _looked_at(lines: Sequence[Line], state: State, search_path: Sequence[str]) -> Iterator[Seen]:
    """One after the other: what a statement made or renamed is known to those behind it."""
    judge = Judge(state, search_path=search_path)
    judgements = list(_together(lines, [judge.judge(line.sql) for line in lines]))
    course = Course(judgements, [line.step for line in lines], judge.catalog)
    for number, line in enumerate(lines):
        yield Seen(course=course, number=number, catalog=judge.catalog, transaction=line.transaction)


def _together(lines: Sequence[Line], judgements: Sequence[Judgement]) -> Iterator[Judgement]:
    """Nobody sees a name gone that a later statement of the same transaction gives to another relation."""
    given: dict[int, set[Path]] = {}
    for line, judgement in zip(lines, judgements, strict=True):
        if line.transaction and judgement.creates:
            given.setdefault(line.step, set()).update(judgement.creates)
    for line, judgement in zip(lines, judgements, strict=True):
        taken = given.get(line.step)
        yield msgspec.structs.replace(judgement, lost=still_lost(judgement.lost, taken)) if taken and judgement.lost else judgement


def _findings(seen: Seen, severities: Mapping[str, Severity]) -> Iterator[Finding]:
    for rule in STATEMENT_RULES:
        severity = "error" if rule.destructive else _severity(rule, severities)
        for said in dict.fromkeys(rule.find(seen)) if severity != "off" else ():
            yield Finding(code=rule.code, severity=severity, message=said.message, about=said.about, destructive=rule.destructive)


def _severity(rule: Rule, severities: Mapping[str, Severity]) -> Severity:
    return severities.get(rule.code, rule.severity)


def _is_accepted(one: Finding, accepted: Sequence[str]) -> bool:
    return one.destructive and bool({EVERYTHING, one.code, one.acceptance} & set(accepted))


def ignored(sql: str) -> dict[str, str]:
    """Codes that comments of the statement suppress, with the reason."""
    return {code: found["reason"].strip() for found in IGNORE.finditer(sql) for code in re.findall(r"SC\d{3}", found["codes"])}


def _with_reason(one: Finding, reasons: Mapping[str, str], number: int) -> Finding:
    """What loses data is accepted in the header, where reviewers look; a comment does not do."""
    reason = None if one.destructive else reasons.get(one.code) or None
    return msgspec.structs.replace(one, statement=number, suppressed=reason)


def of_schema(
    state: State | None, written: State, *, severities: Mapping[str, Severity], names: Mapping[str, str] = MappingProxyType({})
) -> list[Finding]:
    """Of the state that is wanted, as a server holds it, where there is one; names are judged as the files have them, which also say what they suppress.

    `names`: a pattern by kind.
    """
    looked_at = {"server": state, "files": written}
    said_by: list[tuple[Rule, Iterator[Said]]] = [
        *((rule, rule.find(seen)) for rule in SCHEMA_RULES if (seen := looked_at[rule.state]) is not None),
        *((rule, rule.find(written, names)) for rule in NAME_RULES),
    ]
    found = [
        Finding(code=rule.code, severity=severity, message=said.message, about=said.about)
        for rule, found in said_by
        if (severity := _severity(rule, severities)) != "off"
        for said in found
        if said.about not in written.external
    ]
    return [msgspec.structs.replace(one, suppressed=suppression(one, written)) for one in found]


def of_plan(before: State, after: State, written: State, *, severities: Mapping[str, Severity]) -> list[Finding]:
    """Of where a plan leads, compared with where it starts; the schema files say what they suppress."""
    found = [
        Finding(code=rule.code, severity=severity, message=said.message, about=said.about)
        for rule in PLAN_RULES
        if (severity := _severity(rule, severities)) != "off"
        for said in rule.find(before, after)
    ]
    return [msgspec.structs.replace(one, suppressed=suppression(one, written)) for one in found]


def suppression(one: Finding, written: State) -> str | None:
    """The reason under `lint: ignore:` of the object, or of one that it lies in."""
    paths = [one.about.path[:length] for length in range(len(one.about.path), 0, -1)] if one.about else []
    for path in paths:
        for object_id, said in written.intents.items():
            if object_id.path == path and (reason := _reasons(said.get("lint")).get(one.code)) is not None:
                return reason
    return None


def _reasons(given: object) -> dict[str, str]:
    """`{ignore: {SC108: reason}}`; the loader has seen to its form."""
    wanted = given.get("ignore") if isinstance(given, dict) else None
    return {str(code): str(reason) for code, reason in wanted.items()} if isinstance(wanted, dict) else {}


def codes_of(judgement: Judgement, state: State) -> set[str]:
    """Codes of a statement that stands in a transaction by itself, whatever the configuration makes of them."""
    catalog = Catalog(state)
    return _codes(Seen(course=Course([judgement], [0], catalog), number=0, catalog=catalog))


def _codes(seen: Seen) -> set[str]:
    return {rule.code for rule in STATEMENT_RULES if rule.severity != "off" and next(iter(rule.find(seen)), None)}


class Hazards(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan says of a statement: its strongest lock, the codes of its hazards. `known` where the tree shows all that it does."""

    lock: Lock
    codes: tuple[str, ...]
    known: bool


def hazards(lines: Sequence[Line], state: State, search_path: Sequence[str] = ()) -> list[Hazards]:
    """For each statement of a plan that meets this state."""
    return [
        Hazards(lock=seen.judgement.lock, codes=tuple(sorted(_codes(seen))), known=seen.judgement.unknown is None)
        for seen in _looked_at(lines, state, search_path)
    ]
