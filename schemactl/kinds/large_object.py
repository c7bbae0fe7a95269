"""Large objects: rows in all but name. The object itself is data; what a schema may say is who may read it, and what it is."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import Context, Kind, made
from schemactl.kinds.catalog import acl_differs
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class LargeObject(Object, frozen=True, kw_only=True):
    """Path: its OID. https://www.postgresql.org/docs/current/largeobjects.html. It counts as there when something is said about it."""


# pg_description and pg_seclabel know it by the catalog of its pages, pg_largeobject.
CATALOG_SQL = f"""
SELECT 'pg_largeobject'::regclass::oid AS classid, o.oid AS objid, 0 AS subid, ARRAY[o.oid::text] AS path
FROM pg_largeobject_metadata o WHERE {acl_differs("o.lomacl", "acldefault('L', o.lomowner)")}
  OR EXISTS (SELECT FROM pg_description d WHERE d.classoid = 'pg_largeobject'::regclass AND d.objoid = o.oid)
  OR EXISTS (SELECT FROM pg_seclabel l WHERE l.classoid = 'pg_largeobject'::regclass AND l.objoid = o.oid)
ORDER BY o.oid"""


def create(obj: LargeObject, _: Context) -> Iterator[Statement]:
    """An empty one where there is none: its pages are nobody's business here."""
    number = obj.id.name
    yield made(
        obj, f"SELECT pg_catalog.lo_create({number}) WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata WHERE oid = {number})"
    )


def drop(_: LargeObject, __: Context) -> Iterator[Statement]:
    """Data is not dropped by what is not said about it any more."""
    return iter(())


def designation(object_id: ObjectId) -> str:
    return f"LARGE OBJECT {object_id.name}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    found = mapping(raw, at)
    if not at[-1].isdecimal():
        raise ValueError("a large object is named by its number, as in pg_largeobject_metadata.oid")
    if not {"comment", "grants", "security_labels"} & found.keys():
        raise ValueError("a large object is data: say a comment, grants or security_labels, or leave it out")
    return found


KIND = Kind(
    name="large_object",
    model=LargeObject,
    catalog=CATALOG_SQL,
    among="pg_largeobject_metadata",
    create=create,
    drop=drop,
    alter={},
    designation=designation,
    yaml=Yaml(key="large_objects", read=read),
    incidental=True,
    where_named=True,
    imported=lambda _: True,
    owned=True,
    grantable="LARGE OBJECT",
    widens=widening.added,
)
