"""Extensions. What they hold is theirs: only the extension itself is an object here."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.errors import RefusedError
from schemactl.kinds import widening
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, altered, dropped, made
from schemactl.kinds.sql import literal, name
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Statement


class Extension(Object, frozen=True, kw_only=True):
    """Without `schema`, as written: where PostgreSQL puts it. `version` is as written too: the one that is `installed` counts only against it.
    `types` are the names of those that come with it."""

    schema: str | None = None
    version: str | None = None
    installed: str | None = None
    updates: tuple[str, ...] = ()
    relocatable: bool = True
    types: tuple[tuple[str, str], ...] = ()


# Every database comes with it, a scratch database as well: who drops it and creates it again changes nothing that anybody wants.
_EVERYWHERE = "plpgsql"

CATALOG_SQL = f"""
SELECT 'pg_extension'::regclass::oid AS classid, e.oid AS objid, 0 AS subid, ARRAY[e.extname] AS path,
  n.nspname AS schema, NULL::text AS version, e.extversion AS installed,
  ARRAY(SELECT p.target FROM pg_extension_update_paths(e.extname) p WHERE p.source = e.extversion AND p.path IS NOT NULL ORDER BY 1) AS updates,
  e.extrelocatable AS relocatable,
  ARRAY(SELECT ARRAY[tn.nspname, t.typname] FROM pg_depend d JOIN pg_type t ON t.oid = d.objid JOIN pg_namespace tn ON tn.oid = t.typnamespace
    WHERE d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND d.classid = 'pg_type'::regclass AND d.deptype = 'e'
    ORDER BY 1) AS types
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> '{_EVERYWHERE}' ORDER BY e.extname"""


def create(extension: Extension, _: Context) -> Iterator[Statement]:
    if extension.id.name == _EVERYWHERE:
        return
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
    hazard = Hazard(code="SC310", message=f"queries that name what {name(after.id.name)} holds in its old schema fail from now on")
    sql = f"ALTER EXTENSION {name(after.id.name)} SET SCHEMA {name(after.schema)}" if after.schema else None
    return iter((altered(after, sql, hazards=(hazard,)),) if sql else ())


def set_version(before: Extension, after: Extension, _: Context) -> Iterator[Statement]:
    if after.version:
        if before.installed and after.version not in before.updates:
            raise _unreachable(before, after.version)
        hazard = Hazard(code="SC407", message="runs the extension's own update scripts")
        yield altered(after, f"ALTER EXTENSION {name(after.id.name)} UPDATE TO {literal(after.version)}", hazards=(hazard,))


def _unreachable(extension: Extension, wanted: str) -> RefusedError:
    known = f"it can become {', '.join(extension.updates)}" if extension.updates else "the server knows no other version it can become"
    return RefusedError(
        f"extension {name(extension.id.name)} cannot be updated from version {extension.installed} to {wanted}: {known}",
        hint="install the extension's files of that version on the server, or pin another `version`, or none; its own scripts decide what leads where",
        code="S304",
    )


def designation(object_id: ObjectId) -> str:
    return f"EXTENSION {name(object_id.name)}"


def own_comment(object_id: ObjectId) -> str:
    """The control file's, which is another one on another server."""
    return f"(SELECT comment FROM pg_catalog.pg_available_extensions() WHERE name = {literal(object_id.name)})"


KIND = Kind(
    name="extension",
    model=Extension,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={
        "schema": set_schema,
        "version": set_version,
    },
    derived=("relocatable", "installed", "updates", "types"),
    pins={"version": "installed"},
    carried=("schema",),  # stands in the text of every column, function, index … that uses what it holds
    designation=designation,
    namespace=lambda extension: tuple(("type", *one) for one in extension.types),
    own_comment=own_comment,
    yaml=Yaml(key="extensions"),
    widens=widening.added,
)
