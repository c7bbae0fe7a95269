"""Which rows need which: by foreign keys between tables whose rows are kept, and by what a row is written under."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from schemactl.kinds.row_values import Row, key_of
from schemactl.kinds.sql import qualified
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

Pairs = Iterator[tuple[ObjectId, ObjectId]]

# What a row is written under. Triggers have their say in scratch as they will in every later plan.
_BEFORE = frozenset(("column", "default", "primary_key", "unique", "trigger", "trigger_state"))
_DETAIL = re.compile(r"^Key \((?P<columns>.*)\)=\((?P<values>.*)\) ", re.DOTALL)


class Said(NamedTuple):
    """What a foreign key's definition says; the actions are the parser's letters, `given_up` the columns that ON DELETE SET … names."""

    columns: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    target_columns: tuple[str, ...] = ()
    on_delete: str = "a"
    on_update: str = "a"
    given_up: tuple[str, ...] = ()


class Reference(NamedTuple):
    """A foreign key between two tables, column by column."""

    id: ObjectId
    table: tuple[str, ...]
    columns: tuple[str, ...]
    target: tuple[str, ...]
    target_columns: tuple[str, ...]
    said: Said


def follows(state: State) -> Pairs:
    """A row comes after the rows it refers to; a foreign key after the rows of both its tables, which may refer to each other in a circle."""
    rows = rows_by_table(state)
    if not rows:
        return
    for reference in references(state):
        mine, theirs = rows.get(reference.table, ()), rows.get(reference.target, ())
        for row in (*mine, *theirs):
            yield reference.id, row.id
        by_value = {values_of(row, reference.target_columns): row.id for row in theirs}
        for row in mine:
            values = values_of(row, reference.columns)
            if None not in values and (used := by_value.get(values)) not in (None, row.id):
                assert used is not None
                yield row.id, used


def rows_by_table(state: State) -> dict[tuple[str, ...], list[Row]]:
    """The rows of each table that has a list of them."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for host in state.contents:
        found[host.path] = []
    for obj in state if found else ():
        if isinstance(obj, Row):
            found.setdefault(obj.id.path[:-1], []).append(obj)
    return found


def rows_of(state: State, table: ObjectId) -> list[Row]:
    """Those of one table."""
    return rows_by_table(state).get(table.path, [])


def values_of(row: Row, columns: Iterable[str]) -> tuple[str | None, ...]:
    """Its values in some columns."""
    values = dict(row.every)
    return tuple(values.get(column) for column in columns)


def references(state: State) -> Iterator[Reference]:
    """The foreign keys from or to tables with rows."""
    tables = {one.path for one in state.contents}
    yield from (one for one in every_reference(state) if one.table in tables or one.target in tables)


def every_reference(state: State) -> Iterator[Reference]:
    """All foreign keys."""
    for obj in state:
        if obj.id.kind == "foreign_key":
            said = _parsed(str(getattr(obj, "definition", "")))
            path = said.target if len(said.target) == 2 else _found(state, obj.id, said.target)
            yield Reference(obj.id, obj.id.path[:-1], said.columns, path, said.target_columns or _primary(state, path), said)


def _found(state: State, key: ObjectId, target: tuple[str, ...]) -> tuple[str, ...]:
    """As written the schema may be left out: the file's own, or the only table of that name."""
    origin = state.origins.get(key)
    near = [(schema, *target) for schema in (*(origin.search_path if origin else ()), key.path[0], "public")]
    return next((path for path in near if ObjectId("table", path) in state), (key.path[0], *target))


def _primary(state: State, table: tuple[str, ...]) -> tuple[str, ...]:
    inside = state.children().get(ObjectId("", table), ())
    found = next((one for one in inside if one.kind == "primary_key"), None)
    columns: tuple[str, ...] = getattr(state.objects[found], "columns", ()) if found else ()
    return columns


@lru_cache(maxsize=4096)
def _parsed(definition: str) -> Said:
    """By PostgreSQL's own parser; nothing where it does not read."""
    from pglast.parser import ParseError, parse_sql_json

    try:
        tree = json.loads(parse_sql_json(f"ALTER TABLE t ADD FOREIGN KEY {definition}"))
    except ParseError:
        return Said()
    constraint = tree["stmts"][0]["stmt"]["AlterTableStmt"]["cmds"][0]["AlterTableCmd"]["def"]["Constraint"]
    target = constraint["pktable"]
    path = tuple(target[part] for part in ("schemaname", "relname") if part in target)
    columns, partners, given_up = (_strings(constraint.get(one, ())) for one in ("fk_attrs", "pk_attrs", "fk_del_set_cols"))
    return Said(columns, path, partners, constraint["fk_del_action"], constraint["fk_upd_action"], given_up)


def _strings(nodes: Iterable[dict[str, dict[str, str]]]) -> tuple[str, ...]:
    return tuple(one["String"]["sval"] for one in nodes)


def bounded(table: ObjectId, content: Content, state: State) -> Content:
    """Mode exact is about every row; the other modes about those that the schema files list."""
    if content.mode == "exact":
        return content
    return msgspec.structs.replace(content, keys=tuple(key_of(row, content) for row in rows_by_table(state).get(table.path, ())))


def needs(state: State) -> Pairs:
    """The table's columns and keys, its partitions and its triggers are there before its rows are."""
    children = state.children()
    attached: dict[str, list[ObjectId]] = {}
    for obj in state:
        if obj.id.kind == "partition":
            attached.setdefault(str(getattr(obj, "of", "")), []).append(obj.id)
    for table, rows in rows_by_table(state).items():
        inside = [one for one in children.get(ObjectId("", table), ()) if one.kind in _BEFORE]
        inside += [inner for one in inside for inner in children.get(ObjectId("", one.path), ()) if inner.kind in _BEFORE]
        inside += [one for one in state.objects if one.kind in ("partition", "partition_short") and _is_part(one, table, attached)]
        # Only a column's own sequence is moved behind the rows.
        inside += [obj.id for obj in state if obj.id.kind == "sequence_owner" and tuple(getattr(obj, "column", ()))[:-1] == table]
        for row in rows:
            for one in inside:
                yield row.id, one


def _is_part(partition: ObjectId, table: tuple[str, ...], attached: dict[str, list[ObjectId]]) -> bool:
    return partition.path[:-1] == table or partition in attached.get(qualified(table), ())


def offender(state: State, key: ObjectId, detail: str) -> tuple[ObjectId, str] | None:
    """The row that a refused foreign key is about: `Key (country)=(xx) is not present in table …`."""
    said = _DETAIL.match(detail)
    obj = state.objects.get(key)
    if said is None or obj is None or key.kind != "foreign_key":
        return None
    columns = _parsed(str(getattr(obj, "definition", ""))).columns
    for row in rows_by_table(state).get(key.path[:-1], ()):
        values = values_of(row, columns)
        if None not in values and ", ".join(map(str, values)) == said["values"]:
            return row.id, columns[0]
    return None
