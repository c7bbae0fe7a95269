"""A step outside of a transaction was interrupted: what does the catalog say, did it happen?

One look per command that may stand there. Where no catalog can tell, a person decides: `schemactl repair`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, LiteralString

import msgspec
from psycopg.sql import SQL, Identifier

from schemactl.applying.statements import commands
from schemactl.errors import HalfwayError
from schemactl.live.connection import Connection

Node = dict[str, Any]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """`happened`: nothing is left to run. `repairs` put away what an interrupted attempt left; they run first. `words` say what was seen."""

    happened: bool
    words: str
    repairs: tuple[str, ...] = ()


def evidence(conn: Connection, sql: str, *, edited: bool = False) -> Evidence:
    """Look for what the statement makes or removes. HalfwayError where no catalog can tell: a person decides."""
    found = look(conn, sql, edited=edited)
    if found is None:
        raise HalfwayError(
            "a step outside of a transaction was interrupted, and the catalog does not show whether it happened",
            hint="look at its data, then say what is so: schemactl repair --mark-applied (it happened), or --resume (run it again)",
        )
    return found


def look(conn: Connection, sql: str, *, edited: bool = False) -> Evidence | None:
    """The same; None where no catalog can tell. `edited`: what began was another statement, and nothing of this one's name was there before."""
    found = commands(sql)
    if not found or len(found) != 1:
        return None
    command = found[0]
    if words := _REPEATABLE.get(command.type):
        return _again(words)
    one = _LOOKS.get(command.type)
    seen = one(conn, command.node) if one else None
    return seen or (_left_of_another(conn, command.node) if edited and command.type == "IndexStmt" else None)


def taken(conn: Connection, sql: str) -> str | None:
    """What stands there already under the name that the statement wants to make, in words. It is not the plan's, whatever it is."""
    found = commands(sql)
    if not found or found[0].type not in _MAKES:
        return None
    node = found[0].node
    if found[0].type == "IndexStmt":
        name = Identifier(*(one for one in (node["relation"].get("schemaname"), node["idxname"]) if one)).as_string(conn)
        return f"{name} is there already" if _one(conn, "SELECT pg_catalog.to_regclass(%s) IS NOT NULL", name) else None
    there = look(conn, sql)
    return f"{there.words} already" if there and there.happened else None


def _again(words: str) -> Evidence:
    return Evidence(happened=False, words=words)


def _by_presence(there: object, name: str, *, wanted: bool) -> Evidence:
    """For what PostgreSQL makes or removes as a whole, or not at all."""
    return Evidence(happened=bool(there) is wanted, words=f"{name} is {'there' if there else 'not there'}")


def _one(conn: Connection, query: LiteralString, *values: object) -> Any:
    row = conn.execute(query, values).fetchone()
    return row and row[0]


def _index_built(conn: Connection, node: Node) -> Evidence | None:
    """An interrupted CREATE INDEX CONCURRENTLY leaves an invalid index, which may already enforce uniqueness."""
    table = node["relation"]
    if "idxname" not in node or "schemaname" not in table:
        return None
    found = conn.execute(_INDEX, [table["schemaname"], node["idxname"], table["relname"]]).fetchone()
    name = f"index {table['schemaname']}.{node['idxname']}"
    if found is None:
        return _again(f"{name} is not there")
    valid, *shape = found
    keys, included = len(node["indexParams"]), len(node.get("indexIncludingParams", ()))
    if shape != [bool(node.get("unique")), node.get("accessMethod", "btree"), keys, keys + included, "whereClause" in node]:
        # Somebody else's: it is neither dropped nor taken for the plan's.
        return None
    if valid:
        return Evidence(happened=True, words=f"{name} is there, and valid")
    return Evidence(
        happened=False, words=f"{name} is there, and invalid", repairs=(_drop_index(conn, table["schemaname"], node["idxname"]),)
    )


