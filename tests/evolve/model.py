"""A state as the machine makes it: items that point at each other by number, so that a new name never breaks a reference.

What no longer holds after a change (an index on a column that is gone) falls away in `settle`, so states are valid by construction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

Value = Any
"""What stands in YAML: text, Sql, Ref, lists and maps of these. Keys that begin with an underscore are for the generator only."""


class Ref(msgspec.Struct, frozen=True):
    """Another item. `part` is a column of a view; `sort` is what it must go on being, such as a number."""

    uid: int
    part: str = ""
    sort: str = ""
    bare: bool = False


class Sql(msgspec.Struct, frozen=True):
    """SQL with names still to be written in."""

    parts: tuple[str | Ref, ...]


def sql(text: str, *refs: Ref | Sql) -> Sql:
    """`sql("{} > 0", column)`: every {} is one reference."""
    pieces = text.split("{}")
    assert len(pieces) == len(refs) + 1, text
    parts: list[str | Ref] = [pieces[0]]
    for one, piece in zip(refs, pieces[1:], strict=True):
        parts += [*(one.parts if isinstance(one, Sql) else (one,)), piece]
    return Sql(tuple(parts))


def listed(refs: list[Ref | Sql], between: str = ", ") -> Sql:
    """References with commas in between."""
    return sql(between.join("{}" for _ in refs), *refs)


class Item(msgspec.Struct, frozen=True):
    """One object, or a fact that stands under one: `family` knows what it is."""

    uid: int
    family: str
    name: str
    parent: int | None
    body: dict[str, Value]

    @property
    def sort(self) -> str:
        return str(self.body.get("_sort", ""))


class Model:
    """Every item by number; parents come before children."""

    def __init__(self, items: dict[int, Item], *, following: int = 1) -> None:
        self.items = items
        self.following = following

    def copy(self) -> Model:
        return Model(dict(self.items), following=self.following)

    def add(self, family: str, name: str, parent: int | None, body: dict[str, Value]) -> Item:
        item = Item(uid=self.following, family=family, name=name, parent=parent, body=body)
        self.following += 1
        self.items[item.uid] = item
        return item

    def change(self, item: Item, **body: Value) -> None:
        """Other values for some words of an item; None takes a word away."""
        changed = {key: value for key, value in {**item.body, **body}.items() if value is not None}
        self.items[item.uid] = msgspec.structs.replace(item, body=changed)

    def of(self, *families: str, under: int | None = None) -> list[Item]:
        return [one for one in self.items.values() if one.family in families and (under is None or one.parent == under)]

    def schema(self, item: Item) -> int | None:
        """The outermost item that this one lives in."""
        while item.parent is not None:
            item = self.items[item.parent]
        return item.uid if item.family == "schema" else None

    def names(self, item: Item) -> set[str]:
        """Every name in the schema of an item, those in words of their own too."""
        schema = self.schema(item)
        inside = [one for one in self.items.values() if self.schema(one) == schema]
        return {one.name for one in inside} | {str(one.body["name"]) for one in inside if "name" in one.body}

    def users(self, uid: int) -> list[Item]:
        return [one for one in self.items.values() if any(ref.uid == uid for ref in references(one.body))]

    def __contains__(self, uid: int | None) -> bool:
        return uid in self.items


def references(value: Value) -> Iterator[Ref]:
    """Every reference in a body."""
    match value:
        case Ref():
            yield value
        case Sql(parts):
            yield from (one for one in parts if isinstance(one, Ref))
        case dict():
            for key, one in value.items():
                yield from references(key)
                yield from references(one)
        case list() | tuple():
            for one in value:
                yield from references(one)
