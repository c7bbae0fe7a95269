"""Tables that inherit, what is their own about what they inherit, and tables of a composite type."""

from __future__ import annotations

from collections.abc import Iterator

from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family, Written
from evolve.families.relations import GRANTS
from evolve.families.types import label_is_there
from evolve.model import Item, Model, Ref


def draw_parents(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    if any(one.uid != number for one in model.of("inherits", under=parent.uid)):
        return None
    able = [one for one in model.of("table") if one.uid < parent.uid and not model.of("partition_by", under=one.uid)]
    taken, chosen = inside(parent, model), []
    for one in choice.some(able, 1, 2):
        every = [name for table in (one, *above(one, model)) for name in inside(table, model)]
        if not {*taken} & {*every}:
            chosen.append(Ref(one.uid))
            taken += every
    return {"=": chosen} if chosen else None


def inside(table: Item, model: Model) -> list[str]:
    """Names that an heir gets."""
    return [one.name for one in model.of("column", "check", under=table.uid)]


def parents_fit(item: Item, model: Model) -> bool:
    """No name of a column or check comes from two sides: PostgreSQL would merge them, if it can."""
    table = model.items[item.parent or 0]
    parents = [model.items[ref.uid] for ref in item.body["="] if ref.uid in model]
    if any(model.of("partition_by", under=one.uid) for one in (table, *parents)) or any(one.uid >= table.uid for one in parents):
        return False
    ancestors = list(above(table, model))
    every = [name for one in (table, *ancestors) for name in inside(one, model)]
    return len(ancestors) == len({one.uid for one in ancestors}) and len(every) == len(set(every))


def above(table: Item, model: Model) -> Iterator[Item]:
    """What a table inherits from, at any height."""
    for item in model.of("inherits", under=table.uid):
        for ref in item.body["="]:
            if ref.uid in model:
                yield model.items[ref.uid]
                yield from above(model.items[ref.uid], model)


def heirs(table: Item, model: Model) -> Iterator[Item]:
    for item in model.of("inherits"):
        if item.parent in model and any(ref.uid == table.uid for ref in item.body["="]):
            heir = model.items[item.parent or 0]
            yield heir
            yield from heirs(heir, model)


def draw_override(choice: Choice, model: Model, parent: Item | None, number: int) -> Body | None:
    assert parent is not None
    taken = {one.body["_column"].uid for one in model.of("inherited_column", under=parent.uid) if one.uid != number}
    able = [one for table in above(parent, model) for one in model.of("column", under=table.uid)]
    able = [one for one in able if one.uid not in taken and "generated" not in one.body]
    if not able:
        return None
    column = choice.pick(able)
    default = sorts.value(choice, model, column.sort, below=number) if choice.chance(60) else None
    return {
        "_column": Ref(column.uid, sort=column.sort, bare=True),
        "default": default[0] if default else None,
        "_label": default[1] if default else None,
        "not_null": "true" if not default or choice.chance(30) else None,
        "statistics": "50" if choice.chance(20) else None,
    }


def override_fits(item: Item, model: Model) -> bool:
    table, column = model.items[item.parent or 0], model.items.get(item.body["_column"].uid)
    if column is None or "generated" in column.body or not label_is_there(item, model):
        return False
    return any(one.uid == column.parent for one in above(table, model))


def of_column(item: Item, written: Written) -> str:
    return str(written(item.body["_column"]))


def draw_typed(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    types = [one for one in model.of("composite") if one.uid < number]
    if not types:
        return None
    of = choice.pick(types)
    columns = {}
    for name in choice.some(list(of.body["attributes"]), 0, 2):
        columns[name] = {"not_null": "true"} if choice.chance(70) else {"statistics": "50", "comment": "Ours"}
    return {"of": Ref(of.uid), "_of": of.uid, "typed_columns": columns or None, "unlogged": "true" if choice.chance(10) else None}


def typed_fits(item: Item, model: Model) -> bool:
    of = model.items.get(item.body["_of"])
    return of is not None and item.body.get("typed_columns", {}).keys() <= of.body["attributes"].keys()


FAMILIES = (
    Family(
        name="inherits",
        key="inherits",
        under=("table",),
        draw=draw_parents,
        fits=parents_fit,
        single=True,
        most=1,
        comment=False,
        renames=False,
        weight=12,
    ),
    Family(
        name="inherited_column",
        key="inherited_columns",
        under=("table",),
        draw=draw_override,
        fits=override_fits,
        label=of_column,
        weight=12,
        renames=False,
    ),
    Family(
        name="typed_table", key="tables", draw=draw_typed, fits=typed_fits, grants=GRANTS, schema_names=True, owned=True, most=2, weight=5
    ),
)
