"""The page of a table, a view: everything that PostgreSQL knows of it, and how large and how used it is."""

from __future__ import annotations

from typing import LiteralString

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schemactl.studio.asking import dicts
from schemactl.studio.columns import table
from schemactl.studio.desk import desk_of
from schemactl.studio.sections import parts

# A table that is partitioned has nothing itself: its partitions count.
_FACTS: LiteralString = """
WITH RECURSIVE part AS (
  SELECT %s::pg_catalog.oid AS oid
  UNION ALL SELECT i.inhrelid FROM part p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition
)
SELECT sum(pg_catalog.pg_table_size(p.oid))::pg_catalog.int8 AS size, sum(pg_catalog.pg_indexes_size(p.oid))::pg_catalog.int8 AS indexes,
  sum(CASE WHEN c.reltuples >= 0 AND c.relkind <> 'p' THEN c.reltuples END)::pg_catalog.int8 AS rows,
  sum(s.n_dead_tup)::pg_catalog.int8 AS dead, sum(s.seq_scan)::pg_catalog.int8 AS scans, sum(s.idx_scan)::pg_catalog.int8 AS index_scans,
  max(greatest(s.last_vacuum, s.last_autovacuum)) AS vacuumed, max(greatest(s.last_analyze, s.last_autoanalyze)) AS analyzed
FROM part p JOIN pg_catalog.pg_class c ON c.oid = p.oid LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = p.oid"""

_SECURITY: LiteralString = """
SELECT c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
  CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_key
FROM pg_catalog.pg_class c WHERE c.oid = %s"""


def relation(request: Request) -> Response:
    """All parts of it."""
    desk, query = desk_of(request), request.query_params
    with desk.sessions.reading() as conn:
        found = table(conn, query.get("s", ""), query.get("n", ""))
        facts = dicts(conn.execute(_FACTS, [found.oid]))[0]
        security = dicts(conn.execute(_SECURITY, [found.oid]))[0]
        sections = list(parts(conn, found))
    return desk.page(request, "relation.html", table=found, facts=facts, security=security, parts=sections)


ROUTES = (Route("/relation", relation),)
