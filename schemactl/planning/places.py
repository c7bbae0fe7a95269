"""Where objects stand in a state: inside which other one, attached to what."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import KINDS
from schemactl.live.hosts import host_of
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State

__all__ = ["host_of", "hosts_of", "moved", "names_of"]


def hosts_of(object_id: ObjectId, state: State) -> Iterator[ObjectId]:
    """What it lives in or is about, what that lives in, and so on."""
    host = host_of(object_id, state)
    while host is not None:
        yield host
        host = host_of(host, state)


def names_of(obj: Object) -> tuple[tuple[str, ...], ...]:
    """The names that an object takes, each with the space in which nothing else may have it."""
    namespace = KINDS[obj.id.kind].namespace
    return namespace(obj) if namespace else ()


def moved(path: tuple[str, ...], names: dict[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    """The path under other names: the longest part of it that has one."""
    for length in range(len(path), 0, -1):
        if (other := names.get(path[:length])) is not None:
            return (*other, *path[length:])
    return path
