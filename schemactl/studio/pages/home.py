"""The first page, a schema's page, and the search over names."""

from __future__ import annotations

from typing import Any, LiteralString

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schemactl.studio.answers import NotFoundError
from schemactl.studio.asking import dicts
from schemactl.studio.desk import desk_of
from schemactl.studio.tree import Branch, tree

_ABOUT: LiteralString = """
SELECT pg_catalog.current_database() AS database, pg_catalog.current_setting('server_version') AS version, current_user AS role,
  pg_catalog.pg_database_size(pg_catalog.current_database()) AS size, pg_catalog.pg_is_in_recovery() AS standby,
  pg_catalog.pg_postmaster_start_time() AS started, pg_catalog.to_regclass('schemactl.plans') IS NOT NULL AS ledger"""

# Sizes of the few that the planner's own figures say are largest: asking for all of thousands would read as many folders' entries.
_LARGEST: LiteralString = """
WITH own AS (
  SELECT c.oid, CASE WHEN c.relispartition THEN pg_catalog.pg_partition_root(c.oid) ELSE c.oid END AS root, c.relpages, c.reltuples
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), largest AS (
  SELECT o.root, sum(CASE WHEN o.reltuples >= 0 THEN o.reltuples END)::pg_catalog.int8 AS rows FROM own o JOIN pg_catalog.pg_class c ON c.oid = o.root
  GROUP BY o.root, c.relname ORDER BY sum(o.relpages) DESC, sum(o.reltuples) DESC, c.relname LIMIT 10
)
SELECT n.nspname AS schema, c.relname AS name, l.rows,
  (SELECT sum(pg_catalog.pg_table_size(o.oid))::pg_catalog.int8 FROM own o WHERE o.root = l.root) AS size,
  (SELECT sum(pg_catalog.pg_indexes_size(o.oid))::pg_catalog.int8 FROM own o WHERE o.root = l.root) AS indexes
FROM largest l JOIN pg_catalog.pg_class c ON c.oid = l.root JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY 4 DESC, 1, 2"""

# The size of a table is asked of the disk, file by file, as long as there are not too many.
_RELATIONS: LiteralString = """
SELECT c.relname AS name, c.relkind::text AS kind, CASE WHEN c.relkind IN ('r', 'm') AND c.reltuples >= 0 THEN c.reltuples::int8 END AS rows,
  CASE WHEN c.relkind NOT IN ('r', 'm') THEN NULL WHEN pg_catalog.count(*) OVER () <= 200 THEN pg_catalog.pg_total_relation_size(c.oid)
    ELSE c.relpages * pg_catalog.current_setting('block_size')::pg_catalog.int8 END AS size,
  pg_catalog.obj_description(c.oid, 'pg_class') AS comment
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition ORDER BY c.relname"""

_ROUTINES: LiteralString = """
SELECT p.proname AS name, pg_catalog.pg_get_function_identity_arguments(p.oid) AS arguments, pg_catalog.pg_get_function_result(p.oid) AS result,
  CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function' ELSE 'function' END AS kind,
  CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid) END AS definition
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = %s AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
  WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY p.proname, 2"""

_TYPES: LiteralString = """
SELECT t.typname AS name, CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' WHEN 'c' THEN 'composite' ELSE 'base' END AS kind,
  CASE t.typtype WHEN 'e' THEN (SELECT pg_catalog.string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)
    WHEN 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod)
      || coalesce((SELECT ' ' || pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(k.oid, true), ' ') FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid), '')
    WHEN 'c' THEN (SELECT pg_catalog.string_agg(a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) END AS definition
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE n.nspname = %s AND t.typcategory <> 'A' AND t.typtype <> 'm' AND (c.oid IS NULL OR c.relkind = 'c') AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
  WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid = t.oid AND d.deptype = 'e')
ORDER BY t.typname"""

_SEQUENCES: LiteralString = """
SELECT c.relname AS name, pg_catalog.format_type(s.seqtypid, NULL) AS type, s.seqstart AS start, s.seqincrement AS increment
FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s ORDER BY c.relname"""

MOST_FOUND = 200


def home(request: Request) -> Response:
    """What database this is, and what is in it."""
    desk = desk_of(request)
    with desk.sessions.reading() as conn:
        about = dicts(conn.execute(_ABOUT))[0]
        largest = dicts(conn.execute(_LARGEST))
        branches = tree(conn)
    return desk.page(request, "home.html", about=about, largest=largest, branches=branches)


def schema(request: Request) -> Response:
    """What is in a schema, but for its columns."""
    desk, name = desk_of(request), request.query_params.get("s", "")
    with desk.sessions.reading() as conn:
        if conn.execute("SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = %s", [name]).fetchone() is None:
            raise NotFoundError(f"there is no schema {name}")
        lists: dict[str, Any] = {key: dicts(conn.execute(text, [name])) for key, text in _LISTS.items()}
    return desk.page(request, "schema.html", schema=name, **lists)


_LISTS: dict[str, LiteralString] = {"relations": _RELATIONS, "routines": _ROUTINES, "types": _TYPES, "sequences": _SEQUENCES}


def search(request: Request) -> Response:
    """Relations by a part of their name; without JavaScript, what the field above the tree leads to."""
    desk, wanted = desk_of(request), request.query_params.get("q", "").strip()
    with desk.sessions.reading() as conn:
        found = list(_matching(tree(conn), wanted.lower()))
    return desk.page(request, "search.html", wanted=wanted, found=found[:MOST_FOUND], more=max(0, len(found) - MOST_FOUND))


def _matching(branches: tuple[Branch, ...], wanted: str) -> list[object]:
    return [one for branch in branches for one in branch.relations if wanted in f"{one.schema}.{one.name}".lower()]


ROUTES = (Route("/", home), Route("/schema", schema), Route("/search", search))
