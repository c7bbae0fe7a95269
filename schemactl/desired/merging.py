"""Schema files and an import → the same files with what differs written anew, where it stands. Everything else stays, byte for byte."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from schemactl.desired.loader import SQL, TOP_KEYS
from schemactl.desired.nodes import find, parse, plain
from schemactl.desired.places import Path, spots
from schemactl.desired.splice import delete_key, set_key
from schemactl.desired.writer import apart, inline
from schemactl.kinds import KINDS
from schemactl.kinds.yaml_form import Raw
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

Texts = Mapping[str, str]
_OWNER = "owner"


class Place(NamedTuple):
    """A file, and the keys that lead to an object in it."""

    file: str
    path: Path


class Written(NamedTuple):
    """Files, and what they say."""

    texts: Texts
    state: State

    def places(self) -> dict[ObjectId, Place]:
        """Objects that live in no other one: `tables: orders`, or a whole list whose items have no name."""
        found: dict[ObjectId, Place] = {}
        index = {file: spots(text, file) for file, text in self.texts.items() if not file.endswith(SQL)}
        for object_id, origin in self.state.origins.items():
            kind = KINDS[object_id.kind]
            path = index.get(origin.where.file, {}).get((origin.where.line, origin.where.column), ())
            if kind.yaml is None or kind.parents or kind.about:
                continue
            length = len(kind.yaml.section)
            if path[:length] == kind.yaml.section and len(path) <= length + 1:
                found[object_id] = Place(origin.where.file, path[:length] if kind.yaml.entries else path)
        return found

    def raw(self, place: Place) -> Raw:
        """What stands there."""
        return plain(find(parse(self.texts[place.file].encode(), place.file)[0], place.path))


def merged(mine: Written, imported: Written, changed: Iterable[ObjectId], itself: Container[ObjectId]) -> dict[str, str | None]:
    """Files that change: their new text, None for one that holds nothing any more. `changed` holds the outermost objects, `itself` tells
    which of them differ themselves, not only in what lives in them."""
    return _Merge(mine, imported, itself).run(changed)


class _Merge:
    def __init__(self, mine: Written, imported: Written, itself: Container[ObjectId]) -> None:
        self.mine, self.imported, self.itself = mine, imported, itself
        self.inline = inline(imported.state)
        self.here, self.there = mine.places(), imported.places()
        self.texts: dict[str, str | None] = dict(mine.texts)
        self.before = dict(mine.texts)
        self.owner = _owner(imported.texts) if _owner(imported.texts) != _owner(mine.texts) else None

    def run(self, changed: Iterable[ObjectId]) -> dict[str, str | None]:
        done: set[Place] = set()
        for object_id in changed:
            here, there = self.here.get(object_id), self._there(object_id)
            if here in done or there in done:
                continue
            done.update(place for place in (here, there) if place)
            if there:
                self._set(object_id, here, there)
            elif here:
                self._delete(here)
        return {file: text for file, text in self.texts.items() if text != self.before.get(file)}

    def _there(self, object_id: ObjectId) -> Place | None:
        """A list goes when its last item does."""
        kind = KINDS[object_id.kind]
        if object_id in self.there or not (kind.yaml and kind.yaml.entries):
            return self.there.get(object_id)
        return next((place for one, place in self.there.items() if one.kind == object_id.kind), None)

    def _set(self, object_id: ObjectId, here: Place | None, there: Place) -> None:
        value = self._value(object_id, here, there)
        if self.owner and isinstance(value, dict) and KINDS[object_id.kind].owned:
            value = {_OWNER: self.owner, **value}
        file = here.file if here else self._file_for(object_id, there.file)
        text = self.texts.get(file) or self._head(object_id, there.file)
        self.texts[file] = set_key(text, here.path if here else there.path, value, file=file)

    def _value(self, object_id: ObjectId, here: Place | None, there: Place) -> Raw:
        """In a file of its own what is there already, or what is new and long."""
        value, kind = self.imported.raw(there), KINDS[object_id.kind]
        if kind.yaml is None or kind.yaml.apart is None:
            return value
        if here is None:
            if isinstance(value, dict) and isinstance(value.get("file"), str):
                beside = _beside(there.file, str(value["file"]))
                self.texts[beside] = self.imported.texts[beside]
            return value
        obj, was = self.imported.state.objects[object_id], self.mine.raw(here)
        value = self.inline(obj)
        named = was.get("file") if isinstance(was, dict) else None
        if not isinstance(named, str) or (cut := apart(obj, value)) is None:
            return value
        if object_id in self.itself:
            self.texts[_beside(here.file, named)] = cut[0]
        return {"file": named, **cut[1]}

    def _delete(self, here: Place) -> None:
        text = delete_key(self.texts[here.file] or "", here.path, file=here.file)
        for end in range(len(here.path) - 1, 0, -1):
            if _is_empty(text, here.file, here.path[:end]):
                text = delete_key(text, here.path[:end], file=here.file)
        self.texts[here.file] = text if set(_tree(text, here.file)) - {"schema", "format"} else None

    def _file_for(self, object_id: ObjectId, file: str) -> str:
        """The file the layout names, or one beside it where that one speaks of another schema."""
        name, number = file, 1
        while text := self.texts.get(name):
            if not KINDS[object_id.kind].schema_scoped or (_tree(text, name).get("schema") or "public") == object_id.path[0]:
                break
            number += 1
            name = f"{file.removesuffix('.yaml')}-{number}.yaml"
        return name

    def _head(self, object_id: ObjectId, file: str) -> str:
        """What a new file begins with."""
        first = self.imported.texts[file].split("\n", 1)[0]
        head = f"{first}\n" if first.startswith("#") else ""
        return head + (f"schema: {object_id.path[0]}\n" if KINDS[object_id.kind].schema_scoped else "format: 1\n")


def _beside(file: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), name))


def _is_empty(text: str, file: str, path: Path) -> bool:
    """Is the key there, and nothing under it?"""
    root = parse(text.encode(), file)[0]
    above = plain(find(root, path[:-1]))
    return isinstance(above, dict) and path[-1] in above and not above[path[-1]]


def _tree(text: str, file: str) -> dict[str, Raw]:
    tree = plain(parse(text.encode(), file)[0])
    return tree if isinstance(tree, dict) else {}


def _owner(texts: Texts) -> str | None:
    """The role that owns what names no owner."""
    assert _OWNER in TOP_KEYS
    given = (_tree(text, file).get(_OWNER) for file, text in texts.items() if f"{_OWNER}:" in text and not file.endswith(SQL))
    return next((owner for owner in given if isinstance(owner, str)), None)
