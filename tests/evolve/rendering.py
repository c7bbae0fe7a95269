"""A state as the machine made it → the text of one YAML file per schema, in one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from evolve.families import FAMILIES, rights
from evolve.model import Item, Model, Ref, Sql, Value
from schemactl.desired.emit import emit
from schemactl.desired.sources import FileText
from schemactl.kinds.sql import name

Files = dict[str, str]
DATABASE = "_database.yaml"


def files(model: Model, other: Model, told: frozenset[int]) -> Files:
    """The text of every file; where the other state has another name for an item, and it is told, `renamed_from` says it."""
    trees: dict[str, dict[str, Any]] = {DATABASE: {}}
    bodies: dict[int, dict[str, Any]] = {}
    for item in sorted(model.items.values(), key=lambda one: (one.family != "schema", FAMILIES[one.family].place is not None)):
        _place(item, model, _said(item, model, other, told), trees, bodies)
    if gone := leaving(model, other):
        trees[DATABASE].setdefault("roles", {}).update(dict.fromkeys(gone, "absent"))
    for label, held in given_back(model, other):
        trees[DATABASE].setdefault("system_grants", {}).setdefault(label, held)
    return {file: emit(tree) for file, tree in trees.items() if tree}


def leaving(model: Model, other: Model) -> list[str]:
    """Roles of the other state that go; every fourth stays, and is nobody's business any more, and so do owners where nobody speaks of owners."""
    here = {one.name for one in model.of("role")}
    owning = set() if model.of("default_owner") else owners(other)
    gone = [one for one in other.of("role") if one.uid not in model and one.uid not in owning]
    return [one.name for one in gone if one.uid % 4 and one.name not in here]


def owners(model: Model) -> set[int]:
    """Roles of the state that own something in it."""
    said = [one.body.get("=" if one.family == "default_owner" else "_owner") for one in model.items.values()]
    return {one.uid for one in said if isinstance(one, Ref)} if model.of("default_owner") else set()


def given_back(model: Model, other: Model) -> Iterator[tuple[str, object]]:
    """What the other state says of PostgreSQL's own: nobody looks at what no file names."""
    for one in other.of("system_grant"):
        if one.uid not in model or rights.item_key(model.items[one.uid]) != rights.item_key(one):
            yield rights.label_system(one, str), rights.untouched(one)


def sources(texts: Files) -> list[FileText]:
    return [FileText(name=file, data=text.encode()) for file, text in texts.items()]


def _place(item: Item, model: Model, body: Any, trees: dict[str, dict[str, Any]], bodies: dict[int, dict[str, Any]]) -> None:
    family = FAMILIES[item.family]
    if item.family == "schema":
        bodies[item.uid] = trees.setdefault(f"schema{item.uid}.yaml", {"schema": item.name})
        trees[DATABASE].setdefault("schemas", {})[item.name] = body
        return
    inside = bodies[item.parent] if item.parent is not None else trees[DATABASE]
    if isinstance(body, dict):
        bodies[item.uid] = body
    if family.place:
        family.place(item, body, inside, lambda value: written(value, model))
        return
    *outer, key = family.key.split(".")
    for word in outer:
        inside = inside.setdefault(word, {})
    if family.single:
        inside[key] = body
    elif family.entry:
        inside.setdefault(key, []).append(body)
    else:
        inside.setdefault(key, {})[family.label(item, lambda value: written(value, model))] = body


def _said(item: Item, model: Model, other: Model, told: frozenset[int]) -> Any:
    body = {key: written(value, model) for key, value in item.body.items() if not key.startswith("_") and value is not None}
    family = FAMILIES[item.family]
    if model.of("default_owner") and (family.superusers or "_owner" in item.body):
        body["owner"] = None if family.superusers else written(item.body["_owner"], model)
    if set(body) == {"="}:
        return body["="]
    earlier = other.items.get(item.uid)
    if earlier and item.uid in told and earlier.parent == item.parent and earlier.name != item.name:
        body["renamed_from"] = former(earlier, item, model)
    if earlier and item.family == "column" and earlier.sort != item.sort and not {"generated"} & {*item.body, *earlier.body}:
        body["using"] = f"{name(item.name)}::text::{written(item.body['type'], model)}"
    return body


def former(earlier: Item, item: Item, model: Model) -> str:
    """The earlier name; with what stands behind it in the key, where the name alone could be taken for that."""
    family = FAMILIES[item.family]
    if "(" not in earlier.name:
        return earlier.name
    return family.label(msgspec.structs.replace(item, name=earlier.name), lambda value: written(value, model))


def written(value: Value, model: Model) -> Any:
    """With names for numbers."""
    match value:
        case Ref():
            return referred(value, model)
        case Sql(parts):
            return "".join(one if isinstance(one, str) else referred(one, model) for one in parts)
        case dict():
            return {written(key, model): written(one, model) for key, one in value.items()}
        case list() | tuple():
            return [written(one, model) for one in value]
        case _:
            return value


def referred(ref: Ref, model: Model) -> str:
    """How SQL names an item: qualified where it lives in a schema."""
    if ref.part:
        return ref.part if ref.bare else name(ref.part)
    item = model.items[ref.uid]
    if ref.bare:
        return item.name
    quoted = FAMILIES[item.family].quote(item.name)
    parent = model.items.get(item.parent or 0)
    return f"{name(parent.name)}.{quoted}" if parent and parent.family == "schema" else quoted
