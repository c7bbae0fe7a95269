"""Marker lines: where a step and a statement begin in a plan file.

`-- statement 1.2 ~ table public.orders  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]`.
`-- step 2: backfill  table: public.orders  key: id  batch: 5000`.
Fields stand two spaces apart; a label never holds two in a row. SQL with a line that looks like a marker is counted:
`lines: 12` says that the next 12 lines are the statement.
"""

from __future__ import annotations

import re
from typing import cast

import msgspec

from schemactl.model.statement import Batches, Lock, Verb
from schemactl.plans.escaping import escaped, unescaped
from schemactl.plans.plan import Mode, PlanStatement

_LOOKS_LIKE = re.compile(r"--\s*(step|statement)\b", re.IGNORECASE)
_STEP = re.compile(r"-- step(?: ([0-9]+))?: (transaction|no transaction|data|check|backfill)(  .+)?")
_FIELDS = re.compile(r"  table: (?P<table>.+)  key: (?P<key>.+)  batch: (?P<size>[1-9][0-9]{0,6})")
_KEY = re.compile(r'((?:"(?:[^"]|"")+"|[^",\s]+))(?:, |$)')
_STATEMENT = re.compile(r"-- statement(?: ([0-9]+)\.([0-9]+))?(?: ([-+~!?]) ([^ ].*))?")
_LOCKS = {lock.value: lock for lock in Lock}


class StepMarker(msgspec.Struct, frozen=True):
    """`number` is 0 where a person left it out."""

    number: int
    mode: Mode
    batches: Batches | None = None


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


def step_line(number: int, mode: Mode, batches: Batches | None = None) -> str:
    over = f"  table: {escaped(batches.table)}  key: {escaped(', '.join(batches.key))}  batch: {batches.size}" if batches else ""
    return f"-- step {number}: {mode}{over}"


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
    if found is None:
        return None
    batches = _batches(found[3] or "") if found[2] == "backfill" else None
    wanted = batches is not None if found[2] == "backfill" else not found[3]
    return StepMarker(int(found[1] or 0), cast(Mode, found[2]), batches) if wanted else None


def _batches(fields: str) -> Batches | None:
    """A backfill's table, key and size; None where one of them is missing or cannot be read."""
    found = _FIELDS.fullmatch(fields)
    if found is None:
        return None
    key = unescaped(found["key"])
    parts = tuple(_KEY.findall(key))
    return Batches(table=unescaped(found["table"]), key=parts, size=int(found["size"])) if ", ".join(parts) == key else None


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
