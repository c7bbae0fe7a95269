"""Addresses of pages. Names travel as parameters: they may hold every letter, a slash too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from schemactl.studio.paging import Place

HOME, DIAGRAM, PLANS, HISTORY, DRIFT, SEARCH = "/", "/diagram", "/plans", "/history", "/drift", "/search"


def schema(name: str) -> str:
    return f"/schema?{urlencode({'s': name})}"


def relation(schema: str, name: str) -> str:
    return f"/relation?{urlencode({'s': schema, 'n': name})}"


def drawn(path: Sequence[str]) -> str:
    """The diagram around a table."""
    return f"/diagram?{urlencode({'s': path[0], 'n': path[1]})}"


def plan(name: str) -> str:
    return f"/plan?{urlencode({'name': name})}"


def code(name: str) -> str:
    return f"/explain?{urlencode({'code': name})}"


def rows(
    schema: str,
    name: str,
    filters: Iterable[tuple[str, str, str]] = (),
    sort: str | None = None,
    descending: bool = False,
    place: Place | None = None,
) -> str:
    """A page of rows: conditions as (column, comparison, value), order, and where it begins."""
    words: list[tuple[str, str]] = [("s", schema), ("n", name)]
    for column, comparison, value in filters:
        words += [("c", column), ("o", comparison), ("v", value)]
    if sort is not None:
        words.append(("sort", sort))
    if descending:
        words.append(("desc", "1"))
    if place:
        # A NULL has no text: `z` tells it from an empty one.
        words += [("z", "") if value is None else ("k", value) for value in place.values]
        words += [("back", "1")] if place.back else []
        words += [("skip", str(place.skip))] if place.skip else []
    return f"/rows?{urlencode(words)}"


def row(schema: str, name: str, key: Iterable[str], action: str = "row") -> str:
    """One row, and what is done with it."""
    return f"/{action}?{urlencode([('s', schema), ('n', name), *(('k', value) for value in key)])}"
