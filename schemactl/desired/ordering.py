"""A schema file → the same file with its keys in the order in which `import` writes them; comments go with their keys.

Names (of tables, columns, values) keep their order: it may mean something. So does every map whose words are not all known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from schemactl.desired.fields import field_types
from schemactl.desired.intents import INTENTS
from schemactl.desired.keys import groups, inner_kinds, top_kinds, top_order
from schemactl.desired.nodes import parse, plain
from schemactl.desired.splice import Path, reorder
from schemactl.errors import SchemactlError
from schemactl.kinds.base import Kind
from schemactl.kinds.yaml_form import Raw

# How it came here, before what it is.
_FIRST = ("renamed_from", "use", "file")


def in_order(text: str, file: str) -> str:
    """The file's text; SchemactlError where it is no YAML."""
    root, problems = parse(text.encode(), file)
    if problems:
        raise SchemactlError.of(problems)
    tree = plain(root)
    if not isinstance(tree, dict):
        return text
    # From the inside out: a map that moves takes along what was put in order in it.
    for path, order in sorted(_wanted(tree), key=lambda one: -len(one[0])):
        text = reorder(text, path, order, file=file)
    return text


def _wanted(tree: dict[str, Raw]) -> Iterator[tuple[Path, list[str]]]:
    """Every map whose keys stand in another order than the language's."""
    yield from _map((), tree, top_order(), lambda _: True)
    schema = str(tree.get("schema") or "public")
    for key, raw in tree.items():
        if kind := top_kinds().get(key):
            yield from _below(kind, (key,), raw, (schema,) if kind.schema_scoped else ())
        elif (group := groups().get(key)) and isinstance(raw, dict):
            for inner, one in raw.items():
                if kind := group.get(inner):
                    yield from _below(kind, (key, inner), one, (schema,))


def _below(kind: Kind, path: Path, raw: Raw, at: tuple[str, ...]) -> Iterator[tuple[Path, list[str]]]:
    """What stands under a kind's key."""
    assert kind.yaml
    if kind.yaml.entries or kind.yaml.listed or not isinstance(raw, dict):
        return
    if kind.yaml.single:
        yield from _object(kind, path, raw, at)
        return
    for name, one in raw.items():
        if isinstance(one, dict):
            yield from _object(kind, (*path, name), one, (*at, name))


def _object(kind: Kind, path: Path, raw: dict[str, Raw], at: tuple[str, ...]) -> Iterator[tuple[Path, list[str]]]:
    inner = inner_kinds(kind)
    fields = field_types(kind.model)
    assert kind.yaml
    ends = [*(key for key, child in inner.items() if child.yaml and child.yaml.listed), *kind.yaml.ends]
    own = [key for key in fields if key not in inner and key not in ends]
    others = [key for key in raw if key not in fields and key not in inner and key not in (*_FIRST, *INTENTS)]
    children = sorted((key for key in inner if key not in ends), key=lambda key: not _leads(inner[key]))
    read = kind.yaml.read

    def reads_alike(other: Raw) -> bool:
        return bool(_said(read, raw, at) == _said(read, other, at))

    yield from _map(path, raw, [*_FIRST, *others, *own, *INTENTS, *children, *ends], reads_alike)
    for key, one in raw.items():
        if key in inner and key not in fields:
            yield from _below(inner[key], (*path, key), one, at)


def _leads(kind: Kind) -> bool:
    return kind.yaml is not None and kind.yaml.leads


def _said(read: Callable[[Raw, tuple[str, ...]], dict[str, Raw]], raw: Raw, at: tuple[str, ...]) -> Any:
    """What a kind makes of a value. It may be a map of names, as in a composite type's short form: then the order of the keys means something."""
    try:
        return read(raw, at)
    except ValueError as error:
        return str(error)


def _map(
    path: Path, raw: dict[str, Raw], known: Iterable[str], reads_alike: Callable[[dict[str, Raw]], bool]
) -> Iterator[tuple[Path, list[str]]]:
    order = [key for key in dict.fromkeys(known) if key in raw]
    if len(order) == len(raw) and order != list(raw) and reads_alike({key: raw[key] for key in order}):
        yield path, order
