"""Access methods of tables and indexes."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import routine, widening
from schemactl.kinds.base import REPLACE, Context, Kind, dropped, made
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class AccessMethod(Object, frozen=True, kw_only=True):
    """`type` is table or index. https://www.postgresql.org/docs/current/sql-create-access-method.html"""

    type: str
    handler: str


CATALOG_SQL = f"""
SELECT 'pg_am'::regclass::oid AS classid, a.oid AS objid, 0 AS subid, ARRAY[a.amname] AS path,
  CASE a.amtype WHEN 't' THEN 'table' ELSE 'index' END AS type, {routine.function_name("a.amhandler")} AS handler
FROM pg_am a WHERE a.oid >= 16384 ORDER BY a.amname"""


def create(method: AccessMethod, _: Context) -> Iterator[Statement]:
    yield made(method, f"CREATE {designation(method.id)} TYPE {method.type.upper()} HANDLER {method.handler}")


def drop(method: AccessMethod, _: Context) -> Iterator[Statement]:
    yield dropped(method, f"DROP {designation(method.id)}", lock=Lock.NONE)


def designation(object_id: ObjectId) -> str:
    return f"ACCESS METHOD {name(object_id.name)}"


KIND = Kind(
    name="access_method",
    model=AccessMethod,
    catalog=CATALOG_SQL,
    among="pg_am",
    create=create,
    drop=drop,
    alter={"type": REPLACE, "handler": REPLACE},  # there is no ALTER ACCESS METHOD
    designation=designation,
    yaml=Yaml(key="access_methods"),
    widens=widening.added,
)
