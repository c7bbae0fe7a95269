"""Procedures: what CALL calls."""

from __future__ import annotations

from schemactl.kinds import routine, widening
from schemactl.kinds.base import Kind
from schemactl.kinds.routine_sort import Sort
from schemactl.kinds.syntax import SqlText
from schemactl.model.state import Object


class Procedure(Object, frozen=True, kw_only=True):
    """Path: schema, name, types of the input arguments. https://www.postgresql.org/docs/current/sql-createprocedure.html"""

    arguments: SqlText = ""
    language: str | None = None
    transform: tuple[str, ...] = ()
    security_definer: bool = False
    configuration: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    object_file: str | None = None
    sql_body: SqlText | None = None


CATALOG_SQL = f"""
SELECT {routine.ADDRESS},
  pg_get_function_arguments(p.oid) AS arguments, l.lanname AS language, {routine.TRANSFORMS} AS transform,
  p.prosecdef AS security_definer, {routine.SETTINGS} AS configuration, {routine.BODY}
FROM {routine.ROUTINES}
WHERE p.prokind = 'p' AND {routine.HANDMADE} {routine.ORDER}"""


SORT = Sort("PROCEDURE", "procedures")

KIND = Kind(
    name="procedure",
    model=Procedure,
    catalog=CATALOG_SQL,
    among="pg_proc WHERE prokind = 'p'",
    create=SORT.create,
    drop=SORT.drop,
    alter=dict.fromkeys(Procedure.__struct_fields__[1:], SORT.change),
    rename=SORT.rename,
    designation=SORT.designation,
    namespace=routine.in_namespace,
    elastic=routine.is_elastic,
    disturbed=True,
    bound=routine.is_bound,
    shell=routine.shell,
    yaml=SORT.yaml,
    schema_scoped=True,
    owned=True,
    grantable="PROCEDURE",
    widens=widening.added_under_a_new_name,
)
