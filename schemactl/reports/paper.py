"""What a report of a plan says, whatever it is printed on: from a proposal, or from a plan's file. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from schemactl.model.change import Change
from schemactl.model.identity import dotted
from schemactl.model.statement import Step
from schemactl.plans.plan import Plan, step_mode
from schemactl.plans.rehearsal import Measured, Rehearsal
from schemactl.reports import codes, rehearsals, text
from schemactl.reports.figures import UNKNOWN, Figures
from schemactl.reports.picture import Picture
from schemactl.reports.problems import printable

_SHORT = 120


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One statement. `number` is step.position, as in the plan's file; `size` is that of the table that it locks, `takes` how long it does, where they are known."""

    number: str
    step: int
    mode: str
    verb: str
    object: str
    sql: str
    lock: str
    blocks: str
    codes: tuple[str, ...]
    size: str = ""
    takes: str = ""

    @property
    def short(self) -> str:
        """The SQL on one line, cut."""
        line = printable(" ".join(self.sql[:400].split()))
        return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A reason why a statement may hurt."""

    code: str
    object: str
    message: str
    destructive: bool = False


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a report shows; `before` and `picture` are the tables that change, as they are and with what the plan does to them."""

    title: str
    about: str = ""
    summary: str
    tree: str = ""
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    needed: tuple[str, ...] = ()
    before: Picture | None = None
    picture: Picture | None = None


def of_proposal(
    title: str,
    changes: Sequence[Change],
    steps: Sequence[Step],
    *,
    needed: Sequence[str] = (),
    drawn: tuple[Picture, Picture] | None = None,
    figures: Figures = UNKNOWN,
) -> Paper:
    """A plan as it was just made; `drawn` are the tables that it touches, before and with its marks."""
    return Paper(
        title=title,
        summary=text.summary(changes, steps),
        tree=text.changes_tree(changes, steps, notes=figures.notes) if changes else "",
        rows=tuple(_rows(steps, figures)),
        findings=tuple(_findings(steps)),
        needed=tuple(needed),
        before=drawn[0] if drawn else None,
        picture=drawn[1] if drawn else None,
    )


def of_file(plan: Plan, rehearsal: Rehearsal | None = None) -> Paper:
    """A plan as its file has it: findings are codes there, and their texts are those of `explain`. `rehearsal` is its own."""
    header = plan.header
    measured = {one.number: one for one in rehearsal.statements} if rehearsal else {}
    rows = tuple(
        Row(
            number=f"{number}.{position}",
            step=number,
            mode=step.mode,
            verb=one.verb,
            object=one.label,
            sql=one.sql,
            lock=one.lock.value if one.lock.value != "none" else "-",
            blocks=one.lock.blocks,
            codes=one.codes,
            **_rehearsed(measured.get(f"{number}.{position}")),
        )
        for number, step in enumerate(plan.steps, 1)
        for position, one in enumerate(step.statements, 1)
    )
    known = codes.all_codes()
    found = [
        Finding(code=code, object=row.object, message=known[code].title if code in known else "") for row in rows for code in row.codes
    ]
    said = f" {rehearsals.sentence(rehearsal)}" if rehearsal else ""
    accepted = f"; accepted: {', '.join(header.accepted)}" if header.accepted else ""
    count = f"{header.changes} change{'s' if header.changes != 1 else ''}"
    return Paper(
        title=plan.name,
        about=f"PostgreSQL {header.after.major}, parent {header.parent[:12]}, from {header.before.full} to {header.after.full}",
        summary=f"{count} in {len(rows)} statement{'s' if len(rows) != 1 else ''}{accepted}.{said}",
        rows=rows,
        findings=tuple(found),
    )


def _rehearsed(found: Measured | None) -> dict[str, str]:
    """What a plan's file does not hold, and its rehearsal does: how large the relation was, and how long it took there."""
    if found is None:
        return {}
    size = max((work.bytes for work in found.work), default=0)
    return {"size": text.heap_size(size) if size else "", "takes": f"{rehearsals.seconds(found.seconds)} (rehearsed)"}


def _rows(steps: Sequence[Step], figures: Figures) -> Iterator[Row]:
    times = iter(figures.times)
    for number, step in enumerate(steps, 1):
        for position, one in enumerate(step.statements, 1):
            yield Row(
                number=f"{number}.{position}",
                step=number,
                mode=step_mode(step),
                verb=one.verb,
                object=str(one.object_id),
                sql=one.sql,
                lock=one.lock.value if one.lock.value != "none" else "-",
                blocks=one.lock.blocks,
                codes=tuple(dict.fromkeys(hazard.code for hazard in one.hazards)),
                size=figures.size(one),
                takes=next(times, ""),
            )


def _findings(steps: Sequence[Step]) -> Iterator[Finding]:
    said = {(hazard.code, hazard.about or one.object_id): hazard for step in steps for one in step.statements for hazard in one.hazards}
    for (code, object_id), hazard in said.items():
        yield Finding(
            code=code, object=f"{object_id.kind} {dotted(object_id.path)}", message=hazard.message, destructive=hazard.destructive
        )
