"""Conversions between encodings."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import routine, widening
from schemactl.kinds.base import REPLACE, Context, Kind, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import literal, qualified
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class Conversion(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createconversion.html"""

    for_: str
    to: str
    function: str
    default: bool = False


CATALOG_SQL = f"""
SELECT 'pg_conversion'::regclass::oid AS classid, c.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.conname] AS path,
  pg_encoding_to_char(c.conforencoding)::text AS for_, pg_encoding_to_char(c.contoencoding)::text AS to,
  {routine.function_name("c.conproc")} AS function, c.condefault AS "default"
FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace AND {USER_NAMESPACE} ORDER BY n.nspname, c.conname"""


def create(conversion: Conversion, _: Context) -> Iterator[Statement]:
    words = f"CREATE {'DEFAULT ' if conversion.default else ''}{designation(conversion.id)}"
    yield made(conversion, f"{words} FOR {literal(conversion.for_)} TO {literal(conversion.to)} FROM {conversion.function}")


def drop(conversion: Conversion, _: Context) -> Iterator[Statement]:
    yield dropped(conversion, f"DROP {designation(conversion.id)}", lock=Lock.NONE)


def rename(before: Conversion, after: Conversion, _: Context) -> Iterator[Statement]:
    yield from moved("CONVERSION", before, after)


def designation(object_id: ObjectId) -> str:
    return f"CONVERSION {qualified(object_id.path)}"


KIND = Kind(
    name="conversion",
    model=Conversion,
    catalog=CATALOG_SQL,
    among="pg_conversion",
    create=create,
    drop=drop,
    alter=dict.fromkeys(Conversion.__struct_fields__[1:], REPLACE),  # ALTER CONVERSION knows name, schema and owner
    rename=rename,
    designation=designation,
    yaml=Yaml(key="conversions"),
    schema_scoped=True,
    owned=True,
    widens=widening.added,
)
