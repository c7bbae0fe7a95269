"""Publications of logical replication; their tables and schemas are kinds of their own."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made
from schemactl.kinds.sql import literal, name
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement

OPERATIONS = ("insert", "update", "delete", "truncate")


class Publication(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createpublication.html"""

    all_tables: bool = False
    publish: tuple[str, ...] = OPERATIONS
    publish_via_partition_root: bool = False
    publish_generated_columns: str = "none"


def catalog_sql(major: int) -> str:
    """publish_generated_columns came with 18."""
    generated = "CASE p.pubgencols WHEN 's' THEN 'stored' ELSE 'none' END" if major >= 18 else "'none'"
    return f"""
SELECT 'pg_publication'::regclass::oid AS classid, p.oid AS objid, 0 AS subid, ARRAY[p.pubname] AS path, p.puballtables AS all_tables,
  array_remove(ARRAY[CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END, CASE WHEN pubdelete THEN 'delete' END,
    CASE WHEN pubtruncate THEN 'truncate' END], NULL) AS publish,
  p.pubviaroot AS publish_via_partition_root, {generated} AS publish_generated_columns
FROM pg_publication p ORDER BY p.pubname"""


def _parameters(publication: Publication) -> dict[str, str]:
    return {
        "publish": literal(", ".join(publication.publish)),
        "publish_via_partition_root": "true" if publication.publish_via_partition_root else "false",
        "publish_generated_columns": publication.publish_generated_columns,
    }


def create(publication: Publication, _: Context) -> Iterator[Statement]:
    usual = _parameters(Publication(id=publication.id))
    parameters = ", ".join(f"{key} = {value}" for key, value in _parameters(publication).items() if value != usual[key])
    sql = f"CREATE PUBLICATION {name(publication.id.name)}" + (" FOR ALL TABLES" if publication.all_tables else "")
    yield made(publication, sql + (f" WITH ({parameters})" if parameters else ""))


def drop(publication: Publication, _: Context) -> Iterator[Statement]:
    yield dropped(publication, f"DROP PUBLICATION {name(publication.id.name)}", lock=Lock.NONE, hazards=(_stops(publication),))


def _stops(publication: Publication) -> Hazard:
    return Hazard(code="SC406", message=f"subscribers of {name(publication.id.name)} no longer receive everything they did")


def set_parameters(before: Publication, after: Publication, _: Context) -> Iterator[Statement]:
    was = _parameters(before)
    parameters = ", ".join(f"{key} = {value}" for key, value in _parameters(after).items() if value != was[key])
    hazards = () if set(before.publish) <= set(after.publish) else (_stops(after),)
    yield altered(after, f"ALTER PUBLICATION {name(after.id.name)} SET ({parameters})", hazards=hazards)


def rename(before: Publication, after: Publication, _: Context) -> Iterator[Statement]:
    yield altered(after, f"ALTER PUBLICATION {name(before.id.name)} RENAME TO {name(after.id.name)}")


def designation(object_id: ObjectId) -> str:
    return f"PUBLICATION {name(object_id.name)}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    found = dict(mapping(raw))
    if "publish" in found:
        found["publish"] = _operations(found["publish"])
    for key in ("tables", "schemas"):
        if isinstance(names := found.get(key), str):
            names = [names]
        if isinstance(names, list):
            found[key] = {str(one): None for one in names}
    return found


def _operations(raw: Raw) -> Raw:
    words = raw.replace(",", " ").lower().split() if isinstance(raw, str) else [str(one).lower() for one in raw or ()]
    if unknown := [word for word in words if word not in OPERATIONS]:
        raise ValueError(f"publish knows {', '.join(OPERATIONS)}, not {unknown[0]}")
    return [word for word in OPERATIONS if word in words]


def write(publication: Publication, children: dict[str, Raw]) -> Raw:
    """A list where no table says more than its name."""
    found = {**yaml_fields(publication), **children}
    if "publish" in found:
        found["publish"] = ", ".join(publication.publish) or []
    for key in ("tables", "schemas"):
        inside = found.get(key)
        if isinstance(inside, dict) and not any(inside.values()):
            found[key] = list(inside)
    return found


KIND = Kind(
    name="publication",
    model=Publication,
    catalog=catalog_sql,
    among="pg_publication",
    create=create,
    drop=drop,
    alter={
        "all_tables": REPLACE,  # ALTER PUBLICATION cannot turn FOR ALL TABLES on or off
        "publish": set_parameters,
        "publish_via_partition_root": set_parameters,
        "publish_generated_columns": set_parameters,
    },
    rename=rename,
    designation=designation,
    owned=True,
    yaml=Yaml(key="publications", read=read, write=write),
    widens=widening.added,
)
