"""Collations. PostgreSQL alters nothing of them but name, schema and owner."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import Alter, Context, Kind, Replace, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import literal, qualified
from schemactl.kinds.swap import SPARED, Swap, taken
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Statement


class Collation(Object, frozen=True, kw_only=True):
    """`locale` stands for both of libc's locales where they are the same. The version is the machine's, not the schema's."""

    provider: str = "libc"
    locale: str | None = None
    lc_collate: str | None = None
    lc_ctype: str | None = None
    deterministic: bool = True
    rules: str | None = None


def catalog_sql(major: int) -> str:
    """ICU's locale stood in collcollate in 14, had a column of its own from 15 on, which was renamed in 17; rules came with 16."""
    other = "collcollate" if major < 15 else "colliculocale" if major < 17 else "colllocale"
    libc = "l.collprovider = 'c'"
    return f"""
SELECT 'pg_collation'::regclass::oid AS classid, l.oid AS objid, 0 AS subid, ARRAY[n.nspname, l.collname] AS path,
  CASE l.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END AS provider,
  CASE WHEN NOT {libc} THEN l.{other}::text WHEN l.collcollate = l.collctype THEN l.collcollate::text END AS locale,
  CASE WHEN {libc} AND l.collcollate <> l.collctype THEN l.collcollate::text END AS lc_collate,
  CASE WHEN {libc} AND l.collcollate <> l.collctype THEN l.collctype::text END AS lc_ctype,
  l.collisdeterministic AS deterministic, {"l.collicurules" if major >= 16 else "NULL::text"} AS rules
FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace AND {USER_NAMESPACE}
WHERE l.collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding())) ORDER BY n.nspname, l.collname"""


def create(collation: Collation, _: Context) -> Iterator[Statement]:
    parts = [] if collation.provider == "libc" else [f"PROVIDER = {collation.provider}"]
    for field in ("locale", "lc_collate", "lc_ctype", "rules"):
        value = getattr(collation, field)
        if value is not None:
            parts.append(f"{field.upper()} = {literal(value)}")
    if not collation.deterministic:
        parts.append("DETERMINISTIC = false")
    yield made(collation, f"CREATE COLLATION {qualified(collation.id.path)} ({', '.join(parts)})")


def drop(collation: Collation, _: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC401", message=f"drops collation {collation.id.name}")
    yield dropped(collation, f"DROP COLLATION {qualified(collation.id.path)}", hazards=(hazard,))


def rename(before: Collation, after: Collation, _: Context) -> Iterator[Statement]:
    yield from moved("COLLATION", before, after)


def change(before: Collation, after: Collation, ctx: Context) -> Iterator[Statement] | Replace:
    return Swap(before=before, after=after, ctx=ctx).statements()


def designation(object_id: ObjectId) -> str:
    return f"COLLATION {qualified(object_id.path)}"


OTHER = Alter(function=change, disturbs=True, spares=SPARED, takes=taken)  # ALTER COLLATION changes no property

KIND = Kind(
    name="collation",
    model=Collation,
    catalog=catalog_sql,
    among="pg_collation",
    create=create,
    drop=drop,
    alter=dict.fromkeys(("provider", "locale", "lc_collate", "lc_ctype", "deterministic", "rules"), OTHER),
    rename=rename,
    designation=designation,
    yaml=Yaml(key="collations"),
    schema_scoped=True,
    owned=True,
    widens=widening.added,
)
