"""What objects that live in a schema share: a new name, another schema."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.base import altered
from schemactl.kinds.sql import name, qualified
from schemactl.model.state import Object
from schemactl.model.statement import Statement


def moved(words: str, before: Object, after: Object) -> Iterator[Statement]:
    """`ALTER TYPE … SET SCHEMA …`, `ALTER TYPE … RENAME TO …`: what of the two it takes."""
    here = before.id.path
    if here[0] != after.id.path[0]:
        yield altered(after, f"ALTER {words} {qualified(here)} SET SCHEMA {name(after.id.path[0])}")
        here = (after.id.path[0], here[1])
    if here != after.id.path:
        yield altered(after, f"ALTER {words} {qualified(here)} RENAME TO {name(after.id.name)}")
