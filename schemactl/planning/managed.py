"""What of two states a project compares: its scope, and facts that the schema files do not speak of."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache

import msgspec

from schemactl.errors import Problem, SchemaError
from schemactl.kinds import KINDS
from schemactl.live.within import is_left, within
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.diff import unread
from schemactl.planning.places import host_of
from schemactl.planning.written import without


def unspoken(desired: State, live: State) -> None:
    """Owners that the schema files leave open stay what they are: take over the live ones. What is granted to such an owner is there already."""
    for name in _owner_kinds():
        for object_id, obj in live.objects.items():
            host = host_of(object_id, live)
            if (
                object_id.kind == name
                and object_id not in desired
                and host is not None
                and host in desired
                and not _follows_another(host, desired)
            ):
                desired.add(obj, uses=live.uses[object_id])
    for object_id in [
        one for one, obj in desired.objects.items() if one not in live and (idle := KINDS[one.kind].idle) and idle(obj, desired)
    ]:
        del desired.objects[object_id]
        del desired.uses[object_id]


def pinned(live: State, desired: State) -> State:
    """The live state, which says of what it holds as much as the schema files do: a copy of it is of the same version. What may not be read is as
    they say."""
    found = dict(live.objects)
    for object_id, obj in live.objects.items():
        wanted = desired.objects.get(object_id)
        if wanted is None:
            continue
        said = {field: getattr(obj, own) for field, own in KINDS[object_id.kind].pins.items() if getattr(wanted, field) is not None}
        said |= {field: getattr(wanted, field) for field in unread(obj)}
        if said:
            found[object_id] = msgspec.structs.replace(obj, **said)
    return msgspec.structs.replace(live, objects=found)


def speaks_of_owners(written: State) -> bool:
    """Do the schema files name any owner?"""
    return any(object_id.kind in _owner_kinds() for object_id in written.objects if object_id not in written.external)


def without_own(state: State) -> State:
    """Where owners are not managed, only those matter that whoever applies would take over from somebody else."""
    return without(state, _by_itself(state))


def silent(state: State, desired: State) -> None:
    """Forget owners that nobody speaks of: those of what the plan makes."""
    for object_id in [one for one in state.objects if one.kind in _owner_kinds() and one not in desired]:
        if host_of(object_id, state) in desired:
            del state.objects[object_id]
            del state.uses[object_id]


def disown(state: State, is_new: Callable[[ObjectId], bool], given: Collection[ObjectId]) -> None:
    """In scratch everything has an owner: forget those of what is new, unless a statement gave it."""
    for object_id in [one for one in state.objects if one.kind in _owner_kinds() and one not in given]:
        if (host := host_of(object_id, state)) is not None and is_new(host):
            del state.objects[object_id]
            del state.uses[object_id]


def check_owners(written: State) -> None:
    """Owners are managed for the whole project or not at all: name what lacks one."""
    if written.owner:
        return
    if lacking := _lacking(written):
        raise SchemaError.of(
            [
                Problem(
                    code="S019",
                    message=f"{one} has no owner, though other objects have one",
                    where=written.origins[one].where,
                    hint="owners are managed for the whole project or not at all: `owner: role` at the top of a file says it for all the rest",
                )
                for one in lacking
            ]
        )


def _lacking(written: State) -> list[ObjectId]:
    kinds = _owner_kinds()
    settled = {host_of(one, written) for one in written.objects if one.kind in kinds} | written.external
    return [one for one in written.origins if KINDS[one.kind].owned and one not in settled and not _follows_another(one, written)]


def unowned(written: State) -> list[ObjectId]:
    """Where owners are managed, the owners of what says `owner:` and nothing: whoever it is."""
    return [one.about(name) for one in _lacking(written) for name in _owner_kinds()] if written.owner else []


def _follows_another(object_id: ObjectId, state: State) -> bool:
    belongs = KINDS[object_id.kind].belongs
    return bool(belongs and belongs(state.objects[object_id]))


@lru_cache(maxsize=1)
def _owner_kinds() -> frozenset[str]:
    return frozenset(kind.name for kind in KINDS if kind.about and kind.yaml and kind.yaml.key == "owner")


def without_unwritten_owners(desired: State, written: State) -> State:
    """In scratch everything has an owner; where an object was written without one, it means nothing.

    What scratch made by itself (a partition in short form) belongs to the project's owner. A function may be written in other words than PostgreSQL
    has for the types of its arguments: whoever else owns it was given it.
    """
    spoken = {host_of(one, written) for one in written.objects if one.kind in _owner_kinds()}
    for object_id in _by_itself(desired):
        host = host_of(object_id, desired)
        if host in spoken:
            continue
        if host in written or written.owner is None:
            del desired.objects[object_id]
            del desired.uses[object_id]
        else:
            fact = desired.objects[object_id]
            desired.objects[object_id] = msgspec.structs.replace(fact, **{fact.__struct_fields__[-1]: written.owner})
    return desired


def _by_itself(state: State) -> set[ObjectId]:
    """Owners that came with what was made, or with the database."""
    return {one for one, obj in state.objects.items() if one.kind in _owner_kinds() and (_role(obj) == state.user or is_left(obj))}


def _role(fact: Object) -> object:
    return getattr(fact, fact.__struct_fields__[-1])


__all__ = [
    "check_owners",
    "disown",
    "silent",
    "speaks_of_owners",
    "unowned",
    "unspoken",
    "within",
    "without_own",
    "without_unwritten_owners",
]
