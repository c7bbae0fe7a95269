"""A page of rows: which come next, found by the key of the last one and not by counting, so that page 100,000 is as fast as the first.

Rows are sorted by a column, and by the key where it ties. NULLs are at one end, and are a search of their own: each of the two uses an index,
which `OR … IS NULL` would not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from psycopg import sql

from schemactl.errors import UsageError
from schemactl.live.connection import Connection
from schemactl.studio.columns import Column, Table
from schemactl.studio.filters import Filter, condition

SIZE = 50
FARTHEST = 10_000
"""How many rows are skipped at most where there is no key to go on from."""

SHORT, LONG = 200, 100_000
"""Letters of a value that are shown in a list, and in a row alone; more bytes than LONG are not even read."""

_LONGEST_PLACE = 2000


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page begins: behind these values of sort column and key, or before them (`back`); or behind `skip` rows."""

    values: tuple[str | None, ...] = ()
    back: bool = False
    skip: int = 0


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """The column that rows are sorted by; without one, the key."""

    column: Column | None = None
    descending: bool = False


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value as PostgreSQL prints it; `bytes` is its size as stored. `cut`: more is there; `text` is None for NULL, and where it is too large."""

    text: str | None
    bytes: int | None = None
    cut: bool = False

    @property
    def null(self) -> bool:
        return self.bytes is None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row, with the place behind it."""

    values: tuple[Value, ...]
    key: tuple[str, ...] = ()
    place: tuple[str | None, ...] = ()


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """`following` and `preceding` are where the pages beside this one begin, where there are such."""

    lines: tuple[Line, ...]
    following: Place | None = None
    preceding: Place | None = None
    by_key: bool = True


def page(conn: Connection, table: Table, filters: Sequence[Filter], order: Order, place: Place) -> Page:
    """At most SIZE rows; one more is asked for, which tells whether there is more."""
    if not table.keys:
        return _counted(conn, table, filters, order, place)
    backward = place.back
    found: list[Line] = []
    for part, values in _parts(table, order, place):
        left = SIZE + 1 - len(found)
        found += _lines(conn, table, order, filters, (part, values), left, backward=backward)
        if len(found) > SIZE:
            break
    more, lines = len(found) > SIZE, found[:SIZE]
    if backward:
        lines.reverse()
    came_from_somewhere = bool(place.values)
    following = _beside(lines, back=False) if (came_from_somewhere if backward else more) else None
    preceding = _beside(lines, back=True) if (more if backward else came_from_somewhere) else None
    return Page(lines=tuple(lines), following=following, preceding=preceding)


def _beside(lines: Sequence[Line], *, back: bool) -> Place | None:
    if not lines:
        return None
    values = lines[0 if back else -1].place
    return Place(values=values, back=back) if sum(len(one or "") for one in values) <= _LONGEST_PLACE else None


def _parts(table: Table, order: Order, place: Place) -> Iterator[tuple[sql.Composable, list[str]]]:
    """The searches that make a page, one after the other, each with its condition."""
    column = _sort_column(table, order)
    falling = order.descending != place.back
    if column is None:
        yield _behind(table.keys, place.values, falling=falling)
        return
    value, key = (place.values[0], place.values[1:]) if place.values else (None, ())
    null, there = sql.SQL("{} IS NULL").format(column.identifier), sql.SQL("{} IS NOT NULL").format(column.identifier)
    begun = bool(place.values)
    for nulls in (True, False) if falling else (False, True):
        if nulls and column.not_null:
            continue
        if begun and nulls != (value is None):
            # The place is in the other part: this one is behind us, or whole before us.
            if nulls == falling:
                continue
            yield null if nulls else there, []
        elif begun and nulls:
            behind, values = _behind(table.keys, key, falling=falling)
            yield sql.SQL("{} AND {}").format(null, behind), values
        elif begun:
            yield _behind((column, *table.keys), place.values, falling=falling)
        else:
            yield null if nulls else there, []


def _sort_column(table: Table, order: Order) -> Column | None:
    """What rows are sorted by before the key; nothing where the key begins with it."""
    return order.column if order.column and order.column.name not in table.key[:1] else None


def _behind(columns: Sequence[Column], values: Sequence[str | None], *, falling: bool) -> tuple[sql.Composable, list[str]]:
    """Rows after these values; a row comparison, which an index can look up, where one operator serves all columns."""
    if not values:
        return sql.SQL("TRUE"), []
    word = "lt" if falling else "gt"
    known = [str(value) for value in values]
    if len(columns) != len(known):
        raise UsageError("this page's address was made for other columns", hint="begin again with the first page")
    if len({one.operators[0] for one in columns}) == 1:
        names = sql.SQL(", ").join(one.identifier for one in columns)
        marks = sql.SQL(", ").join(sql.Placeholder() for _ in columns)
        return sql.SQL("ROW({}) {} ROW({})").format(names, columns[0].operator(word), marks), known
    first, *rest = columns
    beyond = sql.SQL("{} {} %s").format(first.identifier, first.operator(word))
    if not rest:
        return beyond, known
    more, values_of_more = _behind(rest, known[1:], falling=falling)
    at_least = sql.SQL("{} {} %s").format(first.identifier, first.operator("le" if falling else "ge"))
    same = sql.SQL("{} {} %s").format(first.identifier, first.operator("eq"))
    whole = sql.SQL("({} AND ({} OR ({} AND {})))").format(at_least, beyond, same, more)
    return whole, [known[0], known[0], known[0], *values_of_more]


