"""Turns two states into changes. Knows no kind: equal is what the generated equality says."""

from __future__ import annotations

from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.state import Object, State


def diff(live: State, desired: State) -> list[Change]:
    """Changes in declaration order of the desired state, then what is dropped."""
    changes: list[Change] = []
    for after in desired:
        before = live.objects.get(after.id)
        if before is None:
            changes.append(Added(after))
        elif before != after and (
            fields := differing(before, after, inherited=after.id in live.inherited and after.id in desired.inherited)
        ):
            changes.append(Altered(before, after, fields))
    changes.extend(Dropped(before) for before in live if before.id not in desired)
    return changes


def differing(before: Object, after: Object, *, inherited: bool = False) -> tuple[str, ...]:
    """Names of the fields in which two versions of one object differ."""
    kind = KINDS[after.id.kind]
    derived = (*kind.derived, *kind.inherits) if inherited else kind.derived
    return tuple(
        field for field in after.__struct_fields__ if field not in derived and field != "id" and not _same(kind, field, before, after)
    )


def _same(kind: Kind, field: str, before: Object, after: Object) -> bool:
    """A field that is pinned counts where it is said, against what is there."""
    was, wanted = getattr(before, field), getattr(after, field)
    if own := kind.pins.get(field):
        return wanted is None or wanted in (was, getattr(before, own))
    return bool(was == wanted)
