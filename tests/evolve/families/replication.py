"""Publications and subscriptions; nothing connects anywhere."""

from __future__ import annotations

import re

from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.families.columns import refs
from evolve.model import Item, Model, Ref


def draw_publication(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    body: Body = {
        "all_tables": None,
        "schemas": None,
        "tables": None,
        "publish": choice.pick((None, None, "insert, update", "insert")),
        "publish_via_partition_root": "true" if choice.chance(20) else None,
    }
    match choice.number(0, 9):
        case 0:
            return {**body, "all_tables": "true"}
        case 1 | 2:
            return {**body, "schemas": [Ref(one.uid, bare=True) for one in choice.some(model.of("schema"), 1, 2)]}
        case _:
            able = [one for one in model.of("table") if "unlogged" not in one.body]
            return {**body, "tables": {Ref(one.uid): published(choice, model, one, number) for one in choice.some(able, 0, 3)} or None}


def published(choice: Choice, model: Model, table: Item, number: int) -> Body | None:
    """All of it, or some columns, or some rows."""
    columns = refs(model, table)
    plain = [one for one in columns if "generated" not in model.items[one.uid].body]
    if plain and choice.chance(15) and not model.of("partition_by", under=table.uid):
        return {"columns": [Ref(one.uid, sort=one.sort, bare=True) for one in choice.some(plain, 1, 3)]}
    tested = [one for one in plain if one.sort in ("number", "bool", "time") and whole_type(model, one)]
    if tested and choice.chance(15) and not model.of("partition_by", under=table.uid):
        return {"where": sorts.condition(choice, model, tested, below=0)}
    return None


def whole_type(model: Model, column: Ref) -> bool:
    """PostgreSQL's own: a row filter takes no type of anybody else."""
    return model.items[column.uid].body["type"].parts[0] in sorts.BUILTIN.get(column.sort, ())


def are_logged(item: Item, model: Model) -> bool:
    tables = item.body.get("tables") or {}
    if any("unlogged" in model.items[one.uid].body for one in tables if one.uid in model):
        return False
    for one, said in tables.items():
        if said and one.uid in model and model.of("partition_by", under=one.uid):
            return False
        for ref in (said or {}).get("columns", []):
            if ref.uid in model and "generated" in model.items[ref.uid].body:
                return False
        for ref in getattr((said or {}).get("where"), "parts", ()):
            if isinstance(ref, Ref) and ref.uid in model and not (whole_type(model, ref) and "generated" not in model.items[ref.uid].body):
                return False
    return True


def draw_subscription(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    return {
        "connection": choice.pick(("host=/nowhere dbname=shop", "service=shop", "host=/nowhere user=repl password=${SHOP_PASSWORD}")),
        "publications": choice.some(("a", "B c", "it's"), 1, 2),
        "slot_name": choice.pick((None, None, "none", "own_slot")),
        "binary": "true" if choice.chance(20) else None,
        "synchronous_commit": choice.pick((None, "local")),
    }


def slot_is_named(item: Item, _: Model) -> bool:
    """Without a word about it the slot is called like the subscription, and PostgreSQL looks at a slot's name only when it is altered."""
    return item.body.get("slot_name") is not None or re.fullmatch("[a-z0-9_]{1,63}", item.name) is not None


FAMILIES = (
    Family(name="publication", key="publications", draw=draw_publication, under=(), fits=are_logged, weight=5, superusers=True),
    Family(
        name="subscription", key="subscriptions", draw=draw_subscription, under=(), fits=slot_is_named, weight=1, most=2, superusers=True
    ),
)
