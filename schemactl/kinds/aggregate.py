"""Aggregates: plain, moving, ordered-set and hypothetical-set ones."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import routine, routine_text, widening
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, altered, made
from schemactl.kinds.sql import literal, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Statement


class Aggregate(Object, frozen=True, kw_only=True):
    """Path: schema, name, types of the input arguments; `arguments` is the list with its ORDER BY.
    https://www.postgresql.org/docs/current/sql-createaggregate.html"""

    arguments: SqlText = ""
    sfunc: str
    stype: SqlText
    sspace: int | None = None
    finalfunc: str | None = None
    finalfunc_extra: bool = False
    finalfunc_modify: str | None = None
    combinefunc: str | None = None
    serialfunc: str | None = None
    deserialfunc: str | None = None
    initcond: str | None = None
    msfunc: str | None = None
    minvfunc: str | None = None
    mstype: SqlText | None = None
    msspace: int | None = None
    mfinalfunc: str | None = None
    mfinalfunc_extra: bool = False
    mfinalfunc_modify: str | None = None
    minitcond: str | None = None
    sortop: str | None = None
    parallel: str = "unsafe"
    hypothetical: bool = False


def _modify(column: str) -> str:
    """An ordered-set aggregate's final function may change its state unless it says otherwise."""
    default = "CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END"
    words = f"CASE g.{column} WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' ELSE 'read_write' END"
    return f"CASE WHEN g.{column} <> {default} THEN {words} END"


CATALOG_SQL = f"""
SELECT {routine.ADDRESS}, pg_get_function_arguments(p.oid) AS arguments,
  {routine.function_name("g.aggtransfn")} AS sfunc, format_type(g.aggtranstype, NULL) AS stype, nullif(g.aggtransspace, 0) AS sspace,
  {routine.function_name("g.aggfinalfn")} AS finalfunc, g.aggfinalextra AS finalfunc_extra,
  {_modify("aggfinalmodify")} AS finalfunc_modify,
  {routine.function_name("g.aggcombinefn")} AS combinefunc,
  {routine.function_name("g.aggserialfn")} AS serialfunc,
  {routine.function_name("g.aggdeserialfn")} AS deserialfunc,
  g.agginitval AS initcond,
  {routine.function_name("g.aggmtransfn")} AS msfunc,
  {routine.function_name("g.aggminvtransfn")} AS minvfunc,
  CASE WHEN g.aggmtranstype <> 0 THEN format_type(g.aggmtranstype, NULL) END AS mstype, nullif(g.aggmtransspace, 0) AS msspace,
  {routine.function_name("g.aggmfinalfn")} AS mfinalfunc, g.aggmfinalextra AS mfinalfunc_extra,
  CASE WHEN g.aggmtransfn <> 0 THEN {_modify("aggmfinalmodify")} END AS mfinalfunc_modify, g.aggminitval AS minitcond,
  (SELECT format('%I.%s', sn.nspname, o.oprname) FROM pg_operator o JOIN pg_namespace sn ON sn.oid = o.oprnamespace
    WHERE o.oid = g.aggsortop) AS sortop,
  CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel, g.aggkind = 'h' AS hypothetical
FROM {routine.ROUTINES} JOIN pg_aggregate g ON g.aggfnoid = p.oid {routine.ORDER}"""


def definition(aggregate: Aggregate, verb: str) -> str:
    parts = [f"{field.upper()} = {value}" for field, value in _parts(aggregate) if value is not None]
    parts += [field.upper() for field in ("finalfunc_extra", "mfinalfunc_extra", "hypothetical") if getattr(aggregate, field)]
    arguments = aggregate.arguments or "*"
    return f"{verb} AGGREGATE {qualified(aggregate.id.path[:2])}({arguments}) (\n  " + ",\n  ".join(parts) + "\n)"


def _parts(aggregate: Aggregate) -> Iterator[tuple[str, str | int | None]]:
    for field in Aggregate.__struct_fields__[2:]:
        value = getattr(aggregate, field)
        match field:
            case "initcond" | "minitcond":
                yield field, None if value is None else literal(value)
            case "sortop":
                yield field, value and f"OPERATOR({value})"
            case "parallel":
                yield field, None if value == "unsafe" else value.upper()
            case "finalfunc_modify" | "mfinalfunc_modify":
                yield field, value and value.upper()
            case _ if not isinstance(value, bool):
                yield field, value


def create(aggregate: Aggregate, _: Context) -> Iterator[Statement]:
    yield made(aggregate, definition(aggregate, "CREATE"))


def drop(aggregate: Aggregate, _: Context) -> Iterator[Statement]:
    return routine.drop(aggregate, "AGGREGATE")


def rename(before: Aggregate, after: Aggregate, _: Context) -> Iterator[Statement]:
    return routine.rename(before, after, "AGGREGATE")


def change(before: Aggregate, after: Aggregate, _: Context) -> Iterator[Statement] | Replace:
    """CREATE OR REPLACE, unless an argument changes more than it may."""
    if before.arguments != after.arguments and not routine.arguments_may_change(before.arguments, after.arguments):
        return REPLACE
    return iter((altered(after, definition(after, "CREATE OR REPLACE")),))


def designation(object_id: ObjectId) -> str:
    return routine.designation(object_id, "AGGREGATE")


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    return {"arguments": routine_text.from_key(at[-1])[1], **mapping(raw, at)}


def write(aggregate: Aggregate, children: dict[str, Raw]) -> Raw:
    fields = yaml_fields(aggregate)
    if aggregate.arguments == aggregate.id.path[2]:
        fields.pop("arguments", None)
    return {**fields, **children}


def key(aggregate: Aggregate) -> str:
    return routine_text.key(aggregate.id.path[1], aggregate.id.path[2] or "*")


KIND = Kind(
    name="aggregate",
    model=Aggregate,
    catalog=CATALOG_SQL,
    among="pg_proc WHERE prokind = 'a'",
    create=create,
    drop=drop,
    alter={
        **dict.fromkeys(Aggregate.__struct_fields__[1:], change),
        "stype": REPLACE,  # what decides the type of the result
        "finalfunc": REPLACE,
        "hypothetical": REPLACE,
    },
    rename=rename,
    designation=designation,
    namespace=routine.in_namespace,
    elastic=routine.is_elastic,
    yaml=Yaml(key="aggregates", read=read, write=write, path=routine.path, name=key, folder="aggregates"),
    schema_scoped=True,
    owned=True,
    grantable="FUNCTION",
    widens=widening.added_under_a_new_name,
)
