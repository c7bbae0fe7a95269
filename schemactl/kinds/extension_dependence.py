"""What goes with an extension when that is dropped, because somebody said so: DEPENDS ON EXTENSION."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import Context, Kind, dropped, made
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement

INDEXED = ("primary_key", "unique", "exclusion")
DEPENDING = ("function", "procedure", "aggregate", "trigger", "index", "materialized_view", *INDEXED)
"""Kinds of which PostgreSQL lets one say it; of a constraint its index."""


class ExtensionDependence(Object, frozen=True, kw_only=True):
    """Path: the subject's, and the extension. https://www.postgresql.org/docs/current/sql-alterfunction.html"""


CATALOG_SQL = """
SELECT DISTINCT CASE WHEN k.oid IS NULL THEN d.classid ELSE 'pg_constraint'::regclass::oid END AS classid, coalesce(k.oid, d.objid) AS objid, 0 AS subid,
  ARRAY[e.extname] AS path
FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid
LEFT JOIN pg_constraint k ON d.classid = 'pg_class'::regclass AND k.conindid = d.objid AND k.contype IN ('p', 'u', 'x')
WHERE d.deptype = 'x' AND d.objid >= 16384 ORDER BY 1, 2, 4"""


def subject(object_id: ObjectId) -> ObjectId:
    return ObjectId(object_id.path[0], object_id.path[1:-1])


def _statement(dependence: ExtensionDependence, ctx: Context, verb: str) -> tuple[str, Lock]:
    about = subject(dependence.id)
    lock = Lock.NONE if about.kind in ("function", "procedure", "aggregate") else Lock.ACCESS_EXCLUSIVE
    return f"ALTER {_called(about, ctx)} {verb} ON EXTENSION {name(dependence.id.name)}", lock


def _called(about: ObjectId, ctx: Context) -> str:
    if about.kind in INDEXED:
        return f"INDEX {qualified((about.path[0], about.name))}"
    if about.kind == "aggregate":
        return f"ROUTINE {qualified(about.path[:2])}({about.path[2]})"
    return ctx.designation(about)


def create(dependence: ExtensionDependence, ctx: Context) -> Iterator[Statement]:
    sql, lock = _statement(dependence, ctx, "DEPENDS")
    yield made(dependence, sql, lock=lock)


def drop(dependence: ExtensionDependence, ctx: Context) -> Iterator[Statement]:
    sql, lock = _statement(dependence, ctx, "NO DEPENDS")
    yield dropped(dependence, sql, lock=lock)


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    for obj in state:
        if isinstance(obj, ExtensionDependence):
            yield obj.id, ObjectId("extension", (obj.id.name,))


def designation(object_id: ObjectId) -> str:
    return f"{subject(object_id)} DEPENDS ON EXTENSION {name(object_id.name)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    if at[0] not in DEPENDING:
        raise ValueError(f"PostgreSQL knows depends_on_extensions of {', '.join(DEPENDING)}")
    if raw:
        raise ValueError("what depends on an extension has nothing to say but its name")
    return {}


def write(_: ExtensionDependence, __: dict[str, Raw]) -> Raw:
    return None


KIND = Kind(
    name="extension_dependence",
    model=ExtensionDependence,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={},
    designation=designation,
    about=True,
    about_names=1,
    edges=edges,
    yaml=Yaml(key="depends_on_extensions", read=read, write=write),
    widens=widening.whatever,
)
