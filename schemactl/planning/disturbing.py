"""Which alterations have to wait for what uses the altered object to be gone. Knows no kind by name."""

from __future__ import annotations

from schemactl.kinds import KINDS
from schemactl.kinds.base import Alter
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.actions import Actions


def is_disturbed(object_id: ObjectId, live: State) -> bool:
    """Does an alteration that disturbs what it uses disturb it?"""
    disturbed = KINDS[object_id.kind].disturbed
    return disturbed(live.objects[object_id], live) if callable(disturbed) else disturbed


def has_to_go_first(user: ObjectId, altered: ObjectId, found: Actions, live: State) -> bool:
    """Must what is dropped be gone before what it uses is altered? Not if the kinds would say so, and this alteration does not disturb."""
    if altered in found.disturbing or altered in found.taken.values():
        return True
    rules = KINDS[altered.kind].alter.values()
    speaks_of_all = all(isinstance(rule, Alter) and rule.spares is not None for rule in rules)
    return not (speaks_of_all or is_disturbed(user, live))
