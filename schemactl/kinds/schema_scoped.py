"""What objects that live in a schema share: a new name, another schema."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.base import altered
from schemactl.kinds.sql import name, qualified
from schemactl.model.state import Object
from schemactl.model.statement import Statement


def moved(words: str, before: Object, after: Object) -> Iterator[Statement]:
    """`ALTER TYPE … SET SCHEMA …`, `ALTER TYPE … RENAME TO …`: what of the two it takes."""
    return moved_path(after, words, before.id.path, after.id.path)


def moved_path(obj: Object, words: str, before: tuple[str, ...], after: tuple[str, ...], arguments: str = "") -> Iterator[Statement]:
    """The same from path to path, of something that is part of the object; `arguments` are a function's, in parentheses."""
    here = before
    if here[0] != after[0]:
        yield altered(obj, f"ALTER {words} {qualified(here)}{arguments} SET SCHEMA {name(after[0])}")
        here = (after[0], here[1])
    if here != after:
        yield altered(obj, f"ALTER {words} {qualified(here)}{arguments} RENAME TO {name(after[1])}")
