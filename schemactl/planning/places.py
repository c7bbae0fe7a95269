"""Where objects stand in a state: inside which other one, attached to what."""

from __future__ import annotations

from schemactl.kinds import KINDS
from schemactl.live.hosts import host_of
from schemactl.model.state import Object

__all__ = ["host_of", "names_of"]


def names_of(obj: Object) -> tuple[tuple[str, ...], ...]:
    """The names that an object takes, each with the space in which nothing else may have it."""
    namespace = KINDS[obj.id.kind].namespace
    return namespace(obj) if namespace else ()
