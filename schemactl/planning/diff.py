"""Turns two states into changes. Knows no kind: equal is what the generated equality says."""

from __future__ import annotations

import re
from typing import Any

from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind
from schemactl.live.within import is_left
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.stage import staged
from schemactl.model.state import Object, State

_PLACEHOLDER = re.compile(r"\$\{\w+\}")


@staged("diff")
def diff(live: State, desired: State, *, literal: bool = False) -> list[Change]:
    """Changes in declaration order of the desired state, then what is dropped; what is as it came with the database is not, where nobody speaks of it.

    A placeholder stands for whatever a database was given; `literal` where neither state is of one, and both hold placeholders as they are written.
    """
    changes: list[Change] = []
    for after in desired:
        before = live.objects.get(after.id)
        if before is None:
            changes.append(Added(after))
        elif before != after and (fields := differing(before, after, inherited=_keeps_a_parent(after, live, desired), literal=literal)):
            changes.append(Altered(before, after, fields))
    changes.extend(Dropped(before) for before in live if before.id not in desired and not is_left(before))
    return changes


def _keeps_a_parent(obj: Object, live: State, desired: State) -> bool:
    """Does it come from one and the same before and after? What comes from another one then is let go of on the way."""
    return not set(live.inherited.get(obj.id, ())).isdisjoint(desired.inherited.get(obj.id, ()))


def differing(before: Object, after: Object, *, inherited: bool = False, literal: bool = False) -> tuple[str, ...]:
    """Names of the fields in which two versions of one object differ."""
    kind = KINDS[after.id.kind]
    if is_left(before) and is_left(after):
        return ()
    derived = (*kind.derived, *unread(before), *unread(after))
    derived += (*kind.inherits(before), *kind.inherits(after)) if inherited and kind.inherits else ()
    flags = (*kind.gains, *kind.mends) if inherited else kind.mends
    gained = [field for field in flags if getattr(after, field) and not getattr(before, field)]
    return tuple(
        field
        for field in after.__struct_fields__
        if field in gained or (field not in derived and field != "id" and not _same(kind, field, before, after, literal=literal))
    )


def unread(obj: Object) -> tuple[str, ...]:
    """The fields that whoever looked may not read: nobody knows what they hold."""
    restricted = KINDS[obj.id.kind].restricted
    return restricted.fields if restricted and restricted.where(obj) else ()


def _same(kind: Kind, field: str, before: Object, after: Object, *, literal: bool) -> bool:
    """A field that is pinned counts where it is said, against what is there."""
    was, wanted = getattr(before, field), getattr(after, field)
    if own := kind.pins.get(field):
        return wanted is None or wanted in (was, getattr(before, own))
    if literal or field not in kind.varying:
        return bool(was == wanted)
    return matching(was, wanted) or matching(wanted, was)


def may_hold_placeholders(state: State) -> bool:
    """What a database has in their place says nothing of how they were written."""
    return any(KINDS[kind].varying for kind in {one.kind for one in state.objects})


def matching(text: Any, pattern: Any) -> bool:
    """Equal, but that `${name}` in the pattern stands for anything."""
    if isinstance(pattern, tuple) and isinstance(text, tuple):
        return len(text) == len(pattern) and all(map(matching, text, pattern))
    if isinstance(pattern, str) and isinstance(text, str):
        return re.fullmatch(".*".join(re.escape(part) for part in _PLACEHOLDER.split(pattern)), text, re.DOTALL) is not None
    return bool(text == pattern)
