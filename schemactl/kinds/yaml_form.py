"""How a kind stands in YAML: what is under its key, read into fields and children, and written again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State

Raw = str | list[Any] | dict[str, Any] | None
"""A YAML value: every scalar is text."""


def mapping(raw: Raw, _: tuple[str, ...] = ()) -> dict[str, Raw]:
    """The long form: a map as it stands; nothing at all is an empty map."""
    if raw is None:
        return {}
    if isinstance(raw, dict):
        return raw
    raise ValueError("expected a map here")


def plain_fields(obj: Object, children: dict[str, Raw]) -> Raw:
    """Every field that differs from its default, then the children."""
    return {**yaml_fields(obj), **children}


class Item(NamedTuple):
    """One object of a list: its path, its fields, and the keys and positions that lead to it."""

    path: tuple[str, ...]
    fields: dict[str, Any]
    at: tuple[str, ...]


class Wrong(NamedTuple):
    """What is wrong in a list, and where."""

    at: tuple[str, ...]
    code: str
    message: str
    hint: str | None = None


class Listed(NamedTuple):
    """What a list says about its parent: what is looked at, each object, and mistakes."""

    content: Content | None
    items: list[Item]
    wrong: list[Wrong]


class Yaml(msgspec.Struct, frozen=True, kw_only=True):
    """How a kind stands in YAML.

    `key`: under its parent, or at the top of a file; there, inside of `group` if it has one. `single`: one per parent, without a map of names.
    `read` turns a value, and the parent's path with the key in the map, into fields and children by name; a key that starts with ^ belongs to
    the parent (a column's `primary key`). It raises ValueError with a message for people. `write` is the way back: the object, and its children as they will be written.
    Facts without a name stand in a list: `entries` makes (path, fields) of each, `collect` is the way back.
    `folded` gives the object to write instead, in a word that stands for other objects too, and which: they are not written.
    `apart` takes the written form apart: the text for a file of its own, and what remains beside `file:`; `read` gets it as `sql`. `import` does
    so from `long` lines on.
    Objects that are named by what they hold stand in a list too: `listed` reads it, once the whole state as written is known; `gather` is the way back.
    `folder` gives each object a file of its own there; without it an object stands in its schema's file.
    `leads`: it stands before its siblings; `ends` are keys that stand behind everything else.
    `unmanaged`: the word may stand instead of the map, and says that somebody else makes and drops these.
    `path` makes the object's path from the parent's path, the key in the map (None when single) and the value read; `name` is the way back.
    """

    key: str
    group: str | None = None
    single: bool = False
    read: Callable[[Raw, tuple[str, ...]], dict[str, Raw]] = mapping
    write: Callable[[Any, dict[str, Raw]], Raw] = plain_fields
    path: Callable[[tuple[str, ...], str | None, Mapping[str, Raw]], tuple[str, ...]] | None = None
    name: Callable[[Any], str] | None = None
    folder: str | None = None
    folded: Callable[[Any, State], tuple[Any, frozenset[ObjectId]] | None] | None = None
    apart: Callable[[Any, dict[str, Raw]], tuple[str, dict[str, Raw]]] | None = None
    long: int = 20
    entries: Callable[[Raw], list[tuple[tuple[str, ...], dict[str, Raw]]]] | None = None
    collect: Callable[[list[Any]], Raw] | None = None
    listed: Callable[[Raw, ObjectId, State], Listed] | None = None
    gather: Callable[[Content, list[Any]], Raw] | None = None
    unmanaged: bool = False
    leads: bool = False
    ends: tuple[str, ...] = ()

    @property
    def section(self) -> tuple[str, ...]:
        """The keys that lead to its objects from the top of a file."""
        return (self.group, self.key) if self.group else (self.key,)


def yaml_fields(obj: Object) -> dict[str, Raw]:
    """Every field that differs from its default, as YAML values, in the order of the model; `with_` is the key `with`."""
    found: dict[str, Raw] = {}
    for field in msgspec.structs.fields(obj):
        value = getattr(obj, field.name)
        if field.name != "id" and value != field.default:
            found[field.name.rstrip("_")] = yaml_value(value)
    return found


def yaml_value(value: Any) -> Raw:
    """A field's value as text, list or map."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            pairs = all(isinstance(one, tuple) and len(one) == 2 for one in value)
            return {str(k): yaml_value(v) for k, v in value} if value and pairs else [yaml_value(one) for one in value]
        case msgspec.Struct():
            return {
                f.name: yaml_value(getattr(value, f.name)) for f in msgspec.structs.fields(value) if getattr(value, f.name) != f.default
            }
        case None:
            return None
        case _:
            return str(value)
