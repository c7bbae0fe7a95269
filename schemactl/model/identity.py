"""Names of objects: kind and path. Text is derived from an ObjectId and never parsed back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PLAIN = re.compile(r"[a-z_][a-z0-9_$]*\Z")


class ObjectId(NamedTuple):
    """`kind` is a Kind's name; `path` leads from the outermost container: ("public", "orders", "id")."""

    kind: str
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path[-1]

    def child(self, kind: str, *names: str) -> ObjectId:
        """An object inside this one."""
        return ObjectId(kind, (*self.path, *names))

    def about(self, kind: str, *names: str) -> ObjectId:
        """A fact about this object (its comment, its owner, a privilege): its path carries the object's kind."""
        return ObjectId(kind, (self.kind, *self.path, *names))

    def __str__(self) -> str:
        return f"{self.kind} {dotted(self.path)}"


def outward(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The path itself, then whatever it lies in, the innermost first."""
    return (path[:length] for length in range(len(path), 0, -1))


def dotted(path: tuple[str, ...]) -> str:
    """`public.orders."Total"`: for people, not for SQL."""
    return ".".join(part if _PLAIN.match(part) else '"' + part.replace('"', '""') + '"' for part in path if part)
