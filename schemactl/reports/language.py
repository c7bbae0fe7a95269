"""The schema language, key by key: what the kinds say, with the words of language.toml. Pure."""

from __future__ import annotations

import functools
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import msgspec

from schemactl.desired.fields import field_types
from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind
from schemactl.kinds.extension_dependence import DEPENDING

_OF_THE_FILE = "file"


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One key of a map. `kinds` are what stands below it, under names if `many`; otherwise `shape` says what its value is."""

    name: str
    help: str
    shape: str = "text"
    values: tuple[str, ...] = ()
    example: str | None = None
    needed: bool = False
    empty: bool = False
    kinds: tuple[str, ...] = ()
    many: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What may stand for one object of a kind: short forms, or a map of keys; `shape` instead of all that where it says it whole."""

    kind: str
    key: str
    help: str
    name: str | None
    pattern: str | None
    forms: tuple[str, ...]
    shape: str | None
    example: str | None
    keys: tuple[Key, ...]


@functools.cache
def words() -> dict[str, Any]:
    """language.toml as it is."""
    return tomllib.loads(resources.files(__package__).joinpath("language.toml").read_text(encoding="utf-8"))


def entries() -> Iterator[Entry]:
    """Every kind that YAML can hold, in the order of language.toml."""
    return (entry(KINDS[name]) for name in words()["kinds"])


def entry(kind: Kind) -> Entry:
    """One kind."""
    assert kind.yaml
    said = words()["kinds"][kind.name]
    whole = "shape" in said or said.get("only")
    return Entry(
        kind=kind.name,
        key=kind.yaml.key,
        help=said["help"],
        name=said.get("name"),
        pattern=said.get("key"),
        forms=tuple(said.get("forms", ())),
        shape=said.get("shape"),
        example=said.get("example"),
        keys=() if whole else tuple(_keys(kind, said)),
    )


def file_keys() -> list[Key]:
    """What may stand on top of a file."""
    said = words()["file"]
    groups = {kind.yaml.group for kind in KINDS if kind.yaml and kind.yaml.group}
    own = [_key(name, one, {}) for name, one in said.items() if name not in groups]
    return [*own, *(below(kind) for kind in top_kinds())]


def top_kinds(group: str | None = None) -> list[Kind]:
    """Kinds whose objects stand on top of a file, or in one of its groups."""
    return [KINDS[name] for name in words()["kinds"] if _is_on_top(KINDS[name], group)]


def groups() -> dict[str, list[Kind]]:
    """Keys of a file that hold several kinds."""
    names = dict.fromkeys(kind.yaml.group for kind in KINDS if kind.yaml and kind.yaml.group)
    return {name: top_kinds(name) for name in names}


def _is_on_top(kind: Kind, group: str | None) -> bool:
    return kind.yaml is not None and not kind.parents and not kind.about and kind.yaml.group == group


def _keys(kind: Kind, said: Mapping[str, Any]) -> Iterator[Key]:
    """Fields, then what lives inside, then what is said about it and how it came here."""
    own, given = field_types(kind.model), said.get("keys", {})
    # What is derived and has words all the same is compared in no state, but written: a materialized view's `with_data`.
    hidden = {name.rstrip("_") for name in (*kind.derived, *said.get("hidden", ())) if name not in given}
    required = _required(kind)
    for name in dict.fromkeys((*given, *own)):
        if name not in hidden:
            yield _key(name, given.get(name), _shape(own[name][1]) if name in own else {}, needed=name in required)
    inner = [child for child in KINDS if child.yaml and kind.name in child.parents and child.yaml.key not in given]
    yield from map(below, inner)
    yield from (below(fact) for fact in KINDS if fact.yaml and fact.about and _has(kind, fact, said.get("about", ())))
    common = words()["common"]
    yield from (_key(name, one, {}) for name, one in common.items() if _is_common(kind, name, said))
    yield from (_key(name, one, {}) for name, one in words()["intent"].items() if kind.name in one["kinds"])


def _required(kind: Kind) -> set[str]:
    return {field.name.rstrip("_") for field in msgspec.structs.fields(kind.model) if field.required and field.name != "id"}


def _has(kind: Kind, fact: Kind, named: tuple[str, ...]) -> bool:
    """May this be said about it? Comments and labels about everything that is no fact itself and has a name."""
    if fact.name in named:
        return True
    assert fact.yaml
    match fact.yaml.key:
        case "owner":
            return kind.owned
        case "grants":
            return kind.grantable is not None
        case "comment":
            return kind.name not in _WITHOUT_REMARKS
        case "security_labels":
            return kind.name not in {*_WITHOUT_REMARKS, "database"}
        case "depends_on_extensions":
            return kind.name in DEPENDING
        case _:
            return False


_WITHOUT_REMARKS = frozenset(
    {"membership", "partition", "partition_short", "inheritance", "publication_table", "publication_schema", "user_mapping", "row"}
)


def _is_common(kind: Kind, name: str, said: Mapping[str, Any]) -> bool:
    match name:
        case "renamed_from":
            return kind.rename is not None
        case "file":
            return bool(said.get(_OF_THE_FILE))
        case _:
            return True


def _key(name: str, said: str | Mapping[str, Any] | None, shape: Mapping[str, Any], *, needed: bool = False) -> Key:
    given: Mapping[str, Any] = {"help": said} if isinstance(said, str) else said or {"help": ""}
    kept = {word: given[word] for word in ("shape", "example") if word in given}
    values = {"values": tuple(given["values"])} if "values" in given else {}
    return Key(name=name, help=given["help"], needed=needed, **{**shape, **kept, **values})


def below(kind: Kind) -> Key:
    """The key under which objects of another kind stand; two kinds may share it (a table's and a domain's checks do not)."""
    assert kind.yaml
    said = words()["kinds"][kind.name]
    many = not kind.yaml.single and not kind.yaml.entries and not kind.yaml.listed
    return Key(name=kind.yaml.key, help=said["help"], shape="", example=said.get("example"), kinds=(kind.name,), many=many)


def _shape(wanted: Any) -> dict[str, Any]:
    """What a field's type says of its value."""
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return {**_shape(next(one for one in inner if one is not type(None))), "empty": True}
    if wanted is bool:
        return {"shape": "flag"}
    if wanted is int:
        return {"shape": "number"}
    if origin is tuple:
        pairs = typing.get_origin(inner[0]) is tuple
        return {"shape": "texts" if pairs else "list", "empty": True}
    return {"shape": "text"}
