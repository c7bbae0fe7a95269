"""Which rows of a table the schema files speak of. The rows themselves are objects of a state; this says which of them are looked at."""

from __future__ import annotations

import msgspec

from schemactl.errors import Where


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Of one table. `mode`: what is done about rows; `key`: the constraint that tells them apart, the primary key without one;
    `columns`: those that the schema files name; none are all that hold a value of their own.

    A server resolves the rest: the key's columns, the types of all `columns`, and `unequal`: whether `=` leads to no one operator for the key.
    `keys` bounds what is read; None is every row.
    """

    mode: str
    key: str | None = None
    columns: tuple[str, ...] = ()
    key_columns: tuple[str, ...] = ()
    types: tuple[tuple[str, str], ...] = ()
    unequal: bool = False
    keys: tuple[tuple[str | None, ...], ...] | None = None
    where: Where | None = None
