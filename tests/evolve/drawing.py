"""Draws a state, and another one that a few changes lead to."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from evolve.choice import Choice
from evolve.families import FAMILIES
from evolve.families.base import Body, Family
from evolve.families.roles import holders
from evolve.model import Item, Model, Ref, references

SPOKEN = ("comment", "grants", "_owner", "security_labels", "depends_on_extensions")
LABELLED = (
    *("table", "column", "view", "materialized_view", "sequence", "foreign_table", "schema", "large_object", "language", "event_trigger"),
    *("function", "procedure", "aggregate", "enum", "domain", "composite", "range_type", "publication", "subscription"),
)
"""Families of what may have a security label, but for what belongs to the whole server."""
DEPENDING = ("function", "procedure", "aggregate", "trigger", "index", "materialized_view")
"""Families of what may be said to go with an extension: with one that every database has."""
TOGETHER = (
    (25, ("partition_by", "partition", "trigger", "partition_table")),
    (15, ("table", "inherits", "inherited_column")),
    (30, ("primary_key", "rows")),
    (12, ("foreign_data_wrapper", "server", "user_mapping", "foreign_table")),
    (8, ("language", "transform", "event_trigger")),
    (8, ("composite", "typed_table")),
    (15, ("default_owner",)),
    (6, ("role", "role", "membership", "membership", "default_owner")),
    (6, ("role", "role", "role", "membership", "membership")),
)
"""How often a state begins with what stands on each other: one by one they would seldom meet."""


class Pair(NamedTuple):
    """Two states; `told`: items whose new name the YAML says."""

    before: Model
    after: Model
    told: frozenset[int]


def pair(choice: Choice) -> Pair:
    before = state(choice)
    after = before.copy()
    told = {uid for _ in range(choice.number(2, 9)) if (uid := evolve(choice, after)) is not None}
    settle(after)
    return Pair(before, after, frozenset(told))


def state(choice: Choice) -> Model:
    model = Model({})
    for _ in range(choice.number(1, 2)):
        add(choice, model, FAMILIES["schema"])
    for percent, name in ((12, "extension"), (60, "enum"), (60, "function"), (60, "table")):
        if choice.chance(percent):
            add(choice, model, FAMILIES[name])
    for percent, together in TOGETHER:
        if choice.chance(percent):
            for name in together:
                add(choice, model, FAMILIES[name])
    for _ in range(choice.number(6, 30)):
        grow(choice, model)
    settle(model)
    return model


def grow(choice: Choice, model: Model) -> None:
    """One item more, of a family for which there is a place."""
    for _ in range(4):
        if add(choice, model, choice.weighted([(family.weight, family) for family in FAMILIES.values()])):
            return


def add(choice: Choice, model: Model, family: Family) -> bool:
    """In one of three places that it could live in, the first that has what it needs."""
    parents: list[Item | None] = [*model.of(*family.under)] if family.under else [None]
    return any(add_under(choice, model, family, parent) for parent in choice.some(parents, 3, 3))


def add_under(choice: Choice, model: Model, family: Family, parent: Item | None) -> bool:
    if len(model.of(family.name, under=parent.uid if parent else None)) >= family.most:
        return False
    body = family.draw(choice, model, parent, model.following)
    if body is None:
        return False
    item = model.add(
        family.name, naming(choice, model, family, parent), parent.uid if parent else None, spoken(choice, model, family, body)
    )
    if family.name == "table":
        for _ in range(choice.number(1, 5)):
            add_under(choice, model, FAMILIES["column"], item)
    return True


def naming(choice: Choice, model: Model, family: Family, parent: Item | None) -> str:
    if family.single:
        return ""
    taken = {one.name for one in model.items.values() if one.parent == (parent.uid if parent else None)}
    taken |= {str(one.body["name"]) for one in model.items.values() if "name" in one.body}
    if family.schema_names and parent:
        taken |= model.names(parent)
    return family.named(choice, taken)


def spoken(choice: Choice, model: Model, family: Family, body: Body) -> Body:
    """What may be said about every object: a comment, privileges."""
    words = {key: value for key, value in body.items() if value is not None}
    if family.comment and choice.chance(12):
        words["comment"] = choice.pick(("A comment", "it's", "two\nlines", "ends in \\", "日本 🐘", "$$", "-- sql"))
    if family.grants and choice.chance(15):
        words["grants"] = granted(choice, model, family.grants)
    if family.name in LABELLED and choice.chance(4):
        words["security_labels"] = {one: choice.pick(("secret", "it's", "a\\b")) for one in choice.some(("anon", 'Odd "P x'), 1, 2)}
    if family.name in DEPENDING and choice.chance(6):
        words["depends_on_extensions"] = {"plpgsql": None}
    if family.owned and choice.chance(20):
        words["_owner"] = choice.pick(holders(model))
    return words


def granted(choice: Choice, model: Model, words: tuple[str, ...]) -> dict[object, object]:
    found: dict[object, object] = {}
    for role in choice.some([*holders(model), "PUBLIC"], 1, 2):
        held = ", ".join(choice.some(words, 1, 3))
        found[role] = {"privileges": held, "grant_option": held} if role != "PUBLIC" and choice.chance(20) else held
    return found


def evolve(choice: Choice, model: Model) -> int | None:
    """One change; the number of an item whose rename is told."""
    items = [one for one in model.items.values() if one.family != "schema"]
    what = choice.weighted([(35, "grow"), (40, "tweak"), (15, "drop"), (12, "rename"), (8, "say"), (3, "move")])
    if what == "grow" or not items:
        grow(choice, model)
        return None
    item = choice.pick(items)
    family = FAMILIES[item.family]
    match what:
        case "tweak":
            tweak(choice, model, family, item)
        case "drop":
            drop(model, item)
        case "rename" if family.renames:
            model.items[item.uid] = msgspec.structs.replace(item, name=naming(choice, model, family, parent_of(model, item)))
            return item.uid if choice.chance(70) else None
        case "say":
            bare = {key: value for key, value in item.body.items() if key not in SPOKEN}
            model.items[item.uid] = msgspec.structs.replace(item, body=spoken(choice, model, family, bare))
        case "move" if family.under == ("schema",):
            schema = choice.pick(model.of("schema"))
            if not {one.name for one in model.items.values() if item.uid in (one.uid, one.parent)} & model.names(schema):
                model.items[item.uid] = msgspec.structs.replace(item, parent=schema.uid)
    return None


def parent_of(model: Model, item: Item) -> Item | None:
    return model.items[item.parent] if item.parent is not None else None


def tweak(choice: Choice, model: Model, family: Family, item: Item) -> None:
    parent = parent_of(model, item)
    if family.tweak:
        body = family.tweak(choice, model, item)
    else:
        fresh = family.draw(choice, model, parent, item.uid)
        body = fresh and {**dict.fromkeys(key for key in item.body if key not in SPOKEN), **fresh}
    if body:
        model.change(item, **body)
        settle(model)


def drop(model: Model, item: Item) -> None:
    del model.items[item.uid]
    settle(model)


def settle(model: Model) -> None:
    """What no longer holds falls away, until everything holds; what is said about a role that is gone falls away by itself."""
    for item in list(model.items.values()):
        forget(item, model)
    while gone := [item for item in model.items.values() if not holds(item, model)]:
        for item in gone:
            del model.items[item.uid]


def forget(item: Item, model: Model) -> None:
    """Owners and holders of privileges that are not there any more."""
    owner, grants = item.body.get("_owner"), item.body.get("grants")
    if isinstance(owner, Ref) and owner.uid not in model:
        model.change(item, _owner=None)
    if isinstance(grants, dict):
        left = {role: held for role, held in grants.items() if not isinstance(role, Ref) or role.uid in model}
        if len(left) < len(grants):
            model.change(model.items[item.uid], grants=left or None)


def holds(item: Item, model: Model) -> bool:
    family = FAMILIES[item.family]
    if item.parent is not None and (item.parent not in model or model.items[item.parent].family not in family.under):
        return False
    if item.family == "table" and not model.of("column", under=item.uid):
        return False
    return all(resolves(ref, model) for ref in references(item.body)) and family.fits(item, model)


def resolves(ref, model: Model) -> bool:  # type: ignore[no-untyped-def]
    if ref.uid not in model:
        return False
    if not ref.sort and not ref.part:
        return True
    item = model.items[ref.uid]
    sort = FAMILIES[item.family].sort
    return bool(sort is None or sort(item, model, ref.part) == ref.sort)
