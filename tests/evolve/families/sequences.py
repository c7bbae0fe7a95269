"""Sequences that stand alone."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families.base import Body, Family
from evolve.model import Item, Model, Ref, sql


def draw(choice: Choice, model: Model, parent: Item | None, _: int) -> Body:
    assert parent is not None
    down = choice.chance(15)
    body: Body = {
        "as": choice.pick((None, "integer", "smallint")),
        "start": None if choice.chance(60) else str(choice.number(-9, -2) if down else choice.number(2, 90)),
        "increment": "-1" if down else choice.pick((None, "2", "10")),
        "cache": choice.pick((None, "5")),
        "cycle": "true" if choice.chance(20) else None,
        "maxvalue": None if down or choice.chance(70) else "1000",
        "minvalue": None if not down or choice.chance(70) else "-1000",
    }
    columns = [(table, one) for table in model.of("table", under=parent.uid) for one in model.of("column", under=table.uid)]
    if columns and choice.chance(30):
        table, column = choice.pick(columns)
        body["owned_by"] = sql("{}.{}", Ref(table.uid), Ref(column.uid))
        body["_table"] = table.uid
    return body


def fits(item: Item, model: Model) -> bool:
    """An owner lives in the same schema."""
    table = item.body.get("_table")
    return table is None or (table in model and model.items[table].parent == item.parent)


FAMILIES = (
    Family(name="sequence", key="sequences", draw=draw, fits=fits, grants=("usage", "select", "update"), schema_names=True, weight=6),
)
