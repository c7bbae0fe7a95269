"""Row level policies."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.families.columns import refs
from evolve.families.roles import holders
from evolve.model import Item, Model


def draw(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    command = choice.pick((None, "select", "insert", "update", "delete"))
    test = sorts.condition(choice, model, refs(model, parent), below=number)
    return {
        "as": "restrictive" if choice.chance(20) else None,
        "for": command,
        "to": choice.some(holders(model, number), 1, 2) if choice.chance(40) else None,
        "using": None if command == "insert" else test or "true",
        "with_check": test or "true" if command == "insert" or (command in (None, "update") and choice.chance(40)) else None,
    }


FAMILIES = (Family(name="policy", key="policies", under=("table",), draw=draw, weight=7),)
