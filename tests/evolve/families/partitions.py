"""Partitioned tables and their partitions."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families.base import Body, Family, Written
from evolve.families.columns import refs
from evolve.families.sorts import orderable
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
    slots = free(parent, model, number)
    return bound(keys[0], choice.pick(slots)) if slots else None


def free(table: Item, model: Model, number: int) -> list[int]:
    """Bounds that no partition has."""
    alike = [*model.of("partition", under=table.uid), *(one for one in model.of("partition_table") if one.body["_table"].uid == table.uid)]
    taken = {one.body["_slot"] for one in alike if one.uid != number}
    return [one for one in range(5) if one not in taken]


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


def draw_table(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    """A partition that is a table of its own, where it has something that its parent has not."""
    assert parent is not None
    able = [one for one in model.of("table", under=parent.uid) if model.of("partition_by", under=one.uid) and free(one, model, number)]
    if not able:
        return None
    table = choice.pick(able)
    key = model.of("partition_by", under=table.uid)[0]
    words = bound(key, choice.pick(free(table, model, number)))
    columns = [one for one in refs(model, table) if orderable(one.sort) and "virtual" not in model.items[one.uid].body]
    fired = [one for one in model.of("trigger", under=table.uid) if is_cloned(one)]
    return {
        "partition_of": sql("{} " + words.pop("="), Ref(table.uid)),
        **words,
        "_table": Ref(table.uid, bare=True),
        "_bare": "true" if choice.chance(40) else None,
        "with": {"fillfactor": "60"} if choice.chance(30) else None,
        "indexes": {f"own{number}_idx": {"columns": [choice.pick(columns)]}} if columns and choice.chance(40) else None,
        "trigger_states": {Ref(choice.pick(fired).uid, bare=True): "disabled"} if fired and choice.chance(60) else None,
    }


def is_cloned(trigger: Item) -> bool:
    """Has every partition one of its own?"""
    return trigger.body.get("for_each") == "row" and "constraint" not in trigger.body and "enabled" not in trigger.body


def table_fits(item: Item, model: Model) -> bool:
    table = model.items[item.body["_table"].uid]
    states = item.body.get("trigger_states", {})
    if table.parent != item.parent or not all(
        is_cloned(model.items[ref.uid]) and model.items[ref.uid].parent == table.uid for ref in states
    ):
        return False
    if any("identity" in one.body for one in model.of("column", under=table.uid)):
        return False
    keys = model.of("partition_by", under=table.uid)
    return bool(keys) and item.body["_of"] == (keys[0].body["_how"], keys[0].body["_columns"][0].sort)


def place_table(item: Item, said: Body, inside: Body, written: Written) -> None:
    """With its parent's columns and checks, and with or without the defaults."""
    parent = inside["tables"][written(item.body["_table"])]
    kept = ("type", "collation", "not_null", "generated", "virtual", *(() if "_bare" in item.body else ("default",)))
    columns = {name: {key: value for key, value in column.items() if key in kept} for name, column in parent["columns"].items()}
    for name in parent.get("primary_key", {}).get("columns", []):
        columns[name]["not_null"] = "true"
    checks = {name: {key: value for key, value in check.items() if key != "comment"} for name, check in parent.get("checks", {}).items()}
    inside["tables"][item.name] = {**said, "columns": columns, **({"checks": checks} if checks else {})}


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
    Family(
        name="partition_table",
        key="tables",
        draw=draw_table,
        fits=table_fits,
        place=place_table,
        comment=True,
        schema_names=True,
        owned=True,
        weight=8,
        most=3,
    ),
)
