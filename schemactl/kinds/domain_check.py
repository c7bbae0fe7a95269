"""Check constraints of domains."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.kinds import domain_rows, online
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, altered, dropped, evaluating, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.type_columns import is_embedded
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Statement


class DomainCheck(Object, frozen=True, kw_only=True):
    """Path: the domain's, and the constraint's name."""

    expression: SqlText
    not_valid: bool = False


CATALOG_SQL = f"""
SELECT 'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS subid, ARRAY[n.nspname, t.typname, k.conname] AS path,
  pg_get_expr(k.conbin, 0) AS expression, NOT k.convalidated AS not_valid
FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace AND {USER_NAMESPACE}
WHERE k.contype = 'c' ORDER BY n.nspname, t.typname, k.conname"""

SCANS = Hazard(code="SC209", message="scans every table that uses the domain; writes to them wait")


def _domain(check: DomainCheck, action: str) -> str:
    return f"ALTER DOMAIN {qualified(check.id.path[:-1])} {action}"


def clause(check: DomainCheck, _: Context) -> str | None:
    # CREATE DOMAIN refuses NOT VALID.
    return None if check.not_valid else _definition(check)


def _definition(check: DomainCheck) -> str:
    return f"CONSTRAINT {name(check.id.name)} CHECK ({check.expression})"


def create(check: DomainCheck, ctx: Context) -> Iterator[Statement]:
    if check.not_valid or is_scanned_apart(check, ctx):
        yield made(check, _domain(check, f"ADD {_definition(check)} NOT VALID"))
        if not check.not_valid:
            yield _asked(online.alone(_validated(check)), check, ctx)
    else:
        yield _asked(evaluating(made(check, _domain(check, f"ADD {_definition(check)}"), hazards=(SCANS,))), check, ctx)


def _asked(statement: Statement, check: DomainCheck, ctx: Context) -> Statement:
    """With a question about the values that are there, unless what the check calls changes, too."""
    domain = ObjectId("domain", check.id.path[:-1])
    asks = domain_rows.against(domain, check.expression, ctx) if ctx.stands(check.id, lambda used: used == domain) else ()
    return msgspec.structs.replace(statement, asks=asks)


def is_scanned_apart(check: DomainCheck, ctx: Context) -> bool:
    """PostgreSQL keeps writers waiting either way; in a step of its own nothing else is locked meanwhile, and new values are asked at once."""
    domain = ObjectId("domain", check.id.path[:-1])
    return bool(ctx.live.busy) and not check.not_valid and not ctx.makes(domain) and online.holds_busy(domain, ctx)


def _validated(check: DomainCheck) -> Statement:
    return evaluating(altered(check, _domain(check, f"VALIDATE CONSTRAINT {name(check.id.name)}"), hazards=(SCANS,)))


def drop(check: DomainCheck, _: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC211", message=f"constraint {check.id.name} no longer holds")
    yield dropped(check, _domain(check, f"DROP CONSTRAINT {name(check.id.name)}"), hazards=(hazard,))


def rename(before: DomainCheck, after: DomainCheck, _: Context) -> Iterator[Statement]:
    yield altered(after, _domain(after, f"RENAME CONSTRAINT {name(before.id.name)} TO {name(after.id.name)}"))


def set_not_valid(_: DomainCheck, after: DomainCheck, ctx: Context) -> Iterator[Statement] | Replace:
    if after.not_valid:
        return REPLACE  # a validated constraint cannot be made unvalidated
    return iter((online.alone(_validated(after)) if is_scanned_apart(after, ctx) else _validated(after),))


def is_pressing(check: DomainCheck, ctx: Context) -> bool:
    """ALTER DOMAIN checks no values inside of arrays, composites and ranges: it refuses where a column holds such."""
    is_new = ctx.live.objects.get(check.id) != check or ctx.makes(check.id)
    return is_new and not check.not_valid and is_embedded(ObjectId("domain", check.id.path[:-1]), ctx)


def designation(object_id: ObjectId) -> str:
    return f"CONSTRAINT {name(object_id.name)} ON DOMAIN {qualified(object_id.path[:-1])}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return {"expression": raw} if isinstance(raw, str) else mapping(raw)


def write(check: DomainCheck, children: dict[str, Raw]) -> Raw:
    fields = {**yaml_fields(check), **children}
    return check.expression if list(fields) == ["expression"] else fields


KIND = Kind(
    name="domain_check",
    model=DomainCheck,
    catalog=CATALOG_SQL,
    among="pg_constraint WHERE contypid <> 0",
    create=create,
    drop=drop,
    alter={
        "expression": REPLACE,  # ALTER DOMAIN adds, drops, renames and validates
        "not_valid": set_not_valid,
    },
    clause=clause,
    rename=rename,
    designation=designation,
    parents=("domain",),
    patient={"create": is_scanned_apart},
    presses=is_pressing,
    namespace=lambda check: (("constraint", *check.id.path),),
    yaml=Yaml(key="checks", read=read, write=write),
)
