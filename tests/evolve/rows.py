"""A few rows in every table, as far as its constraints let them."""

from __future__ import annotations

from psycopg import Error

from evolve.families.sorts import VALUES, quoted
from evolve.model import Item, Model
from schemactl.kinds.sql import names, qualified
from schemactl.live.connection import Connection
from schemactl.model.state import State


def sow(conn: Connection, model: Model) -> None:
    """Two rows each; whatever a constraint or a trigger refuses stays out."""
    conn.execute("SET client_min_messages = error")
    for table in model.of("table"):
        for number in range(2):
            _insert(conn, model, table, number)


def there(conn: Connection, state: State) -> bool:
    """Is there any? One may hold nothing but NULL."""
    tables = (qualified(one.path) for one in state.objects if one.kind == "table")
    return any(conn.execute(f"SELECT FROM ONLY {table} LIMIT 1".encode()).fetchone() is not None for table in tables)


def _insert(conn: Connection, model: Model, table: Item, number: int) -> None:
    schema = model.items[table.parent or 0].name
    target = qualified((schema, table.name))
    values = {one.name: value for one in model.of("column", under=table.uid) if (value := _value(one, model, number))}
    given = f"({names(values)}) VALUES ({', '.join(values.values())})" if values else "DEFAULT VALUES"
    try:
        conn.execute(f"INSERT INTO {target} {given}".encode())
    except Error:
        return


def _value(column: Item, model: Model, number: int) -> str | None:
    if "generated" in column.body or "identity" in column.body:
        return None
    if column.sort.startswith("enum:"):
        labels = model.items[int(column.sort[5:])].body["values"]
        return quoted(labels[min(number, len(labels) - 1)])
    return VALUES[column.sort][number] if column.sort in VALUES else None


def clear(conn: Connection, before: State, after: State) -> None:
    """Empty the tables whose rows `after` says nothing of: plans leave these alone, whatever becomes of their columns."""
    if tables := [qualified(host.path) for host in before.contents if host not in after.contents]:
        conn.execute("SET session_replication_role = replica")
        conn.execute(f"TRUNCATE {', '.join(tables)} CASCADE".encode())
        conn.execute("RESET session_replication_role")
