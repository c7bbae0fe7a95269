"""The answer to "is this one renamed?" → a line in the YAML, where the object is written; and the line's end, once it has done its work.

What a template says stands in the template, for every table that uses it: nothing is written there for one of them, and a line goes from it when it has done its work in all.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from schemactl.desired.intents import BOTH
from schemactl.desired.nodes import find, parse, plain
from schemactl.desired.places import Path, spots
from schemactl.desired.splice import delete_key, set_key
from schemactl.errors import SchemactlError, Where
from schemactl.kinds import KINDS
from schemactl.kinds.yaml_form import Raw
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

KEY = "renamed_from"
# What a short form says, said in the long one.
_SHORT = "type"
_TEMPLATES, _USE = "templates", "use"


class Line(NamedTuple):
    """The keys that lead to an object with a `renamed_from`, in which file."""

    file: str
    path: Path


def with_renamed_from(text: str, state: State, after: ObjectId, before: str) -> str:
    """The file's text with `renamed_from: before` under the object; SchemactlError if it has no place there that is its own."""
    where = state.origins[after].where
    path = spots(text, where.file).get((where.line, where.column))
    if path is None or not (_leads_to(path, after) and path[-1] == after.name):
        raise _without_place(f"{after} is not written there by its name", where)
    shared = (one for one, origin in state.origins.items() if origin.where == where and one != after and one.kind == after.kind)
    if (other := next(shared, None)) is not None:
        raise _without_place(f"{other} is written there too", where)
    value = plain(find(parse(text.encode(), where.file)[0], path))
    if isinstance(value, str):
        return set_key(text, path, {_SHORT: value, KEY: before}, file=where.file)
    return set_key(text, (*path, KEY), before, file=where.file)


def _without_place(why: str, where: Where) -> SchemactlError:
    return SchemactlError(f"`{KEY}` has no place in {where}: {why}", where=where, code="S024")


def _leads_to(path: Path, object_id: ObjectId) -> bool:
    """Does it end under the key of this kind? What a template says is pointed to at the table that uses it."""
    yaml = KINDS[object_id.kind].yaml
    return yaml is not None and yaml.key in (path[-1:] if yaml.single else path[-2:-1])


def lines(texts: Mapping[str, str], state: State, done: Container[ObjectId]) -> dict[Line, list[ObjectId]]:
    """The lines that renamed these objects and no other one, with those that each did."""
    trees = {file: plain(parse(text.encode(), file)[0]) for file, text in texts.items()}
    index = {file: spots(text, file) for file, text in texts.items()}
    found: dict[Line, list[ObjectId]] = {}
    for after in state.renames.values():
        where = state.origins[after].where
        path = index.get(where.file, {}).get((where.line, where.column), ())
        own = Line(where.file, path)
        said = [own] if _leads_to(path, after) and _says(_at(trees[where.file], path)) else list(_in_templates(trees, own, after))
        if not said:
            raise SchemactlError(f"cannot find the place of `{KEY}`", where=where, hint=f"remove `{KEY}` by hand", code="S024")
        for line in said:
            found.setdefault(line, []).append(after)
    return {line: every for line, every in found.items() if all(one in done for one in every)}


def _in_templates(trees: Mapping[str, Raw], using: Line, after: ObjectId) -> Iterator[Line]:
    """Where the templates of the table say it, which is at `using`, or around that."""
    yaml = KINDS[after.kind].yaml
    hosts = (_map(_at(trees[using.file], using.path[:end])) for end in (len(using.path), len(using.path) - 1))
    used = next((host[_USE] for host in hosts if _USE in host), None)
    for template in used if isinstance(used, list) else [used]:
        path = (_TEMPLATES, str(template), yaml.key if yaml else "", after.name)
        yield from (Line(file, path) for file, tree in trees.items() if _says(_at(tree, path)))


def _at(raw: Raw, path: Path) -> Raw:
    for key in path:
        raw = _map(raw).get(key)
    return raw


def _map(raw: Raw) -> dict[str, Raw]:
    return raw if isinstance(raw, dict) else {}


def _says(raw: Raw) -> bool:
    return KEY in _map(raw)


def without_renamed_from(text: str, found: Iterable[Line]) -> str:
    """A file's text without the lines in it."""
    for file, path in found:
        text = _without(text, path, file)
    return text


def _without(text: str, path: Path, file: str) -> str:
    value = plain(find(parse(text.encode(), file)[0], path))
    if isinstance(value, dict) and set(value) - {BOTH} == {_SHORT, KEY} and isinstance(value[_SHORT], str):
        return set_key(text, path, value[_SHORT], file=file)
    if isinstance(value, dict) and BOTH in value:
        text = delete_key(text, (*path, BOTH), file=file)
    return delete_key(text, (*path, KEY), file=file)
