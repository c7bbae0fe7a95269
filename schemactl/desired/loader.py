"""Turns schema files into the State as written. Text only: nothing is normalised here, PostgreSQL does that. Knows no kind by name."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import msgspec

from schemactl.desired.entries import LEAVE_EMPTY, Entry, Waiting, nulls
from schemactl.desired.fields import field_types, field_value
from schemactl.desired.implied import imply
from schemactl.desired.intents import BOTH, INTENTS, former, is_suppression, taken
from schemactl.desired.keys import HEAD, TEMPLATES, groups, inner_kinds, top_kinds
from schemactl.desired.nodes import Scalar, find, parse, plain
from schemactl.desired.sources import FileText, read_beside
from schemactl.errors import Problem, SchemaError, Where
from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind
from schemactl.kinds.yaml_form import Raw
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, Origin, State

FORMAT = "1"
ABSENT = "absent"
SQL = ".sql"
UNMANAGED = "unmanaged"
TOP_KEYS = (*HEAD, TEMPLATES)
MANY = 200  # problems, after which nobody looks for what was meant


def load(folder: Path, *, root: Path | None = None) -> State:
    """Read every YAML file below a folder; raises SchemaError with every problem there is."""
    root = root or folder.parent
    return load_files(sources_in(folder, root), root=root)


def sources_in(folder: Path, root: Path) -> list[FileText]:
    """Every YAML file below a folder."""
    files = sorted(_files(str(folder)) if folder.is_dir() else (), key=lambda entry: entry.path.split(os.sep))
    links = (Path(entry.path) for entry in files if entry.is_symlink())
    if astray := [path for path in links if not path.resolve().is_relative_to(root.resolve())]:
        raise SchemaError.of([_out_of_project(path, root) for path in astray])
    inside, below = str(folder.relative_to(root) / "_")[:-1], len(str(folder / "_")) - 1
    return [FileText(name=inside + path[below:], data=_bytes(path), path=Path(path)) for path in (entry.path for entry in files)]


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    """The same, as the folder lists them: that is asked for a thousand files by each command. Links to folders are not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.name.endswith((".yaml", ".yml")) and not entry.name.startswith(".") and entry.is_file():
                yield entry


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _out_of_project(path: Path, root: Path) -> Problem:
    where = Where(file=str(path.relative_to(root)), line=1, column=1)
    return Problem(code="S017", message=f"{path.name} is a link out of the project", where=where, hint="put the file itself there")


class Notes(msgspec.Struct):
    """What is worth knowing of a reading: SQL files that were read beside, with their hashes; how many objects are written, which come
    before those that are implied; which files say something for all; and what is said to have nobody's owner."""

    beside: dict[Path, str] = {}
    shared: set[str] = set()
    explicit: int = 0
    unowned: set[ObjectId] = set()


def load_files(sources: Iterable[FileText], *, root: Path | None = None, notes: Notes | None = None) -> State:
    """The same for files that are in memory already, SQL files that they name among them."""
    every = list(sources)
    sources = [source for source in every if not source.name.endswith(SQL)]
    loader = _Loader(root, {source.name: source.data.decode() for source in every if source.name.endswith(SQL)}, notes or Notes())
    enabled = gc.isenabled()
    gc.disable()
    try:
        for source, top in [(source, loader.parsed(source)) for source in sources]:
            if top is not None:
                loader.read(source, top)
        loader.finish()
    finally:
        if enabled:
            gc.enable()
    if loader.problems:
        raise SchemaError.of(loader.problems)
    return loader.state


