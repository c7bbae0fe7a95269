"""Conditions on rows, typed by column: words of an address → SQL. Values travel as parameters; names and operators come from the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import LiteralString

import msgspec
from psycopg import sql

from schemactl.studio.answers import NotFoundError
from schemactl.studio.columns import Column, Table

Condition = Callable[[Column], sql.Composable]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One way to compare: `word` in addresses, `label` for people; `valued` where something has to be given to compare with."""

    word: str
    label: str
    sql: Condition
    fits: Callable[[Column], bool] = lambda _: True
    valued: bool = True


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """One condition, as asked for."""

    column: Column
    comparison: Comparison
    value: str = ""

    @property
    def condition(self) -> sql.Composable:
        return self.comparison.sql(self.column)

    @property
    def values(self) -> list[str]:
        return [self.value] if self.comparison.valued else []


def _compared(word: str) -> Condition:
    return lambda column: sql.SQL("({} {} %s)").format(column.identifier, column.operator(word))


def _constant(text: LiteralString) -> Condition:
    return lambda column: sql.SQL(text).format(column.identifier)


def _text(column: Column) -> bool:
    return column.category == "S"


def _ordered(column: Column) -> bool:
    return column.sortable and column.category not in "SBE"


def _boolean(column: Column) -> bool:
    return column.category == "B"


def _equal(column: Column) -> bool:
    return column.sortable and not _boolean(column)


# Every operator has its schema: search_path is ours while we read, and the database's own while we write.
COMPARISONS = (
    Comparison(
        word="has",
        label="contains",
        fits=lambda column: column.category not in "NDTBE" or not (column.sortable or _boolean(column)),
        sql=_constant(
            "(pg_catalog.strpos(pg_catalog.lower({}::pg_catalog.text), pg_catalog.lower(%s::pg_catalog.text)) OPERATOR(pg_catalog.>) 0)"
        ),
    ),
    Comparison(
        word="starts",
        label="starts with",
        fits=_text,
        sql=_constant("pg_catalog.starts_with({}::pg_catalog.text, %s)"),
    ),
    Comparison(word="eq", label="=", fits=_equal, sql=_compared("eq")),
    Comparison(
        word="ne",
        label="≠",
        fits=_equal,
        sql=lambda column: sql.SQL("(NOT {})").format(_compared("eq")(column)),
    ),
    Comparison(word="lt", label="<", fits=_ordered, sql=_compared("lt")),
    Comparison(word="le", label="≤", fits=_ordered, sql=_compared("le")),
    Comparison(word="gt", label=">", fits=_ordered, sql=_compared("gt")),
    Comparison(word="ge", label="≥", fits=_ordered, sql=_compared("ge")),
    Comparison(word="true", label="is true", fits=_boolean, valued=False, sql=_constant("({} IS TRUE)")),
    Comparison(word="false", label="is false", fits=_boolean, valued=False, sql=_constant("({} IS FALSE)")),
    # A row whose fields are all NULL `IS NULL` as well, and one with a NULL in it is not `IS NOT NULL`.
    Comparison(word="null", label="is NULL", valued=False, sql=_constant("({} IS NOT DISTINCT FROM NULL)")),
    Comparison(word="notnull", label="is not NULL", valued=False, sql=_constant("({} IS DISTINCT FROM NULL)")),
)
BY_WORD = {one.word: one for one in COMPARISONS}


def fitting(column: Column) -> list[Comparison]:
    """What a column of this type can be asked."""
    return [one for one in COMPARISONS if one.fits(column)]


def usual(column: Column) -> Comparison:
    """What people mean without a word: text contains it, everything else is equal, where it can be."""
    fits = {one.word: one for one in fitting(column)}
    return next(fits[word] for word in (("has",) if _text(column) else ("eq", "has", "true")) if word in fits)


def asked(table: Table, triples: Iterable[tuple[str, str, str]]) -> list[Filter]:
    """(column, comparison, value) of an address; what names no column was left empty in the form."""
    return [_filter(table, *triple) for triple in triples if triple[0]]


def _filter(table: Table, name: str, word: str, value: str) -> Filter:
    column = table.column(name)
    if column is None:
        raise NotFoundError(f"there is no column {name} in {table.schema}.{table.name}, or this role may not read it")
    comparison = BY_WORD.get(word) or usual(column)
    if not comparison.fits(column):
        words = ", ".join(one.label for one in fitting(column))
        raise NotFoundError(f"column {name} of type {column.type} has no comparison {comparison.label!r}", hint=f"it has: {words}")
    return Filter(column=column, comparison=comparison, value=value)


def condition(filters: Sequence[Filter]) -> tuple[sql.Composable, list[str]]:
    """All of them at once, with their values in order."""
    parts = [one.condition for one in filters]
    return sql.SQL(" AND ").join(parts), [value for one in filters for value in one.values]
