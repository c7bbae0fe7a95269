"""Turns a State into schema files a person could have written. Knows no kind by name."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable

from schemactl.desired.emit import Flow, emit
from schemactl.desired.fields import field_types, field_value
from schemactl.desired.keys import top_order
from schemactl.desired.loader import UNMANAGED
from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind
from schemactl.kinds.yaml_form import Raw
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State

Layout = str
ABSENT = "absent"
DATABASE_FILE = "_database.yaml"
EXTERNAL_FOLDER = "_external"
_PUBLIC = ObjectId(KINDS.root, ("public",))
_EXTERNAL_HEAD = "# Somebody else makes this. What is managed needs it, so it is built in scratch; no plan touches it.\nexternal: true\n"
_NOTHING = emit({"format": "1"})


def write(state: State, *, layout: Layout = "object", whole: State | None = None) -> dict[str, str]:
    """File name below the schema folder → text. Layouts: `object` a file per table, view, function, with long SQL beside it;
    `kind`; `schema` one per schema.

    `whole` is the database that `state` is a part of: what is missing there is written as absent.
    """
    tree = _Tree(state)
    texts: dict[str, str] = {}
    files: dict[str, dict[str, Raw]] = {DATABASE_FILE: {"format": "1"}}
    if tree.owner:
        files[DATABASE_FILE]["owner"] = tree.owner
    names = _FileNames()
    for kind in KINDS:
        if kind.yaml is None or kind.parents or kind.about:
            continue
        objects = [obj for obj in state if obj.id.kind == kind.name and obj.id not in tree.unsaid]
        if kind.yaml.collect is not None:
            if objects:
                files[DATABASE_FILE][kind.yaml.key] = kind.yaml.collect(objects)
            continue
        for obj in objects:
            if obj.id == _PUBLIC and not tree.inside.get(obj.id):
                continue
            place = names.file(kind, obj.id, layout)
            file = files.setdefault(place, {"schema": obj.id.path[0]} if kind.schema_scoped else {})
            raw = tree.raw(obj)
            if kind.yaml.single:
                file[kind.yaml.key] = raw
                continue
            if layout == "object" and (cut := apart(obj, raw, kind.yaml.long)):
                beside = names.beside(place, obj.id)
                texts[beside], raw = cut[0], {"file": beside.rsplit("/", 1)[-1], **cut[1]}
            _section(file, kind.yaml.section)[tree.name(kind, obj)] = raw
    root = KINDS[KINDS.root]
    if root.yaml and _PUBLIC not in (whole or state):
        section = files[DATABASE_FILE].setdefault(root.yaml.key, {})
        assert isinstance(section, dict)
        section["public"] = ABSENT
    return {file: emit(_key_order(content)) for file, content in files.items()} | texts


def inline(state: State) -> Callable[[Object], Raw]:
    """What stands under an object's name, with nothing in files of its own."""
    return _Tree(state).raw


def apart(obj: Object, raw: Raw, lines: int = 0) -> tuple[str, dict[str, Raw]] | None:
    """The text for a file of its own and what remains, where it has that many lines and is read back as the same."""
    kind = KINDS[obj.id.kind]
    if kind.yaml is None or kind.yaml.apart is None:
        return None
    found = kind.yaml.apart(obj, raw if isinstance(raw, dict) else {})
    if "\r" in found[0] or found[0].count("\n") < lines:  # editors and git change the ends of lines
        return None
    return found if _reads_as(obj, {**found[1], "sql": found[0]}) else None


def _reads_as(obj: Object, raw: dict[str, Raw]) -> bool:
    kind = KINDS[obj.id.kind]
    assert kind.yaml
    types = field_types(kind.model)
    name = kind.yaml.name(obj) if kind.yaml.name else obj.id.name
    try:
        read = kind.yaml.read(raw, (*obj.id.path[:1], name))
    except ValueError:
        return False
    back = kind.model(id=obj.id, **{types[key][0]: field_value(types[key][1], value) for key, value in read.items() if key in types})
    return all(getattr(back, field) == getattr(obj, field) for field in obj.__struct_fields__ if field not in kind.derived)


def _section(file: dict[str, Raw], keys: Iterable[str]) -> dict[str, Raw]:
    """The map behind the keys, made where it is missing."""
    for key in keys:
        inner = file.setdefault(key, {})
        assert isinstance(inner, dict)
        file = inner
    return file


def write_external(state: State) -> dict[str, str]:
    """The same for what somebody else makes: a file per schema, in a folder of its own."""
    files = write(state, layout="schema", whole=State(objects={_PUBLIC: KINDS[KINDS.root].model(id=_PUBLIC)}))
    texts = {f"{EXTERNAL_FOLDER}/{name}": text for name, text in files.items() if text != _NOTHING}
    return {name: f"{_EXTERNAL_HEAD}{text.removeprefix(_NOTHING)}" for name, text in texts.items()}


def _key_order(content: dict[str, Raw]) -> dict[str, Raw]:
    return {key: content[key] for key in top_order() if key in content}