def _lines(
    conn: Connection,
    table: Table,
    order: Order,
    filters: Sequence[Filter],
    part: tuple[sql.Composable, list[str]],
    limit: int,
    *,
    backward: bool,
) -> list[Line]:
    column = _sort_column(table, order)
    place = [*([column] if column else []), *table.keys]
    wanted, values = condition(filters)
    where = sql.SQL("{} AND {}").format(wanted, part[0]) if filters else part[0]
    word = sql.SQL(" DESC" if order.descending != backward else "")
    sorted_by = sql.SQL(", ").join(sql.SQL("{}{}").format(one.identifier, word) for one in place)
    query = sql.SQL("SELECT {}, {} FROM {} WHERE {} ORDER BY {} LIMIT {}").format(
        _shown(table.shown, SHORT), _whole(place), table.source, where, sorted_by, sql.Literal(limit)
    )
    rows = conn.execute(query, [*values, *part[1]]).fetchall()
    return [_line(row, table, SHORT) for row in rows]


def _counted(conn: Connection, table: Table, filters: Sequence[Filter], order: Order, place: Place) -> Page:
    """Without a key: behind so many rows, whatever they are by then."""
    skip = max(0, min(place.skip, FARTHEST))
    wanted, values = condition(filters)
    parts = [sql.SQL("SELECT {} FROM {}").format(_shown(table.shown, SHORT), table.source)]
    if filters:
        parts.append(sql.SQL("WHERE {}").format(wanted))
    if order.column:
        parts.append(sql.SQL("ORDER BY {}{}").format(order.column.identifier, sql.SQL(" DESC" if order.descending else "")))
    parts.append(sql.SQL("LIMIT {} OFFSET {}").format(sql.Literal(SIZE + 1), sql.Literal(skip)))
    lines = [_line(row, table, SHORT) for row in conn.execute(sql.SQL(" ").join(parts), values).fetchall()]
    more = len(lines) > SIZE and skip + SIZE <= FARTHEST
    return Page(
        lines=tuple(lines[:SIZE]),
        following=Place(skip=skip + SIZE) if more else None,
        preceding=Place(skip=max(0, skip - SIZE)) if skip else None,
        by_key=False,
    )


def one(conn: Connection, table: Table, key: Sequence[str]) -> Line | None:
    """The row with this key, its values as long as a page can bear."""
    where = sql.SQL(" AND ").join(sql.SQL("{} {} %s").format(each.identifier, each.operator("eq")) for each in table.keys)
    query = sql.SQL("SELECT {}, {} FROM {} WHERE {}").format(_shown(table.shown, LONG), _whole(table.keys), table.source, where)
    row = conn.execute(query, list(key)).fetchone()
    return _line(row, table, LONG) if row else None


def _shown(columns: Sequence[Column], letters: int) -> sql.Composable:
    """Each column as text, cut, and how many bytes it takes; what takes very many is not made text at all."""
    if not columns:
        return sql.SQL("NULL, NULL")
    each = sql.SQL(
        "CASE WHEN pg_catalog.pg_column_size({0}) OPERATOR(pg_catalog.<=) {2} THEN pg_catalog.left({3}, {1}) END, pg_catalog.pg_column_size({0})"
    )
    return sql.SQL(", ").join(each.format(one.identifier, sql.Literal(letters + 1), sql.Literal(LONG), one.as_text) for one in columns)


def _whole(columns: Sequence[Column]) -> sql.Composable:
    return sql.SQL(", ").join(sql.SQL("{}::pg_catalog.text").format(one.identifier) for one in columns)


def _line(row: tuple[Any, ...], table: Table, letters: int) -> Line:
    count = len(table.shown)
    values = tuple(_value(row[2 * at], row[2 * at + 1], letters) for at in range(count))
    place = row[2 * max(count, 1) :]
    key = place[len(place) - len(table.keys) :] if table.keys else ()
    return Line(values=values, key=tuple(key), place=tuple(place))


def _value(text: str | None, size: int | None, letters: int) -> Value:
    cut = size is not None and (text is None or len(text) > letters)
    return Value(text=text[:letters] if text is not None else None, bytes=size, cut=cut)
