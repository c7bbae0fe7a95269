"""A schema whose tables a publication publishes, those of the future too."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import Context, Kind, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class PublicationSchema(Object, frozen=True, kw_only=True):
    """Path: the publication and the schema."""


def catalog_sql(major: int) -> str:
    """TABLES IN SCHEMA came with 15."""
    if major < 15:
        return "SELECT 0::oid AS classid, 0::oid AS objid, 0 AS subid, '{}'::text[] AS path WHERE false"
    return f"""
SELECT 'pg_publication_namespace'::regclass::oid AS classid, r.oid AS objid, 0 AS subid, ARRAY[p.pubname, n.nspname] AS path
FROM pg_publication_namespace r JOIN pg_publication p ON p.oid = r.pnpubid JOIN pg_namespace n ON n.oid = r.pnnspid AND {USER_NAMESPACE}
ORDER BY p.pubname, n.nspname"""


def create(schema: PublicationSchema, _: Context) -> Iterator[Statement]:
    yield made(schema, f"ALTER PUBLICATION {name(schema.id.path[0])} ADD TABLES IN SCHEMA {name(schema.id.name)}")


def drop(schema: PublicationSchema, _: Context) -> Iterator[Statement]:
    publication = name(schema.id.path[0])
    hazard = Hazard(code="SC406", message=f"subscribers of {publication} no longer receive the tables of {name(schema.id.name)}")
    sql = f"ALTER PUBLICATION {publication} DROP TABLES IN SCHEMA {name(schema.id.name)}"
    yield dropped(schema, sql, lock=Lock.NONE, hazards=(hazard,))


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    for obj in state:
        if obj.id.kind == "publication_schema":
            yield obj.id, ObjectId("schema", (obj.id.name,))


def designation(object_id: ObjectId) -> str:
    return f"SCHEMA {name(object_id.name)} OF PUBLICATION {name(object_id.path[0])}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    if raw:
        raise ValueError("a published schema has nothing but its name")
    return {}


def write(_: PublicationSchema, __: dict[str, Raw]) -> Raw:
    return None


KIND = Kind(
    name="publication_schema",
    model=PublicationSchema,
    catalog=catalog_sql,
    among="pg_publication",
    create=create,
    drop=drop,
    alter={},
    designation=designation,
    parents=("publication",),
    edges=edges,
    yaml=Yaml(key="schemas", read=read, write=write),
    widens=widening.added,
)
