"""What stands around the managed objects: what they need, and what depends on them. It is built in scratch and never planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemactl.errors import Problem, SchemaError
from schemactl.kinds import KINDS
from schemactl.live.hosts import host_of
from schemactl.live.server_wide import in_scratch
from schemactl.live.within import cut, managed
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope, exactly
from schemactl.model.state import State


def surrounded(state: State, scope: Scope, desired: State, also: Iterable[ObjectId]) -> State:
    """What a plan has to be tried out on: the managed objects, what depends on them (PostgreSQL asks it too), and what all of these need,
    and what is desired (`also`).

    The rest of a database, with extensions that a scratch server may not have, has no say.
    """
    return around(state, managed(state, scope), desired, also)


def around(state: State, kept: set[ObjectId], desired: State, also: Iterable[ObjectId]) -> State:
    """The same, where it is known already what is managed."""
    if len(kept) == len(state.objects):
        return state
    dependents = _dependents(kept, state, desired)
    whole = _whole(dependents, state) if dependents else set()
    return cut(state, _reached(kept | whole | (set(also) & state.objects.keys()), state.uses) & state.objects.keys())


def needed(state: State, scope: Scope) -> State:
    """What is not managed and must be there for what is."""
    return unmanaged_but_needed(state, managed(state, scope))


def unmanaged_but_needed(state: State, kept: set[ObjectId]) -> State:
    """The same, where it is known already what is managed."""
    if len(kept) == len(state.objects):
        return cut(state, set())
    return cut(state, {one for one in (_reached(kept, state.uses) & state.objects.keys()) - kept if in_scratch(one)})


def external(written: State, scope: Scope) -> State:
    """What the schema files describe for the sake of what is managed: somebody else makes it."""
    kept = managed(written, scope)
    return cut(written, {one for one in written.objects if one not in kept and in_scratch(one) and _outermost(one, written) not in kept})


def guests(state: State) -> set[ObjectId]:
    """Managed objects that live in, or are about, something that is not."""
    return {one for one in state.objects if (holder := _outermost(one, state)) not in state.objects or KINDS[holder.kind].parents}


def check_external(written: State, scope: Scope) -> None:
    """What is written is managed, or said to be somebody else's: nothing is left out silently."""
    kept = managed(written, scope)
    problems: dict[object, Problem] = {}
    for object_id, origin in written.origins.items():
        if (object_id in written.external) != (object_id in kept):
            continue
        if not in_scratch(object_id):
            continue  # it is looked at, where it is not managed
        host = host_of(object_id, written)
        if object_id in kept and host is None:
            hint = f"take `external: true` away, or leave it out in the configuration: [scope] ignore = [{exactly(object_id)!r}]"
            message = f"{object_id} is said to be external, and [scope] manages it"
            problems[object_id] = Problem(code="S026", message=message, where=origin.where, hint=hint)
        if object_id not in kept and (host is None or host in kept):
            message = f"{object_id} is not in [scope]: no plan would make it"
            hint = (
                "widen [scope] in the configuration, or take it away here; what somebody else makes stands in a file with `external: true`"
            )
            problems.setdefault(
                object_id if host is None else object_id.kind, Problem(code="S025", message=message, where=origin.where, hint=hint)
            )
    if problems:
        raise SchemaError.of(list(problems.values()))


def _dependents(kept: set[ObjectId], state: State, desired: State) -> set[ObjectId]:
    """What else depends on these; what merely stands in a schema does not, as long as the schema stays."""
    others, found = state.objects.keys() - kept, set[ObjectId]()

    def depends(one: ObjectId) -> bool:
        return any((used in kept or used in found) and (used.kind != KINDS.root or used not in desired) for used in state.uses.get(one, ()))

    while more := {one for one in others - found if depends(one)}:
        found |= more
    return found


def _reached(start: Iterable[ObjectId], edges: Mapping[ObjectId, set[ObjectId]]) -> set[ObjectId]:
    """Everything that the edges lead to, the start included."""
    found = set(start)
    # Most of what a large start leads to is in it.
    waiting = [one for user in found for one in edges.get(user, ()) if one not in found]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(edges.get(one, ()))
    return found


def _whole(objects: set[ObjectId], state: State) -> set[ObjectId]:
    """These with everything that the outermost of them hold: a partition without its columns could not be attached."""
    outermost = {_outermost(one, state) for one in objects}
    return objects | {one for one in state.objects if _outermost(one, state) in outermost}


def _outermost(object_id: ObjectId, state: State) -> ObjectId:
    while (host := host_of(object_id, state)) is not None:
        object_id = host
    return object_id
