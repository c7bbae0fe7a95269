"""Enums, domains, composite and range types."""

from __future__ import annotations

from evolve import names
from evolve.choice import Choice
from evolve.families import sorts
from evolve.families.base import Body, Family
from evolve.model import Item, Model, Sql

LABELS = [
    "draft",
    "paid",
    "new",
    "it's",
    'dou"ble',
    "",
    "with space",
    "a,b",
    "{x}",
    "back\\slash",
    "日本",
    "no",
    "null",
    "l" * 63,
    "A",
    "a",
]


def draw_enum(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    return {"values": choice.some(LABELS, 1, 5)}


def tweak_enum(choice: Choice, _: Model, item: Item) -> Body:
    """One value more, less, or elsewhere."""
    values = list(item.body["values"])
    free = [one for one in LABELS if one not in values]
    match choice.number(0, 2):
        case 0 if free:
            values.insert(choice.number(0, len(values)), choice.pick(free))
        case 1 if len(values) > 1:
            values.pop(choice.number(0, len(values) - 1))
        case _:
            values.append(values.pop(0))
    return {"values": values}


def draw_domain(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    kind, sort = sorts.any_type(choice, model, below=number, own=20)
    body: Body = {"type": kind, "_sort": sort, "not_null": "true" if choice.chance(15) else None}
    body |= {"default": None, "_label": None, "checks": None}
    if choice.chance(30) and (default := sorts.value(choice, model, sort, below=number)):
        body["default"], body["_label"] = default
    if sort in sorts.TESTS and choice.chance(60):
        tests = choice.some(sorts.TESTS[sort], 1, 2)
        taken: set[str] = set()
        checks: dict[str, str] = {}
        for test in tests:
            taken.add(named := names.draw(choice, taken))
            checks[named] = test.replace("{}", "value")
        body["checks"] = checks
    return body


def tweak_domain(choice: Choice, model: Model, item: Item) -> Body | None:
    """The same type mostly: what stands on it goes away otherwise."""
    fresh = draw_domain(choice, model, None, item.uid)
    keep = choice.chance(80)
    if keep and fresh["_sort"] == item.sort:
        return {**fresh, "type": item.body["type"]}
    return {"not_null": None if item.body.get("not_null") else "true"} if keep else fresh


def draw_composite(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    attributes: dict[str, Sql] = {}
    for _i in range(choice.number(1, 4)):
        attributes[names.draw(choice, set(attributes))] = sorts.any_type(choice, model, below=number)[0]
    return {"attributes": attributes}


def tweak_composite(choice: Choice, model: Model, item: Item) -> Body:
    attributes = dict(item.body["attributes"])
    match choice.number(0, 2):
        case 0:
            attributes[names.draw(choice, set(attributes))] = sorts.any_type(choice, model, below=item.uid)[0]
        case 1 if len(attributes) > 1:
            del attributes[choice.pick(list(attributes))]
        case _:
            attributes[choice.pick(list(attributes))] = sorts.any_type(choice, model, below=item.uid)[0]
    return {"attributes": attributes}


def draw_range(choice: Choice, _: Model, __: Item | None, ___: int) -> Body:
    subtypes = ("integer", "numeric", "timestamp with time zone", "text", "date")
    return {"subtype": choice.pick(subtypes), "multirange_comment": "Many" if choice.chance(10) else None}


def label_is_there(item: Item, model: Model) -> bool:
    """Does the enum still have the value that a default names?"""
    label = item.body.get("_label")
    return not label or (label[0] in model and label[1] in model.items[label[0]].body["values"])


def sort_of(item: Item, _: Model, __: str) -> str:
    return sorts.sort_of_type(item)


FAMILIES = (
    Family(name="enum", key="enums", draw=draw_enum, tweak=tweak_enum, grants=("usage",), sort=sort_of, schema_names=True, owned=True),
    Family(
        name="domain",
        key="domains",
        draw=draw_domain,
        tweak=tweak_domain,
        grants=("usage",),
        sort=sort_of,
        fits=label_is_there,
        schema_names=True,
        owned=True,
    ),
    Family(
        name="composite",
        key="composite_types",
        draw=draw_composite,
        tweak=tweak_composite,
        grants=("usage",),
        sort=sort_of,
        weight=6,
        schema_names=True,
        owned=True,
    ),
    Family(name="range_type", key="range_types", draw=draw_range, weight=3, most=2, sort=sort_of, schema_names=True, owned=True),
)
