"""Which objects PostgreSQL prints anew: what uses something that changes is read from its own text again, by a plan or behind its back.

A check of a column that gets another type is one of them, and so is a view that is made again. Not every text comes back as it was.
"""

from __future__ import annotations

from collections.abc import Set

from schemactl.kinds import KINDS
from schemactl.kinds.base import Alter, Replace
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.diff import differing


def printed_anew(live: State, desired: State) -> Set[ObjectId]:
    """Everything that uses what is replaced, or altered so that it disturbs."""
    pairs = ((obj, desired.objects.get(obj.id)) for obj in live)
    queue = [was.id for was, wanted in pairs if wanted is not None and was != wanted and _reaches(was, wanted)]
    found: set[ObjectId] = set()
    used_by = live.used_by() if queue else {}
    while queue:
        for user in used_by.get(queue.pop(), ()):
            if user not in found:
                found.add(user)
                queue.append(user)
    return found


def _reaches(was: Object, wanted: Object) -> bool:
    rules = (KINDS[was.id.kind].alter[field] for field in differing(was, wanted))
    return any(isinstance(rule, Replace) or (isinstance(rule, Alter) and bool(rule.disturbs)) for rule in rules)
