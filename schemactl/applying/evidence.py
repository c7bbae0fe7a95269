"""A step outside of a transaction was interrupted: what does the catalog say, did it happen?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from psycopg.sql import SQL, Identifier

from schemactl.applying.statements import commands
from schemactl.errors import HalfwayError
from schemactl.live.connection import Connection


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """`happened`: nothing is left to run. `repair` puts away what an interrupted attempt left; it runs first."""

    happened: bool
    repair: str | None = None


_AGAIN = Evidence(happened=False)
_HAPPENED = Evidence(happened=True)

_DATA = frozenset({"SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "CallStmt", "DoStmt", "CopyStmt"})


def evidence(conn: Connection, sql: str) -> Evidence:
    """Look for what the statement makes or removes. HalfwayError where no catalog can tell: a person decides."""
    found = commands(sql)
    if not found or len(found) != 1 or found[0].type in _DATA:
        raise HalfwayError(
            "a step outside of a transaction was interrupted, and the catalog does not show whether it happened",
            hint="look at its data; a step that may run twice belongs into a transaction, or must be written so that it can",
        )
    look = _LOOKS.get(found[0].type)
    # Other utility commands (VACUUM, REINDEX) do it once more without harm, or the server refuses the second time.
    return look(conn, found[0].node) if look else _AGAIN


def _index_built(conn: Connection, node: dict[str, Any]) -> Evidence:
    """An interrupted CREATE INDEX CONCURRENTLY leaves an invalid index, which may already enforce uniqueness."""
    table = node["relation"]
    if "idxname" not in node or "schemaname" not in table:
        return _AGAIN
    found = conn.execute(
        """SELECT i.indisvalid AND i.indisready FROM pg_catalog.pg_index i
           JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
           JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = %s AND c.relname = %s AND t.relname = %s""",
        [table["schemaname"], node["idxname"], table["relname"]],
    ).fetchone()
    if found is None:
        return _AGAIN
    if found[0]:
        return _HAPPENED
    name = Identifier(table["schemaname"], node["idxname"])
    return Evidence(happened=False, repair=SQL("DROP INDEX CONCURRENTLY {}").format(name).as_string(conn))


def _index_dropped(conn: Connection, node: dict[str, Any]) -> Evidence:
    """An interrupted DROP INDEX CONCURRENTLY leaves an invalid index; the same statement drops it."""
    if node.get("removeType") != "OBJECT_INDEX":
        return _AGAIN
    names = [item["String"]["sval"] for item in node["objects"][0]["List"]["items"]]
    row = conn.execute("SELECT pg_catalog.to_regclass(%s) IS NULL", [Identifier(*names).as_string(conn)]).fetchone()
    return _HAPPENED if row and row[0] else _AGAIN


def _partition_detached(conn: Connection, node: dict[str, Any]) -> Evidence:
    """An interrupted DETACH CONCURRENTLY hides the rows already, cannot be repeated, and ends with FINALIZE."""
    command = node["cmds"][0]["AlterTableCmd"]
    if command["subtype"] != "AT_DetachPartition" or "schemaname" not in node["relation"]:
        return _AGAIN
    parent, child = (Identifier(one["schemaname"], one["relname"]) for one in (node["relation"], command["def"]["PartitionCmd"]["name"]))
    row = conn.execute(
        """SELECT h.inhdetachpending FROM pg_catalog.pg_inherits h
           WHERE h.inhparent = pg_catalog.to_regclass(%s) AND h.inhrelid = pg_catalog.to_regclass(%s)""",
        [parent.as_string(conn), child.as_string(conn)],
    ).fetchone()
    if row is None:
        return _HAPPENED
    if not row[0]:
        return _AGAIN
    finalize = SQL("ALTER TABLE {} DETACH PARTITION {} FINALIZE").format(parent, child)
    return Evidence(happened=True, repair=finalize.as_string(conn))


def _label_added(conn: Connection, node: dict[str, Any]) -> Evidence:
    names = [item["String"]["sval"] for item in node["typeName"]]
    row = conn.execute(
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_enum e WHERE e.enumtypid = pg_catalog.to_regtype(%s) AND e.enumlabel = %s)",
        [Identifier(*names).as_string(conn), node["newVal"]],
    ).fetchone()
    return _HAPPENED if row and row[0] else _AGAIN


_LOOKS: dict[str, Callable[[Connection, dict[str, Any]], Evidence]] = {
    "IndexStmt": _index_built,
    "DropStmt": _index_dropped,
    "AlterTableStmt": _partition_detached,
    "AlterEnumStmt": _label_added,
}
