"""The body of a plan file: steps to text and back. Statement boundaries are marker lines; no SQL is ever split here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn

from schemactl.errors import IntegrityError, SchemactlError, Where
from schemactl.plans.escaping import readable
from schemactl.plans.marker import StatementMarker, looks_like_marker, read_statement, read_step, statement_line, step_line
from schemactl.plans.plan import PlanStatement, PlanStep

_BEGIN = "BEGIN;"
_COMMIT = "COMMIT;"


def render_body(steps: Iterable[PlanStep]) -> str:
    """Numbered steps, an empty line between any two statements."""
    return "\n".join("\n".join(_step_lines(number, step)) + "\n" for number, step in enumerate(steps, 1))


def _step_lines(number: int, step: PlanStep) -> Iterator[str]:
    yield step_line(number, step.mode, step.batches)
    if step.transactional:
        yield _BEGIN
    for position, statement in enumerate(step.statements, 1):
        if position > 1:
            yield ""
        lines = sql_text(statement).split("\n")
        yield statement_line((number, position), statement, lines)
        yield from lines
    if step.transactional:
        yield _COMMIT


def sql_text(statement: PlanStatement) -> str:
    """The SQL with its semicolon, on a line of its own where a comment would swallow it."""
    sql = readable(statement.sql, f"{statement.verb} {statement.label}")
    if not sql.strip():
        raise ValueError(f"empty statement: {statement.label}")
    apart = sql.endswith("\n") or "--" in sql[sql.rfind("\n") + 1 :]
    return f"{sql}\n;" if apart else f"{sql};"


class SealedBody:
    """Reads what `render_body` wrote; `first_line` is where the body begins in its file."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self._lines = text.split("\n")
        self._file, self._first, self._at = file, first_line, 0

    def steps(self) -> tuple[PlanStep, ...]:
        """Every step to the end of the file."""
        steps: list[PlanStep] = []
        while self._skip_empty():
            steps.append(self._step(len(steps) + 1))
        return tuple(steps)

    def _step(self, number: int) -> PlanStep:
        marker = read_step(self._line) or self._fail(
            "here a step begins: `-- step N: transaction`, `no transaction`, `data`, `check` or `backfill`"
        )
        self._check_number(marker.number, number)
        self._at += 1
        framed = marker.mode not in ("no transaction", "backfill") and self._begins()
        statements: list[PlanStatement] = []
        while self._skip_empty() and not read_step(self._line) and not (framed and self._line == _COMMIT):
            statements += self._statements(number, len(statements) + 1, framed)
        if framed and not self._take(_COMMIT):
            self._fail(f"step {number} does not end with COMMIT;")
        step = PlanStep(statements=tuple(statements), mode=marker.mode, batches=marker.batches)
        self._check_step(step, number)
        return step

    def _check_number(self, found: object, expected: object) -> None:
        if found != expected:
            self._fail(f"the number does not follow the one before: expected {expected}")

    def _check_step(self, step: PlanStep, number: int) -> None:
        if not step.statements:
            self._fail(f"step {number} is empty")
        if not step.transactional and len(step.statements) > 1:
            self._fail(f"step {number} runs outside of a transaction and holds more than one statement")

    def _begins(self) -> bool:
        return self._take(_BEGIN) or self._fail("a step in a transaction begins with BEGIN;")

    def _statements(self, step: int, position: int, framed: bool) -> list[PlanStatement]:
        marker = read_statement(self._line) or self._fail("here a statement begins: `-- statement N.M + label`")
        self._check_number(marker.number, (step, position))
        self._at += 1
        return [self._statement(marker, self._chunk(marker.lines, framed))]

    def _statement(self, marker: StatementMarker, text: str) -> PlanStatement:
        return PlanStatement(sql=self._sql(text), label=marker.label, verb=marker.verb, lock=marker.lock, codes=marker.codes)

    def _chunk(self, counted: int, framed: bool) -> str:
        """The lines up to the next marker, or as many as the marker says; a closing COMMIT stays for the step."""
        start = self._at
        if counted:
            self._at = min(start + counted, len(self._lines))
            return "\n".join(self._lines[start : self._at])
        while self._more and not looks_like_marker(self._line):
            self._at += 1
        last_of_step = not self._more or read_step(self._line) is not None
        while self._at > start and not self._lines[self._at - 1].strip():
            self._at -= 1
        if framed and last_of_step and self._at > start and self._lines[self._at - 1] == _COMMIT:
            self._at -= 1
        return "\n".join(self._lines[start : self._at])

    def _sql(self, text: str) -> str:
        if not text.endswith(";"):
            self._fail("the statement above does not end with a semicolon")
        sql = text[:-1].removesuffix("\n")
        return sql if sql.strip() else self._fail("the statement above is empty")

    @property
    def _more(self) -> bool:
        return self._at < len(self._lines)

    @property
    def _line(self) -> str:
        return self._lines[self._at]

    def _skip_empty(self) -> bool:
        """Go to the next line that is not empty; is there one?"""
        while self._more and not self._line.strip():
            self._at += 1
        return self._more

    def _take(self, line: str) -> bool:
        taken = self._skip_empty() and self._line == line
        self._at += taken
        return taken

    def _fail(self, message: str) -> NoReturn:
        where = Where(file=self._file, line=self._first + self._at, column=1)
        raise IntegrityError(f"{self._file} cannot be read: {message}", where=where, hint=self._hint)

    _hint = "restore the file as it was committed"


class EditedBody(SealedBody):
    """Reads what a person may write: numbers, BEGIN/COMMIT and semicolons are optional, SQL of a data step needs no statement marker."""

    _hint = "see docs/plans.md for what may be edited; `schemactl verify` numbers and seals the plan again"

    def __init__(self, text: str, file: str, first_line: int, split: Callable[[str], list[str]]) -> None:
        super().__init__(text, file, first_line)
        self._split = split

    def _check_number(self, found: object, expected: object) -> None:
        pass

    def _begins(self) -> bool:
        return self._take(_BEGIN)

    def _statements(self, step: int, position: int, framed: bool) -> list[PlanStatement]:
        if looks_like_marker(self._line):
            return super()._statements(step, position, framed)
        line = self._at
        text = self._chunk(0, framed)
        try:
            parts = self._split(text)
        except SchemactlError as exc:
            self._at = line
            self._fail(str(exc))
        return [PlanStatement(sql=part, label="data", verb="!") for part in parts]

    def _sql(self, text: str) -> str:
        return super()._sql(text if text.endswith(";") else f"{text.rstrip()}\n;")
