"""Alterations of one table that PostgreSQL makes in one pass over its rows, if they stand in one ALTER TABLE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

import msgspec

from schemactl.model.statement import Statement


def joined(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Neighbours become one statement where they may; its `parts` say what each was about."""
    for together, found in groupby(statements, key=lambda one: one.joins.table if one.joins else None):
        every = list(found)
        yield from every if together is None or len(every) == 1 else (_joined(every),)


def _joined(every: Sequence[Statement]) -> Statement:
    first = every[0]
    actions = [one.joins.action for one in every if one.joins]
    table = first.joins.table if first.joins else ""
    return msgspec.structs.replace(
        first,
        sql=f"ALTER TABLE {table} {', '.join(actions)}",
        hazards=tuple(msgspec.structs.replace(hazard, about=hazard.about or one.object_id) for one in every for hazard in one.hazards),
        # All that an author wrote sees the same schemas; what the planner wrote names its own.
        sees=next((one.sees for one in every if one.sees), ()),
        asks=tuple(chain.from_iterable(one.asks for one in every)),
        unmeasured=tuple(chain.from_iterable(one.unmeasured for one in every)),
        parts=tuple(every),
    )
