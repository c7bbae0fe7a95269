"""The rows of one table, as the server prints them: a bounded SELECT of the columns that the schema files name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from schemactl.errors import RefusedError, SchemaError
from schemactl.kinds import row_keys
from schemactl.kinds.base import Query
from schemactl.kinds.comparing import OTHERWISE
from schemactl.kinds.row_values import LIMIT, Row, key_name, key_of, split
from schemactl.kinds.sql import literal, name, qualified
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State

_SHAPE = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attgenerated <> '',
  a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND t.typdefault IS NULL,
  {},
  EXISTS (WITH RECURSIVE inside AS (SELECT t.oid, t.typtype, t.typbasetype, t.typelem UNION ALL
    SELECT u.oid, u.typtype, u.typbasetype, u.typelem FROM inside i JOIN pg_type u ON u.oid IN (i.typbasetype, i.typelem))
    SELECT FROM inside WHERE typtype = 'e')
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = {}::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"""

_KEY = """
SELECT a.attname, k.condeferrable OR k.contype = 'x' OR NOT i.indimmediate OR NOT i.indisunique OR i.indisexclusion
FROM pg_constraint k JOIN pg_index i ON i.indexrelid = k.conindid
JOIN unnest(k.conkey) WITH ORDINALITY c(attnum, position) ON true JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.attnum
WHERE k.conrelid = {}::regclass AND ({}) ORDER BY c.position"""

# Padding is not part of the value; boolean prints one letter.
_AS_TEXT = ("character(", "boolean")
# The same order on every server.
_COLLATED = ("text", "character")


class Shape(msgspec.Struct, frozen=True):
    """A column as the catalog has it; `needed`: no row goes in without it; `unequal`: casts of its type lead to more than one `=`; `labels`: it holds
    values of an enum, which may be without some of those that are looked for."""

    name: str
    type: str
    generated: bool
    needed: bool
    unequal: bool
    labels: bool


def read(query: Query, table: ObjectId, content: Content) -> tuple[Content, list[Object]]:
    """The content resolved by this database, and its rows; RefusedError where they cannot be told apart, or are too many."""
    regclass = literal(qualified(table.path))
    shapes = [
        Shape(str(n), str(t), g == "t", d == "t", u == "t", e == "t") for n, t, g, d, u, e in query(_SHAPE.format(OTHERWISE, regclass))
    ]
    there = {one.name: one for one in shapes}
    key = content.key_columns or _key_columns(query, regclass, table, content)
    _check_key(table, key, there, content)
    wanted = content.columns or [one.name for one in shapes if not one.generated]
    named = [one for one in wanted if one in there]
    needed = [one.name for one in shapes if one.needed and one.name not in named and not one.generated]
    types = tuple((one, there[one].type) for one in named)
    unequal = any(there[one].unequal for one in key)
    resolved = msgspec.structs.replace(content, columns=tuple(wanted), key_columns=key, types=types, unequal=unequal)
    # Where a key's type is about to change, its earlier values may not read as the new type's.
    same = all(dict(content.types or types).get(one) == dict(types).get(one) for one in key)
    found = query(_select(query, table, resolved, [there[one] for one in (*named, *needed)], bounded=same))
    if len(found) > LIMIT:
        raise RefusedError(
            f"{table} holds more than {LIMIT} rows: rows are kept in lookup tables only",
            where=content.where,
            hint="mode keep and insert-only read the rows of the schema files only, mode exact reads every row",
            code="S310",
        )
    rows = list(_rows(table, content.mode, key, (*named, *needed), len(named), found))
    listed = None if content.keys is None else set(content.keys)
    return resolved, [row for row in rows if listed is None or key_of(row, resolved) in listed]


def everything(table: ObjectId, state: State) -> Content:
    """Every column and row, told apart by the primary key."""
    if not any(one.kind == "primary_key" for one in state.children().get(ObjectId("", table.path), ())):
        raise RefusedError(
            f"the rows of {table} cannot be listed: it has no primary key, which would tell them apart",
            hint="add one, or list the rows by hand with key: the name of a unique constraint",
            code="S314",
        )
    return Content(mode="keep")


def _key_columns(query: Query, regclass: str, table: ObjectId, content: Content) -> tuple[str, ...]:
    which = f"k.conname = {literal(content.key)}" if content.key else "k.contype = 'p'"
    found = query(_KEY.format(regclass, which))
    if any(unusable == "t" for _, unusable in found):
        raise SchemaError(
            f"the key of the rows of {table} is deferrable, or holds ranges",
            where=content.where,
            hint="PostgreSQL's ON CONFLICT takes plain unique constraints only: name another one with key",
            code="S028",
        )
    return tuple(str(column) for column, _ in found)


def _check_key(table: ObjectId, key: tuple[str, ...], there: dict[str, Shape], content: Content) -> None:
    missing = [one for one in key if one not in there]
    if missing or not key:
        raise RefusedError(
            f"{table} has rows whose key is {', '.join(key) or 'unknown'}, and the database has no column {', '.join(missing) or 'for it'} yet",
            where=content.where,
            hint="make the key in a plan of its own, then list the rows",
            code="S311",
        )


def _select(query: Query, table: ObjectId, content: Content, columns: list[Shape], *, bounded: bool) -> str:
    wanted = ", ".join(f"{name(one.name)}::text" if one.type.startswith(_AS_TEXT) else name(one.name) for one in columns)
    partitioned = query(f"SELECT relkind FROM pg_class WHERE oid = {literal(qualified(table.path))}::regclass") == [("p",)]
    sql = f"SELECT {wanted} FROM {'' if partitioned else 'ONLY '}{qualified(table.path)}"
    key, types = content.key_columns, dict(content.types)
    if bounded and content.keys is not None:
        keys = [tuple("NULL" if value is None else literal(value) for value in one) for one in content.keys]
        casts = tuple(types[one] for one in key) if content.unequal else None
        sql += f" WHERE {row_keys.among(key, keys, casts, [one.name for one in columns if one.labels])}" if keys else " WHERE false"
    order = ", ".join(f'{name(one)} COLLATE "C"' if types[one].startswith(_COLLATED) else name(one) for one in key)
    return f"{sql} ORDER BY {order} LIMIT {LIMIT + 1}"


def _rows(
    table: ObjectId, mode: str, key: tuple[str, ...], columns: tuple[str, ...], named: int, found: list[tuple[str | None, ...]]
) -> Iterator[Row]:
    """As objects; a unique constraint lets in any number of rows that are alike in its columns where one of these is NULL."""
    alike: Counter[tuple[str | None, ...]] = Counter()
    for values in found:
        pairs = list(zip(columns, values, strict=True))
        every = dict(pairs)
        told = tuple(every[one] for one in key)
        alike[told] += 1
        compared, others = split(mode, key, dict(pairs[:named]))
        yield Row(id=ObjectId("row", (*table.path, key_name(told, alike[told]))), values=compared, others=(*others, *pairs[named:]))
