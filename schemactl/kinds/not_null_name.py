"""The name of a NOT NULL, which is a constraint from 18 on."""

from __future__ import annotations

from typing import Any

from schemactl.kinds.constraint import default_name

NAMED = 18
"""From this major on a NOT NULL is a constraint with a name."""


def name_of(column: Any) -> str:
    """The NOT NULL's, said or not."""
    return column.not_null_name or default_name(column.id.path[-2], column.id.name, "not_null")
