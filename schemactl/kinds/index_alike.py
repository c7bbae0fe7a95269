"""Which of a table's indexes PostgreSQL could take for one another: a partition's for a match of the parent's, a key for a foreign key's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from schemactl.kinds.sql import name
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

INDEXES = ("index", "unique", "primary_key")

# PostgreSQL goes through a table's indexes in the order in which they were made: a foreign key stands on the first that will do, and a partition's
# first index that matches goes to the first of its parent's.
_KEY = "({0}.indkey::int2[])[0:{0}.indnkeyatts - 1]"
ELDERS_SQL = f"""
SELECT 'pg_class'::regclass::oid, y.indexrelid, 0, 'pg_class'::regclass::oid, e.indexrelid, 0 FROM pg_index y JOIN pg_index e ON e.indrelid = y.indrelid
  AND e.indexrelid < y.indexrelid AND e.indisunique = y.indisunique AND {_KEY.format("e")} <@ {_KEY.format("y")} AND {_KEY.format("e")} @> {_KEY.format("y")}
JOIN pg_class x ON x.oid = y.indexrelid AND (x.relkind = 'I' OR y.indisunique) WHERE y.indrelid >= 16384"""


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
