"""Schemas."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families.base import Body, Family
from evolve.model import Item, Model


def draw(_: Choice, __: Model, ___: Item | None, ____: int) -> Body:
    return {}


FAMILIES = (Family(name="schema", key="schemas", under=(), draw=draw, most=3, weight=2, grants=("usage", "create"), owned=True),)
