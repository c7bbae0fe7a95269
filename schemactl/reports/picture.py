"""States and changes → what a diagram shows: tables with their columns, foreign keys between them, and what a plan does to both. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, assert_never

import msgspec

from schemactl.kinds import KINDS, type_text
from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId, dotted
from schemactl.model.state import Object, State

TABLES = ("table", "foreign_table")
KINDS_READ = (*TABLES, "column", "primary_key", "unique", "partition", "partition_short", "foreign_key")
"""All that a picture is made of."""

Mark = Literal["", "+", "-", "~", ">"]
Detail = Literal["all", "keys", "none"]
SMALL, MEDIUM = 30, 150

_WORDS = {"+": "added", "-": "removed", "~": "changed", ">": "renamed"}


class Line(msgspec.Struct, frozen=True):
    """A column: `keys` are PK, FK, UK; `mark` says what a plan does to it."""

    name: str
    type: str
    keys: tuple[str, ...] = ()
    mark: Mark = ""


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A table. `folded` partitions stand in it, `hidden` columns are not shown."""

    path: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    hidden: int = 0
    folded: int = 0
    foreign: bool = False
    mark: Mark = ""

    @property
    def title(self) -> str:
        """The name as people write it."""
        return dotted(self.path)


class Arrow(msgspec.Struct, frozen=True, kw_only=True):
    """A foreign key. `columns` of `start` name a row of `end`: at most one row does so if `single`, and need not if `optional`."""

    name: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    columns: tuple[str, ...]
    single: bool = False
    optional: bool = False
    mark: Mark = ""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn, in the order of names."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def marked(self) -> bool:
        """Does it show what a plan does?"""
        return any(one.mark for one in self.boxes) or any(one.mark for one in self.arrows)


def word(mark: Mark) -> str:
    """added, removed, changed, renamed."""
    return _WORDS.get(mark, "")


def picture(state: State, changes: Sequence[Change] = ()) -> Picture:
    """All tables of a state, which `changes` led to: what they drop is shown as well."""
    marks = _Marks(changes)
    whole = _Whole(state, changes)
    tables = [one for one in whole.objects if one.kind in TABLES and one.path not in whole.partitions]
    arrows = sorted(
        (_arrow(one, whole, marks) for one in whole.foreign_keys() if one.end in whole.paths), key=lambda one: (one.start, one.name)
    )
    leaving: dict[tuple[str, ...], list[Arrow]] = {}
    for one in arrows:
        leaving.setdefault(one.start, []).append(one)
    boxes = sorted((_box(one, whole, leaving, marks) for one in tables), key=lambda one: one.path)
    there = {one.path for one in boxes}
    return Picture(boxes=tuple(boxes), arrows=tuple(one for one in arrows if {one.start, one.end} <= there))


def detailed(whole: Picture, detail: Detail | None = None) -> Picture:
    """All columns, those of keys, or none; what changes is always there. Without a word, as many as can be looked at."""
    count = len(whole.boxes)
    shown = detail or ("all" if count <= SMALL else "keys" if count <= MEDIUM else "none")
    return msgspec.structs.replace(whole, boxes=tuple(_with_detail(one, shown) for one in whole.boxes))


def _with_detail(box: Box, detail: Detail) -> Box:
    lines = tuple(one for one in box.lines if detail == "all" or one.mark or (detail == "keys" and one.keys))
    return msgspec.structs.replace(box, lines=lines, hidden=len(box.lines) - len(lines))


def before_and_after(changes: Sequence[Change], desired: State) -> tuple[Picture, Picture]:
    """The tables that a plan touches and those next to them: as they are, and with what becomes of them."""
    after = affected(picture(desired, changes))
    was = {change.after.id.path: change.before.id.path for change in changes if isinstance(change, Renamed)}
    paths = {was.get(one.path, one.path) for one in after.boxes if one.mark != "+"}
    return detailed(only(picture(undone(desired, changes)), paths)), detailed(after)


def undone(desired: State, changes: Iterable[Change]) -> State:
    """The state before the changes, objects only."""
    objects = dict(desired.objects)
    for change in changes:
        match change:
            case Added(after=after):
                objects.pop(after.id, None)
            case Altered(before=before) | Renamed(before=before):
                objects.pop(change.id, None)
                objects[before.id] = before
    objects |= {change.before.id: change.before for change in changes if isinstance(change, Dropped)}
    return State(major=desired.major, objects=objects)


def around(whole: Picture, centre: tuple[str, ...], depth: int) -> Picture:
    """The tables at most so many foreign keys away, in either direction."""
    reached = {centre}
    for _ in range(depth):
        reached |= {end for one in whole.arrows for end, other in ((one.start, one.end), (one.end, one.start)) if other in reached}
    return only(whole, reached)


def affected(whole: Picture) -> Picture:
    """What a plan touches, and what that refers to."""
    touched = {one.path for one in whole.boxes if one.mark} | {path for one in whole.arrows if one.mark for path in (one.start, one.end)}
    near = {end for one in whole.arrows for end, other in ((one.start, one.end), (one.end, one.start)) if other in touched}
    return only(whole, touched | near)


def only(whole: Picture, paths: Collection[tuple[str, ...]]) -> Picture:
    """These tables, and the foreign keys between them."""
    return Picture(
        boxes=tuple(one for one in whole.boxes if one.path in paths),
        arrows=tuple(one for one in whole.arrows if one.start in paths and one.end in paths),
    )


