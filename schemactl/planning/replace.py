"""Turns changes into actions: what is dropped, altered, created, and what hangs on it and has to go and come back.

A replacement takes its dependents with it; an alteration that disturbs takes those along that PostgreSQL would refuse to keep.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import msgspec

from schemactl.kinds import KINDS
from schemactl.kinds.base import Alter, Context, Replace, Rule
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.places import attachments, host_of


class Actions(msgspec.Struct):
    """Ids to drop (live objects), to create (desired objects), and the statements of those altered in place; `taken` by whose alteration."""

    drop: set[ObjectId] = set()
    create: set[ObjectId] = set()
    alter: dict[ObjectId, list[Statement]] = {}
    replaced: set[ObjectId] = set()
    taken: dict[ObjectId, ObjectId] = {}


def actions(changes: Iterable[Change], live: State, desired: State, ctx: Context) -> Actions:
    """Every action that the changes need."""
    found = Actions()
    queue: deque[ObjectId] = deque()
    used_by = live.used_by()
    for change in changes:
        match change:
            case Added(after):
                found.create.add(after.id)
                queue.extend(displaces(after, live, desired) if (displaces := KINDS[after.id.kind].displaces) else ())
            case Dropped(before):
                found.drop.add(before.id)
            case Altered():
                queue.extend(_alter(found, change, used_by, ctx))
    _close(found, queue, used_by, live, desired)
    found.taken = {one: by for one, by in found.taken.items() if by in found.alter and one not in found.replaced}
    return found


def _alter(found: Actions, change: Altered, used_by: dict[ObjectId, set[ObjectId]], ctx: Context) -> list[ObjectId]:
    """Alter in place where every rule can; the ids that have to be replaced instead."""
    kind = KINDS[change.id.kind]
    rules = list(dict.fromkeys(kind.alter[field] for field in change.fields))
    statements: list[Statement] = []
    called = []
    for rule in rules:
        function = rule.function if isinstance(rule, Alter) else rule
        if isinstance(function, Replace):
            return [change.id]
        if function in called:
            continue
        called.append(function)
        outcome = function(change.before, change.after, ctx)
        if isinstance(outcome, Replace):
            return [change.id]
        statements.extend(outcome)
    found.alter[change.id] = statements
    for rule in rules:
        if isinstance(rule, Alter) and rule.takes:
            found.taken.update(dict.fromkeys(rule.takes(change.before, change.after, ctx), change.id))
    return [other for rule in rules for other in _disturbed(rule, change, used_by, ctx)]


def _disturbed(rule: Rule, change: Altered, used_by: dict[ObjectId, set[ObjectId]], ctx: Context) -> list[ObjectId]:
    if not isinstance(rule, Alter) or not rule.disturbing(change.before, change.after, ctx):
        return []
    users = used_by.get(change.id, set())
    if rule.spares is None:
        return [user for user in users if _is_disturbed(user, ctx.live)]
    return _beside_spared(change.id, rule.spares, used_by, ctx.live)


def _beside_spared(object_id: ObjectId, spares: tuple[str, ...], used_by: dict[ObjectId, set[ObjectId]], live: State) -> list[ObjectId]:
    """Every user but the spared ones; what is disturbed on those; a spared type's own users like the altered one's."""
    found = []
    for user in used_by.get(object_id, ()):
        if user.kind not in spares or _is_disturbed(user, live):
            found += [] if KINDS[user.kind].about else [user]
        elif KINDS[user.kind].grantable == "TYPE":
            found += _beside_spared(user, spares, used_by, live)
        else:
            found += [one for one in used_by.get(user, ()) if _is_disturbed(one, live)]
    return found


def _is_disturbed(object_id: ObjectId, live: State) -> bool:
    disturbed = KINDS[object_id.kind].disturbed
    return disturbed(live.objects[object_id]) if callable(disturbed) else disturbed


def _close(found: Actions, queue: deque[ObjectId], used_by: dict[ObjectId, set[ObjectId]], live: State, desired: State) -> None:
    """Replacing reaches everything that uses the replaced, and dropping everything that uses the dropped."""
    heirs: dict[ObjectId, set[ObjectId]] = {}
    for child, parent in live.inherited.items():
        heirs.setdefault(parent, set()).add(child)
    queue.extend(found.drop)
    seen: set[ObjectId] = set()
    while queue:
        object_id = queue.popleft()
        if object_id in seen:
            continue
        seen.add(object_id)
        found.drop.add(object_id)
        found.alter.pop(object_id, None)
        if object_id in desired:
            found.create.add(object_id)
            found.replaced.add(object_id)
        queue.extend(user for user in used_by.get(object_id, ()) if not _outlives(user, found, live, desired))
        queue.extend(heirs.get(object_id, ()))
        if (origin := live.inherited.get(object_id)) and KINDS[object_id.kind].adopts and not _leaves(object_id, found, live):
            queue.append(origin)


def _leaves(object_id: ObjectId, found: Actions, live: State) -> bool:
    """Is the object's table dropped, or no longer attached? Only then can the object go without the parent's."""
    host = host_of(object_id, live)
    return host is None or host in found.drop or any(one in found.drop for one in attachments(host, live))


def _outlives(user: ObjectId, found: Actions, live: State, desired: State) -> bool:
    """An altered object that no longer uses what goes away need not go with it, if the alteration itself cuts the edge."""
    if user not in found.alter:
        return False
    gone = {one for one in live.uses[user] if one in found.drop}
    return not gone & desired.uses.get(user, set())
