"""Which alterations have to wait for what uses the altered object to be gone, and what that keeps from being altered itself. Knows no kind by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set

from schemactl.kinds import KINDS
from schemactl.kinds.base import Alter, Context
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.actions import Actions
from schemactl.planning.naming import is_ambiguous
from schemactl.planning.places import host_of
from schemactl.planning.ready import Node
from schemactl.planning.ties import names_taken


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


def ends_transaction(altered: ObjectId, found: Actions) -> bool:
    """Is what its alteration makes usable only once committed?"""
    return any(statement.commit_after for statement in found.alter[altered])


def commits_beforehand(altered: ObjectId, found: Actions) -> bool:
    """Does its alteration end a transaction, and need nothing to be gone? What is dropped is still there by then, and not away between two commits."""
    return ends_transaction(altered, found) and altered not in found.disturbing and altered not in found.taken.values()


def can_stay(object_id: ObjectId, ctx: Context) -> bool:
    """Does it live on where what it uses goes and comes back?"""
    rule = KINDS[object_id.kind].stays if object_id in ctx.live and object_id in ctx.desired else None
    return bool(rule and rule(ctx.live.objects[object_id], ctx.desired.objects[object_id], ctx))


def is_untouched(user: ObjectId, used: ObjectId, ctx: Context) -> bool:
    """Is it about something that lives on, or a row in it?"""
    kind = KINDS[user.kind]
    return (kind.about or kind.contents is not None) and can_stay(used, ctx)


def is_caught_between(user: ObjectId, found: Actions, used_by: Mapping[ObjectId, Collection[ObjectId]], ctx: Context) -> bool:
    """Does its alteration lead from what must be gone before something else to what is made after that? Then it goes and comes back as well.

    That may be another alteration, or that something new has the name of what goes: then what holds rows, or has rows hanging on it, stays as it is,
    unless it can live on.
    """
    live, desired = ctx.live, ctx.desired
    gone = {one for one in live.uses.get(user, set()) & found.drop if not is_untouched(user, one, ctx)}
    new = desired.uses.get(user, set()) & found.create
    if not gone or not new or user in found.taken:
        return False
    if is_ambiguous(gone, new, live, desired):
        return True
    gone, new = _reached(gone, found.drop, live), _reached(new, found.create, desired)
    waiting = {altered for one, altered in _altered(gone, found, live) if has_to_go_first(one, altered, found, live)}
    ready = {altered for _, altered in _altered(new, found, desired)}
    between = waiting & ready or _names(gone, live) & _names(new, desired) or is_ambiguous(gone, new, live, desired)
    return bool(between) and (not holds_rows(user, used_by) or can_stay(user, ctx))


def can_come_anew(nodes: Iterable[Node], live: State) -> ObjectId | None:
    """Whose alteration is in the way, of these that come before one another, and may as well be dropped and made again: it holds no rows, or is only said of what does."""
    used_by = live.used_by()
    altered = (one.id for one in nodes if one.verb == "alter")
    return next((one for one in altered if KINDS[one.kind].about or (is_disturbed(one, live) and not holds_rows(one, used_by))), None)


def _names(objects: Iterable[ObjectId], state: State) -> set[tuple[str, ...]]:
    return {each for one in objects for each in names_taken(one, state)}


def _reached(start: Set[ObjectId], through: Set[ObjectId], state: State) -> set[ObjectId]:
    """With what they use, as far as that is dropped, or made, as well."""
    seen, waiting = set(start), list(start)
    while waiting:
        more = (state.uses.get(waiting.pop(), set()) & through) - seen
        seen |= more
        waiting.extend(more)
    return seen


def _altered(users: Iterable[ObjectId], found: Actions, state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """What they use and is altered, each with who uses it. A table need not wait for its columns."""
    return ((user, used) for user in users for used in state.uses.get(user, ()) if used in found.alter and used != host_of(user, state))


def holds_rows(object_id: ObjectId, used_by: Mapping[ObjectId, Collection[ObjectId]]) -> bool:
    """Does it hold rows, or anything that uses it?"""
    seen, waiting = {object_id}, [object_id]
    while waiting:
        one = waiting.pop()
        if KINDS[one.kind].holds_rows:
            return True
        waiting.extend(more := set(used_by.get(one, ())) - seen)
        seen |= more
    return False
