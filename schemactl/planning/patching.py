"""Changes that were seen between two states, made to a third one: drift taken over into the schema files, a plan taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from schemactl.errors import DecisionNeededError, Problem
from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.diff import differing
from schemactl.planning.places import host_of

CODE = "S404"


def patched(state: State, changes: Sequence[Change], source: State) -> State:
    """The state with the changes made; `source` is the state that they lead to.

    What is there already stays as it is. DecisionNeededError names what has become something else meanwhile.
    """
    objects, problems = dict(state.objects), list[Problem]()
    for change in changes:
        here = objects.get(change.id)
        if clash := _clash(change, here):
            problems.append(_problem(change.id, clash))
        elif (after := _made(change, here)) is not None:
            objects[change.id] = after
        else:
            objects.pop(change.id, None)
    problems += [_problem(one, "it lives in what goes away") for one in _orphans(state, objects)]
    problems += [_problem(one, why) for one in objects if one not in state and (why := _homeless(one, state, objects, source))]
    if problems:
        raise DecisionNeededError.of(problems)
    added = [one for one in objects if one not in state]
    return msgspec.structs.replace(
        state,
        objects=objects,
        uses={one: state.uses[one] if one in state else source.uses.get(one, set()) for one in objects},
        follows={one: used for one, used in state.follows.items() if one in objects},
        inherited={one: parents for one, parents in state.inherited.items() if one in objects}
        | {one: source.inherited[one] for one in added if one in source.inherited},
    )


def _clash(change: Change, here: Object | None) -> str | None:
    """Why the change cannot be made to what is here."""
    match change:
        case Added(after):
            return "there is another one of this name" if here is not None and differing(here, after) else None
        case Dropped(before):
            return "it was changed since" if here is not None and differing(here, before) else None
        case Altered(before, after, fields):
            if here is None:
                return "it is gone"
            other = [one for one in fields if getattr(here, one) not in (getattr(before, one), getattr(after, one))]
            return f"its {', '.join(other)} was changed since" if other else None
        case Renamed():
            raise AssertionError("two states do not tell a rename")


def _made(change: Change, here: Object | None) -> Object | None:
    match change:
        case Added(after):
            return here or after
        case Altered(_, after, fields) if here is not None:
            return msgspec.structs.replace(here, **{one: getattr(after, one) for one in fields})
        case _:
            return None


def _orphans(state: State, kept: dict[ObjectId, Object]) -> Iterator[ObjectId]:
    for one in kept:
        if one in state and (host := host_of(one, state)) is not None and host in state and host not in kept:
            yield one


def _homeless(one: ObjectId, state: State, kept: dict[ObjectId, Object], source: State) -> str | None:
    """Why there is no place for what is new: the schema files have what it lives in under another name already, or have it no more."""
    host = host_of(one, source)
    if host is None or host in kept or host not in source:
        return None
    called = state.renames.get(host)
    return f"it lives in {host}, " + (f"which the schema files call {called}" if called else "which the schema files do not have")


def _problem(object_id: ObjectId, reason: str) -> Problem:
    return Problem(
        code=CODE,
        message=f"{object_id}: {reason}",
        hint="write into the schema files how it shall be, and plan from there: schemactl plan",
    )
