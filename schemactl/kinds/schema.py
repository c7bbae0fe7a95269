"""Schemas: PostgreSQL's namespaces."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.sql import literal, name
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Statement


class Schema(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createschema.html"""


CATALOG_SQL = f"""
SELECT 'pg_namespace'::regclass::oid AS classid, n.oid AS objid, 0 AS subid, ARRAY[n.nspname] AS path
FROM pg_namespace n WHERE {USER_NAMESPACE} ORDER BY n.nspname"""


def create(schema: Schema, _: Context) -> Iterator[Statement]:
    yield made(schema, f"CREATE SCHEMA {name(schema.id.name)}")


def drop(schema: Schema, _: Context) -> Iterator[Statement]:
    yield dropped(
        schema,
        f"DROP SCHEMA {name(schema.id.name)}",
        hazards=(Hazard(code="SC401", message=f"drops schema {schema.id.name}", destructive=True),),
    )


def rename(before: Schema, after: Schema, _: Context) -> Iterator[Statement]:
    yield altered(after, f"ALTER SCHEMA {name(before.id.name)} RENAME TO {name(after.id.name)}")


def designation(object_id: ObjectId) -> str:
    return f"SCHEMA {name(object_id.name)}"


def own_comment(object_id: ObjectId) -> str | None:
    """initdb's, on public."""
    return literal("standard public schema") if object_id.name == "public" else None


KIND = Kind(
    name="schema",
    model=Schema,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={},
    rename=rename,
    designation=designation,
    own_comment=own_comment,
    yaml=Yaml(key="schemas"),
    owned=True,
    grantable="SCHEMA",
    widens=widening.added,
)