class _Loader:
    def __init__(self, root: Path | None, texts: dict[str, str], notes: Notes) -> None:
        self.root, self.notes = root, notes
        self.texts = texts
        self.state = State()
        self.problems: list[Problem] = []
        self.owner: str | None = None
        self.absent: set[ObjectId] = set()
        self.file: FileText | None = None
        self.schema = "public"
        self.external = False
        self.templates: dict[str, Raw] = {}
        self.waiting: list[Waiting] = []

    def problem(self, code: str, message: str, where: Where, hint: str | None = None) -> None:
        self.problems.append(Problem(code=code, message=message, where=where, hint=hint))

    def parsed(self, source: FileText) -> Entry | None:
        """A file's tree; its templates are there for every file of the project."""
        tree, problems = parse(source.data, source.name)
        self.problems.extend(problems)
        if tree is None:
            return None
        top = Entry(plain(tree), tree, tree.where)
        templates = top.part("templates", plain(tree.get("templates")))
        if {"templates", "owner"} & {key.text for key, _ in tree.items}:
            self.notes.shared.add(source.name)
        for name, raw in templates.raw.items() if isinstance(templates.raw, dict) else ():
            if name in self.templates:
                self.problem(
                    "S012", f"template {name} is defined twice", templates.at(name), "templates are known by name in the whole project"
                )
            self.templates[name] = raw
        return top

    def read(self, source: FileText, top: Entry) -> None:
        self.file = source
        assert isinstance(top.raw, dict)
        self.schema = self._text(top, "schema") or "public"
        if (given := self._text(top, "format")) not in (None, FORMAT):
            self.problem("S013", f"format {given} is not known to this version: it reads format {FORMAT}", top.at("format"))
        if owner := self._text(top, "owner"):
            self.owner = owner
        self.external = self._is_external(top)
        for key, raw in top.raw.items():
            if len(self.problems) >= MANY:
                self.problem("S011", f"{MANY} mistakes so far: the rest of the file was not read", top.at(key), "mend those first")
                break
            if key not in TOP_KEYS:
                self._top_level(key, top.part(key, raw))

    def _text(self, entry: Entry, key: str) -> str | None:
        assert isinstance(entry.raw, dict)
        raw = entry.raw.get(key)
        if raw is None or isinstance(raw, str):
            return raw
        self.problem("S011", f"{key} is one name", entry.at(key))
        return None

    def _is_external(self, top: Entry) -> bool:
        """Does the file describe what somebody else makes?"""
        if (given := self._text(top, "external")) not in (None, "true", "false"):
            self.problem("S014", f"external is true or false, not {given}", top.at("external"))
        return given == "true"

    def _top_level(self, key: str, entry: Entry) -> None:
        if group := groups().get(key):
            self._group(key, group, entry)
            return
        kind = top_kinds().get(key)
        if kind is None:
            self._unknown(key, (*TOP_KEYS, *top_kinds(), *groups()), entry.where)
            return
        if kind.yaml and kind.yaml.single:
            self._object(kind, None, entry, ())
        else:
            self._many(kind, entry, (self.schema,) if kind.schema_scoped else ())

    def _group(self, key: str, group: dict[str, Kind], entry: Entry) -> None:
        """Several kinds under one key."""
        if entry.raw is not None and not isinstance(entry.raw, dict):
            self.problem("S011", f"{key} is a map: {', '.join(group)}", entry.where)
            return
        for inner, raw in (entry.raw or {}).items():
            if kind := group.get(inner):
                self._many(kind, entry.part(inner, raw), (self.schema,) if kind.schema_scoped else ())
            else:
                self._unknown(inner, group, entry.at(inner))

    def _unknown(self, key: str, known: Iterable[str], where: Where) -> None:
        known = list(known)
        close = get_close_matches(key, known, 1) if len(self.problems) < MANY else []
        hint = f"did you mean {close[0]}?" if close else None
        text = f"unknown key {key!r}; known here: {', '.join(known)}"
        self.problem("S011", text, Where(file=where.file, line=where.line, column=where.column, length=len(key)), hint)

    def _many(self, kind: Kind, entry: Entry, parent: tuple[str, ...]) -> None:
        """A map of names under a kind's key."""
        assert kind.yaml
        if kind.yaml.entries is not None:
            self._entries(kind, entry)
            return
        if entry.raw is None:
            return
        if not isinstance(entry.raw, dict):
            self.problem("S011", f"{kind.yaml.key} is a map: name, colon, definition", entry.where)
            return
        for name, raw in entry.raw.items():
            self._object(kind, name, entry.part(name, raw), parent)

    def _entries(self, kind: Kind, entry: Entry) -> None:
        """Facts that have no name: a list, and each item makes objects."""
        assert kind.yaml
        assert kind.yaml.entries
        try:
            for path, fields in kind.yaml.entries(entry.raw):
                self._add(kind, ObjectId(kind.name, path), dict(fields), entry)
        except ValueError as error:
            self.problem("S014", f"{kind.yaml.key}: {error}", entry.where)

    def _object(self, kind: Kind, name: str | None, entry: Entry, parent: tuple[str, ...]) -> None:
        assert kind.yaml
        at = parent if name is None else (*parent, name)
        if entry.raw == ABSENT and (kind.name == KINDS.root or (kind.where_named and not kind.incidental)):
            self.absent.add(ObjectId(kind.name, at))
            return
        raw, intents = self._prepared(kind, entry)
        try:
            read = kind.yaml.read(raw, at)
            path = kind.yaml.path(parent, name, {**read, **raw} if isinstance(raw, dict) else read) if kind.yaml.path else at
        except ValueError as error:
            self.problem("S014", f"{error} in {ObjectId(kind.name, at)}", self._inside(entry))
            return
        object_id = ObjectId(kind.name, path)
        if "renamed_from" in intents and kind.rename is None:
            self.problem("S011", f"plans rename no {kind.name}: remove renamed_from under {object_id}", entry.at("renamed_from"))
        elif isinstance(intents.get("renamed_from"), str):
            before = str(intents["renamed_from"])
            try:
                self.state.renames[former(object_id, parent, before, read)] = object_id
            except ValueError as error:
                self.problem("S014", f"renamed_from: {error} in {object_id}", entry.at("renamed_from"))
        if BOTH in intents and "renamed_from" not in intents:
            self.problem("S011", f"{BOTH} says how {object_id} is renamed: it stands beside renamed_from", entry.at(BOTH))
        for at_way, message in kind.unmeant(intents, read):
            self.problem("S014", f"{at_way[0]}: {message} in {object_id}", entry.inner(at_way))
        if kept := {key: intents[key] for key in INTENTS if key in intents}:
            self.state.intents[object_id] = kept
        self._add(kind, object_id, read, entry)

    def _inside(self, entry: Entry) -> Where:
        return entry.node.where if isinstance(entry.node, Scalar) else entry.where

    def _prepared(self, kind: Kind, entry: Entry) -> tuple[Raw, dict[str, Raw]]:
        """The value without what is about the way, with `file` and `use` resolved."""
        if not isinstance(entry.raw, dict):
            return entry.raw, {}
        raw = dict(entry.raw)
        own = field_types(kind.model)
        intents = taken(raw, own, kind.ways)
        for way, reader in kind.ways.items():
            try:
                if way in intents:
                    reader(intents[way])
            except ValueError as error:
                self.problem("S011", f"{way}: {error}", entry.at(way))
        if not is_suppression(intents.get("lint")):
            self.problem("S011", "lint takes `ignore`, a map of codes with the reason for each", entry.at("lint"))
        if "file" in raw:
            raw["sql"] = self._file(raw.pop("file"), entry.at("file"))
        for template in _listed(raw.pop("use", None)):
            if template not in self.templates:
                self._unknown(str(template), self.templates, entry.at("use"))
            else:
                raw = _merged(raw, self.templates[template])
        return raw, intents

    def _file(self, name: Raw, where: Where) -> Raw:
        assert self.file
        try:
            return read_beside(self.file, name, self.root, self.texts, self.notes.beside)
        except ValueError as error:
            self.problem("S015", str(error), where)
            return None

    def _add(self, kind: Kind, object_id: ObjectId, read: dict[str, Raw], entry: Entry) -> None:
        types = field_types(kind.model)
        values = {}
        inner = inner_kinds(kind)
        for key, raw in read.items():
            if key in types:
                field, wanted = types[key]
                try:
                    values[field] = field_value(wanted, raw)
                except ValueError as error:
                    self.problem("S014", f"{key}: {error} in {object_id}", entry.at(key))
                    return
            elif key not in inner and not key.startswith("^"):
                self._unknown(key, (*types, *inner, "renamed_from"), entry.at(key))
        if self._keep(kind, object_id, values, entry):
            self._children(kind, object_id, read, inner, entry)

    def _keep(self, kind: Kind, object_id: ObjectId, values: dict[str, object], entry: Entry) -> bool:
        if (earlier := self.state.origins.get(object_id)) is not None:
            self.problem("S012", f"{object_id} is defined twice: first at {earlier.where}", entry.where, "remove one of the two")
            return False
        try:
            obj: Object = kind.model(id=object_id, **values)
        except TypeError as error:
            self.problem("S014", f"{object_id}: {str(error).replace('Missing required argument', 'it lacks')}", entry.where)
            return False
        self.state.add(obj)
        self.state.origins[object_id] = Origin(where=self._inside(entry), search_path=(self.schema,))
        if self.external:
            self.state.external.add(object_id)
        return True

    def _children(self, kind: Kind, object_id: ObjectId, read: dict[str, Raw], inner: dict[str, Kind], entry: Entry) -> None:
        for key, raw in read.items():
            if key.startswith("^^"):
                self._top_level(key[2:], Entry(raw, None, self._inside(entry)))
            elif key.startswith("^"):
                self._hoisted(kind, object_id, key[1:], Entry(raw, None, self._inside(entry)))
            elif key in inner and key not in field_types(kind.model):
                child = inner[key]
                if child.about and raw is None:
                    self.notes.unowned.add(object_id)
                    continue
                parent = (object_id.kind, *object_id.path) if child.about else object_id.path
                part = entry.part(key, raw)
                if raw == UNMANAGED and child.yaml and child.yaml.unmanaged:
                    self.state.intents.setdefault(object_id, {})[key] = UNMANAGED
                elif child.yaml and child.yaml.listed:
                    self.waiting.append(Waiting(child, part, object_id, self.schema, self.external))
                elif child.yaml and child.yaml.single:
                    self._object(child, None, part, parent)
                else:
                    self._many(child, part, parent)

    def _hoisted(self, kind: Kind, object_id: ObjectId, key: str, entry: Entry) -> None:
        """A column's constraint is the table's."""
        outer = inner_kinds(KINDS[kind.parents[0]])[key]
        if outer.yaml and outer.yaml.single:
            self._object(outer, None, entry, object_id.path[:-1])
        else:
            self._many(outer, entry, object_id.path[:-1])

    def finish(self) -> None:
        """What had to wait, and what is implied: schemas that objects live in, owners where the project names one."""
        for waiting in self.waiting:
            self._listed(waiting)
        self.state.owner, self.state.absent = self.owner, self.absent
        self.notes.explicit = len(self.state.objects)
        imply(self.state, self.notes.unowned)

    def _listed(self, waiting: Waiting) -> None:
        """Objects that are named by what they hold."""
        kind, entry, parent, self.schema, self.external = waiting
        assert kind.yaml
        assert kind.yaml.listed
        listed = kind.yaml.listed(entry.raw, parent, self.state)
        for wrong in listed.wrong:
            self.problem(wrong.code, f"{wrong.message} in {parent}", entry.inner(wrong.at), wrong.hint)
        for null in nulls(entry.node):
            self.problem("S027", f"{null.text} is the text {null.text!r} here", null.where, LEAVE_EMPTY)
        if listed.content is not None:
            self.state.contents[parent] = msgspec.structs.replace(listed.content, where=entry.where)
        for item in listed.items:
            object_id = ObjectId(kind.name, item.path)
            part = Entry(None, find(entry.node, item.at), entry.inner(item.at))
            if self._keep(kind, object_id, item.fields, part):
                origin = self.state.origins[object_id]
                self.state.origins[object_id] = msgspec.structs.replace(origin, part=part.value)


def _listed(raw: Raw) -> list[str]:
    return [] if raw is None else [raw] if isinstance(raw, str) else [str(one) for one in raw]


def _merged(own: dict[str, Raw], template: Raw) -> dict[str, Raw]:
    """Maps are merged, what is there wins, the template's own parts come last."""
    if not isinstance(template, dict):
        return own
    found = dict(own)
    for key, raw in template.items():
        mine = found.get(key)
        if key not in found:
            found[key] = raw
        elif isinstance(mine, dict) and isinstance(raw, dict):
            found[key] = {**mine, **{name: value for name, value in raw.items() if name not in mine}}
    return found
