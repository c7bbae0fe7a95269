"""Procedures: what CALL calls."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import routine, widening
from schemactl.kinds.base import Context, Kind, Raw, Replace, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class Procedure(Object, frozen=True, kw_only=True):
    """Path: schema, name, types of the input arguments. https://www.postgresql.org/docs/current/sql-createprocedure.html"""

    arguments: str = ""
    language: str | None = None
    transform: tuple[str, ...] = ()
    security_definer: bool = False
    configuration: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    object_file: str | None = None
    sql_body: str | None = None


CATALOG_SQL = f"""
SELECT {routine.ADDRESS},
  pg_get_function_arguments(p.oid) AS arguments, l.lanname AS language, {routine.TRANSFORMS} AS transform,
  p.prosecdef AS security_definer, {routine.SETTINGS} AS configuration, {routine.BODY}
FROM {routine.ROUTINES}
WHERE p.prokind = 'p' AND {routine.HANDMADE} {routine.ORDER}"""


def create(procedure: Procedure, _: Context) -> Iterator[Statement]:
    return routine.made_routine(procedure, "PROCEDURE")


def drop(procedure: Procedure, _: Context) -> Iterator[Statement]:
    return routine.drop(procedure, "PROCEDURE")


def change(before: Procedure, after: Procedure, ctx: Context) -> Iterator[Statement] | Replace:
    return routine.change(before, after, ctx, "PROCEDURE")


def rename(before: Procedure, after: Procedure, _: Context) -> Iterator[Statement]:
    return routine.rename(before, after, "PROCEDURE")


def designation(object_id: ObjectId) -> str:
    return routine.designation(object_id, "PROCEDURE")


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    return routine.read(raw, at, procedure=True)


def apart(procedure: Procedure, raw: dict[str, Raw]) -> tuple[str, dict[str, Raw]]:
    return routine.apart(routine.create(procedure, "PROCEDURE"), procedure, raw)


KIND = Kind(
    name="procedure",
    model=Procedure,
    catalog=CATALOG_SQL,
    among="pg_proc WHERE prokind = 'p'",
    create=create,
    drop=drop,
    alter=dict.fromkeys(Procedure.__struct_fields__[1:], change),
    rename=rename,
    designation=designation,
    namespace=routine.in_namespace,
    disturbed=True,
    yaml=Yaml(
        key="procedures",
        read=read,
        write=routine.write,
        apart=apart,
        long=routine.LONG,
        path=routine.path,
        name=routine.key,
        folder="procedures",
    ),
    schema_scoped=True,
    owned=True,
    grantable="PROCEDURE",
    widens=widening.added_under_a_new_name,
)
