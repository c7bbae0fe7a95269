"""Turns changes into actions: what is dropped, altered, created, and what hangs on it and has to go and come back.

A replacement takes its dependents with it; an alteration that disturbs takes those along that PostgreSQL would refuse to keep.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator

from schemactl.errors import RefusedError
from schemactl.kinds import KINDS
from schemactl.kinds.base import Alter, Context, Replace, Rule
from schemactl.model.change import Added, Altered, Change, Dropped
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.actions import Actions
from schemactl.planning.cutting import outlives
from schemactl.planning.disturbing import is_caught_between, is_disturbed, is_untouched
from schemactl.planning.places import host_of
from schemactl.planning.ties import Ties, attachments, heirs, origins, root_of


def actions(changes: list[Change], live: State, desired: State, ctx: Context, anew: Collection[ObjectId] = ()) -> Actions:
    """Every action that the changes need; what is to be made `anew` is, though an alteration would do."""
    found = Actions()
    queue: deque[ObjectId] = deque(anew)
    used_by = live.used_by()
    for change in changes:
        match change:
            case Added(after):
                found.create.add(after.id)
                queue.extend(displaces(after, live, desired) if (displaces := KINDS[after.id.kind].displaces) else ())
            case Dropped(before):
                found.drop.add(before.id)
            case Altered():
                queue.extend(_alter(found, change, _rules(change), used_by, ctx))
    for remade in _remade(changes, live, desired, ctx):
        rule = KINDS[remade.id.kind].remake
        queue.extend(_alter(found, remade, [rule], used_by, ctx) if rule else ())
    # What ceases to use something, and to be disturbed, need not go: its alteration comes first.
    queue.extend(one for one, altered in sorted(found.around) if not _parts_with(one, altered, found, desired))
    queue.extend(_second_ties(found, live))
    going = {one for one in found.drop if found.taken.get(one) in found.alter}
    found.drop -= going
    _close(found, queue, used_by, ctx)
    found.drop |= going
    found.taken = {one: by for one, by in found.taken.items() if by in found.alter}
    return found


def _remade(changes: list[Change], live: State, desired: State, ctx: Context) -> Iterator[Altered]:
    """What has to be made anew for a new part of it, or under a name that another kind of thing had."""
    pressed: dict[ObjectId, None] = {}
    for change in changes:
        presses = KINDS[change.id.kind].presses
        if presses and isinstance(change, Added | Altered) and presses(change.after, ctx) and (host := host_of(change.id, live)):
            pressed[host] = None
    for one, obj in desired.objects.items():
        presses = KINDS[one.kind].presses if ctx.makes(one) else None
        if presses and presses(obj, ctx) and (host := host_of(one, live)):
            pressed[host] = None
    yield from (Altered(live.objects[one], desired.objects[one], ()) for one in pressed if one in desired)
    gone = {one.id.path: one.before for one in changes if isinstance(one, Dropped) and KINDS[one.id.kind].remake}
    for change in changes:
        if isinstance(change, Added) and KINDS[change.id.kind].remake and (before := gone.get(change.id.path)):
            yield Altered(before, change.after, ())


def _rules(change: Altered) -> list[Rule]:
    return list(dict.fromkeys(KINDS[change.id.kind].alter[field] for field in change.fields))


def _alter(found: Actions, change: Altered, rules: list[Rule], used_by: dict[ObjectId, set[ObjectId]], ctx: Context) -> list[ObjectId]:
    """Alter in place where every rule can; the ids that have to be replaced instead."""
    statements: list[Statement] = []
    single: list[Statement] = []
    called = []
    for rule in rules:
        function = rule.function if isinstance(rule, Alter) else rule
        if isinstance(function, Replace):
            return [change.before.id]
        if function in called:
            continue
        called.append(function)
        try:
            outcome = function(change.before, change.after, ctx)
            said = [] if isinstance(outcome, Replace) else list(outcome)
        except RefusedError as error:
            # What is in the way may be made anew itself, which only shows once all is known.
            found.refused.setdefault(change.id, error)
            continue
        if isinstance(outcome, Replace):
            return [(host_of(change.id, ctx.live) if outcome.host else None) or change.before.id]
        statements += said
        single += said if isinstance(rule, Alter) and not rule.recurses else []
    found.alter[change.id] = statements
    if single:
        found.single[change.id] = single
    for rule in rules:
        if isinstance(rule, Alter) and rule.takes:
            for one in rule.takes(change.before, change.after, ctx):
                if found.taken.get(one, one) == one:
                    found.taken[one] = change.id
    found.around.update((other, change.id) for rule in rules for other in _disturbed(found, rule, change, used_by, ctx))
    return []


def _parts_with(object_id: ObjectId, altered: ObjectId, found: Actions, desired: State) -> bool:
    """Is it altered into something that does not use the other one any more, and keeps its rows?"""
    return (
        object_id in found.alter
        and KINDS[object_id.kind].holds_rows
        and altered not in desired.uses.get(object_id, ())
        and not is_disturbed(object_id, desired)
    )


def _disturbed(found: Actions, rule: Rule, change: Altered, used_by: dict[ObjectId, set[ObjectId]], ctx: Context) -> list[ObjectId]:
    if not isinstance(rule, Alter) or not rule.disturbing(change.before, change.after, ctx):
        return []
    found.disturbing.add(change.before.id)
    users = used_by.get(change.before.id, set())
    spares = rule.sparing(change.before, change.after, ctx)
    if spares is None:
        return [user for user in users if is_disturbed(user, ctx.live)]
    taken = set(rule.takes(change.before, change.after, ctx)) if rule.takes else set()
    return _beside_spared(change.before.id, spares, taken, used_by, ctx.live)


def _beside_spared(
    object_id: ObjectId, spares: tuple[str, ...], taken: set[ObjectId], used_by: dict[ObjectId, set[ObjectId]], live: State
) -> list[ObjectId]:
    """Every user but the spared ones; what is disturbed on those; a spared type's own users like the altered one's, if the alteration takes it along."""
    found = []
    for user in used_by.get(object_id, ()):
        if user.kind not in spares or _is_bound(user, live):
            found += [] if KINDS[user.kind].about else [user]
        elif (host := _stuck_in(user, live)) is not None:
            found.append(host)
        elif KINDS[user.kind].grantable == "TYPE":
            found += _beside_spared(user, spares, taken, used_by, live) if user in taken or not taken else [user]
        else:
            found += [one for one in used_by.get(user, ()) if is_disturbed(one, live)]
    return found


def _is_bound(user: ObjectId, live: State) -> bool:
    """Is one of a spared kind in the way all the same?"""
    bound = KINDS[user.kind].bound
    return bound(live.objects[user]) if bound else is_disturbed(user, live)


def _stuck_in(object_id: ObjectId, live: State) -> ObjectId | None:
    """What has to be made anew so that this object can change at all."""
    stuck = KINDS[object_id.kind].stuck
    return host_of(object_id, live) if stuck and stuck(live.objects[object_id]) else None


def _second_ties(found: Actions, live: State) -> Iterator[ObjectId]:
    """PostgreSQL refuses to alter what comes from two origins: but for the first, its table lets go of them, and takes them up again."""
    ties = attachments(live) if found.disturbing else {}
    for child in [one for one in found.disturbing if len(origins(one, live)) > 1]:
        first, *others = live.inherited[child]
        for parent in others:
            tie = ties.get((root_of(child, live), root_of(parent, live)))
            if tie and origins(parent, live) - origins(first, live):
                yield tie


def _close(found: Actions, queue: deque[ObjectId], used_by: dict[ObjectId, set[ObjectId]], ctx: Context) -> None:
    """Replacing reaches everything that uses the replaced, and dropping everything that uses the dropped."""
    live, desired = ctx.live, ctx.desired
    coming_from = heirs(live)
    ties = Ties(found.drop, found.create, live, desired)
    queue.extend(found.drop)
    seen: set[ObjectId] = set()
    related: list[ObjectId] = []
    while queue or related:
        if not queue:
            # Only now is it known which tables part.
            for one in related:
                queue.extend(child for child in coming_from.get(one, ()) if ties.drags(one, child))
                queue.extend(parent for parent in live.inherited.get(one, ()) if KINDS[one.kind].adopts and ties.carries(parent, one))
            related.clear()
            queue.extend(
                user for user in found.alter if _stands_on_the_replaced(user, found, ties) or is_caught_between(user, found, used_by, ctx)
            )
            continue
        object_id = queue.popleft()
        if object_id in seen:
            continue
        seen.add(object_id)
        related.append(object_id)
        found.drop.add(object_id)
        found.alter.pop(object_id, None)
        if object_id in desired:
            found.create.add(object_id)
            found.replaced.add(object_id)
        if (host := _stuck_in(object_id, live)) is not None:
            queue.append(host)
        queue.extend(
            user
            for user in used_by.get(object_id, ())
            if (user not in found.alter or not outlives(user, live.uses[user] & found.drop, used_by, live, desired))
            and not is_untouched(user, object_id, ctx)
        )


def _stands_on_the_replaced(user: ObjectId, found: Actions, ties: Ties) -> bool:
    """Does it use parts of a replaced object before and after, be they others? Its alteration would have to come before the drop and after the creation."""
    was = {ties.live_root(one) for one in ties.live.uses.get(user, ())}
    roots = {ties.desired_root(one) for one in ties.desired.uses.get(user, ())}
    return any(one in found.replaced and one != ties.desired_root(user) for one in was & roots)
