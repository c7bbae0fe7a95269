"""Partitioned tables and their partitions."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families.base import Body, Family
from evolve.families.columns import refs
from evolve.model import Item, Model, Ref, listed, sql

BOUNDS = {
    "number": [("from ({low}) to ({high})", "in ({low})")],
    "text": [("from ('{low}') to ('{high}')", "in ('{low}')")],
    "time": [("from ('20{low:02}-01-01') to ('20{high:02}-01-01')", "in ('20{low:02}-01-01')")],
}


def draw_key(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    if any(one.uid != number for one in model.of("partition_by", under=parent.uid)):
        return None
    able = [one for one in refs(model, parent) if one.sort in BOUNDS and "generated" not in model.items[one.uid].body]
    able = [one for one in able if "identity" not in model.items[one.uid].body]
    if not able:
        return None
    how = choice.pick(("range", "list", "hash"))
    columns = choice.some(able, 1, 2)[: 1 if how != "hash" else 2]
    return {"=": sql(how + " ({})", listed(columns)), "_columns": columns, "_how": how}


def plain(item: Item, model: Model) -> bool:
    return all(
        "generated" not in model.items[ref.uid].body and "identity" not in model.items[ref.uid].body for ref in item.body["_columns"]
    )


def draw_bound(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    keys = model.of("partition_by", under=parent.uid)
    if not keys:
        return None
    taken = {one.body["_slot"] for one in model.of("partition", under=parent.uid) if one.uid != number}
    slots = [one for one in range(5) if one not in taken]
    if not slots:
        return None
    return bound(keys[0], choice.pick(slots))


def bound(key: Item, slot: int) -> Body:
    how, sort = key.body["_how"], key.body["_columns"][0].sort
    if how == "hash":
        text = f"for values with (modulus 5, remainder {slot})"
    elif slot == 4:
        text = "default"
    else:
        ranged, single = BOUNDS[sort][0]
        text = "for values " + (ranged if how == "range" else single).format(low=slot * 2, high=slot * 2 + 2)
    return {"=": text, "_slot": slot, "_key": Ref(key.uid), "_of": (how, sort)}


def fits(item: Item, model: Model) -> bool:
    keys = model.of("partition_by", under=item.parent)
    return bool(keys) and item.body["_of"] == (keys[0].body["_how"], keys[0].body["_columns"][0].sort)


FAMILIES = (
    Family(
        name="partition_by",
        key="partition_by",
        under=("table",),
        draw=draw_key,
        fits=plain,
        single=True,
        comment=False,
        most=1,
        weight=6,
        renames=False,
    ),
    Family(
        name="partition",
        key="partitions",
        under=("table",),
        draw=draw_bound,
        fits=fits,
        comment=False,
        schema_names=True,
        renames=False,
        most=5,
        weight=16,
    ),
)