def _left_of_another(conn: Connection, node: Node) -> Evidence | None:
    """An index of another shape that is not valid is what the statement left which stood here before."""
    table, index = node["relation"], node.get("idxname")
    if index is None or (schema := table.get("schemaname")) is None:
        return None
    found = conn.execute(_INDEX, [schema, index, table["relname"]]).fetchone()
    if found is None or found[0]:
        return None
    words = f"index {schema}.{index} is there, and invalid, of another shape"
    return Evidence(happened=False, words=words, repairs=(_drop_index(conn, schema, index),))


_INDEX: LiteralString = """
    SELECT i.indisvalid AND i.indisready, i.indisunique, m.amname, i.indnkeyatts::pg_catalog.int4, i.indnatts::pg_catalog.int4,
           i.indpred IS NOT NULL
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_am m ON m.oid = c.relam
    WHERE n.nspname = %s AND c.relname = %s AND t.relname = %s
"""


def _drop_index(conn: Connection, schema: str, name: str) -> str:
    return SQL("DROP INDEX CONCURRENTLY {}").format(Identifier(schema, name)).as_string(conn)


def _index_dropped(conn: Connection, node: Node) -> Evidence | None:
    """An interrupted DROP INDEX CONCURRENTLY leaves an invalid index; the same statement drops it."""
    if node.get("removeType") != "OBJECT_INDEX":
        return None
    names = [item["String"]["sval"] for item in node["objects"][0]["List"]["items"]]
    there = _one(conn, "SELECT pg_catalog.to_regclass(%s) IS NOT NULL", Identifier(*names).as_string(conn))
    return _by_presence(there, f"index {'.'.join(names)}", wanted=False)


def _reindexed(conn: Connection, node: Node) -> Evidence:
    """An interrupted REINDEX CONCURRENTLY leaves invalid indexes beside those it was about: of the new ones, or the old.

    https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY
    """
    relation = node.get("relation")
    about = Identifier(*(relation[key] for key in ("schemaname", "relname") if key in relation)).as_string(conn) if relation else None
    schema = node.get("name") if node["kind"] == "REINDEX_OBJECT_SCHEMA" else None
    left = conn.execute(_LEFT_OF_REINDEX, {"about": about, "schema": schema}).fetchall()
    seen = f"{len(left)} invalid indexes are left of it; " if left else ""
    return Evidence(
        happened=False, words=f"{seen}it may run once more", repairs=tuple(_drop_index(conn, schema, name) for schema, name in left)
    )


_LEFT_OF_REINDEX: LiteralString = """
    SELECT n.nspname, c.relname
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND c.relkind = 'i'
      AND (%(schema)s::pg_catalog.text IS NULL OR n.nspname = %(schema)s)
      AND (%(about)s::pg_catalog.text IS NULL OR EXISTS (
          SELECT FROM pg_catalog.pg_class a LEFT JOIN pg_catalog.pg_index o ON o.indexrelid = a.oid
          WHERE a.oid = pg_catalog.to_regclass(%(about)s)
            AND (i.indrelid = coalesce(o.indrelid, a.oid) OR t.oid = a.reltoastrelid
                 OR i.indrelid IN (SELECT p.relid FROM pg_catalog.pg_partition_tree(coalesce(o.indrelid, a.oid)) p))))
    ORDER BY 1, 2
"""


def _partition_detached(conn: Connection, node: Node) -> Evidence | None:
    """An interrupted DETACH CONCURRENTLY hides the rows already, cannot be repeated, and ends with FINALIZE."""
    command = node["cmds"][0]["AlterTableCmd"]
    if command["subtype"] not in ("AT_DetachPartition", "AT_DetachPartitionFinalize") or "schemaname" not in node["relation"]:
        return None
    partition = command["def"]["PartitionCmd"]["name"]
    parent, child = (Identifier(one["schemaname"], one["relname"]) for one in (node["relation"], partition))
    name = f"partition {partition['schemaname']}.{partition['relname']}"
    row = conn.execute(
        """SELECT h.inhdetachpending FROM pg_catalog.pg_inherits h
           WHERE h.inhparent = pg_catalog.to_regclass(%s) AND h.inhrelid = pg_catalog.to_regclass(%s)""",
        [parent.as_string(conn), child.as_string(conn)],
    ).fetchone()
    if row is None:
        return Evidence(happened=True, words=f"{name} is detached")
    if not row[0]:
        return _again(f"{name} is attached")
    finalize = SQL("ALTER TABLE {} DETACH PARTITION {} FINALIZE").format(parent, child)
    return Evidence(happened=True, words=f"{name} is half detached", repairs=(finalize.as_string(conn),))


