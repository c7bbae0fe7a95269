"""How large the tables of a plan are and how long its statements take, as far as anybody knows: the same figures for every report. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from schemactl.lint.estimates import Estimate
from schemactl.live.sizes import Size, Sizes
from schemactl.model.identity import dotted
from schemactl.model.statement import Lock, Statement
from schemactl.reports import text


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """`sizes` are those of the database where the plan will run, None where none was asked; `estimates` one for each statement, or none at all."""

    sizes: Sizes | None = None
    estimates: Sequence[Estimate | None] = ()

    @property
    def notes(self) -> Mapping[tuple[str, ...], str]:
        """`12 GB, 84 M rows, 350 rows/s written` beside each table in the tree."""
        return {path: text.size(one.bytes, one.rows, one.rate) for path, one in (self.sizes or {}).items() if one.bytes}

    @property
    def times(self) -> Sequence[str]:
        """`about 4 min` for each statement; empty where nobody knows, or it does nothing that takes its time."""
        return [str(one) if one and one.seconds else "" for one in self.estimates]

    @property
    def brief_times(self) -> Sequence[str]:
        """`~4 min`, for 80 columns."""
        return [one.brief if one and one.seconds else "" for one in self.estimates]

    def of(self, statement: Statement) -> Size | None:
        """The table that it locks. What takes no lock of a table may still share its path: a function of that name."""
        found = None if statement.lock is Lock.NONE else (self.sizes or {}).get(statement.object_id.path[:2])
        return found if found and found.bytes else None

    def size(self, statement: Statement) -> str:
        """The same as `12 GB`."""
        found = self.of(statement)
        return text.heap_size(found.bytes) if found else ""

    def fields(self, statement: Statement, position: int) -> dict[str, Any]:
        """The same for programs; `position` counts all statements from 0. What was not asked for is left out, what nobody knows is null."""
        found: dict[str, Any] = {}
        if self.sizes is not None:
            size = self.of(statement)
            # No row counted: before the first ANALYZE nobody knows how many there are.
            found["size"] = _fields(size) if size else None
        if self.estimates:
            estimate = self.estimates[position]
            found["estimate"] = {"seconds": round(estimate.seconds, 3), "measured": estimate.measured} if estimate else None
            found["work"] = [{"what": what, "relation": dotted(path)} for what, path in estimate.work] if estimate else None
        return found


def _fields(size: Size) -> dict[str, Any]:
    rate = None if size.rate is None else round(size.rate, 1)
    return {"bytes": size.bytes, "rows": size.rows or None, "written_per_second": rate}


UNKNOWN = Figures()
