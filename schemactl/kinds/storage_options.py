"""Storage parameters: which to reset and which to set, so that they end in the order in which they were written; pg_dump shows it."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.sql import options

Pairs = tuple[tuple[str, str], ...]


def actions(before: Pairs, after: Pairs) -> Iterator[str]:
    """`RESET (…)` and `SET (…)`, as few parameters as will do."""
    was, wanted = dict(before), dict(after)
    if gone := [key for key in was if key not in wanted]:
        yield f"RESET ({', '.join(gone)})"
    new = tuple((key, value) for key, value in after if was.get(key) != value)
    kept = tuple((key, value) for key, value in before if wanted.get(key) == value)
    # SET takes what it names out of the list and puts it at the end (transformRelOptions).
    if kept + new != after:
        new = after
    if new:
        yield f"SET ({options(new)})"
