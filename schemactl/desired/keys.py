"""Which keys a schema file has, as the kinds say it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind


def _written() -> Iterator[tuple[str, Kind]]:
    return ((kind.yaml.key, kind) for kind in KINDS if kind.yaml)


@cache
def top_kinds() -> dict[str, Kind]:
    """By YAML key: what may stand on top of a file."""
    return {key: kind for key, kind in _written() if not kind.parents and not kind.about and kind.yaml and not kind.yaml.group}


@cache
def groups() -> dict[str, dict[str, Kind]]:
    """Keys of a file that hold several kinds, by their own keys."""
    found: dict[str, dict[str, Kind]] = {}
    for key, kind in _written():
        if kind.yaml and kind.yaml.group:
            found.setdefault(kind.yaml.group, {})[key] = kind
    return found


HEAD = ("format", "schema", "owner", "external")
"""What a file says of all that is in it."""
TEMPLATES = "templates"


@cache
def top_order() -> tuple[str, ...]:
    """Every key of a file, as import and fmt write them: what is in it as it is created, a group where the first of its kinds comes."""
    return (
        *HEAD,
        *dict.fromkeys(kind.yaml.section[0] for kind in KINDS if kind.yaml and (kind.yaml.group or kind.yaml.key in top_kinds())),
        TEMPLATES,
    )


@cache
def about_kinds() -> dict[str, Kind]:
    """What may be said about objects."""
    return {key: kind for key, kind in _written() if kind.about}


def inner_kinds(outer: Kind) -> dict[str, Kind]:
    """By YAML key: what may stand inside an object of this kind."""
    return _inside(outer.name)


@cache
def _inside(outer: str) -> dict[str, Kind]:
    children = {key: kind for key, kind in _written() if outer in kind.parents}
    return {**children, **about_kinds()}
