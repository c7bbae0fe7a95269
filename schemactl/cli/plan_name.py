"""A name for a plan from what it changes: add_machines_table, drop_users_email, rename_total_to_amount."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId

_LONGEST = 60
_VERBS: tuple[tuple[type, str], ...] = ((Added, "add"), (Dropped, "drop"), (Renamed, "rename"), (Altered, "change"))


def plan_name(changes: Sequence[Change], *, first: bool) -> str:
    """The first plan builds the schema; the others say what they do to the outermost objects they touch."""
    if first:
        return "initial_schema"
    outer = _outermost(changes)
    names = [_named(change) for change in outer[:2]]
    name = "_and_".join(dict.fromkeys(names)) if len(outer) <= 2 else f"{names[0]}_and_{len(outer) - 1}_more"
    return name if len(name) <= _LONGEST and name else f"change_{len(outer)}_objects"


def _outermost(changes: Sequence[Change]) -> list[Change]:
    """Changes that are not part of another one: a new table's columns say nothing more."""
    whole = {change.id.path for change in changes if isinstance(change, Added | Dropped)}
    first = {change.id: change for change in reversed(changes)}
    found = [change for change in first.values() if not any(change.id.path[:length] in whole for length in range(1, len(change.id.path)))][
        ::-1
    ]
    own = [change for change in found if not _is_fact(change)]
    return own or found or list(changes)


def _is_fact(change: Change) -> bool:
    """A comment, an owner, a privilege: its path begins with the kind of what it is about."""
    obj = change.before if isinstance(change, Dropped) else change.after
    return change.id.path[0] in _fact_subjects(obj.id)


def _fact_subjects(object_id: ObjectId) -> frozenset[str]:
    from schemactl.kinds import KINDS

    return frozenset({object_id.path[0]}) if KINDS[object_id.kind].about else frozenset()


def _named(change: Change) -> str:
    verb = next(word for kind, word in _VERBS if isinstance(change, kind))
    if isinstance(change, Renamed):
        return _slug(verb, change.before.id.name, "to", change.after.id.name)
    parts = change.id.path[1:] if len(change.id.path) > 1 else change.id.path
    kind = () if change.id.kind == "column" else (change.id.kind,)
    return _slug(verb, *parts, *kind)


def _slug(*words: str) -> str:
    text = re.sub(r"[^a-z0-9]+", "_", "_".join(words).lower())
    return re.sub(r"_+", "_", text).strip("_")
