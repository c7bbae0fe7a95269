"""A composite type's short form: a map of attribute names to types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemactl.kinds import type_text
from schemactl.kinds.former_names import ATTRIBUTES, VALUES
from schemactl.kinds.yaml_form import Raw, mapping

LONG_ONLY = frozenset(("attributes", "renamed_from", ATTRIBUTES, VALUES, "using", "backfill", "file", "use", "lint"))
"""As keys beside a type's name these mean something else, so attributes that are called so stand below `attributes`."""


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """A list of (name, type, collation, comment), and what else the long form holds."""
    fields = mapping(raw, at)
    given = fields.get("attributes")
    if not isinstance(given, dict):
        return {"attributes": _attributes(fields)}
    return {**fields, "attributes": _attributes(given)}


def names(fields: Mapping[str, Raw]) -> list[str]:
    """Of the attributes that were read."""
    listed = fields.get("attributes")
    return [one[0] for one in listed] if isinstance(listed, list) else []


def _attributes(given: dict[str, Raw]) -> list[Any]:
    return [_attribute(name, raw) for name, raw in given.items()]


def _attribute(name: str, raw: Raw) -> list[str | None]:
    if isinstance(raw, str):
        return [name, *type_text.read(raw), None]
    if not isinstance(raw, dict) or not isinstance(raw.get("type"), str) or raw.keys() - {"type", "collation", "comment"}:
        raise ValueError(f"attribute {name} is a type, or a map of type, collation and comment; its former name stands in {ATTRIBUTES}")
    written, collation = type_text.read(str(raw["type"]))
    given, comment = raw.get("collation"), raw.get("comment")
    return [name, written, str(given) if given is not None else collation, str(comment) if comment is not None else None]


def write(composite: Any, children: dict[str, Raw]) -> Raw:
    attributes: dict[str, Raw] = {}
    for name, written, collation, comment in composite.attributes:
        if comment is None:
            attributes[name] = f"{type_text.short(written)} collate {collation}" if collation else type_text.short(written)
        else:
            attributes[name] = {"type": type_text.short(written), **({"collation": collation} if collation else {}), "comment": comment}
    if children or not attributes or not LONG_ONLY.isdisjoint(attributes):
        return {"attributes": attributes, **children}
    return attributes
