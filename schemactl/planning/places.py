"""Where objects stand in a state: inside which other one, attached to what."""

from __future__ import annotations

from schemactl.kinds import KINDS
from schemactl.live.hosts import host_of
from schemactl.model.identity import ObjectId
from schemactl.model.state import State


def attachments(table: ObjectId, state: State) -> list[ObjectId]:
    """What says that a table is part of another one."""
    possible = (table.child(kind.name, kind.yaml.key) for kind in KINDS if kind.attaches and kind.yaml)
    return [one for one in possible if one in state.objects]


__all__ = ["attachments", "host_of"]
