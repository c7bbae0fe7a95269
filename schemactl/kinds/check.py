"""Check constraints of tables."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.kinds import constraint, inherited, offending
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, dropped, evaluating
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sql import name
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Statement


class Check(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-CHECK-CONSTRAINTS

    `local`: the table has it by itself, not only from its parents.
    """

    expression: SqlText
    no_inherit: bool = False
    not_valid: bool = False
    not_enforced: bool = False
    local: bool = True


def catalog_sql(major: int) -> str:
    """NOT ENFORCED came with 18; an unenforced constraint is never valid. Whether one that only the parents have is valid, is their affair."""
    enforced = "k.conenforced" if major >= 18 else "true"
    return f"""
SELECT 'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname, k.conname] AS path,
  pg_get_expr(k.conbin, k.conrelid) AS expression, k.connoinherit AS no_inherit,
  NOT k.convalidated AND {enforced} AND (k.conislocal OR c.relispartition) AS not_valid, NOT {enforced} AS not_enforced,
  k.conislocal AS local
FROM {RELATIONS} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'c'
WHERE {constraint.PERSISTENT} ORDER BY n.nspname, c.relname, k.conname"""


LINKS_SQL = """
SELECT 'pg_constraint'::regclass::oid, k.oid, 0, 'pg_constraint'::regclass::oid, p.oid, 0 FROM pg_constraint k
JOIN pg_inherits i ON i.inhrelid = k.conrelid JOIN pg_constraint p ON p.conrelid = i.inhparent AND p.conname = k.conname AND p.contype = 'c'
WHERE k.contype = 'c' AND k.coninhcount > 0"""


def definition(check: Check) -> str:
    marks = " NO INHERIT" if check.no_inherit else ""
    marks += " NOT ENFORCED" if check.not_enforced else ""
    return f"CHECK ({check.expression}){marks}"


def clause(check: Check, _: Context) -> str | None:
    # CREATE TABLE takes NOT VALID and ignores it: there are no rows.
    return None if check.not_valid else f"CONSTRAINT {name(check.id.name)} {definition(check)}"


def create(check: Check, ctx: Context) -> Iterator[Statement]:
    if check.not_valid:
        yield constraint.add(check, definition(check) + " NOT VALID")
    else:
        hazard = Hazard(code="SC201", message="scans the table under an exclusive lock")
        # A foreign table's rows are elsewhere, and nobody looks at them.
        foreign = ObjectId("foreign_table", check.id.path[:-1]) in ctx.desired
        add = evaluating(constraint.add(check, definition(check), hazards=() if foreign else (hazard,)))
        rows = offending.own_rows_where if check.no_inherit else offending.rows_where
        add = msgspec.structs.replace(add, asks=() if foreign else rows(check, f"NOT ({check.expression})", ctx))
        yield from constraint.validated(check, add) if is_scanned_apart(check, ctx) else (add,)


def is_scanned_apart(check: Check, ctx: Context) -> bool:
    return ctx.busy(check.id) and not check.not_valid and not check.not_enforced


def drop(check: Check, ctx: Context) -> Iterator[Statement]:
    """With ONLY it becomes the heirs' own."""
    only = "ONLY " if any(ctx.outliving(check.id).values()) else ""
    hazard = Hazard(code="SC211", message=f"constraint {check.id.name} no longer holds")
    sql = f"ALTER TABLE {only}{constraint.table_of(check)} DROP CONSTRAINT {name(check.id.name)}"
    yield dropped(check, sql, hazards=(hazard,))


def set_not_valid(_: Check, after: Check, ctx: Context) -> Iterator[Statement] | Replace:
    if after.not_valid:
        return REPLACE  # a validated constraint cannot be made unvalidated
    return iter((constraint.made_valid(after, after.id.name, ctx),))


def set_local(_: Check, after: Check, __: Context) -> Iterator[Statement]:
    # What is there already is merged with what is added, and from then on the table's own as well; nobody looks at the rows again.
    yield constraint.add(after, definition(after))


def said(check: Check, state: State) -> Check | None:
    if inherited.is_partition(check.id.path[:-1], state):
        return msgspec.structs.replace(check, local=True)
    return check if check.local else None


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return {"expression": raw} if isinstance(raw, str) else mapping(raw)


def write(check: Check, children: dict[str, Raw]) -> Raw:
    fields = {**yaml_fields(check), **children}
    return check.expression if list(fields) == ["expression"] else fields


KIND = Kind(
    name="check",
    model=Check,
    catalog=catalog_sql,
    among="pg_constraint WHERE contype = 'c'",
    links=LINKS_SQL,
    create=create,
    drop=drop,
    alter={
        "expression": REPLACE,  # no ALTER CONSTRAINT for checks
        "no_inherit": REPLACE,
        "not_valid": set_not_valid,
        "not_enforced": REPLACE,  # ALTER CONSTRAINT … ENFORCED takes foreign keys only
        "local": set_local,
    },
    clause=clause,
    rename=constraint.rename,
    designation=constraint.designation,
    parents=("table", "foreign_table"),
    namespace=constraint.in_namespaces,
    disturbed=True,
    patient={"create": is_scanned_apart},
    own=lambda check: check.local,
    as_heir=said,
    derived=("local",),
    gains=("local",),
    yaml=Yaml(key="checks", read=read, write=write),
)
