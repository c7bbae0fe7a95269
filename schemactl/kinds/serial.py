"""serial: short for a type, a sequence that the column owns, and a default that draws from it.

https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
"""

from __future__ import annotations

from typing import Any

import msgspec

from schemactl.kinds.constraint import default_name
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

WORDS = {
    "serial": "integer",
    "bigserial": "bigint",
    "smallserial": "smallint",
    "serial4": "integer",
    "serial8": "bigint",
    "serial2": "smallint",
}


def expanded(found: dict[str, Raw], at: tuple[str, ...]) -> dict[str, Raw]:
    """A column's fields with what the word stands for; the sequence comes with ^^ before its key."""
    given = str(found["type"]).lower()
    if given not in WORDS:
        return found
    schema, table, column = at[-3:]
    sequence = default_name(table, column, "seq")
    owned: dict[str, Raw] = {**_options(WORDS[given]), "owned_by": f"{name(table)}.{name(column)}"}
    return {**found, "type": WORDS[given], "not_null": "true", "default": _draw(schema, sequence), "^^sequences": {sequence: owned}}


def folded(column: Any, state: State) -> tuple[Any, frozenset[ObjectId]] | None:
    """The column with the word for its type, and what need not be said beside it; None where any of it is not as PostgreSQL makes it."""
    word = next((word for word, of in WORDS.items() if of == column.type), None)
    schema, table = column.id.path[-3:-1]
    sequence = ObjectId("sequence", (schema, default_name(table, column.id.name, "seq")))
    owner, default = sequence.child("sequence_owner", "owned_by"), column.id.child("default", "default")
    if word is None or not column.not_null or column.not_null_name or not {sequence, owner, default} <= state.objects.keys():
        return None
    made, by, draw = (yaml_fields(state.objects[one]) for one in (sequence, owner, default))
    made.pop("owner_column", None)
    if made != _options(column.type) or by != {"column": list(column.id.path)} or draw != {"expression": _draw(*sequence.path)}:
        return None
    return msgspec.structs.replace(column, type=word, not_null=False), frozenset((sequence, owner, default))


def _options(type_name: str) -> dict[str, Raw]:
    return {} if type_name == "bigint" else {"as": type_name}


def _draw(schema: str, sequence: str) -> str:
    return "nextval('" + f"{name(schema)}.{name(sequence)}".replace("'", "''") + "'::regclass)"
