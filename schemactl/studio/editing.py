"""A row's new values → one statement, shown before it runs and the same when it does. Only where site and database both say development."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec
from psycopg import sql

from schemactl.applying import environment, ledger
from schemactl.errors import RefusedError
from schemactl.live.connection import Connection
from schemactl.studio.answers import StaleError
from schemactl.studio.columns import Column, Table
from schemactl.studio.paging import Line, Value
from schemactl.studio.site import Site

WRITTEN, EMPTY, NULL, DEFAULT = "", "empty", "null", "default"
WAYS = ((WRITTEN, "as written"), (EMPTY, "empty text"), (NULL, "NULL"), (DEFAULT, "DEFAULT"))
"""How a field of the form is meant."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """What a form says about a column."""

    text: str = ""
    way: str = WRITTEN


Form = Mapping[str, Field]
"""By column; what is not in it stays."""


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, whole: no parameters, so that what is shown is what is sent."""

    text: str

    @property
    def digest(self) -> str:
        """By which a confirmation says what it confirms."""
        return sha256(self.text.encode()).hexdigest()


def refusal(site: Site, table: Table) -> str | None:
    """Why rows of this relation cannot be changed here; None where they can."""
    if not site.write:
        return "the studio reads only"
    if table.schema == ledger.SCHEMA:
        return "the ledger is schemactl's own"
    if table.kind not in "rp":
        return f"rows of a {table.word} are not changed here"
    return None if table.keys else "nothing tells its rows apart"


def check(site: Site, conn: Connection, table: Table) -> None:
    """RefusedError where rows may not be changed: what the database says about itself is asked now, not when the studio began."""
    if why := refusal(site, table):
        hint = "start it with --write, on a development database" if not site.write else None
        raise RefusedError(f"rows of {table.schema}.{table.name} cannot be changed: {why}", hint=hint)
    environment.may_change_directly(site.mode, environment.read_marker(conn), database_is_empty=False, is_embedded=site.embedded)


def seen(line: Line) -> str:
    """A row's values in a hash: a form that was made from others is stale."""
    return sha256(msgspec.json.encode([(one.text, one.bytes) for one in line.values])).hexdigest()


def check_seen(line: Line, digest: str) -> None:
    """StaleError where the row is not what the form was made from."""
    if seen(line) != digest:
        raise StaleError("the row was changed meanwhile", hint="look at it again, then change it")


def changeable(table: Table) -> list[Column]:
    """Columns that an UPDATE of this role may set."""
    return [one for one in table.shown if one.updatable and _settable(one)]


def insertable(table: Table) -> list[Column]:
    """Columns that an INSERT of this role may set."""
    return [one for one in table.shown if one.insertable and _settable(one)]


def _settable(column: Column) -> bool:
    return not column.generated and column.identity != "a"


def update(table: Table, line: Line, form: Form) -> Edit | None:
    """Sets what differs; None where nothing does."""
    before = dict(zip((one.name for one in table.shown), line.values, strict=True))
    changed = [(one, form[one.name]) for one in changeable(table) if one.name in form and _differs(before[one.name], form[one.name])]
    if not changed:
        return None
    settings = sql.SQL(", ").join(sql.SQL("{} = {}").format(sql.Identifier(one.name), _value(field)) for one, field in changed)
    query = sql.SQL("UPDATE {} SET {} WHERE {}").format(_target(table), settings, _where(table, line.key))
    return Edit(text=query.as_string())


def insert(table: Table, form: Form) -> Edit:
    """A new row; a field that was left empty is left to its default."""
    given = [(one, form[one.name]) for one in insertable(table) if one.name in form and form[one.name] != Field()]
    back = sql.SQL(", ").join(sql.SQL("{}::pg_catalog.text").format(sql.Identifier(one.name)) for one in table.keys)
    if not given:
        return Edit(text=sql.SQL("INSERT INTO {} DEFAULT VALUES RETURNING {}").format(_plain(table), back).as_string())
    names = sql.SQL(", ").join(sql.Identifier(one.name) for one, _ in given)
    values = sql.SQL(", ").join(_value(field) for _, field in given)
    return Edit(text=sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING {}").format(_plain(table), names, values, back).as_string())


def delete(table: Table, key: Sequence[str]) -> Edit:
    """Removes one row."""
    return Edit(text=sql.SQL("DELETE FROM {} WHERE {}").format(_target(table), _where(table, key)).as_string())


def run(conn: Connection, edit: Edit) -> tuple[str, ...]:
    """One statement on one row, inside of the caller's transaction; what it returns. StaleError, and nothing happened, where it was none or more."""
    # Triggers of the table expect the path that the application has.
    conn.execute("SET LOCAL search_path TO DEFAULT")
    cursor = conn.execute(edit.text.encode())
    if cursor.rowcount != 1:
        raise StaleError(
            f"{cursor.rowcount} rows would have been changed instead of one: nothing was",
            hint="a trigger, a rule or a policy of the table keeps the row as it is",
        )
    row = cursor.fetchone() if cursor.description else None
    return tuple(map(str, row or ()))


def _differs(before: Value, field: Field) -> bool:
    match field.way:
        case "empty":
            return before.text != ""
        case "null":
            return not before.null
        case "default":
            return True
        case _ if before.null:
            return field.text != ""
        case _:
            # What is cut, or too large to be shown, has no field. A form ends its lines in its own way.
            return before.text is not None and not before.cut and _lines(before.text) != _lines(field.text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _value(field: Field) -> sql.Composable:
    match field.way:
        case "null":
            return sql.SQL("NULL")
        case "default":
            return sql.SQL("DEFAULT")
        case "empty":
            return sql.Literal("")
        case _:
            return sql.Literal(_lines(field.text))


def _where(table: Table, key: Sequence[str]) -> sql.Composable:
    parts = (
        sql.SQL("{} {} {}").format(sql.Identifier(one.name), one.operator("eq"), sql.Literal(value))
        for one, value in zip(table.keys, key, strict=True)
    )
    return sql.SQL(" AND ").join(parts)


def _plain(table: Table) -> sql.Composable:
    return sql.Identifier(table.schema, table.name)


def _target(table: Table) -> sql.Composable:
    return sql.SQL("ONLY {}").format(_plain(table)) if table.inherited_from else _plain(table)
