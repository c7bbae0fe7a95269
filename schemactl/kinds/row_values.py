"""A row as an object: its values are text, as the server prints them; the values of its key are its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from schemactl.kinds.sql import literal
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State

Values = tuple[tuple[str, str | None], ...]

MODES = ("none", "insert-only", "keep", "exact")
LIMIT = 50_000

_LIKE_NULL = re.compile(r"\A\\+N( \d+)?\Z")
_PLAIN_PART = re.compile(r'[^,"()\s]+')
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_NUMERIC = re.compile(r"(smallint|integer|bigint|int|int2|int4|int8|numeric|decimal)\b(\(.*\))?$")
# What a plan file refuses to show as it is, and what turns or joins the letters around it.
_UNSEEN = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Row(Object, frozen=True, kw_only=True):
    """`values` are compared; `others` are needed to insert the row and may be what they like: all but the key where rows are only inserted."""

    values: Values
    others: Values = ()

    @property
    def every(self) -> Values:
        return self.values + self.others


def table_of(row: ObjectId) -> ObjectId:
    return ObjectId("table", row.path[:-1])


def key_name(values: Iterable[str | None], number: int = 1) -> str:
    """`de`, or `de, 2026` for a key of two columns. For a NULL it is COPY's word, and which of the rows that have it there."""
    null = r"\N" if number == 1 else rf"\N {number}"
    parts = [null if value is None else _LIKE_NULL.sub(r"\\\g<0>", value) for value in values]
    if len(parts) == 1:
        return parts[0]
    return ", ".join(part if _PLAIN_PART.fullmatch(part) else '"' + part.replace('"', '""') + '"' for part in parts)


def key_of(row: Row, content: Content) -> tuple[str | None, ...]:
    """The values of its key; those of a unique constraint, or of a primary key to be, may be NULL in rows that no file lists."""
    values = dict(row.every)
    return tuple(values[column] for column in content.key_columns)


def split(mode: str, key: Iterable[str], values: Mapping[str, str | None]) -> tuple[Values, Values]:
    """What is compared, and what is not: a row that is only inserted is there, or it is not."""
    key = tuple(key)
    if mode != "insert-only":
        return tuple(values.items()), ()
    return tuple((k, v) for k, v in values.items() if k in key), tuple((k, v) for k, v in values.items() if k not in key)


def column_type(row: ObjectId, column: str, state: State) -> str:
    """What the state knows of the column's type."""
    return str(getattr(state.objects.get(ObjectId("column", (*row.path[:-1], column))), "type", ""))


def constant(value: str | None, type_name: str) -> str:
    """The value as SQL: PostgreSQL reads a quoted one by the rules of the column's type."""
    if value is None:
        return "NULL"
    if _NUMERIC.match(type_name) and _NUMBER.fullmatch(value):
        return value
    if type_name in ("boolean", "bool") and value in ("true", "false"):
        return value
    if not _UNSEEN.search(value):
        return literal(value)
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return "E'" + _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + "'"
