"""Changes and statements → the rows of the tree on screen: what happens to each object, inner things below their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, assert_never

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import Object
from schemactl.model.statement import Statement
from schemactl.planning.given import short

# What a person calls by name alone.
_UNNAMED_KINDS = frozenset({"table", "column"})
_LONGEST_VALUE = 40
_LOSES = "! "


class Row(NamedTuple):
    """`mark` is one of + - ~ > -/+; `inner` rows stand below their container; a `heading` is a container that itself stays as it is."""

    id: ObjectId
    mark: str
    label: str
    details: tuple[str, ...] = ()
    inner: bool = False
    heading: bool = False


def rows(changes: Sequence[Change], statements: Sequence[Statement]) -> list[Row]:
    """Every object that changes, in the order of the changes, grouped under its outermost container."""
    recreated = _recreated(changes, statements)
    found: dict[ObjectId, Change] = {}
    for change in changes:
        # What is renamed may be altered too: the new name comes first.
        if not (isinstance(change, Dropped) and change.id in recreated) and not isinstance(found.get(change.id), Renamed):
            found[change.id] = change
    groups: dict[tuple[str, ...], list[ObjectId]] = {}
    for object_id in dict.fromkeys([*found, *recreated]):
        groups.setdefault(_container(object_id), []).append(object_id)
    remarks = _remarks(statements)
    for change in changes:
        if isinstance(change, Altered) and isinstance(found.get(change.id), Renamed):
            remarks[change.id] = (*_details(change), *remarks.get(change.id, ()))
    return [row for path, ids in groups.items() for row in _group(path, ids, found, recreated, remarks)]


def marks(tree: Iterable[Row]) -> Counter[str]:
    """How many objects are added, changed, dropped …"""
    return Counter(row.mark for row in tree if not row.heading)


def _group(
    path: tuple[str, ...],
    ids: Sequence[ObjectId],
    found: Mapping[ObjectId, Change],
    recreated: set[ObjectId],
    remarks: Mapping[ObjectId, tuple[str, ...]],
) -> Iterator[Row]:
    outer = next((one for one in ids if one.path == path and not KINDS[one.kind].about), None)
    inner = [one for one in ids if one != outer]
    if outer is None:
        yield Row(inner[0], "~", _heading(inner[0], path), heading=True)
    else:
        mark = _mark(outer, found, recreated)
        whole = mark in ("+", "-", "-/+")
        details = (*_details(found.get(outer)), *_contents(inner if whole else []))
        yield Row(outer, mark, _label(outer, found), (*details, *remarks.get(outer, ())))
        # Of what is made whole, or goes whole, only what loses data besides.
        inner = [one for one in inner if not whole or any(text.startswith(_LOSES) for text in remarks.get(one, ()))]
    for one in inner:
        yield Row(
            one, _mark(one, found, recreated), _inner_label(one, found), (*_details(found.get(one)), *remarks.get(one, ())), inner=True
        )


def _mark(object_id: ObjectId, found: Mapping[ObjectId, Change], recreated: set[ObjectId]) -> str:
    if object_id in recreated:
        return "-/+"
    change = found[object_id]
    match change:
        case Added():
            return "+"
        case Dropped():
            return "-"
        case Altered():
            return "~"
        case Renamed():
            return ">"
        case _:
            assert_never(change)


def _recreated(changes: Sequence[Change], statements: Sequence[Statement]) -> set[ObjectId]:
    """Dropped and made again: asked for as such, or because something below had to change."""
    verbs: dict[ObjectId, set[str]] = {}
    for change in changes:
        verbs.setdefault(change.id, set()).add("-" if isinstance(change, Dropped) else "+" if isinstance(change, Added) else "~")
    for statement in statements:
        verbs.setdefault(statement.object_id, set()).add(statement.verb)
    return {object_id for object_id, seen in verbs.items() if {"-", "+"} <= seen}


def _remarks(statements: Sequence[Statement]) -> dict[ObjectId, tuple[str, ...]]:
    """What a person should know before this object changes: every hazard once, and what runs beside other work."""
    found: dict[ObjectId, dict[str, None]] = {}
    for statement in statements:
        texts = [f"{_LOSES if hazard.destructive else ''}{hazard.message} [{hazard.code}]" for hazard in statement.hazards]
        found.setdefault(statement.object_id, {}).update(dict.fromkeys(texts))
    return {object_id: tuple(texts) for object_id, texts in found.items()}


def _subject(object_id: ObjectId) -> ObjectId:
    """What a comment, an owner, a privilege is about; everything else is its own subject."""
    kind = KINDS[object_id.kind]
    return ObjectId(object_id.path[0], object_id.path[1 : len(object_id.path) - kind.about_names]) if kind.about else object_id


def _container(object_id: ObjectId) -> tuple[str, ...]:
    """The path of the outermost object around this one; of itself where it lives in a schema, or nowhere."""
    subject = _subject(object_id)
    path, kind = subject.path, KINDS[subject.kind]
    while kind.parents:
        path, kind = path[:-1], KINDS[kind.parents[0]]
    return path


def _heading(object_id: ObjectId, path: tuple[str, ...]) -> str:
    subject = _subject(object_id)
    return _label(subject, {}) if subject.path == path else dotted(path)


def _label(object_id: ObjectId, found: Mapping[ObjectId, Change]) -> str:
    change = found.get(object_id)
    name = short(object_id)
    if isinstance(change, Renamed):
        name = f"{short(change.before.id)} → {name}"
    return name if object_id.kind in _UNNAMED_KINDS else f"{_words(object_id.kind)} {name}"


def _inner_label(object_id: ObjectId, found: Mapping[ObjectId, Change]) -> str:
    change = found.get(object_id)
    kind = "" if object_id.kind in _UNNAMED_KINDS else f"{_words(object_id.kind)} "
    if KINDS[object_id.kind].about:
        return f"{kind}{dotted(object_id.path[1 + len(_container(object_id)) :])}".rstrip()
    if object_id.path[-1] == object_id.kind:  # one per parent: its path ends with the kind's own word
        return f"{kind}of {dotted(object_id.path[2:-1] or object_id.path[1:-1])}"
    name = dotted(object_id.path[2:]) or dotted(object_id.path[-1:])
    match change:
        case Renamed(before=before):
            return f"{kind}{dotted(before.id.path[-1:])} → {name}"
        case Added(after=after) if object_id.kind == "column":
            return f"{name} {_value(getattr(after, 'type', ''))}"
        case _:
            return f"{kind}{name}"


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _contents(ids: Sequence[ObjectId]) -> Iterator[str]:
    """`3 columns, 1 index`: what comes or goes with a table."""
    counted = Counter(one.kind for one in ids if not KINDS[one.kind].about)
    if counted:
        yield ", ".join(f"{number} {_plural(_words(kind), number)}" for kind, number in counted.items())


def _plural(word: str, number: int) -> str:
    if number == 1:
        return word
    if word.endswith(("x", "s", "ch")):
        return f"{word}es"
    return f"{word[:-1]}ies" if word.endswith("y") and not word.endswith("ey") else f"{word}s"


def _details(change: Change | None) -> tuple[str, ...]:
    """How each altered field reads before and after; long texts only say that they change."""
    if isinstance(change, Added) and (expression := getattr(change.after, "expression", None)):
        return (_value(expression),) if _fits(expression) else ()
    if not isinstance(change, Altered):
        return ()
    return tuple(_field(field, change.before, change.after) for field in change.fields)


def _field(field: str, before: Object, after: Object) -> str:
    old, new = _value(getattr(before, field)), _value(getattr(after, field))
    name = "" if field == "type" else f"{_words(field)}: "
    if not (_fits(old) and _fits(new)):
        return f"{_words(field)} changes"
    return f"{name}{old} → {new}"


def _fits(text: str) -> bool:
    return len(text) <= _LONGEST_VALUE and "\n" not in text


def _value(value: Any) -> str:
    match value:
        case None | () | "":
            return "none"
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case tuple():
            return ", ".join("=".join(map(str, one)) if isinstance(one, tuple) else _value(one) for one in value)
        case msgspec.Struct():
            return ", ".join(
                f"{name} {_value(getattr(value, name))}" for name in value.__struct_fields__ if getattr(value, name) not in (None, (), "")
            )
        case _:
            return str(value)
