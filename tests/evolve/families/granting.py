"""Privileges on columns."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families.base import Body, Family, Written
from evolve.families.columns import refs
from evolve.families.roles import holders
from evolve.model import Item, Model, sql


def draw(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    taken = [one.body["_role"] for one in model.of("column_grant", under=parent.uid) if one.uid != number]
    roles = [one for one in (*holders(model, number), "PUBLIC") if one not in taken]
    columns = refs(model, parent)
    if not roles or not columns:
        return None
    words = choice.some(("select", "insert", "update", "references"), 1, 2)
    held = [sql(f"{word} ({{}})", choice.pick(columns)) for word in words]
    return {"_role": choice.pick(roles), "_held": held}


def place(item: Item, _: Body, inside: Body, written: Written) -> None:
    """Beside what the role holds on the whole table."""
    grants, role = inside.setdefault("grants", {}), written(item.body["_role"])
    own = ", ".join(str(written(one)) for one in item.body["_held"])
    before = grants.get(role)
    if isinstance(before, dict):
        before["privileges"] += f", {own}"
    else:
        grants[role] = f"{before}, {own}" if before else own


FAMILIES = (
    Family(name="column_grant", key="grants", under=("table",), draw=draw, place=place, comment=False, renames=False, weight=6, most=2),
)
