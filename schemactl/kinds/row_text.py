"""`rows:` of a table ⇄ its rows."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from schemactl.kinds.row_values import LIMIT, MODES, Row, key_name, split
from schemactl.kinds.yaml_form import Item, Listed, Raw, Wrong
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import State

KEYS = ("mode", "key", "columns", "values")
DEFAULT_MODE = "keep"


class _Refused(Exception):  # noqa: N818 - a way out of nested calls, never seen outside
    """The list as a whole cannot be read."""

    def __init__(self, message: str, *at: str, hint: str | None = None, code: str = "S014") -> None:
        super().__init__(message)
        self.wrong = Wrong(at, code, message, hint)


def listed(raw: Raw, table: ObjectId, state: State) -> Listed:
    """Every row, or what is wrong with it; the columns that one row names are all rows' columns."""
    try:
        return _listed(raw, table, state)
    except _Refused as refused:
        return Listed(None, [], [refused.wrong])


def _listed(raw: Raw, table: ObjectId, state: State) -> Listed:
    given, at = _parts(raw)
    mode = _mode(given.get("mode"))
    if mode == "none":
        if "values" in given:
            raise _Refused(
                "mode none says that nobody looks at the rows", "values", hint="choose insert-only, keep or exact, or remove the rows"
            )
        return Listed(None, [], [])
    name, key = _key(given.get("key"), table, state)
    rows = list(_rows(given, at))
    wrong = [one for one in rows if isinstance(one, Wrong)]
    known = _columns(table, state)
    items: list[Item] = []
    named: dict[str, None] = dict.fromkeys(key)
    for one in rows:
        if isinstance(one, Wrong):
            continue
        place, values = one
        bad = [*_unknown(values, known, place, table), *_keyless(values, key, place)]
        wrong += bad
        if not bad:
            named.update(dict.fromkeys(values))
            compared, others = split(mode, key, values)
            path = (*table.path, key_name(values[column] for column in key))
            items.append(Item(path, {"values": compared, "others": others}, place))
    return Listed(Content(mode=mode, key=name, columns=tuple(named)), items, wrong)


def _parts(raw: Raw) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The long form, and the keys that lead to the list."""
    if isinstance(raw, list):
        return {"values": raw}, ()
    if not isinstance(raw, dict):
        raise _Refused("rows is a list of rows, or a map with mode, key, columns, values")
    for word in raw:
        if word not in KEYS:
            close = get_close_matches(word, KEYS, 1)
            hint = f"did you mean {close[0]}?" if close else None
            raise _Refused(f"unknown key {word!r}; known here: {', '.join(KEYS)}", word, hint=hint, code="S011")
    return raw, ("values",)


def _mode(raw: Raw) -> str:
    if raw is None:
        return DEFAULT_MODE
    if raw not in MODES:
        raise _Refused(f"unknown mode {raw!r}", "mode", hint=f"known: {', '.join(MODES)}", code="S011")
    return str(raw)


def _key(raw: Raw, table: ObjectId, state: State) -> tuple[str | None, tuple[str, ...]]:
    """The constraint's name, None for the primary key, and its columns as written."""
    wanted = "unique" if raw is not None else "primary_key"
    inside = [one for one in state.children().get(ObjectId("", table.path), ()) if one.kind in ("primary_key", "unique")]
    found = next((one for one in inside if (one.name == raw if raw is not None else one.kind == wanted)), None)
    if found is not None:
        columns: tuple[str, ...] = getattr(state.objects[found], "columns", ())
        return (found.name if raw is not None else None), columns
    if raw is None:
        raise _Refused(
            "rows are told apart by a key, and the table has no primary key", hint="add one, or name a unique constraint: key: NAME"
        )
    names = ", ".join(one.name for one in inside) or "none"
    raise _Refused(f"{raw!r} is no primary key and no unique constraint of the table", "key", hint=f"there are: {names}")


def _rows(given: dict[str, Any], at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, str | None]] | Wrong]:
    values, columns = given.get("values"), given.get("columns")
    if values is None:
        values = []
    if not isinstance(values, list):
        raise _Refused("the rows are a list", *at, hint="- {code: de, name: Germany}")
    if len(values) > LIMIT:
        raise _Refused(f"{len(values)} rows are too many: at most {LIMIT}", *at, hint="load large tables in a data step, or with COPY")
    if columns is not None and not (isinstance(columns, list) and all(isinstance(one, str) for one in columns)):
        raise _Refused("columns is a list of names", "columns")
    for number, one in enumerate(values):
        place = (*at, str(number))
        row = dict(zip(columns, one, strict=False)) if isinstance(one, list) and columns is not None else one
        if isinstance(one, list) and columns is not None and len(one) != len(columns):
            yield Wrong(place, "S014", f"{len(one)} values for {len(columns)} columns", None)
        elif not isinstance(row, dict):
            hint = "- {code: de, name: Germany}; a list of values needs `columns: [code, name]`"
            yield Wrong(place, "S014", "a row is a map: column, colon, value", hint)
        elif nested := [(number, column) for number, (column, value) in enumerate(row.items()) if isinstance(value, dict | list)]:
            for position, column in nested:
                inner = column if isinstance(one, dict) else str(position)
                hint = "write what PostgreSQL reads, in quotes: '{\"a\": 1}' for json, '{a,b}' for an array"
                yield Wrong((*place, inner), "S014", f"{column} is one text", hint)
        else:
            yield place, row


def _columns(table: ObjectId, state: State) -> set[str] | None:
    """The columns as written; None where some come from elsewhere."""
    found = state.objects.get(table)
    if getattr(found, "of", None) or getattr(found, "inherits", ()):
        return None
    return {one.name for one in state.children().get(ObjectId("", table.path), ()) if one.kind == "column"}


def _unknown(values: dict[str, Any], known: set[str] | None, place: tuple[str, ...], table: ObjectId) -> Iterator[Wrong]:
    if known is None:
        return
    for column in values:
        if column not in known:
            close = get_close_matches(column, known, 1)
            hint = f"did you mean {close[0]}?" if close else None
            yield Wrong((*place, column), "S011", f"{table} has no column {column!r}", hint)


def _keyless(values: dict[str, Any], key: tuple[str, ...], place: tuple[str, ...]) -> Iterator[Wrong]:
    for column in key:
        if values.get(column) is None:
            yield Wrong(place, "S014", f"the row has no value for {column}, which is its key", None)


def gather(content: Content, rows: list[Row]) -> Raw:
    """A list of maps; with more to say than that, it stands under `values`."""
    values: list[Raw] = [dict(row.every) for row in rows]
    found: dict[str, Raw] = {}
    if content.mode != DEFAULT_MODE:
        found["mode"] = content.mode
    if content.key:
        found["key"] = content.key
    return {**found, "values": values} if found else values
