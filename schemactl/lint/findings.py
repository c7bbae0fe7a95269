"""From judgements and states to findings: rules at their severities, and what a person has suppressed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from types import MappingProxyType

import msgspec

from schemactl.lint.catalog import Catalog
from schemactl.lint.course import Course
from schemactl.lint.judge import Judge, Judgement, still_lost
from schemactl.lint.rule import Judged, Rule, Said, Seen, Severity, StatementRule
from schemactl.lint.rules import NAME_RULES, PLAN_RULES, SCHEMA_RULES, STATEMENT_RULES
from schemactl.lint.tree import Path
from schemactl.model.identity import ObjectId, dotted, outward
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
    rules: Sequence[StatementRule] = STATEMENT_RULES,
) -> list[Finding]:
    """Of a plan that meets this state; what was accepted by name is none. No configuration turns off that data loss has to be accepted."""
    asked = [(rule, severity) for rule in rules if (severity := _severity(rule, severities)) != "off"]
    found: list[Finding] = []
    for number, (line, seen) in enumerate(zip(lines, _looked_at(lines, state, search_path), strict=True)):
        if here := [one for one in _findings(seen, asked) if not _is_accepted(one, accepted)]:
            reasons = ignored(line.sql)
            found += [_with_reason(one, reasons, number) for one in here]
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


def _findings(seen: Seen, asked: Sequence[tuple[StatementRule, Severity]]) -> Iterator[Finding]:
    codes = seen.judgement.codes
    for rule, severity in asked:
        for said in dict.fromkeys(rule.find(seen)) if _may_find(rule, codes) else ():
            yield Finding(code=rule.code, severity=severity, message=said.message, about=said.about, destructive=rule.destructive)


def _may_find(rule: StatementRule, codes: Set[str]) -> bool:
    """Most rules say what the judge has found already, and a plan has many statements of which it found nothing."""
    return not isinstance(rule.find, Judged) or rule.find.code in codes


def _severity(rule: Rule, severities: Mapping[str, Severity]) -> Severity:
    return "error" if isinstance(rule, StatementRule) and rule.destructive else severities.get(rule.code, rule.severity)


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
    return _suppressed(found, written)


def of_plan(before: State, after: State, written: State, *, severities: Mapping[str, Severity]) -> list[Finding]:
    """Of where a plan leads, compared with where it starts; the schema files say what they suppress."""
    found = [
        Finding(code=rule.code, severity=severity, message=said.message, about=said.about)
        for rule in PLAN_RULES
        if (severity := _severity(rule, severities)) != "off"
        for said in rule.find(before, after)
    ]
    return _suppressed(found, written)


def _suppressed(found: Sequence[Finding], written: State) -> list[Finding]:
    """With the reason under `lint: ignore:` of the object, or of one that it lies in."""
    reasons: dict[tuple[Path, str], str] = {}
    for object_id, said in written.intents.items():
        for code, reason in _reasons(said.get("lint")).items():
            reasons.setdefault((object_id.path, code), reason)
    return [msgspec.structs.replace(one, suppressed=_suppression(one, reasons)) for one in found]


def _suppression(one: Finding, reasons: Mapping[tuple[Path, str], str]) -> str | None:
    places = ((path, one.code) for path in outward(one.about.path)) if one.about else ()
    return next((reasons[place] for place in places if place in reasons), None)


def _reasons(given: object) -> dict[str, str]:
    """`{ignore: {SC108: reason}}`; the loader has seen to its form."""
    wanted = given.get("ignore") if isinstance(given, dict) else None
    return {str(code): str(reason) for code, reason in wanted.items()} if isinstance(wanted, dict) else {}


def codes_of(judgement: Judgement, state: State) -> set[str]:
    """Codes of a statement that stands in a transaction by itself, whatever the configuration makes of them."""
    catalog = Catalog(state)
    return _codes(Seen(course=Course([judgement], [0], catalog), number=0, catalog=catalog))


def _codes(seen: Seen) -> set[str]:
    codes = seen.judgement.codes
    return {
        rule.code for rule in STATEMENT_RULES if rule.severity != "off" and _may_find(rule, codes) and next(iter(rule.find(seen)), None)
    }


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
