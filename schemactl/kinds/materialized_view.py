"""Materialized views: a query whose rows are kept. Indexes are kinds of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from schemactl.kinds import foreign_rows, online, query, storage_options, widening
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, altered, dropped, evaluating, made
from schemactl.kinds.catalog import RELATIONS, TABLESPACE, table_options
from schemactl.kinds.query import Pairs
from schemactl.kinds.sql import name, options, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class MaterializedView(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-creatematerializedview.html

    `storage`, `compression`, `statistics` and `options` (`n_distinct=5`) are of columns. `with_data` says how it is created: whether it holds rows later is data.
    """

    query: SqlText
    access_method: str | None = None
    with_: Pairs = ()
    tablespace: str | None = None
    storage: Pairs = ()
    compression: Pairs = ()
    statistics: Pairs = ()
    options: Pairs = ()
    column_comments: Pairs = ()
    with_data: bool = True
    columns: tuple[str, ...] = ()


DERIVED = ("with_data", "columns")
_STORAGE = """CASE WHEN a.attstorage <> t.typstorage
  THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END"""
_COMPRESSION = "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END"
_OPTIONS = query.by_column("array_to_string(a.attoptions, ', ')", "")

CATALOG_SQL = f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname] AS path, {query.QUERY} AS query,
  (SELECT nullif(amname, 'heap') FROM pg_am a WHERE a.oid = c.relam) AS access_method,
  {table_options()} AS with_, {TABLESPACE.format("c")} AS tablespace,
  {query.by_column(_STORAGE, "JOIN pg_type t ON t.oid = a.atttypid")} AS storage,
  {query.by_column(_COMPRESSION, "")} AS compression,
  {query.by_column("nullif(a.attstattarget, -1)::text", "")} AS statistics,
  {_OPTIONS} AS options,
  {query.COLUMN_COMMENTS} AS column_comments, c.relispopulated AS with_data,
  {query.COLUMNS} AS columns
