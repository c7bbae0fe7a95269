"""A scratch server whose databases are emptied and used again: a new one costs more than everything that happens in it.

A database that does not become empty again (its catalogs tell) is dropped, and so is one that was used often: nobody vacuums its catalogs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from schemactl.live.connection import Connection
from schemactl.scratch.server import ScratchServer

USES = 25

EMPTYING = """
SELECT format('COMMENT ON SUBSCRIPTION %1$I IS NULL; ALTER SUBSCRIPTION %1$I DISABLE; ALTER SUBSCRIPTION %1$I SET (slot_name = NONE); DROP SUBSCRIPTION %1$I', subname)
  FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) UNION ALL
SELECT format('ALTER DATABASE %1$I RESET ALL; COMMENT ON DATABASE %1$I IS NULL', current_database()) FROM pg_database d
  WHERE datname = current_database() AND (shobj_description(oid, 'pg_database') IS NOT NULL OR EXISTS (SELECT FROM pg_db_role_setting WHERE setdatabase = d.oid))
  UNION ALL
SELECT 'COMMENT ON SCHEMA public IS ''standard public schema'''
  WHERE obj_description('public'::regnamespace, 'pg_namespace') IS DISTINCT FROM 'standard public schema' UNION ALL
SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication UNION ALL
SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger UNION ALL
SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE oid >= 16384 UNION ALL
SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper UNION ALL
SELECT format('DROP CAST (%s AS %s)', castsource::regtype, casttarget::regtype) FROM pg_cast c WHERE oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_cast'::regclass AND objid = c.oid AND deptype IN ('i', 'e')) UNION ALL
SELECT format('SELECT lo_unlink(%s)', oid) FROM pg_largeobject_metadata UNION ALL
SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_(toast_)?temp_' UNION ALL
SELECT format('DROP LANGUAGE IF EXISTS %I CASCADE', lanname) FROM pg_language WHERE oid >= 16384 UNION ALL
SELECT format('DROP ACCESS METHOD IF EXISTS %I CASCADE', amname) FROM pg_am WHERE oid >= 16384 UNION ALL
SELECT DISTINCT format('DROP OWNED BY %I', pg_get_userbyid(defaclrole)) FROM pg_default_acl"""

CATALOGS = """
pg_class pg_proc pg_type pg_namespace pg_cast pg_default_acl pg_init_privs pg_seclabel pg_operator pg_opclass pg_opfamily
pg_am pg_language pg_collation pg_conversion pg_ts_config pg_ts_dict pg_ts_parser pg_ts_template pg_transform pg_event_trigger
pg_foreign_data_wrapper pg_publication pg_extension pg_largeobject_metadata pg_statistic_ext"""
SIGNATURE = "SELECT " + ", ".join(f"(SELECT count(*) FROM {one})" for one in re.findall(r"\w+", CATALOGS))
SIGNATURE += (
    ", (SELECT sum(hashtextextended(description, objoid::int8)) FROM pg_description)"
    ", (SELECT string_agg(nspname || nspowner || coalesce(nspacl::text, ''), ' ' ORDER BY oid) FROM pg_namespace WHERE oid < 16384)"
)

PRIVILEGES = (("pg_proc", "proacl"), ("pg_class", "relacl"), ("pg_type", "typacl"))
SIGNATURE += "".join(
    f", (SELECT string_agg(oid || {acl}::text, ' ' ORDER BY oid) FROM {catalog} WHERE oid < 16384 AND {acl} IS NOT NULL)"
    for catalog, acl in PRIVILEGES
)


class PooledServer(ScratchServer):
    """Lends databases; `close` gives all of them back."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._idle: list[tuple[Connection, Any, int]] = []
        self._empty: tuple[Any, ...] | None = None
        self._privileges: dict[str, list[tuple[int, str]]] = {}

    @contextmanager
    def database(self, template: str | None = None) -> Iterator[Connection]:  # type: ignore[override]
        if template is not None:
            with super().database(template) as conn:
                yield conn
            return
        conn, lent, uses = self._idle.pop() if self._idle else self._fresh()
        try:
            yield conn
        finally:
            if uses < USES and self._empties(conn):
                self._idle.append((conn, lent, uses + 1))
            else:
                lent.__exit__(None, None, None)

    def _fresh(self) -> tuple[Connection, Any, int]:
        lent = super().database()
        conn = lent.__enter__()
        if self._empty is None:
            self._empty = conn.execute(SIGNATURE).fetchone()
            self._privileges = {catalog: _granted(conn, catalog, acl) for catalog, acl in PRIVILEGES}
        return conn, lent, 0

    def _empties(self, conn: Connection) -> bool:
        if conn.closed:
            return False
        try:
            conn.execute("ROLLBACK; SET client_min_messages = error; SET search_path = pg_catalog, pg_temp; RESET SESSION AUTHORIZATION")
            for (command,) in conn.execute(EMPTYING, prepare=True).fetchall():
                conn.execute(command.encode())
            found = conn.execute(SIGNATURE, prepare=True).fetchone()
            if found != self._empty:
                self._give_back(conn)
                found = conn.execute(SIGNATURE, prepare=True).fetchone()
            return found == self._empty
        except psycopg.Error:
            return False

    def _give_back(self, conn: Connection) -> None:
        """What PostgreSQL's own objects granted at first. REVOKE would leave the owner's privileges where nothing was said of any."""
        conn.execute("SET allow_system_table_mods = on")
        for catalog, acl in PRIVILEGES:
            now, then = (dict(one) for one in (_granted(conn, catalog, acl), self._privileges[catalog]))
            for oid in now.keys() | then.keys():
                if now.get(oid) != then.get(oid):
                    conn.execute(f"UPDATE {catalog} SET {acl} = %s::aclitem[] WHERE oid = %s".encode(), [then.get(oid), oid])
        conn.execute("RESET allow_system_table_mods")

    def close(self) -> None:
        while self._idle:
            self._idle.pop()[1].__exit__(None, None, None)


def _granted(conn: Connection, catalog: str, acl: str) -> list[tuple[int, str]]:
    """The privileges of PostgreSQL's own objects in one catalog, as text."""
    return conn.execute(f"SELECT oid, {acl}::text FROM {catalog} WHERE oid < 16384 AND {acl} IS NOT NULL".encode()).fetchall()
