"""Which tables a plan takes for busy: `[plan]` of the configuration, and how large tables are where it looks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from schemactl.cli.config import SIZE
from schemactl.cli.context import App

if TYPE_CHECKING:
    from schemactl.live.connection import Connection
    from schemactl.live.sizes import Sizes
    from schemactl.model.identity import ObjectId
    from schemactl.model.state import State

    Busy = Callable[[State], frozenset[ObjectId]]

_UNITS = {None: 1, "B": 1, "kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40}


def sizes(app: App, conn: Connection | None) -> Sizes | None:
    """How large tables are, in the environment that the configuration names, else in the database that the plan is about; None if it is about none."""
    from schemactl.live.connection import connect
    from schemactl.live.sizes import read_sizes

    if (name := app.config.plan.sizes_from) is None:
        return read_sizes(conn) if conn else None
    with closing(connect(app.target_of(name), read_only=True)) as other:
        return read_sizes(other)


def busy_tables(app: App, known: Sizes | None) -> Busy:
    """What to ask about the state that a plan starts from. Where nobody knows how large tables are, all are busy."""
    from schemactl.live.sizes import larger_than, with_storage

    wish = app.config.plan
    if wish.online == "never":
        return lambda _: frozenset()
    if wish.online == "always" or known is None:
        return with_storage
    limit = number_of_bytes(wish.small)
    return lambda state: larger_than(limit, known, state)


def number_of_bytes(text: str) -> int:
    """`16MB` → 16777216, in PostgreSQL's units (pg_size_bytes)."""
    found = SIZE.match(text)
    assert found, text
    return int(found.group(1)) * _UNITS[found.group(2)]
