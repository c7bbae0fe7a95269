"""A development database → an empty one, without dropping the database itself: its settings, owner and connections stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

import psycopg
from psycopg.sql import SQL, Identifier

from schemactl.applying import environment
from schemactl.applying.ledger import Marker
from schemactl.applying.locks import advisory_lock
from schemactl.live.connection import Connection, database_error

# A transaction that drops many relations needs a lock for each: https://www.postgresql.org/docs/current/runtime-config-locks.html
_AT_ONCE = 200

# Event triggers first: they would fire for all that follows.
_GLOBAL: LiteralString = """
    SELECT o.type, o.identity FROM (
        SELECT 1 AS rank, 'pg_event_trigger'::regclass::oid AS classid, oid AS objid FROM pg_event_trigger
        UNION ALL SELECT 2, 'pg_publication'::regclass, oid FROM pg_publication
        UNION ALL SELECT 3, 'pg_extension'::regclass, oid FROM pg_extension WHERE extname <> 'plpgsql'
        UNION ALL SELECT 4, 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
        UNION ALL SELECT 5, 'pg_cast'::regclass, oid FROM pg_cast WHERE oid >= 16384
        UNION ALL SELECT 6, 'pg_am'::regclass, oid FROM pg_am WHERE oid >= 16384
        UNION ALL SELECT 7, 'pg_language'::regclass, oid FROM pg_language WHERE oid >= 16384) x,
        LATERAL pg_identify_object(x.classid, x.objid, 0) o
    ORDER BY x.rank, x.objid DESC"""
_TABLES: LiteralString = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('information_schema', 'schemactl') AND n.nspname !~ '^pg_'
    ORDER BY c.oid DESC LIMIT %s"""
_SCHEMAS: LiteralString = """
    SELECT nspname FROM pg_namespace WHERE nspname NOT IN ('information_schema', 'public') AND nspname !~ '^pg_' ORDER BY nspname"""
_IN_PUBLIC: LiteralString = """
    SELECT o.type, o.identity FROM pg_depend d, LATERAL pg_identify_object(d.classid, d.objid, 0) o
    WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = to_regnamespace('public') AND d.deptype = 'n'
      AND d.classid <> 'pg_default_acl'::regclass
    ORDER BY d.objid DESC"""
_PUBLIC_GRANTEES: LiteralString = """
    SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
    FROM pg_namespace n, LATERAL aclexplode(n.nspacl) a WHERE n.nspname = 'public'"""
_DEFAULT_GRANTS: LiteralString = """
    SELECT DISTINCT quote_ident(pg_get_userbyid(d.defaclrole)), d.defaclobjtype::text, d.defaclnamespace <> 0,
      CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
    FROM pg_default_acl d LEFT JOIN LATERAL aclexplode(d.defaclacl) a ON true"""

# How DROP calls what pg_identify_object calls otherwise.
_WORDS = {
    "foreign-data wrapper": "FOREIGN DATA WRAPPER",
    "statistics object": "STATISTICS",
    "composite type": "TYPE",
    "function": "ROUTINE",
    "procedure": "ROUTINE",
    "aggregate": "ROUTINE",
}
_DEFAULT_WORDS = {"r": "TABLES", "S": "SEQUENCES", "f": "FUNCTIONS", "T": "TYPES", "n": "SCHEMAS", "L": "LARGE OBJECTS"}
_FOR_EVERYBODY = {"f": "EXECUTE", "T": "USAGE"}


def clear(conn: Connection, marker: Marker | None, *, by: str, wait: float = 60.0) -> None:
    """Drop every user object, the ledger too; the mark "development" stays. Raises DatabaseError for what the role may not drop."""
    with advisory_lock(conn, wait=wait):
        try:
            _drop_listed(conn, _GLOBAL)
            _drop_tables(conn)
            for (schema,) in conn.execute(_SCHEMAS).fetchall():
                conn.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(schema)))
            _drop_listed(conn, _IN_PUBLIC)
            for statement in [*_default_privileges(conn), *_public(conn)]:
                conn.execute(statement.encode())
        except psycopg.Error as error:
            hint = "the role must own what it drops; what was dropped so far is gone"
            raise database_error(error, doing="clearing the database", hint=hint) from error
    if marker is not None:
        environment.mark(conn, marker.mode, by=by, wait=wait)


