"""What plans took on a clone: a table for people, a sentence beside the plan, a document for programs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from schemactl.plans.rehearsal import Measured, Rehearsal, Written
from schemactl.reports.problems import printable
from schemactl.reports.text import heap_size, scaled

_LABEL = 44
_HEAD = ("#", "statement", "took", "waited", "WAL", "rewritten or built")


def table(statements: Sequence[Measured]) -> str:
    """A line for each statement: its time, the part of it that was spent waiting for locks, bytes of log, and what got a new file."""
    cells = [_HEAD, *map(_cells, statements)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD) - 1)]
    return "\n".join(
        "  " + "  ".join([*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip() for row in cells
    )


def sentence(found: Rehearsal) -> str:
    """`Rehearsed 2026-11-28 on PostgreSQL 16.2, in a clone of 12 GB: 41 s, 1.2 GB of WAL, 2.0 s waiting for locks, 12 GB rewritten.`"""
    rewritten = [one for statement in found.statements for one in statement.rewritten]
    parts = [seconds(found.seconds), f"{heap_size(found.wal_bytes)} of WAL"]
    if found.lock_wait_seconds:
        parts.append(f"{seconds(found.lock_wait_seconds)} waiting for locks")
    if rewritten:
        parts.append(f"{heap_size(sum(one.bytes for one in rewritten))} rewritten")
    where = f"on PostgreSQL {printable(found.server_version)}, in a clone of {heap_size(found.database_bytes)}"
    return f"Rehearsed {printable(found.at[:10])} {where}: {', '.join(parts)}."


def document(found: Rehearsal) -> dict[str, Any]:
    """The file's content with its sums."""
    return {
        **{name: value for name, value in msgspec.to_builtins(found).items() if name != "format_version"},
        "seconds": round(found.seconds, 4),
        "lock_wait_seconds": round(found.lock_wait_seconds, 3),
        "wal_bytes": found.wal_bytes,
    }


def seconds(length: float) -> str:
    """`12 ms`, `1.4 s`, `12 min`."""
    if length < 1:
        return f"{length * 1000:.0f} ms"
    return f"{length:.1f} s" if length < 100 else f"{length / 60:.0f} min"


def _cells(one: Measured) -> tuple[str, ...]:
    again = f" ({one.attempts} attempts)" if one.attempts > 1 else ""
    waited = f"{seconds(one.lock_wait_seconds)}{again}" if one.lock_wait_seconds or again else "-"
    label = printable(one.label)
    label = label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"
    return one.number, label, seconds(one.seconds), waited, heap_size(one.wal_bytes), "; ".join(_files(one.written)) or "-"


def _files(written: Sequence[Written]) -> Iterator[str]:
    for one in written:
        rows = f", {scaled(one.rows, 1000, ('', 'k', 'M', 'G')).rstrip()} rows" if one.rows is not None else ""
        yield printable(f"{'' if one.rewritten else 'new '}{one.kind} {one.relation}: {heap_size(one.bytes)}{rows}")