def _label_added(conn: Connection, node: Node) -> Evidence | None:
    if "newVal" not in node or "oldVal" in node:
        return None
    names = [item["String"]["sval"] for item in node["typeName"]]
    there = _one(
        conn,
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_enum e WHERE e.enumtypid = pg_catalog.to_regtype(%s) AND e.enumlabel = %s)",
        Identifier(*names).as_string(conn),
        node["newVal"],
    )
    return _by_presence(there, f"value {node['newVal']} of type {'.'.join(names)}", wanted=True)


def _publications_changed(conn: Connection, node: Node) -> Evidence | None:
    """ADD and DROP PUBLICATION are refused the second time; the other forms may be repeated."""
    if node["kind"] not in ("ALTER_SUBSCRIPTION_ADD_PUBLICATION", "ALTER_SUBSCRIPTION_DROP_PUBLICATION"):
        return _again("it may run once more")
    wanted = node["kind"] == "ALTER_SUBSCRIPTION_ADD_PUBLICATION"
    names = [one["String"]["sval"] for one in node["publication"]]
    there = _one(
        conn,
        """SELECT s.subpublications @> %s::pg_catalog.text[] FROM pg_catalog.pg_subscription s WHERE s.subname = %s
           AND s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())""",
        names,
        node["subname"],
    )
    return _by_presence(there, f"publication {', '.join(names)} of subscription {node['subname']}", wanted=wanted)


def _present(query: LiteralString, kind: str, key: str, *, wanted: bool) -> Callable[[Connection, Node], Evidence]:
    return lambda conn, node: _by_presence(_one(conn, query, node[key]), f"{kind} {node[key]}", wanted=wanted)


_DATABASE: LiteralString = "SELECT EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = %s)"
_TABLESPACE: LiteralString = "SELECT EXISTS (SELECT FROM pg_catalog.pg_tablespace t WHERE t.spcname = %s)"
_SUBSCRIPTION: LiteralString = """
    SELECT EXISTS (SELECT FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
                   WHERE d.datname = pg_catalog.current_database() AND s.subname = %s)
"""

_REPEATABLE = dict.fromkeys(
    ("VacuumStmt", "ClusterStmt", "AlterSystemStmt", "AlterDatabaseStmt", "CheckPointStmt"), "it may run once more without harm"
)

_MAKES = frozenset({"IndexStmt", "CreateSubscriptionStmt", "CreatedbStmt", "CreateTableSpaceStmt"})

_LOOKS: dict[str, Callable[[Connection, Node], Evidence | None]] = {
    "IndexStmt": _index_built,
    "DropStmt": _index_dropped,
    "ReindexStmt": _reindexed,
    "AlterTableStmt": _partition_detached,
    "AlterEnumStmt": _label_added,
    "AlterSubscriptionStmt": _publications_changed,
    "CreateSubscriptionStmt": _present(_SUBSCRIPTION, "subscription", "subname", wanted=True),
    "DropSubscriptionStmt": _present(_SUBSCRIPTION, "subscription", "subname", wanted=False),
    "CreatedbStmt": _present(_DATABASE, "database", "dbname", wanted=True),
    "DropdbStmt": _present(_DATABASE, "database", "dbname", wanted=False),
    "CreateTableSpaceStmt": _present(_TABLESPACE, "tablespace", "tablespacename", wanted=True),
    "DropTableSpaceStmt": _present(_TABLESPACE, "tablespace", "tablespacename", wanted=False),
}
