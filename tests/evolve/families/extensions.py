"""Extensions, as far as the server has their files: a type each, or a class of operators."""

from __future__ import annotations

from typing import NamedTuple

from evolve.choice import Choice
from evolve.families.base import Body, Family, Written
from evolve.model import Item, Model, Ref


class Known(NamedTuple):
    """What is used of an extension; `versions` are those that every major can make."""

    type: str | None = None
    sort: str = ""
    versions: tuple[str, ...] = ()


KNOWN = {
    "citext": Known("citext", "citext", ("1.5", "1.6")),
    "hstore": Known("hstore", "hstore", ("1.7", "1.8")),
    "pg_trgm": Known(None, "trigrams", ("1.5", "1.6")),
    "vector": Known("vector(3)", "vector"),
}


def draw(choice: Choice, model: Model, _: Item | None, number: int) -> Body | None:
    """Somewhere; where PostgreSQL puts it if nothing is said."""
    taken = {one.body["_extension"] for one in model.of("extension") if one.uid != number}
    left = [one for one in KNOWN if one in choice.offered and one not in taken]
    if not left:
        return None
    name = choice.pick(left)
    known = KNOWN[name]
    version = choice.pick(known.versions) if known.versions and choice.chance(30) else None
    return {"_extension": name, "_type": known.type, "_sort": known.sort, "version": version, **placed(choice, model)}


def placed(choice: Choice, model: Model) -> Body:
    schemas = model.of("schema")
    return {"schema": Ref(choice.pick(schemas).uid, bare=True) if schemas and choice.chance(70) else None}


def tweak(choice: Choice, model: Model, item: Item) -> Body:
    """Elsewhere; now and then another version, which leads to no earlier one."""
    versions = KNOWN[item.body["_extension"]].versions
    return {"version": versions[-1]} if versions and choice.chance(15) else placed(choice, model)


def label(item: Item, _: Written) -> str:
    return str(item.body["_extension"])


def sort_of(item: Item, _: Model, __: str) -> str:
    return item.sort


FAMILIES = (
    Family(
        name="extension", key="extensions", under=(), draw=draw, tweak=tweak, label=label, sort=sort_of, renames=False, weight=3, most=2
    ),
)
