"""The tables of this folder, read: what is claimed about catalogs, and what a server's catalogs hold."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import msgspec
import psycopg
from lineage import Catalogs, Lineage, lineage

from schemactl.kinds import KINDS
from schemactl.kinds.base import Kind

HERE = Path(__file__).parent


class Column(msgspec.Struct, frozen=True):
    """A row of catalog_columns.csv. `read_by`: `kind.field`, or a kind whose rows it decides; with @18 from that major on."""

    catalog: str
    column: str
    majors: str
    read_by: str
    what: str
    why: str

    @property
    def name(self) -> str:
        return f"{self.catalog}.{self.column}"

    def claims(self, major: int) -> list[str]:
        """What is claimed about one major."""
        parts = (claim.partition("@") for claim in self.read_by.split())
        return [claim for claim, _, first in parts if major >= int(first or 0)]


class Value(msgspec.Struct, frozen=True):
    """A row of catalog_values.csv: a letter, or any; `symbol` is its name in the server's headers."""

    catalog: str
    column: str
    value: str
    symbol: str
    majors: str
    what: str
    why: str


class Parameter(msgspec.Struct, frozen=True):
    """A row of storage_parameters.csv: what ALTER … SET takes."""

    on: str
    parameter: str
    value: str
    majors: str


def within(majors: str, major: int) -> bool:
    """Is a major in `14-18`, `17-18`, `15`?"""
    first, _, last = majors.partition("-")
    return int(first) <= major <= int(last or first)


@cache
def columns() -> list[Column]:
    """What is said about every column of every catalog."""
    with (HERE / "catalog_columns.csv").open(encoding="utf-8", newline="") as file:
        return [Column(**row) for row in csv.DictReader(file)]


@cache
def values() -> list[Value]:
    """What is said about every letter that a catalog keeps for a choice."""
    with (HERE / "catalog_values.csv").open(encoding="utf-8", newline="") as file:
        return [Value(**row) for row in csv.DictReader(file)]


@cache
def parameters() -> list[Parameter]:
    """Every storage parameter that there is."""
    with (HERE / "storage_parameters.csv").open(encoding="utf-8", newline="") as file:
        return [Parameter(**row) for row in csv.DictReader(file)]


def said_of(major: int) -> list[Column]:
    """The rows about a major."""
    return [row for row in columns() if within(row.majors, major)]


def catalogs(conn: psycopg.Connection) -> Catalogs:
    """What this server's catalogs hold."""
    found: dict[str, list[str]] = {}
    for catalog, column in conn.execute(COLUMNS_SQL):
        found.setdefault(catalog, []).append(column)
    with (HERE / "functions.csv").open(encoding="utf-8", newline="") as file:
        functions = {row["function"]: frozenset(row["reads"].split()) for row in csv.DictReader(file)}
    return Catalogs(columns=found, views=dict(conn.execute(VIEWS_SQL).fetchall()), functions=functions)


COLUMNS_SQL = """SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' ORDER BY c.relname, a.attnum"""
VIEWS_SQL = """SELECT relname, pg_get_viewdef(oid) FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'v'"""


def lineages(known: Catalogs, major: int) -> dict[str, Lineage]:
    """Every kind's query, followed to the catalogs."""
    return {kind.name: lineage(_sql(kind, major), known) for kind in KINDS}


def _sql(kind: Kind, major: int) -> str:
    return kind.catalog(major) if callable(kind.catalog) else kind.catalog


COMPARED_BY_RULES = {"extension": ["installed"]}
"""Derived fields that are compared all the same: an extension's version with the one that schema files pin."""


def compared(kind: Kind) -> list[str]:
    """Fields that make a difference: a derived one is read for the rules' sake and never compared."""
    return [field for field in kind.model.__struct_fields__ if field not in kind.derived or field in kind.mends] + COMPARED_BY_RULES.get(
        kind.name, []
    )
