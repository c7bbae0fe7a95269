"""Functions, window functions among them; aggregates and procedures are kinds of their own."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import body_references, routine, widening
from schemactl.kinds.base import Context, Kind, made
from schemactl.kinds.routine_sort import Sort
from schemactl.kinds.sql import qualified
from schemactl.kinds.syntax import SqlText
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class Function(Object, frozen=True, kw_only=True):
    """Path: schema, name, types of the input arguments. `body` is the text behind AS, for C the symbol in `object_file`;
    `sql_body` is RETURN … or BEGIN ATOMIC … END. https://www.postgresql.org/docs/current/sql-createfunction.html"""

    arguments: SqlText = ""
    returns: SqlText | None = None
    language: str | None = None
    transform: tuple[str, ...] = ()
    window: bool = False
    volatility: str = "volatile"
    leakproof: bool = False
    strict: bool = False
    security_definer: bool = False
    parallel: str = "unsafe"
    cost: str | None = None
    rows: str | None = None
    support: str | None = None
    configuration: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    object_file: str | None = None
    sql_body: SqlText | None = None


CATALOG_SQL = f"""
SELECT {routine.ADDRESS},
  pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS returns, l.lanname AS language,
  {routine.TRANSFORMS} AS transform, p.prokind = 'w' AS window,
  CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
  p.proleakproof AS leakproof, p.proisstrict AS strict, p.prosecdef AS security_definer,
  CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel,
  CASE WHEN p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END THEN p.procost::text END AS cost,
  CASE WHEN p.proretset AND p.prorows <> 1000 THEN p.prorows::text END AS rows,
  {routine.function_name("p.prosupport")} AS support,
  {routine.SETTINGS} AS configuration, {routine.BODY}
FROM {routine.ROUTINES}
WHERE p.prokind IN ('f', 'w') AND {routine.HANDMADE} {routine.ORDER}"""


def create(function: Function, ctx: Context) -> Iterator[Statement]:
    yield from _shell(function, ctx)
    yield from routine.made_routine(function, "FUNCTION")


def _shell(function: Function, ctx: Context) -> Iterator[Statement]:
    """A range's canonical function takes the range before there is one; only these two languages take a shell."""
    schema, own, types = function.id.path
    for one in ctx.desired if function.language in ("c", "internal") else ():
        canonical = getattr(one, "canonical", None) if one.id.kind == "range_type" else None
        mine = canonical in (qualified((schema, own)), qualified((own,)))
        if mine and types in (qualified(one.id.path), qualified(one.id.path[1:])):
            yield made(function, f"CREATE TYPE {qualified(one.id.path)}")


SORT = Sort("FUNCTION", "functions")

KIND = Kind(
    name="function",
    model=Function,
    catalog=CATALOG_SQL,
    among="pg_proc WHERE prokind IN ('f', 'w')",
    create=create,
    drop=SORT.drop,
    alter=dict.fromkeys(Function.__struct_fields__[1:], SORT.change),
    rename=SORT.rename,
    designation=SORT.designation,
    namespace=routine.in_namespace,
    elastic=routine.is_elastic,
    disturbed=True,
    bound=routine.is_bound,
    shell=routine.shell,
    follows=body_references.follows,
    looks_up=body_references.looked_up,
    yaml=SORT.yaml,
    schema_scoped=True,
    owned=True,
    grantable="FUNCTION",
    widens=widening.added_under_a_new_name,
)
