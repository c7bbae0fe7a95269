"""What a family of generators is: one record per kind of item."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from evolve import names
from evolve.choice import Choice
from evolve.model import Item, Model, Value
from schemactl.kinds.sql import name as quoted

Body = dict[str, Value]
Written = Callable[[Value], Value]
"""With names for numbers."""

Draw = Callable[[Choice, Model, Item | None, int], Body | None]
"""(choice, model, parent, number of the item): a body, or None where the state has nothing to stand on. It may only point at what is
there; where items of a family may use each other, only at those with a smaller number, so that nothing goes in circles."""


def everywhere(_: Item, __: Model) -> bool:
    return True


def own_name(item: Item, _: Callable[[Value], Value]) -> str:
    return item.name


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of item.

    `key`: where it stands in YAML, below its parent or on top of a file, with dots where maps lie in maps; `under`: families that it can live in, none for the database's own.
    `draw` makes a body, and with it a changed one, unless `tweak` knows better. `fill` draws children for a new one.
    `named` draws a name that nobody has, `quote` is that name in SQL. `label` is its key in the map, `single` has none; `place` puts
    what is no key of its own into the parent's body. `owned`: by any role, `superusers`: by whoever makes it. `fits`: is it still valid after something else changed?
    """

    name: str
    key: str
    draw: Draw
    under: tuple[str, ...] = ("schema",)
    weight: int = 10
    tweak: Callable[[Choice, Model, Item], Body | None] | None = None
    fill: Callable[[Choice, Model, Item], None] | None = None
    label: Callable[[Item, Callable[[Value], Value]], str] = own_name
    fits: Callable[[Item, Model], bool] = everywhere
    sort: Callable[[Item, Model, str], str | None] | None = None
    most: int = 4
    single: bool = False
    comment: bool = True
    grants: tuple[str, ...] = ()
    renames: bool = True
    schema_names: bool = False
    entry: bool = False
    owned: bool = False
    superusers: bool = False
    named: Callable[[Choice, set[str]], str] = names.draw
    quote: Callable[[str], str] = quoted
    place: Callable[[Item, Body, Body, Written], None] | None = None
