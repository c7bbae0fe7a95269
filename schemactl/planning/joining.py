"""Alterations of one table that PostgreSQL makes in one pass over its rows, if they stand in one ALTER TABLE.

There each of them sees the values from before: what is computed from another part's value would be computed from the new one behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

import msgspec

from schemactl.errors import RefusedError
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement


def joined(statements: Iterable[Statement]) -> Iterator[Statement]:
    """What stands beside each other becomes one statement where it may; its `parts` say what each was about."""
    for table, found in groupby(statements, key=_altered_within):
        every = list(found)
        yield from every if table is None else _brought_together(every)


def _altered_within(statement: Statement) -> tuple[str, ...] | None:
    """The table of which a part is altered, or what is a part of that comes or goes."""
    apart = statement.commit_after or not statement.transactional or statement.batches
    path = statement.object_id.path
    return path[:2] if not apart and len(path) > (2 if statement.verb == "~" else 3) else None


def _brought_together(every: list[Statement]) -> Iterator[Statement]:
    """What is said of one part says nothing of another: each keeps its own order."""
    joining = {one.object_id: one for one in reversed(every) if one.joins}
    if len(joining) < 2:
        yield from every
        return
    kinds = {one.kind for one in joining}
    for parts, found in groupby(every, key=lambda one: one.object_id.kind in kinds or _is_of_any(one.object_id, joining)):
        run = list(found)
        yield from _arranged(run, joining) if parts else run


def _is_of_any(object_id: ObjectId, wholes: Iterable[ObjectId]) -> bool:
    return any(object_id.path[: len(one.path)] == one.path and len(object_id.path) > len(one.path) for one in wholes)


def _arranged(every: list[Statement], joining: dict[ObjectId, Statement]) -> Iterator[Statement]:
    """What comes before any of those that join; all of them; what comes behind."""
    together = [one for one in every if joining.get(one.object_id) is one]
    left = {one.object_id for one in together}
    before, behind = list[Statement](), list[Statement]()
    for one in every:
        if one.object_id in left and joining[one.object_id] is one:
            left.discard(one.object_id)
        else:
            ahead = len(left) == len(together) or one.object_id in left or _is_of_any(one.object_id, left)
            (before if ahead else behind).append(one)
    yield from before
    yield from (_joined(together),) if len(together) > 1 else together
    yield from behind


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
        computed_from=tuple(dict.fromkeys(chain.from_iterable(one.computed_from for one in every))),
        parts=tuple(every),
    )


def from_before(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The same; RefusedError where a value would be computed from one that is another by then."""
    changed: dict[ObjectId, Statement] = {}
    for statement in statements:
        for one in statement.computed_from:
            if one in changed:
                raise RefusedError(
                    f"{statement.object_id} cannot be computed from {one}: that one has its new values by then, as one statement does not change both",
                    hint="change one of them in a plan of its own; or leave `online` away, so that one ALTER TABLE changes both",
                    code="S306",
                )
        yield statement
        changed |= dict.fromkeys(statement.unmeasured, statement)
