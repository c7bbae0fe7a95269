"""Operators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemactl.kinds import routine, routine_text, type_text
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class Operator(Object, frozen=True, kw_only=True):
    """Path: schema, name, left type (empty for a prefix operator), right type. `commutator` and `negator` are operators as SQL: `app.===`.
    https://www.postgresql.org/docs/current/sql-createoperator.html"""

    function: str
    commutator: str | None = None
    negator: str | None = None
    restrict: str | None = None
    join: str | None = None
    hashes: bool = False
    merges: bool = False


def _operator(column: str) -> str:
    # One without a function is only mentioned: the operator it is to be linked with has not been made.
    return f"""(SELECT format('%I.%s', ln.nspname, l.oprname) FROM pg_operator l JOIN pg_namespace ln ON ln.oid = l.oprnamespace
    WHERE l.oid = {column})"""


CATALOG_SQL = f"""
SELECT 'pg_operator'::regclass::oid AS classid, o.oid AS objid, 0 AS subid,
  ARRAY[n.nspname::text, o.oprname, CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) ELSE '' END,
    format_type(o.oprright, NULL)] AS path,
  {routine.function_name("o.oprcode")} AS function, {_operator("o.oprcom")} AS commutator, {_operator("o.oprnegate")} AS negator,
  {routine.function_name("o.oprrest")} AS restrict,
  {routine.function_name("o.oprjoin")} AS join, o.oprcanhash AS hashes, o.oprcanmerge AS merges
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace AND {USER_NAMESPACE}
WHERE o.oprcode <> 0
ORDER BY n.nspname, o.oprname, format_type(o.oprleft, NULL) COLLATE "C", format_type(o.oprright, NULL) COLLATE "C\""""


def create(operator: Operator, _: Context) -> Iterator[Statement]:
    left, right = operator.id.path[2:]
    parts = [f"FUNCTION = {operator.function}", *([f"LEFTARG = {left}"] if left else []), f"RIGHTARG = {right}"]
    parts += [f"{field.upper()} = OPERATOR({value})" for field in ("commutator", "negator") if (value := getattr(operator, field))]
    parts += [f"{field.upper()} = {value}" for field in ("restrict", "join") if (value := getattr(operator, field))]
    parts += [field.upper() for field in ("hashes", "merges") if getattr(operator, field)]
    yield made(operator, f"CREATE OPERATOR {_name(operator.id)} (\n  " + ",\n  ".join(parts) + "\n)")


def drop(operator: Operator, _: Context) -> Iterator[Statement]:
    yield dropped(operator, f"DROP {designation(operator.id)}", lock=Lock.NONE)


def rename(before: Operator, after: Operator, _: Context) -> Iterator[Statement]:
    if before.id.path[0] != after.id.path[0]:
        yield altered(after, f"ALTER {designation(before.id)} SET SCHEMA {name(after.id.path[0])}")


def set_estimators(before: Operator, after: Operator, _: Context) -> Iterator[Statement]:
    actions = [f"{field.upper()} = {getattr(after, field) or 'NONE'}" for field in ("restrict", "join") if _differ(before, after, field)]
    yield altered(after, f"ALTER {designation(after.id)} SET ({', '.join(actions)})")


def set_more(before: Operator, after: Operator, ctx: Context) -> Iterator[Statement] | Replace:
    """From 17 on, what was not said can be said later; nothing can be taken back."""
    fields = [field for field in ("commutator", "negator", "hashes", "merges") if _differ(before, after, field)]
    if ctx.major < 17 or any(getattr(before, field) for field in fields):
        return REPLACE
    links = [f"{field.upper()} = OPERATOR({getattr(after, field)})" for field in fields[:2] if isinstance(getattr(after, field), str)]
    flags = [field.upper() for field in fields if getattr(after, field) is True]
    return iter((altered(after, f"ALTER {designation(after.id)} SET ({', '.join(links + flags)})"),))


def _differ(before: Operator, after: Operator, field: str) -> bool:
    return bool(getattr(before, field) != getattr(after, field))


def _name(object_id: ObjectId) -> str:
    # An operator's name is never quoted.
    return f"{name(object_id.path[0])}.{object_id.path[1]}"


def designation(object_id: ObjectId) -> str:
    return f"OPERATOR {_name(object_id)} ({object_id.path[2] or 'NONE'}, {object_id.path[3]})"


def path(parent: tuple[str, ...], written: str | None, _: Mapping[str, Raw]) -> tuple[str, ...]:
    """`=== (text, app.email)`, and `!! (text)` or `!! (none, text)` for a prefix operator."""
    operator, types = routine_text.from_key(written or "")
    every = ["", *routine_text.split(types)][-2:]
    if len(every) != 2:
        raise ValueError("the key is the operator with the types it stands between, as in `=== (text, app.email)`")
    left, right = map(type_text.printed, every)
    return (*parent, operator.strip(), "" if left.lower() == "none" else left, right)


def key(operator: Operator) -> str:
    return f"{operator.id.path[1]} ({', '.join(one for one in operator.id.path[2:] if one)})"


KIND = Kind(
    name="operator",
    model=Operator,
    catalog=CATALOG_SQL,
    among="pg_operator",
    create=create,
    drop=drop,
    alter={
        "function": REPLACE,  # ALTER OPERATOR knows nothing of it
        "commutator": set_more,
        "negator": set_more,
        "restrict": set_estimators,
        "join": set_estimators,
        "hashes": set_more,
        "merges": set_more,
    },
    rename=rename,
    designation=designation,
    namespace=lambda operator: (("operator", *operator.id.path),),
    elastic=routine.is_elastic,
    yaml=Yaml(key="operators", path=path, name=key),
    schema_scoped=True,
    owned=True,
)