class _Key(msgspec.Struct, frozen=True):
    id: ObjectId
    start: tuple[str, ...]
    end: tuple[str, ...]
    columns: tuple[str, ...]


class _Whole:
    """The objects of a state, and those that a plan drops."""

    def __init__(self, state: State, changes: Iterable[Change]) -> None:
        self.state = state
        gone = {one.before.id: one.before for one in changes if isinstance(one, Dropped)}
        self.objects: dict[ObjectId, Object] = gone | state.objects
        self.paths = {one.path for one in self.objects if one.kind in TABLES}
        self.columns: dict[tuple[str, ...], list[Object]] = {}
        self.primary: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.unique: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self.partitions: set[tuple[str, ...]] = set()
        self.folded: dict[str, int] = {}
        for one in self.objects.values():
            self._note(one)

    def _note(self, one: Object) -> None:
        table = one.id.path[:-1]
        match one.id.kind:
            case "column":
                self.columns.setdefault(table, []).append(one)
            case "primary_key" | "unique":
                if one.id.kind == "primary_key":
                    self.primary[table] = tuple(getattr(one, "columns", ()))
                self.unique.setdefault(table, []).append(tuple(getattr(one, "columns", ())))
            case "partition":
                self.partitions.add(table)
                self.folded[str(getattr(one, "of", ""))] = self.folded.get(str(getattr(one, "of", "")), 0) + 1
            case "partition_short":
                self.folded[dotted(table)] = self.folded.get(dotted(table), 0) + 1

    def foreign_keys(self) -> Iterator[_Key]:
        """Foreign keys, read by PostgreSQL's own parser: as they are written, or as the catalog prints them."""
        for one in self.objects.values():
            if one.id.kind == "foreign_key" and (found := _references(str(getattr(one, "definition", "")))):
                names, columns = found
                yield _Key(one.id, one.id.path[:-1], self._path(names, one.id), columns)

    def _path(self, names: tuple[str, ...], object_id: ObjectId) -> tuple[str, ...]:
        """A name without a schema is looked for as PostgreSQL does."""
        if len(names) > 1:
            return names[-2:]
        origin = self.state.origins.get(object_id)
        places = (*(origin.search_path if origin else ()), object_id.path[0], "public")
        return next(((schema, *names) for schema in places if (schema, *names) in self.paths), (places[0], *names))


def _references(definition: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The names of the table that is referred to, and the own columns."""
    from pglast.parser import ParseError, parse_sql_json

    try:
        tree: Any = json.loads(parse_sql_json(f"ALTER TABLE t ADD FOREIGN KEY {definition}"))
    except ParseError:
        return None
    constraint = tree["stmts"][0]["stmt"]["AlterTableStmt"]["cmds"][0]["AlterTableCmd"]["def"]["Constraint"]
    table = constraint["pktable"]
    names = tuple(table[part] for part in ("schemaname", "relname") if table.get(part))
    return names, tuple(one["String"]["sval"] for one in constraint["fk_attrs"])


def _arrow(key: _Key, whole: _Whole, marks: Mapping[ObjectId, Mark]) -> Arrow:
    own = {one.id.name: one for one in whole.columns.get(key.start, ())}
    return Arrow(
        name=key.id.name,
        start=key.start,
        end=key.end,
        columns=key.columns,
        single=any(set(columns) == set(key.columns) for columns in whole.unique.get(key.start, ())),
        optional=any(not getattr(own.get(column), "not_null", True) for column in key.columns),
        mark=marks.get(key.id, ""),
    )


def _box(table: ObjectId, whole: _Whole, arrows: Mapping[tuple[str, ...], list[Arrow]], marks: _Marks) -> Box:
    own = marks.get(table, "")
    lines = [
        _line(one, whole, arrows.get(table.path, []), "" if own in ("+", "-") else marks.get(one.id, ""))
        for one in whole.columns.get(table.path, ())
    ]
    return Box(
        path=table.path,
        lines=tuple(lines),
        folded=whole.folded.get(dotted(table.path), 0),
        foreign=table.kind == "foreign_table",
        mark=own or ("~" if table.path in marks.touched else ""),
    )


def _line(column: Object, whole: _Whole, arrows: Sequence[Arrow], mark: Mark) -> Line:
    table, name = column.id.path[:-1], column.id.name
    keys = [
        *(["PK"] if name in whole.primary.get(table, ()) else []),
        *(["FK"] if any(name in one.columns for one in arrows) else []),
        *(["UK"] if (name,) in whole.unique.get(table, ()) and (name,) != whole.primary.get(table) else []),
    ]
    return Line(name=name, type=type_text.short(str(getattr(column, "type", ""))), keys=tuple(keys), mark=mark)


class _Marks(dict[ObjectId, Mark]):
    """What a plan does to each object; `touched` are the tables in which it does something."""

    def __init__(self, changes: Iterable[Change]) -> None:
        super().__init__()
        self.touched: set[tuple[str, ...]] = set()
        for change in changes:
            self[change.id] = self._mark(change)
            subject = change.id.path[1:] if KINDS[change.id.kind].about else change.id.path
            self.touched.update(subject[:end] for end in range(2, len(subject) + 1))

    def _mark(self, change: Change) -> Mark:
        match change:
            case Added():
                return "~" if self.get(change.id) == "-" else "+"
            case Dropped():
                return "~" if self.get(change.id) == "+" else "-"
            case Altered():
                return self.get(change.id) or "~"
            case Renamed():
                return ">"
            case _:
                assert_never(change)
