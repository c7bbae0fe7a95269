"""Foreign tables: the container; their columns, checks, triggers and bounds are kinds of their own, shared with tables."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import foreign_options, table_parents, widening
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS, pairs
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.yaml_form import Raw, Yaml, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class ForeignTable(Object, frozen=True, kw_only=True):
    """`server` is a name. https://www.postgresql.org/docs/current/sql-createforeigntable.html"""

    server: str
    options: tuple[tuple[str, str], ...] = ()


CATALOG_SQL = f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname] AS path,
  s.srvname AS server, {pairs("f.ftoptions")} AS options
FROM {RELATIONS} JOIN pg_foreign_table f ON f.ftrelid = c.oid JOIN pg_foreign_server s ON s.oid = f.ftserver
ORDER BY n.nspname, c.relname"""

ALIASES_SQL = """
SELECT 'pg_type'::regclass::oid, c.reltype, 0, 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class c WHERE c.relkind = 'f'
UNION ALL
SELECT 'pg_type'::regclass::oid, t.typarray, 0, 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class c JOIN pg_type t ON t.oid = c.reltype
WHERE c.relkind = 'f' AND t.typarray <> 0"""


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    for table in state:
        if isinstance(table, ForeignTable):
            yield table.id, ObjectId("server", (table.server,))


def create(table: ForeignTable, ctx: Context) -> Iterator[Statement]:
    clauses = ",\n  ".join(ctx.clauses(table.id))
    sql = f"CREATE {designation(table.id)} (" + (f"\n  {clauses}\n" if clauses else "") + ")"
    if parents := ctx.tails(table.id):
        sql += f" INHERITS ({', '.join(parents)})"
    yield made(table, f"{sql} SERVER {name(table.server)}{foreign_options.clause(table.options)}")


def drop(table: ForeignTable, _: Context) -> Iterator[Statement]:
    yield dropped(table, f"DROP {designation(table.id)}")


def rename(before: ForeignTable, after: ForeignTable, _: Context) -> Iterator[Statement]:
    yield from moved("FOREIGN TABLE", before, after)


def set_options(before: ForeignTable, after: ForeignTable, _: Context) -> Iterator[Statement]:
    sql = f"ALTER {designation(after.id)}{foreign_options.changed(before.options, after.options)}"
    yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE)


def designation(object_id: ObjectId) -> str:
    return f"FOREIGN TABLE {qualified(object_id.path)}"


def write(table: ForeignTable, children: dict[str, Raw]) -> Raw:
    return {**yaml_fields(table), **table_parents.write(children)}


KIND = Kind(
    name="foreign_table",
    model=ForeignTable,
    catalog=CATALOG_SQL,
    among="pg_class WHERE relkind = 'f'",
    aliases=ALIASES_SQL,
    create=create,
    drop=drop,
    alter={
        "server": REPLACE,  # ALTER FOREIGN TABLE cannot move it; the rows are not here
        "options": set_options,
    },
    rename=rename,
    edges=edges,
    designation=designation,
    namespace=lambda table: (("relation", *table.id.path), ("type", *table.id.path)),
    yaml=Yaml(key="foreign_tables", folder="foreign_tables", read=table_parents.read, write=write),
    schema_scoped=True,
    owned=True,
    grantable="TABLE",
    widens=widening.added,
)
