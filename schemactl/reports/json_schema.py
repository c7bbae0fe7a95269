"""The schema language as a JSON Schema (draft-07): what editors complete and check. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemactl.desired.loader import UNMANAGED
from schemactl.kinds import KINDS
from schemactl.reports import language
from schemactl.reports.language import Entry, Key

Schema = dict[str, Any]

_YES_AND_NO = [True, False, "true", "false", "yes", "no", "on", "off"]
_NULL: Schema = {"type": "null"}
# Everything is text to schemactl, whatever YAML 1.2 makes of it in an editor: 010, true and null are SQL as well.
_SCALARS = ["string", "number", "boolean"]
_ABSENT: Schema = {"enum": ["absent"], "description": "It is not wanted, and dropped where it is there."}


def document() -> Schema:
    """The whole schema: one file of a schema folder."""
    top = {key.name: _described(_value(key), key) for key in language.file_keys()}
    for group, kinds in language.groups().items():
        inner = {key.name: _described(_value(key), key) for key in map(language.below, kinds)}
        top[group] = {"description": language.words()["file"][group]["help"], "anyOf": [_map(inner), _NULL]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "schemactl schema file",
        "description": "A PostgreSQL schema, or a part of it: docs/yaml.md. A key is a name, a text is SQL.",
        "definitions": {**_SHAPES, **_own_shapes(), **{one.kind: _entry(one) for one in language.entries()}},
        "anyOf": [_map(top), _NULL],
    }


_SHAPES: dict[str, Schema] = {
    "text": {"type": _SCALARS},
    "sql": {"type": [*_SCALARS, "null"]},
    "flag": {"enum": _YES_AND_NO},
    "number": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\s*[-+]?\d+\s*$"}]},
    "list": {"anyOf": [{"type": _SCALARS}, {"type": "array", "items": {"type": [*_SCALARS, "null"]}}]},
    "texts": {"type": "object", "additionalProperties": {"type": [*_SCALARS, "null"]}},
    "settings": {"anyOf": [{"type": "object", "additionalProperties": {"$ref": "#/definitions/list"}}, _NULL]},
}


def _own_shapes() -> dict[str, Schema]:
    shapes = {f"shape-{name}": shape for name, shape in language.words()["shapes"].items()}
    # A template holds parts of any kind; tables are what most are for.
    parts = {key.name: _described(_value(key), key) for key in language.entry(_most_common()).keys}
    return {**shapes, "shape-templates": {"anyOf": [{"type": "object", "additionalProperties": {"properties": parts}}, _NULL]}}


def _most_common() -> Any:
    return next(kind for kind in KINDS if kind.yaml and kind.yaml.key == "tables" and not kind.parents)


def _entry(entry: Entry) -> Schema:
    """Short and long form of one object."""
    described = {"description": entry.help}
    if entry.shape:
        return {**described, **_reference(entry.shape)}
    forms = [_form(form) for form in entry.forms]
    if entry.keys:
        forms.append(_long(entry))
    return {**described, **(forms[0] if len(forms) == 1 else {"anyOf": forms})}


def _form(form: str) -> Schema:
    match form:
        case "nothing":
            return _NULL
        case "absent":
            return _ABSENT
        case "list":
            return {"type": "array", "items": {"type": _SCALARS}}
        case _:
            return _reference(form)


def _long(entry: Entry) -> Schema:
    found = _map({key.name: _described(_value(key), key) for key in entry.keys})
    needed = [key.name for key in entry.keys if key.needed]
    if not needed:
        return found
    elsewhere = [key.name for key in entry.keys if key.name in ("use", "file")]
    return {**found, "anyOf": [{"required": needed}, *({"required": [one]} for one in elsewhere)]}


def _map(keys: dict[str, Schema]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": keys}


def _value(key: Key) -> Schema:
    """What may stand behind a key."""
    if key.values:
        return _or_empty({"enum": list(key.values)}, key)
    if not key.kinds:
        return _or_empty(_reference(key.shape), key)
    if not key.many:
        return {"$ref": f"#/definitions/{key.kinds[0]}"}
    kind = KINDS[key.kinds[0]]
    below: Schema = {"type": "object", "additionalProperties": {"$ref": f"#/definitions/{kind.name}"}}
    if pattern := language.entry(kind).pattern:
        below["propertyNames"] = {"pattern": pattern}
    words = [{"enum": [UNMANAGED]}] if kind.yaml and kind.yaml.unmanaged else []
    return {"anyOf": [below, *words, _NULL]}


def _or_empty(schema: Schema, key: Key) -> Schema:
    return {"anyOf": [schema, _NULL]} if key.empty else schema


def _reference(shape: str) -> Schema:
    return {"$ref": f"#/definitions/{shape if shape in _SHAPES else f'shape-{shape}'}"}


def _described(schema: Schema, key: Key) -> Schema:
    """With what an editor shows; draft-07 reads nothing beside a `$ref`, so it stands in an allOf."""
    inner = {"allOf": [schema]} if "$ref" in schema else schema
    return {"description": _help(key), **inner}


def _help(key: Key) -> str:
    return f"{key.help}\nExample: {key.example}" if key.example else key.help


def reference(entries: Iterable[Entry]) -> str:
    """The same for people: a page with a table per kind."""
    parts = [_HEAD, *(_section(one) for one in entries)]
    return "\n\n".join(parts) + "\n"


_HEAD = """# Every key

Made by `./dev test --update tests/unit/test_json_schema.py` from `schemactl/reports/language.toml`, as is the JSON Schema that editors read (`schemactl json-schema`).
[yaml.md](../yaml.md) explains the language; this page lists it."""


def _section(entry: Entry) -> str:
    place = f"`{entry.key}`" + (f", each under its name: `{_cell(entry.name)}`" if entry.name else "")
    lines = [f"## {entry.kind.replace('_', ' ')}", "", f"{place}. {entry.help}"]
    if entry.example:
        lines += ["", f"    {entry.example}"]
    if entry.keys:
        lines += ["", "| key | | what it is |", "|---|---|---|"]
        lines += [f"| `{key.name}` | {_kind_of(key)} | {_cell(_sentence(key))} |" for key in entry.keys]
    return "\n".join(lines)


def _kind_of(key: Key) -> str:
    if key.values:
        return ", ".join(f"`{value}`" for value in key.values)
    if key.kinds:
        return "by name" if key.many else ""
    return {"flag": "true, false", "sql": "text", "texts": "map", "settings": "map"}.get(key.shape, key.shape.replace("_", " "))


def _sentence(key: Key) -> str:
    return f"{key.help} `{key.example}`" if key.example and not key.kinds else key.help


def _cell(text: str) -> str:
    return text.replace("|", r"\|")
