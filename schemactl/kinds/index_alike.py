"""Which of a partition's indexes PostgreSQL could take for one another when it looks for a match of the parent's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from schemactl.kinds.sql import name
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

INDEXES = ("index", "unique", "primary_key")


def others(own: Iterable[ObjectId], state: State) -> set[ObjectId]:
    """Of a partition's parts the indexes that it has for itself, where others that are alike say what they belong to."""
    own = [one for one in own if one.kind in INDEXES]
    mine = {one for one in own if ObjectId("index_partition", (*one.path, "partition_of")) in state}
    looks = {_look(state.objects[one]) for one in mine}
    return {one for one in own if one not in mine and one not in state.inherited and _look(state.objects[one]) in looks}


def _look(index: Any) -> tuple[object, ...]:
    """What PostgreSQL compares, as far as it can be told from a text that a person wrote."""
    columns = getattr(index, "columns", "")
    if not isinstance(columns, str):
        return True, ",".join(map(name, columns)), *_more(index)
    plain = re.sub(r"\s+(asc|desc|nulls\s+(first|last))\b", "", columns, flags=re.IGNORECASE)
    return getattr(index, "unique", True), re.sub(r"\s*,\s*", ",", plain).strip(), *_more(index)


def _more(index: Any) -> tuple[object, ...]:
    return getattr(index, "using", "btree"), tuple(index.include), (getattr(index, "where", None) or "").strip()
