"""Materialized views in scratch, where nothing may connect: those that read foreign tables count as filled, and hold no rows."""

from __future__ import annotations

import json
import re
from typing import Any

from schemactl.kinds.sql import dollar, literal, qualified

_CREATION = re.compile(r"\s*CREATE\s+MATERIALIZED\s+VIEW\b", re.IGNORECASE)


def rehearsed(sql: str) -> str:
    """CREATE MATERIALIZED VIEW would run its query, on other servers too: it is filled in a step of its own, or said to be. All else is as it stands."""
    if not _CREATION.match(sql):
        return sql
    from pglast.parser import ParseError, parse_sql_json, scan

    try:
        ((_, tree),) = json.loads(parse_sql_json(sql))["stmts"][0]["stmt"].items()
    except ParseError:
        return sql  # the scratch server says what is wrong with it
    into = tree["into"]
    if into.get("skipData"):
        return sql
    tokens = [one for one in scan(sql) if one.name not in ("SQL_COMMENT", "C_COMMENT")]
    said = [one.name for one in tokens[-2:]] == ["WITH", "DATA_P"]
    return _made(f"{sql[: tokens[-2].start] if said else sql}\nWITH NO DATA", into["rel"])


def _made(creation: str, relation: dict[str, Any]) -> str:
    view = qualified(part for part in (relation.get("schemaname"), relation["relname"]) if part)
    body = f"""BEGIN
  EXECUTE {literal(creation)};
  IF EXISTS (
    WITH RECURSIVE read AS (
      SELECT {literal(view)}::pg_catalog.regclass::pg_catalog.oid AS relid
      UNION
      SELECT other.relid FROM read CROSS JOIN LATERAL (
        SELECT d.refobjid FROM pg_catalog.pg_rewrite r
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
          AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        WHERE r.ev_class = read.relid
        UNION ALL SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = read.relid
      ) AS other(relid)
    )
    SELECT FROM read JOIN pg_catalog.pg_class c ON c.oid = read.relid WHERE c.relkind = 'f'
  ) THEN
    BEGIN
      UPDATE pg_catalog.pg_class SET relispopulated = true WHERE oid = {literal(view)}::pg_catalog.regclass;
    EXCEPTION WHEN insufficient_privilege THEN NULL;  -- a role that is only asked whether it may make the view
    END;
  ELSE
    REFRESH MATERIALIZED VIEW {view};
  END IF;
END"""
    return f"DO {dollar(body)}"
