"""What two databases hold in their catalogs, row by row, with names where PostgreSQL keeps numbers."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, LiteralString

import msgspec
import psycopg
from psycopg.sql import SQL, Composable, Identifier, Literal
from tables import said_of

ALIKE = frozenset(("read", "derived"))
"""What two databases with the same schema hold alike."""

KEYS_SQL = """SELECT fktable::regclass::text, fkcols[1], pktable::regclass::text, is_array FROM pg_get_catalog_foreign_keys()
WHERE cardinality(fkcols) = 1 AND pkcols = '{oid}'"""
COLUMNS_SQL = """SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND NOT c.relisshared ORDER BY c.relname, a.attnum"""
ALL = SQL("true")
LETTERS_SQL = """SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND a.atttypid IN ('"char"'::regtype, '"char"[]'::regtype)"""
ADDRESSES = {"pg_description": ("classoid", "objoid", "objsubid"), "pg_init_privs": ("classoid", "objoid", "objsubid")}
SETS = frozenset(("attfdwoptions", "fdwoptions", "srvoptions", "umoptions", "ftoptions"))
"""Options of foreign data have no order: pg_dump sorts them."""

INSTEAD: dict[str, LiteralString] = {
    # Between two values that were there, a new one gets a number between theirs.
    "pg_enum.enumsortorder": "(SELECT count(*) FROM pg_enum y WHERE y.enumtypid = x.enumtypid AND y.enumsortorder < x.enumsortorder)",
    # A key that came with CREATE TABLE … PARTITION OF has false, one that was there at ATTACH true; no command tells.
    "pg_constraint.connoinherit": "x.connoinherit AND x.contype NOT IN ('p', 'u', 'x')",
}

FIRST_USER_OID = 16384


class Catalog(msgspec.Struct):
    """Types by column, and the catalog that a column of numbers leads to, with whether it holds many."""

    name: str
    types: dict[str, str] = {}
    keys: dict[str, tuple[str, bool]] = {}

    def rows(self, conn: psycopg.Connection, columns: list[str]) -> list[dict[str, Any]]:
        """Every row that is of something a user made."""
        values = SQL(", ").join(SQL("{}, {}").format(Literal(one), self._value(one)) for one in columns)
        sql = SQL("SELECT json_build_object({}) FROM {} x WHERE {}").format(values, Identifier(self.name), self._made_by_users())
        return [row for (row,) in conn.execute(sql)]

    def letters(self, conn: psycopg.Connection) -> dict[tuple[str, str], set[str]]:
        """What columns of letters hold for something a user made."""
        columns = [one for one, kind in self.types.items() if kind in ('"char"', '"char"[]')]
        return {(self.name, one): letters(conn, self.name, one, self._made_by_users()) for one in columns}

    def _value(self, column: str) -> Composable:
        value, kind = Identifier("x", column), self.types[column]
        if column in self.keys:
            target, many = self.keys[column]
            return _names(target, value) if many else _name(target, value)
        if kind == "aclitem[]" or column in SETS:
            return SQL("ARRAY(SELECT u::text FROM unnest({}) u ORDER BY 1)").format(value)
        if f"{self.name}.{column}" in INSTEAD:
            return SQL(INSTEAD[f"{self.name}.{column}"])
        if self.name in ADDRESSES and column == ADDRESSES[self.name][1]:
            return SQL("pg_describe_object({}, {}, {})").format(*(Identifier("x", one) for one in ADDRESSES[self.name]))
        return SQL("{}::text").format(value)

    def _made_by_users(self) -> Composable:
        leading = [column for column, (target, many) in self.keys.items() if not many and target != "pg_authid"]
        if self.name in ADDRESSES:
            leading.append(ADDRESSES[self.name][1])
        conditions = [SQL("x.{} >= {}").format(Identifier(one), Literal(FIRST_USER_OID)) for one in leading]
        if "oid" in self.types:
            conditions = [SQL("x.oid >= {}").format(Literal(FIRST_USER_OID))]
        return SQL(" OR ").join(conditions)


def _name(target: str, value: Composable) -> Composable:
    # A reference's name comes from its identity: pg_describe_object says "function f()" for one without a schema in the path.
    return SQL("(SELECT identity FROM pg_identify_object({}::regclass, {}, 0))").format(Literal(target), value)


def _names(target: str, values: Composable) -> Composable:
    return SQL(
        "ARRAY(SELECT coalesce(i.identity, u::text) FROM unnest({}::oid[]) WITH ORDINALITY o(u, n), pg_identify_object({}::regclass, u, 0) i"
        " ORDER BY n)"
    ).format(values, Literal(target))


def catalogs(conn: psycopg.Connection) -> list[Catalog]:
    """Those that are of one database."""
    found: dict[str, Catalog] = {}
    for catalog, column, kind in conn.execute(COLUMNS_SQL):
        found.setdefault(catalog, Catalog(name=catalog)).types[column] = kind
    for catalog, column, target, many in conn.execute(KEYS_SQL):
        if catalog in found:
            found[catalog].keys[column] = (target, many)
    return list(found.values())


def held(conn: psycopg.Connection, major: int) -> dict[str, list[dict[str, Any]]]:
    """Rows by catalog, without the columns that are another database's own business. Trees are compared as the text PostgreSQL prints of them."""
    alike = {row.name for row in said_of(major) if row.what in ALIKE}
    found = {}
    for catalog in catalogs(conn):
        columns = [one for one, kind in catalog.types.items() if kind != "pg_node_tree" and f"{catalog.name}.{one}" in alike]
        if columns:
            found[catalog.name] = catalog.rows(conn, columns)
    return found


def differences(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Rows that only one of two databases holds."""
    found = []
    for catalog in before:
        was, became = (Counter(map(_line, every[catalog])) for every in (before, after))
        found += [f"{catalog} lost {line}" for line in (was - became).elements()]
        found += [f"{catalog} new {line}" for line in (became - was).elements()]
    return sorted(found)


def _line(row: dict[str, Any]) -> str:
    # Names that PostgreSQL makes hold numbers of other objects: pg_toast_16412, RI_ConstraintTrigger_a_16420.
    return re.sub(r"\d{5,}", "N", json.dumps(row, sort_keys=True))


def letters(conn: psycopg.Connection, catalog: str, column: str, where: Composable = ALL) -> set[str]:
    """What a column of letters, or of lists of them, holds now."""
    values = SQL("unnest(ARRAY[x.{}])").format(Identifier(column))
    sql = SQL("SELECT DISTINCT u::text FROM {} x, {} u WHERE {}").format(Identifier(catalog), values, where)
    return {letter for (letter,) in conn.execute(sql)}
