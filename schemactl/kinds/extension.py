"""Extensions. What they hold is theirs: only the extension itself is an object here."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds.base import REPLACE, Context, Kind, Replace, Yaml, altered, dropped, made
from schemactl.kinds.sql import literal, name
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Statement


class Extension(Object, frozen=True, kw_only=True):
    """Without `schema`, as written: where PostgreSQL puts it. `version` is as written too: a database's own is no difference."""

    schema: str | None = None
    version: str | None = None
    relocatable: bool = True


CATALOG_SQL = """
SELECT 'pg_extension'::regclass::oid AS classid, e.oid AS objid, 0 AS subid, ARRAY[e.extname] AS path,
  n.nspname AS schema, NULL::text AS version, e.extrelocatable AS relocatable
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.oid >= 16384 ORDER BY e.extname"""


def create(extension: Extension, _: Context) -> Iterator[Statement]:
    sql = f"CREATE EXTENSION {name(extension.id.name)}"
    if extension.schema:
        sql += f" SCHEMA {name(extension.schema)}"
    if extension.version:
        sql += f" VERSION {literal(extension.version)}"
    yield made(extension, sql)


def drop(extension: Extension, _: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC401", message=f"drops extension {extension.id.name} and everything it holds", destructive=True)
    yield dropped(extension, f"DROP EXTENSION {name(extension.id.name)}", hazards=(hazard,))


def set_schema(before: Extension, after: Extension, _: Context) -> Iterator[Statement] | Replace:
    if not before.relocatable:
        return REPLACE  # its control file says so, and SET SCHEMA is refused
    return iter((altered(after, f"ALTER EXTENSION {name(after.id.name)} SET SCHEMA {name(after.schema)}"),) if after.schema else ())


def set_version(_: Extension, after: Extension, __: Context) -> Iterator[Statement]:
    if after.version:
        hazard = Hazard(code="SC407", message="runs the extension's own update scripts")
        yield altered(after, f"ALTER EXTENSION {name(after.id.name)} UPDATE TO {literal(after.version)}", hazards=(hazard,))


def designation(object_id: ObjectId) -> str:
    return f"EXTENSION {name(object_id.name)}"


KIND = Kind(
    name="extension",
    model=Extension,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={
        "schema": set_schema,
        "version": set_version,
        "relocatable": set_version,
    },
    derived=("relocatable",),
    designation=designation,
    yaml=Yaml(key="extensions"),
)