def contents(conn: Connection) -> dict[str, int]:
    """What would go: how many of each, for the question that is asked before."""
    row = conn.execute(
        """
        SELECT count(*) FILTER (WHERE c.relkind IN ('r', 'p')), count(*) FILTER (WHERE c.relkind IN ('v', 'm')),
          (SELECT count(*) FROM pg_namespace WHERE nspname NOT IN ('information_schema', 'public', 'schemactl') AND nspname !~ '^pg_'),
          (SELECT count(*) FROM pg_extension WHERE extname <> 'plpgsql')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname NOT IN ('information_schema', 'schemactl') AND n.nspname !~ '^pg_'
        """
    ).fetchone()
    assert row is not None
    return {word: number for word, number in zip(("table", "view", "schema", "extension"), row, strict=True) if number}


def _drop_listed(conn: Connection, query: LiteralString) -> None:
    """One by one: CASCADE takes others along, so the list may name what is gone."""
    for kind, identity in conn.execute(query).fetchall():
        conn.execute(f"DROP {_WORDS.get(kind, kind.upper())} IF EXISTS {identity} CASCADE".encode())


def _drop_tables(conn: Connection) -> None:
    """A batch at a time; CASCADE takes partitions and views along."""
    while tables := conn.execute(_TABLES, [_AT_ONCE]).fetchall():
        listed = SQL(", ").join(Identifier(schema, table) for schema, table in tables)
        conn.execute(SQL("DROP TABLE {} CASCADE").format(listed))


def _default_privileges(conn: Connection) -> Iterator[str]:
    """Back to the built-in ones; those of a schema went with it, but for public's."""
    found = conn.execute(_DEFAULT_GRANTS).fetchall()
    for role, kind, in_public, grantee in found:
        if grantee is not None:
            inside = " IN SCHEMA public" if in_public else ""
            yield f"ALTER DEFAULT PRIVILEGES FOR ROLE {role}{inside} REVOKE ALL ON {_DEFAULT_WORDS[kind]} FROM {grantee}"
    for role, kind in {(role, kind) for role, kind, in_public, _ in found if not in_public}:
        yield f"ALTER DEFAULT PRIVILEGES FOR ROLE {role} GRANT ALL ON {_DEFAULT_WORDS[kind]} TO {role}"
        if right := _FOR_EVERYBODY.get(kind):
            yield f"ALTER DEFAULT PRIVILEGES FOR ROLE {role} GRANT {right} ON {_DEFAULT_WORDS[kind]} TO PUBLIC"


def _public(conn: Connection) -> Iterator[str]:
    """`public` as a new database has it. It is kept where it is there: one that was created anew is no built-in object any more."""
    row = conn.execute("SELECT to_regnamespace('public') IS NULL").fetchone()
    if row and row[0]:
        yield "CREATE SCHEMA public"
    for (grantee,) in conn.execute(_PUBLIC_GRANTEES).fetchall():
        yield f"REVOKE ALL ON SCHEMA public FROM {grantee} CASCADE"
    # From 15 on public belongs to the database's owner, and others only use it.
    owned = conn.info.server_version >= 150000
    if owned:
        yield "ALTER SCHEMA public OWNER TO pg_database_owner"
    yield f"GRANT ALL ON SCHEMA public TO {'pg_database_owner' if owned else 'CURRENT_USER'}"
    yield f"GRANT {'USAGE' if owned else 'ALL'} ON SCHEMA public TO PUBLIC"
    yield "COMMENT ON SCHEMA public IS 'standard public schema'"
