"""Where relations lie, and large objects."""

from __future__ import annotations

from evolve import names
from evolve.choice import Choice
from evolve.families.base import Body, Family
from evolve.model import Item, Model

GRANTS = ("select", "update")
FIRST = 770_001
"""Of the numbers that large objects get here."""


def tablespace(choice: Choice) -> str | None:
    """A folder of the server; mostly the usual one."""
    return choice.pick(names.TABLESPACES) if choice.chance(8) else None


def draw(_: Choice, __: Model, ___: Item | None, ____: int) -> Body:
    return {"comment": "A picture"}


def numbered(choice: Choice, taken: set[str]) -> str:
    free = [number for number in map(str, range(FIRST, FIRST + 9)) if number not in taken]
    return choice.pick(free)


def is_spoken_of(item: Item, _: Model) -> bool:
    """The object itself is data: it counts when something is said about it."""
    return bool({"comment", "grants", "security_labels"} & item.body.keys())


FAMILIES = (
    Family(
        name="large_object",
        key="large_objects",
        under=(),
        draw=draw,
        fits=is_spoken_of,
        named=numbered,
        grants=GRANTS,
        owned=True,
        renames=False,
        weight=3,
        most=3,
    ),
)
