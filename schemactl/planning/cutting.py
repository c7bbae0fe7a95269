"""Whether an alteration leads an object away from what it used: only what it states anew is bound anew. Knows no kind by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from schemactl.kinds import KINDS
from schemactl.model.identity import ObjectId
from schemactl.model.state import State, fields
from schemactl.planning.closure import texts
from schemactl.planning.disturbing import holds_rows, is_disturbed

_WORD = re.compile(r"[\w$]+")


def outlives(user: ObjectId, gone: Iterable[ObjectId], used_by: Mapping[ObjectId, set[ObjectId]], live: State, desired: State) -> bool:
    """Can an altered object stay while these go, which it used? Not if it still uses them, or binds by its former text to something else.

    Of what holds rows it is enough that it does not use them any more.
    """
    gone = list(gone)
    if desired.uses.get(user, set()).intersection(gone):
        return False
    kind = KINDS[user.kind]
    if kind.about or kind.incidental or (holds_rows(user, used_by) and not is_disturbed(user, live)):
        return True
    stated = _stated(user, live, desired)
    return all(_names(stated, one) for one in gone)


def _stated(object_id: ObjectId, live: State, desired: State) -> str:
    """What the alteration changes, as it was."""
    before, after = live.objects[object_id], fields(desired.objects[object_id])
    return texts(value for name, value in fields(before).items() if value != after.get(name))


def _names(text: str, object_id: ObjectId) -> bool:
    """Does the text name the object? Casts and such have no name, and are meant without."""
    name = object_id.path[1] if KINDS[object_id.kind].schema_scoped else object_id.name
    if _WORD.fullmatch(name):
        return name in _WORD.findall(text)
    return name in text.replace('""', '"')
