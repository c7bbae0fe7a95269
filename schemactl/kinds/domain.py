"""Domains: a type with a default and constraints of its own. Checks are a kind of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from schemactl.kinds import domain_rows, domain_text, row_layout, widening
from schemactl.kinds.base import Alter, Context, Kind, Replace, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.swap import SPARED, Swap, taken
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.type_columns import is_embedded
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Statement


class Domain(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createdomain.html"""

    type: SqlText
    collation: SqlText | None = None
    not_null: bool = False
    not_null_name: str | None = None


def catalog_sql(major: int) -> str:
    """NOT NULL constraints of domains have rows and names from 17 on."""
    named = "LEFT JOIN pg_constraint nn ON nn.contypid = t.oid AND nn.contype = 'n'" if major >= 17 else ""
    return f"""
SELECT 'pg_type'::regclass::oid AS classid, t.oid AS objid, 0 AS subid, ARRAY[n.nspname, t.typname] AS path,
  format_type(t.typbasetype, t.typtypmod) AS type,
  CASE WHEN t.typcollation <> b.typcollation THEN (SELECT format('%I.%I', cn.nspname, l.collname) FROM pg_collation l
    JOIN pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = t.typcollation) END AS collation,
  t.typnotnull AS not_null, {"nullif(nn.conname, t.typname || '_not_null')::text" if named else "NULL::text"} AS not_null_name
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND {USER_NAMESPACE} JOIN pg_type b ON b.oid = t.typbasetype {named}
WHERE t.typtype = 'd' ORDER BY n.nspname, t.typname"""


def aliases_sql(major: int) -> str:
    array = """
SELECT 'pg_type'::regclass::oid, t.typarray, 0, 'pg_type'::regclass::oid, t.oid, 0 FROM pg_type t
WHERE t.typtype = 'd' AND t.typarray <> 0"""
    not_null = """
UNION ALL
SELECT 'pg_constraint'::regclass::oid, nn.oid, 0, 'pg_type'::regclass::oid, nn.contypid, 0 FROM pg_constraint nn
WHERE nn.contype = 'n' AND nn.contypid <> 0"""
    return array + not_null if major >= 17 else array


def create(domain: Domain, ctx: Context) -> Iterator[Statement]:
    parts = [f"CREATE DOMAIN {qualified(domain.id.path)} AS {domain.type}"]
    if domain.collation:
        parts.append(f"COLLATE {domain.collation}")
    if domain.not_null:
        parts.append((f"CONSTRAINT {name(domain.not_null_name)} " if domain.not_null_name else "") + "NOT NULL")
    yield made(domain, "\n  ".join([" ".join(parts), *ctx.clauses(domain.id)]))


def drop(domain: Domain, _: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC401", message=f"drops domain {domain.id.name}")
    yield dropped(domain, f"DROP DOMAIN {qualified(domain.id.path)}", hazards=(hazard,))


def rename(before: Domain, after: Domain, _: Context) -> Iterator[Statement]:
    yield from moved("DOMAIN", before, after)


def alter_domain(domain: Object, action: str, hazards: tuple[Hazard, ...] = ()) -> Statement:
    return altered(domain, f"ALTER DOMAIN {qualified(domain.id.path)} {action}", hazards=hazards)


def _is_other(before: Domain, after: Domain) -> bool:
    return (before.type, before.collation) != (after.type, after.collation)


def _is_closed(before: Domain, after: Domain, ctx: Context) -> bool:
    """ALTER DOMAIN looks at no values that lie inside of an array, a row or a range, so it refuses what it would have to look at them for."""
    return after.not_null and not before.not_null and is_embedded(before.id, ctx)


def change(before: Domain, after: Domain, ctx: Context) -> Iterator[Statement] | Replace:
    """A bare cast to the earlier type leaves it to the assignment to refuse what does not fit: an explicit one would cut text silently."""
    was: Any = before  # of another kind, where this domain takes its name
    fits = isinstance(was, Domain) and ctx.assignable(was.type, after.type)
    conversion = (lambda here: f"{here}::{was.type}") if fits else None
    lost = row_layout.lost(after.id, was.type, after.type, ctx) if isinstance(was, Domain) else ()
    return Swap(before=was, after=after, ctx=ctx, conversion=conversion, hazards=lost).statements()


def set_not_null(before: Domain, after: Domain, ctx: Context) -> Iterator[Statement] | Replace:
    if _is_other(before, after):
        return iter(())
    return change(before, after, ctx) if _is_closed(before, after, ctx) else _set_not_null(before, after, ctx)


def _set_not_null(before: Domain, after: Domain, ctx: Context) -> Iterator[Statement]:
    default = f"{after.id.name}_not_null"
    was, wanted = before.not_null_name or default, after.not_null_name or default
    if not after.not_null:
        yield alter_domain(after, "DROP NOT NULL")
    elif before.not_null:
        yield alter_domain(after, f"RENAME CONSTRAINT {name(was)} TO {name(wanted)}")
    else:
        hazard = Hazard(code="SC209", message="scans every table that uses the domain; writes to them wait")
        named = after.not_null_name and ctx.major >= 17
        alter = alter_domain(after, f"ADD CONSTRAINT {name(wanted)} NOT NULL" if named else "SET NOT NULL", (hazard,))
        yield msgspec.structs.replace(alter, asks=domain_rows.empty(after.id, ctx))


def designation(object_id: ObjectId) -> str:
    return f"DOMAIN {qualified(object_id.path)}"


OTHER = Alter(function=change, disturbs=True, spares=SPARED, takes=taken)  # ALTER DOMAIN changes neither type nor collation
NOT_NULL = Alter(
    function=set_not_null,
    disturbs=_is_closed,
    spares=SPARED,
    takes=lambda before, after, ctx: taken(before, after, ctx) if _is_closed(before, after, ctx) else [],
)

KIND = Kind(
    name="domain",
    model=Domain,
    catalog=catalog_sql,
    among="pg_type WHERE typtype = 'd'",
    aliases=aliases_sql,
    create=create,
    drop=drop,
    alter={"type": OTHER, "collation": OTHER, "not_null": NOT_NULL, "not_null_name": NOT_NULL},
    remake=OTHER,
    rename=rename,
    designation=designation,
    namespace=lambda domain: (("type", *domain.id.path),),
    yaml=Yaml(key="domains", read=domain_text.read, write=domain_text.write),
    schema_scoped=True,
    owned=True,
    grantable="TYPE",
    over="type",
    widens=widening.added,
)