class _Tree:
    """Objects with what lives in them and what is said about them."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.inside: dict[ObjectId, list[Object]] = {}
        for obj in state:
            kind = KINDS[obj.id.kind]
            host = (
                ObjectId(obj.id.path[0], obj.id.path[1 : len(obj.id.path) - kind.about_names]) if kind.about else self._parent(kind, obj.id)
            )
            if host is not None:
                self.inside.setdefault(host, []).append(obj)
        self.owner = self._usual_owner()
        self.folded: dict[ObjectId, Object] = {}
        self.unsaid: set[ObjectId] = set()
        for obj in state:
            self._fold(obj)

    def _fold(self, obj: Object) -> None:
        """A word may stand for other objects, if nothing is said about those."""
        yaml = KINDS[obj.id.kind].yaml
        found = yaml.folded(obj, self.state) if yaml and yaml.folded else None
        if found and all(inner.id in found[1] for one in found[1] for inner in self.inside.get(one, ())):
            self.folded[obj.id] = found[0]
            self.unsaid |= found[1]

    def _parent(self, kind: Kind, object_id: ObjectId) -> ObjectId | None:
        for parent in kind.parents:
            if (found := ObjectId(parent, object_id.path[:-1])) in self.state:
                return found
        return None

    def _usual_owner(self) -> str | None:
        """The role that owns most: said once, for the whole project."""
        facts = [kind for kind in KINDS if kind.about and kind.yaml and kind.yaml.key == "owner"]
        found = Counter(str(getattr(obj, obj.__struct_fields__[-1])) for kind in facts for obj in self.state if obj.id.kind == kind.name)
        return min(found, key=lambda role: (-found[role], role)) if found else None

    def _is_unowned(self, kind: Kind, obj: Object) -> bool:
        """Would the project's owner be taken for its owner, wrongly?"""
        if self.owner is None or not kind.owned or (kind.belongs and kind.belongs(obj)):
            return False
        return not any((key := KINDS[one.id.kind].yaml) and key.key == "owner" for one in self.inside.get(obj.id, ()))

    def name(self, kind: Kind, obj: Object) -> str:
        return kind.yaml.name(obj) if kind.yaml and kind.yaml.name else obj.id.name

    def raw(self, obj: Object) -> Raw:
        """The value under the object's name."""
        kind = KINDS[obj.id.kind]
        assert kind.yaml
        obj = self.folded.get(obj.id, obj)
        children: dict[str, Raw] = {"owner": None} if self._is_unowned(kind, obj) else {}
        children.update({key: word for key, word in self.state.intents.get(obj.id, {}).items() if word == UNMANAGED})
        for child in sorted(self.inside.get(obj.id, ()), key=lambda child: KINDS.rank[child.id.kind]):
            inner = KINDS[child.id.kind]
            if (
                child.id in self.unsaid
                or inner.yaml is None
                or inner.yaml.gather is not None
                or (inner.yaml.key == "owner" and getattr(child, child.__struct_fields__[-1]) == self.owner)
            ):
                continue
            if inner.yaml.single:
                children[inner.yaml.key] = self.raw(child)
            else:
                section = children.setdefault(inner.yaml.key, {})
                assert isinstance(section, dict)
                section[self.name(inner, child)] = self.raw(child)
        if (content := self.state.contents.get(obj.id)) is not None:
            children |= self._contents(content, obj.id)
        raw = kind.yaml.write(obj, children)
        return {key: value for key, value in raw.items() if key.rstrip("_") not in kind.derived} if isinstance(raw, dict) else raw

    def _contents(self, content: Content, host: ObjectId) -> dict[str, Raw]:
        """Objects that are named by what they hold, one a line."""
        found: dict[str, Raw] = {}
        for kind in KINDS:
            if kind.yaml and kind.yaml.gather:
                inside = [one for one in self.inside.get(host, ()) if one.id.kind == kind.name]
                raw = kind.yaml.gather(content, inside)
                if raw:
                    found[kind.yaml.key] = _one_a_line(raw)
        return found


def _one_a_line(raw: Raw) -> Raw:
    match raw:
        case list():
            return [Flow(one) if isinstance(one, dict) else one for one in raw]
        case dict():
            return {key: _one_a_line(value) for key, value in raw.items()}
        case _:
            return raw


class _FileNames:
    """File names that fit every file system: lower case, a hash where two would be one."""

    def __init__(self) -> None:
        self.taken: dict[str, tuple[str, ...]] = {}

    def file(self, kind: Kind, object_id: ObjectId, layout: Layout) -> str:
        if not kind.schema_scoped:
            return DATABASE_FILE
        schema = self._unique((), object_id.path[0])
        match layout:
            case "schema":
                return f"{schema}.yaml"
            case "kind":
                assert kind.yaml
                return f"{schema}/{kind.yaml.section[0]}.yaml"
            case _ if kind.yaml and kind.yaml.folder:
                return f"{schema}/{kind.yaml.folder}/{self._unique((schema, kind.yaml.folder), object_id.path[1])}.yaml"
            case _:
                return f"{schema}/_schema.yaml"

    def beside(self, file: str, object_id: ObjectId) -> str:
        """A SQL file with the name of the YAML file, as long as nobody has that."""
        plain = file.removesuffix(".yaml") + ".sql"
        if self.taken.setdefault(plain, object_id.path) == object_id.path:
            return plain
        return f"{plain.removesuffix('.sql')}-{hashlib.sha256(repr(object_id.path).encode()).hexdigest()[:4]}.sql"

    def _unique(self, folder: tuple[str, ...], name: str) -> str:
        plain = re.sub(r"[^a-z0-9_]", "_", name.lower())[:100] or "_"
        key, owner = "/".join((*folder, plain)), (*folder, name)
        if self.taken.setdefault(key, owner) == owner:
            return plain
        return f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:4]}"


def not_read_back(state: State, loaded: State) -> Iterable[ObjectId]:
    """Ids of objects that came back from YAML as something else."""
    for object_id in {**state.objects, **loaded.objects}:
        before, after = state.objects.get(object_id), loaded.objects.get(object_id)
        derived = KINDS[object_id.kind].derived
        same = (
            before is not None
            and after is not None
            and all(getattr(before, field) == getattr(after, field) for field in before.__struct_fields__ if field not in derived)
        )
        if not same:
            yield object_id
