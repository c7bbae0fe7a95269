"""Views. Rules but the one that holds the query, and triggers, are kinds of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from schemactl.kinds import query, widening
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS, pairs_in_order
from schemactl.kinds.query import Pairs
from schemactl.kinds.sql import name, options, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement


class View(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createview.html; WITH CHECK OPTION is the parameter `check_option`."""

    query: SqlText
    with_: Pairs = ()
    defaults: tuple[tuple[str, SqlText], ...] = ()
    column_comments: Pairs = ()
    columns: tuple[str, ...] = ()


DERIVED = ("columns",)
_DEFAULT = "JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"

CATALOG_SQL = f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname] AS path,
  {query.QUERY} AS query, {pairs_in_order("c.reloptions")} AS with_,
  {query.by_column("pg_get_expr(d.adbin, d.adrelid)", _DEFAULT)} AS defaults,
  {query.COLUMN_COMMENTS} AS column_comments, {query.COLUMNS} AS columns
FROM {RELATIONS} WHERE c.relkind = 'v' AND c.relpersistence <> 't' ORDER BY n.nspname, c.relname"""


def _defined(view: View, verb: str) -> str:
    parameters = f" WITH ({options(view.with_)})" if view.with_ else ""
    columns, text = query.with_columns(view.query)
    return f"{verb} VIEW {qualified(view.id.path)}{columns}{parameters} AS\n{text}"


def create(view: View, _: Context) -> Iterator[Statement]:
    yield made(view, _defined(view, "CREATE"))
    yield from _set_defaults(view, (), view.defaults)
    yield from query.comment_columns(view, (), view.column_comments)


def drop(view: View, _: Context) -> Iterator[Statement]:
    yield dropped(view, f"DROP VIEW {qualified(view.id.path)}")


def set_query(before: View, after: View, _: Context) -> Iterator[Statement] | Replace:
    if before.query == after.query:
        return query.set_options(after, "ALTER VIEW", before.with_, after.with_)
    if after.columns[: len(before.columns)] != before.columns:
        return REPLACE  # CREATE OR REPLACE VIEW only appends columns: it renames, retypes, moves and removes none
    # It sets the parameters anew as well.
    return iter((altered(after, _defined(after, "CREATE OR REPLACE"), lock=Lock.ACCESS_EXCLUSIVE, hazards=_widened(before, after)),))


def _widened(before: View, after: View) -> tuple[Hazard, ...]:
    lost = [key for key, value in before.with_ if key.startswith("security_") and (key, value) not in after.with_]
    return (Hazard(code="SC406", message=f"view {qualified(after.id.path)} is no longer {', '.join(lost)}"),) if lost else ()


def _set_defaults(view: View, before: Pairs, after: Pairs) -> Iterator[Statement]:
    for column, expression in query.changed(before, after):
        action = "DROP DEFAULT" if expression is None else f"SET DEFAULT {expression}"
        sql = f"ALTER VIEW {qualified(view.id.path)} ALTER COLUMN {name(column)} {action}"
        yield altered(view, sql, lock=Lock.ACCESS_EXCLUSIVE)


def set_defaults(before: View, after: View, _: Context) -> Iterator[Statement]:
    return _set_defaults(after, before.defaults, after.defaults)


def set_column_comments(before: View, after: View, _: Context) -> Iterator[Statement]:
    return query.comment_columns(after, before.column_comments, after.column_comments)


def write(view: View, children: dict[str, Raw]) -> Raw:
    return query.write(view, children, DERIVED)


KIND = Kind(
    name="view",
    model=View,
    catalog=CATALOG_SQL,
    among="pg_class WHERE relkind = 'v'",
    aliases=query.aliases("v"),
    create=create,
    drop=drop,
    alter={
        "query": set_query,
        "with_": set_query,
        "defaults": set_defaults,
        "column_comments": set_column_comments,
        "columns": set_query,
    },
    derived=DERIVED,
    rename=partial(query.rename, "ALTER VIEW"),
    designation=partial(query.designation, "VIEW"),
    namespace=query.in_namespaces,
    disturbed=True,
    schema_scoped=True,
    owned=True,
    grantable="TABLE",
    yaml=Yaml(key="views", read=query.read, write=write, apart=query.apart, folder="views"),
    widens=widening.added,
)