FROM {RELATIONS} WHERE c.relkind = 'm' ORDER BY n.nspname, c.relname"""


def create(view: MaterializedView, ctx: Context) -> Iterator[Statement]:
    columns, text = query.with_columns(view.query)
    head = f"CREATE MATERIALIZED VIEW {qualified(view.id.path)}{columns}"
    if view.access_method:
        head += f" USING {name(view.access_method)}"
    if view.with_:
        head += f" WITH ({options(view.with_)})"
    if view.tablespace:
        head += f" TABLESPACE {name(view.tablespace)}"
    # On a line of its own: the query may end in a comment.
    filled = _is_filled(view.id, ctx)
    statement = made(view, f"{head} AS\n{text}" + ("" if filled else "\nWITH NO DATA"))
    statement = online.alone(statement) if is_filled_apart(view, ctx) else statement
    # From 17 on the server itself fills it under pg_catalog alone.
    yield evaluating(statement) if filled and ctx.major < 17 else statement
    bare = MaterializedView(id=view.id, query=view.query)
    yield from set_columns(bare, view, ctx)
    yield from set_column_options(bare, view, ctx)
    yield from query.comment_columns(view, (), view.column_comments)


def is_filled_apart(view: MaterializedView, ctx: Context) -> bool:
    """A query over a large table takes its time, and must not hold the locks of what stood before it; one that is made again comes with its drop."""
    return view.id not in ctx.live and _is_filled(view.id, ctx) and _reads_busy(view.id, ctx)


def _reads_busy(view: ObjectId, ctx: Context) -> bool:
    used = ctx.desired.uses[view] - {view}
    return any(ctx.busy(one) or (one.kind in ("view", view.kind) and _reads_busy(one, ctx)) for one in used)


def _is_filled(view: ObjectId, ctx: Context) -> bool:
    """What is made again holds rows if it did before; PostgreSQL refuses to read one that holds none."""
    there = ctx.live.objects.get(view) or ctx.desired.objects[view]
    return getattr(there, "with_data", False) and all(_is_filled(one, ctx) for one in _read_by(view, ctx.desired))


def _read_by(view: ObjectId, state: State) -> set[ObjectId]:
    """The materialized views that its query reads, through views too."""
    found: set[ObjectId] = set()
    queue = [view]
    while queue:
        for used in state.uses[queue.pop()]:
            if used.kind == view.kind:
                found.add(used)
            elif used.kind == "view":
                queue.append(used)
    return found


def drop(view: MaterializedView, _: Context) -> Iterator[Statement]:
    path = qualified(view.id.path)
    hazard = Hazard(code="SC507", message=f"the rows of materialized view {path} are gone until its query has run again")
    yield dropped(view, f"DROP MATERIALIZED VIEW {path}", hazards=(hazard,))


def _alter(view: MaterializedView, action: str, *, lock: Lock = Lock.ACCESS_EXCLUSIVE, hazards: tuple[Hazard, ...] = ()) -> Statement:
    return altered(view, f"ALTER MATERIALIZED VIEW {qualified(view.id.path)} {action}", lock=lock, hazards=hazards)


def set_access_method(_: MaterializedView, after: MaterializedView, ctx: Context) -> Iterator[Statement] | Replace:
    if ctx.major < 15:
        return REPLACE  # SET ACCESS METHOD came with 15
    hazard = Hazard(code="SC509", message="rewrites the materialized view under an exclusive lock")
    return iter((_alter(after, f"SET ACCESS METHOD {name(after.access_method or 'heap')}", hazards=(hazard,)),))


def set_options(before: MaterializedView, after: MaterializedView, _: Context) -> Iterator[Statement]:
    return query.set_options(after, "ALTER MATERIALIZED VIEW", before.with_, after.with_)


def set_tablespace(_: MaterializedView, after: MaterializedView, __: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC509", message="copies the materialized view under an exclusive lock")
    yield _alter(after, f"SET TABLESPACE {name(after.tablespace or 'pg_default')}", hazards=(hazard,))


def set_columns(before: MaterializedView, after: MaterializedView, ctx: Context) -> Iterator[Statement]:
    for column, value in query.changed(before.storage, after.storage):
        yield _alter(after, f"ALTER COLUMN {name(column)} SET STORAGE {value or _usual_storage(ctx)}")
    for column, value in query.changed(before.compression, after.compression):
        yield _alter(after, f"ALTER COLUMN {name(column)} SET COMPRESSION {value or 'default'}")
    for column, value in query.changed(before.statistics, after.statistics):
        yield _alter(after, f"ALTER COLUMN {name(column)} SET STATISTICS {value or '-1'}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_column_options(before: MaterializedView, after: MaterializedView, _: Context) -> Iterator[Statement]:
    was, wanted = dict(before.options), dict(after.options)
    for column in dict.fromkeys([*was, *wanted]):
        for action in storage_options.actions(_pairs(was.get(column, "")), _pairs(wanted.get(column, ""))):
            yield _alter(after, f"ALTER COLUMN {name(column)} {action}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def _pairs(text: str) -> Pairs:
    """`n_distinct=5, n_distinct_inherited=7`; every parameter of a column is a number."""
    return tuple((key.strip(), value.strip()) for key, _, value in (one.partition("=") for one in text.split(",")) if key.strip())


def _usual_storage(ctx: Context) -> str:
    # SET STORAGE DEFAULT came with 16; types that can be stored otherwise than plain are extended by default.
    return "default" if ctx.major >= 16 else "extended"


def set_column_comments(before: MaterializedView, after: MaterializedView, _: Context) -> Iterator[Statement]:
    return query.comment_columns(after, before.column_comments, after.column_comments)


def set_with_data(_: MaterializedView, __: MaterializedView, ___: Context) -> Iterator[Statement]:
    return iter(())


def write(view: MaterializedView, children: dict[str, Raw]) -> Raw:
    return query.write(view, children, DERIVED)


KIND = Kind(
    name="materialized_view",
    model=MaterializedView,
    catalog=CATALOG_SQL,
    among="pg_class WHERE relkind = 'm'",
    aliases=query.aliases("m"),
    create=create,
    drop=drop,
    alter={
        "query": REPLACE,  # there is no CREATE OR REPLACE MATERIALIZED VIEW
        "access_method": set_access_method,
        "with_": set_options,
        "tablespace": set_tablespace,
        "storage": set_columns,
        "compression": set_columns,
        "statistics": set_columns,
        "options": set_column_options,
        "column_comments": set_column_comments,
        "with_data": set_with_data,
        "columns": REPLACE,
    },
    derived=DERIVED,
    patient={"create": is_filled_apart},
    rename=partial(query.rename, "ALTER MATERIALIZED VIEW"),
    designation=partial(query.designation, "MATERIALIZED VIEW"),
    namespace=query.in_namespaces,
    disturbed=True,
    schema_scoped=True,
    owned=True,
    grantable="TABLE",
    yaml=Yaml(key="materialized_views", read=query.read, write=write, apart=query.apart, folder="views"),
    widens=widening.added,
    rehearsed=foreign_rows.rehearsed,
)
