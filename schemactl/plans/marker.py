"""Marker lines: where a step and a statement begin in a plan file.

`-- statement 1.2 ~ table public.orders  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]`.
Fields stand two spaces apart; a label never holds two in a row. SQL with a line that looks like a marker is counted:
`lines: 12` says that the next 12 lines are the statement.
"""

from __future__ import annotations

import re
from typing import cast

import msgspec

from schemactl.model.statement import Lock, Verb
from schemactl.plans.escaping import escaped, unescaped
from schemactl.plans.plan import Mode, PlanStatement

_LOOKS_LIKE = re.compile(r"--\s*(step|statement)\b", re.IGNORECASE)
_STEP = re.compile(r"-- step(?: ([0-9]+))?: (transaction|no transaction|data|check)")
_STATEMENT = re.compile(r"-- statement(?: ([0-9]+)\.([0-9]+))?(?: ([-+~!?]) ([^ ].*))?")
_LOCKS = {lock.value: lock for lock in Lock}


class StepMarker(msgspec.Struct, frozen=True):
    """`number` is 0 where a person left it out."""

    number: int
    mode: Mode


class StatementMarker(msgspec.Struct, frozen=True, kw_only=True):
    """`number` is (0, 0) where a person left it out; `lines` is 0 unless the statement is counted."""

    number: tuple[int, int]
    verb: Verb
    label: str
    lock: Lock = Lock.NONE
    codes: tuple[str, ...] = ()
    lines: int = 0


def looks_like_marker(line: str) -> bool:
    """Would a reader, or this reader, take the line for a marker?"""
    return _LOOKS_LIKE.match(line) is not None


def step_line(number: int, mode: Mode) -> str:
    return f"-- step {number}: {mode}"


def statement_line(number: tuple[int, int], statement: PlanStatement, sql_lines: list[str]) -> str:
    """The line above a statement whose text in the file is `sql_lines`."""
    fields = [f"-- statement {number[0]}.{number[1]} {statement.verb} {escaped(statement.label)}"]
    if statement.lock is not Lock.NONE:
        fields += [f"lock: {statement.lock}", f"blocks: {statement.lock.blocks}"]
    if statement.codes:
        fields.append(f"[{' '.join(statement.codes)}]")
    if any(map(looks_like_marker, sql_lines)):
        fields.append(f"lines: {len(sql_lines)}")
    return "  ".join(fields)


def read_step(line: str) -> StepMarker | None:
    """The marker, or None for any other line."""
    found = _STEP.fullmatch(line)
    return StepMarker(int(found[1] or 0), cast(Mode, found[2])) if found else None


def read_statement(line: str) -> StatementMarker | None:
    """The marker, or None for any other line. Fields it does not know (an estimate) are for people."""
    found = _STATEMENT.fullmatch(line)
    if found is None:
        return None
    label, *fields = re.split(" {2,}", found[4] or "data")
    return StatementMarker(
        number=(int(found[1] or 0), int(found[2] or 0)),
        verb=cast(Verb, found[3] or "!"),
        label=unescaped(label),
        lock=next((_LOCKS[name] for name in _after("lock: ", fields) if name in _LOCKS), Lock.NONE),
        codes=next((tuple(field[1:-1].split()) for field in fields if field.startswith("[") and field.endswith("]")), ()),
        lines=next((int(count) for count in _after("lines: ", fields) if count.isascii() and count.isdigit()), 0),
    )


def _after(prefix: str, fields: list[str]) -> list[str]:
    return [field.removeprefix(prefix) for field in fields if field.startswith(prefix)]
