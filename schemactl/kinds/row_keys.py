"""Which rows are meant: a condition over their key, as SQL.

`=` leads to the operator of the key's type, but for some (`comparing`). INTERSECT asks the type itself what is equal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from schemactl.kinds.base import Context
from schemactl.kinds.row_values import column_type
from schemactl.kinds.sql import name, names
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId

Keys = Iterable[tuple[str, ...]]
"""Of each row the values of its key, as SQL."""


def among(key: tuple[str, ...], keys: Keys, types: tuple[str, ...] | None, printed: Collection[str] = ()) -> str:
    """Rows with one of these keys; `types` are the key's where `=` would not do. What is `printed` is compared as text: its type may lack the value."""
    columns = [f"{name(one)}::text" if one in printed else name(one) for one in key]
    if types:
        return _exists(columns, keys, tuple("text" if one in printed else kind for one, kind in zip(key, types, strict=True)))
    listed = [_one(values) for values in keys]
    left = columns[0] if len(key) == 1 else f"({', '.join(columns)})"
    return f"{left} = {listed[0]}" if len(key) == 1 == len(listed) else f"{left} IN ({', '.join(listed)})"


def not_among(key: tuple[str, ...], keys: Keys, types: tuple[str, ...] | None) -> str:
    """Rows with any other key."""
    if types:
        return f"NOT {_exists([*map(name, key)], keys, types)}"
    left = name(key[0]) if len(key) == 1 else f"({names(key)})"
    return f"{left} NOT IN ({', '.join(map(_one, keys))})"


def types_if_needed(table: ObjectId, key: tuple[str, ...], keys: Keys, ctx: Context) -> tuple[str, ...] | None:
    """The types that the key has before the plan, where `=` does not do before it, or after it, or finds nothing: a NULL."""
    contents = [found for state in (ctx.live, ctx.desired) if (found := state.contents.get(table))]
    unequal = any(isinstance(one, Content) and one.unequal for one in contents)
    if not unequal and not any("NULL" in values for values in keys):
        return None
    return tuple(column_type(ObjectId("row", (*table.path, "")), one, ctx.live) for one in key)


def _exists(columns: list[str], keys: Keys, types: tuple[str, ...]) -> str:
    rows = (", ".join(f"CAST({value} AS {kind})" for value, kind in zip(values, types, strict=True)) for values in keys)
    return f"EXISTS (SELECT {', '.join(columns)} INTERSECT VALUES {', '.join(f'({row})' for row in rows)})"


def _one(values: tuple[str, ...]) -> str:
    return values[0] if len(values) == 1 else f"({', '.join(values)})"
