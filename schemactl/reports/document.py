"""Changes, steps and plans for programs: plain values that JSON can hold. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

import msgspec

from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import dotted
from schemactl.model.statement import Batches, Statement, Step
from schemactl.reports.figures import UNKNOWN, Figures


def plan(changes: Sequence[Change], steps: Sequence[Step], *, needed: Sequence[str] = (), figures: Figures = UNKNOWN) -> dict[str, Any]:
    """What the plan does, statement by statement, and what has to be accepted by name."""
    written = [step(one) for one in steps]
    pairs = zip((each for one in written for each in one["statements"]), (each for one in steps for each in one.statements), strict=True)
    for position, (each, statement) in enumerate(pairs):
        each |= figures.fields(statement, position)
    return {"changes": [change(one) for one in changes], "steps": written, "needs_approval": list(needed)}


def change(one: Change) -> dict[str, Any]:
    """One change; an altered object lists its fields before and after."""
    named = {"kind": one.id.kind, "object": dotted(one.id.path)}
    match one:
        case Added():
            return {"verb": "add", **named}
        case Dropped():
            return {"verb": "drop", **named}
        case Renamed(before=before):
            return {"verb": "rename", **named, "before": dotted(before.id.path)}
        case Altered(before=before, after=after, fields=fields):
            pairs = {field: {"before": _plain(getattr(before, field)), "after": _plain(getattr(after, field))} for field in fields}
            return {"verb": "alter", **named, "fields": pairs}
        case _:
            assert_never(one)


def step(one: Step) -> dict[str, Any]:
    """Statements that succeed or fail together."""
    return {
        "transaction": one.transaction,
        **batches(one.statements[0].batches),
        "statements": [statement(each) for each in one.statements],
    }


def batches(one: Batches | None) -> dict[str, Any]:
    """Of a backfill: what it goes through, and how."""
    return {"batches": {"table": one.table, "key": list(one.key), "size": one.size}} if one else {}


def statement(one: Statement) -> dict[str, Any]:
    """One SQL command with its lock and hazards."""
    return {
        "sql": one.sql,
        "verb": one.verb,
        "kind": one.object_id.kind,
        "object": dotted(one.object_id.path),
        "lock": one.lock.value,
        "blocks": one.lock.blocks,
        "hazards": [{"code": hazard.code, "message": hazard.message, "destructive": hazard.destructive} for hazard in one.hazards],
    }


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value)
