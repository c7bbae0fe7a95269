"""Rows of a relation: conditions, order, pages, links along foreign keys; and one row alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import msgspec
import psycopg
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schemactl.live.connection import Connection
from schemactl.studio import addresses, editing, filters, paging, references
from schemactl.studio.answers import NotFoundError
from schemactl.studio.columns import Table, table
from schemactl.studio.desk import desk_of
from schemactl.studio.paging import Line, Order, Page, Place
from schemactl.studio.references import Reference


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What an address asks of a relation's rows; it makes the addresses of the pages beside it."""

    table: Table
    filters: list[filters.Filter]
    order: Order
    place: Place

    @property
    def triples(self) -> list[tuple[str, str, str]]:
        return [(one.column.name, one.comparison.word, one.value) for one in self.filters]

    def at(self, place: Place | None) -> str:
        """Another page in the same order."""
        sort = self.order.column.name if self.order.column else None
        return addresses.rows(self.table.schema, self.table.name, self.triples, sort, self.order.descending, place)

    def sorted_by(self, name: str) -> str:
        """The first page in another order: the same column again turns it round."""
        same = self.order.column is not None and self.order.column.name == name
        return addresses.rows(self.table.schema, self.table.name, self.triples, name, same and not self.order.descending)

    def without(self, number: int) -> str:
        """The first page without one of the conditions."""
        kept = [one for at, one in enumerate(self.triples) if at != number]
        sort = self.order.column.name if self.order.column else None
        return addresses.rows(self.table.schema, self.table.name, kept, sort, self.order.descending)

    def direction(self, name: str) -> str:
        """aria-sort of a column."""
        if self.order.column is None or self.order.column.name != name:
            return "none"
        return "descending" if self.order.descending else "ascending"


def rows(request: Request) -> Response:
    """A page of them."""
    desk, query = desk_of(request), request.query_params
    with desk.sessions.reading() as conn:
        found = table(conn, query.get("s", ""), query.get("n", ""))
        view = View(table=found, filters=filters.asked(found, _triples(query)), order=_order(found, query), place=_place(query))
        links = _outgoing(references.references(conn, found.oid))
        page, wrong = _asked(conn, view)
    return desk.page(
        request,
        "rows.html",
        http=400 if wrong else 200,
        view=view,
        table=found,
        page=page,
        wrong=wrong,
        links=links,
        followed=followed,
        changeable=editing.refusal(desk.site, found) is None,
        comparisons=filters.COMPARISONS,
    )


def _asked(conn: Connection, view: View) -> tuple[Page, str]:
    """The page; or none, and what is wrong with the values of the conditions."""
    try:
        return paging.page(conn, view.table, view.filters, view.order, view.place), ""
    except psycopg.errors.DataError as error:
        return Page(lines=(), by_key=bool(view.table.keys)), error.diag.message_primary or str(error)


def row(request: Request) -> Response:
    """One row with all of its values, and what refers to it."""
    desk, query = desk_of(request), request.query_params
    with desk.sessions.reading() as conn:
        found = table(conn, query.get("s", ""), query.get("n", ""))
        line = found_row(conn, found, query.getlist("k"))
        every = references.references(conn, found.oid)
    incoming = [one for one in every if not one.outgoing or (one.schema, one.table) == (found.schema, found.name)]
    return desk.page(
        request,
        "row.html",
        table=found,
        line=line,
        links=_outgoing(every),
        followed=followed,
        changeable=editing.refusal(desk.site, found) is None,
        incoming=list(_incoming(found, line, incoming)),
    )


def found_row(conn: Connection, found: Table, key: Sequence[str]) -> Line:
    """The row with a key; NotFoundError where there is none, or nothing that tells rows apart."""
    if not found.keys or len(key) != len(found.keys):
        raise NotFoundError(f"{found.schema}.{found.name} has no key of {len(key)} columns by which a row could be found")
    line = paging.one(conn, found, key)
    if line is None:
        raise NotFoundError(f"there is no such row in {found.schema}.{found.name}", hint="it may have been deleted meanwhile")
    return line


def _triples(query: QueryParams) -> Iterator[tuple[str, str, str]]:
    yield from zip_longest(query.getlist("c"), query.getlist("o"), query.getlist("v"), fillvalue="")


def _order(found: Table, query: QueryParams) -> Order:
    name = query.get("sort", "")
    column = found.column(name) if name else None
    if name and (column is None or not column.sortable):
        raise NotFoundError(f"rows of {found.schema}.{found.name} cannot be sorted by {name}")
    return Order(column=column, descending=query.get("desc") == "1")


def _place(query: QueryParams) -> Place:
    values = tuple(None if name == "z" else value for name, value in query.multi_items() if name in ("k", "z"))
    skip = query.get("skip", "0")
    return Place(values=values, back=query.get("back") == "1", skip=int(skip) if skip.isascii() and skip.isdigit() and len(skip) < 9 else 0)


def _outgoing(every: Sequence[Reference]) -> dict[str, Reference]:
    """The foreign key that a column's values lead along: the one with the fewest columns."""
    found: dict[str, Reference] = {}
    for one in sorted((each for each in every if each.outgoing), key=lambda each: len(each.columns), reverse=True):
        found |= dict.fromkeys(one.columns, one)
    return found


def followed(found: Table, line: Line, reference: Reference) -> str | None:
    """The rows that a row refers to; None where one of the values is NULL, or not whole."""
    values = _values(found, line, reference.columns)
    return addresses.rows(reference.schema, reference.table, _equal(reference.referenced, values)) if values else None


def _incoming(found: Table, line: Line, every: Sequence[Reference]) -> Iterator[tuple[Reference, str]]:
    for one in every:
        if values := _values(found, line, one.referenced):
            yield one, addresses.rows(one.schema, one.table, _equal(one.columns, values))


def _values(found: Table, line: Line, names: Sequence[str]) -> list[str] | None:
    known = {column.name: value for column, value in zip(found.shown, line.values, strict=True)}
    values = [known.get(name) for name in names]
    if any(one is None or one.text is None or one.cut for one in values):
        return None
    return [one.text for one in values if one is not None and one.text is not None]


def _equal(names: Sequence[str], values: Sequence[str]) -> list[tuple[str, str, str]]:
    return [(name, "eq", value) for name, value in zip(names, values, strict=True)]


ROUTES = (Route("/rows", rows), Route("/row", row))
