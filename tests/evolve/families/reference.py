"""Rows that the schema files list."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.families.inheriting import above, heirs
from evolve.model import Item, Model, Ref

WRITTEN = {
    "number": ("1", "2"),
    "text": ("a", "b"),
    "bool": ("t", "f"),
    "time": ("2020-01-01", "2021-06-01"),
    "json": ("{}", '{"a": 1}'),
    "ints": ("{}", "{1,2}"),
    "texts": ("{}", "{a,b}"),
    "uuid": ("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"),
    "bytes": ("\\x00", "\\x01"),
    "span": ("1 day", "02:00:00"),
}


def draw(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    """One or two rows, as values of the first two rows that everything is true for."""
    assert parent is not None
    if any(one.uid != number for one in model.of("rows", under=parent.uid)) or not is_plain(parent, model):
        return None
    keys = model.of("primary_key", under=parent.uid)
    if not keys:
        return None
    columns = [one for one in model.of("column", under=parent.uid) if is_written(one, model)]
    key = {ref.uid for ref in keys[0].body["_columns"]}
    needed = {one.uid for one in model.of("column", under=parent.uid) if is_needed(one)} | key
    if not needed <= {one.uid for one in columns}:
        return None
    leading = {ref.uid for one in model.of("foreign_key", under=parent.uid) for ref in one.body["_columns"]}
    if needed & leading:
        return None
    chosen = [one for one in columns if one.uid not in leading and (one.uid in needed or choice.chance(50))]
    rows = [{Ref(one.uid, sort=one.sort, bare=True): said(one, model, row) for one in chosen} for row in range(choice.number(1, 2))]
    if len({tuple(text for ref, text in row.items() if ref.uid in key) for row in rows}) < len(rows):
        rows = rows[:1]
    return {"mode": choice.pick(("keep", "keep", "exact", "insert-only")), "values": rows, "_key": Ref(keys[0].uid)}


def labels(column: Item, model: Model, otherwise: str) -> list[str]:
    """What an enum has, nothing where it is gone; of other types, whatever is said."""
    if not column.sort.startswith("enum:"):
        return [otherwise]
    enum = model.items.get(int(column.sort[5:]))
    return list(enum.body["values"]) if enum else []


def said(column: Item, model: Model, row: int) -> str:
    if column.sort.startswith("enum:"):
        labels = model.items[int(column.sort[5:])].body["values"]
        return str(labels[min(row, len(labels) - 1)])
    return WRITTEN[column.sort][row]


def is_written(column: Item, model: Model) -> bool:
    """Of a type whose values are known, and not PostgreSQL's to fill."""
    kind = column.body["type"].parts
    if "generated" in column.body or column.body.get("identity") == "always":
        return False
    if column.sort.startswith("enum:"):
        return [one.uid for one in kind if isinstance(one, Ref)] == [int(column.sort[5:])] and "[]" not in kind[-1]
    return column.sort in WRITTEN and kind[0] in sorts.BUILTIN[column.sort]


def is_needed(column: Item) -> bool:
    return "not_null" in column.body and not {"default", "identity", "generated"} & column.body.keys()


def is_plain(table: Item, model: Model) -> bool:
    """Nothing that could refuse or change a row, and no other table's rows below it."""
    parts = model.of("partition_by", "rule", "exclusion", "inherits", under=table.uid)
    parts += [one for one in model.of("trigger", under=table.uid) if is_before(one)]
    return not parts and not list(above(table, model)) and not list(heirs(table, model))


def is_before(trigger: Item) -> bool:
    """Could it change a row, or keep it out?"""
    timing = trigger.body["timing"]
    return not str(timing if isinstance(timing, str) else timing.parts[0]).startswith("after")


def fits(item: Item, model: Model) -> bool:
    table = model.items[item.parent or 0]
    if not is_plain(table, model):
        return False
    keys = model.of("primary_key", under=table.uid)
    written = {ref.uid for row in item.body["values"] for ref in row}
    if not keys or keys[0].uid != item.body["_key"].uid or keys[0].body.get("deferrable") or not written <= model.items.keys():
        return False
    if any(not is_written(model.items[uid], model) for uid in written):
        return False
    if any(text not in labels(model.items[ref.uid], model, text) for row in item.body["values"] for ref, text in row.items()):
        return False
    if written & {ref.uid for one in model.of("foreign_key", under=table.uid) for ref in one.body["_columns"]}:
        return False
    needed = {one.uid for one in model.of("column", under=table.uid) if is_needed(one)} | {ref.uid for ref in keys[0].body["_columns"]}
    return needed <= written


FAMILIES = (
    Family(name="rows", key="rows", under=("table",), draw=draw, fits=fits, single=True, most=1, comment=False, renames=False, weight=26),
)
