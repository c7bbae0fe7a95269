"""What functions and procedures share: how they are created, changed in place, named, and written in YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from schemactl.kinds import routine_text, type_text
from schemactl.kinds.base import REPLACE, Context, Replace, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.sql import dollar, literal, name, qualified
from schemactl.kinds.yaml_form import Raw, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement

ROUTINES = f"""pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND {USER_NAMESPACE} JOIN pg_language l ON l.oid = p.prolang
CROSS JOIN LATERAL (SELECT coalesce(string_agg(format_type(t, NULL), ', ' ORDER BY i), '') AS types
  FROM unnest(p.proargtypes) WITH ORDINALITY u(t, i)) a"""
"""`a.types` is what tells apart the functions of one name: the types of the input arguments."""

# name[] would cut the types at 63 bytes.
ADDRESS = "'pg_proc'::regclass::oid AS classid, p.oid AS objid, 0 AS subid, ARRAY[n.nspname::text, p.proname, a.types] AS path"
ORDER = 'ORDER BY n.nspname, p.proname, a.types COLLATE "C"'

# A range type's constructors belong to the type.
HANDMADE = "NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')"

TRANSFORMS = "ARRAY(SELECT format_type(t, NULL) FROM unnest(p.protrftypes) WITH ORDINALITY u(t, i) ORDER BY i)"

SETTINGS = """coalesce((SELECT array_agg(ARRAY[split_part(s, '=', 1), substr(s, strpos(s, '=') + 1)] ORDER BY i)
    FROM unnest(p.proconfig) WITH ORDINALITY u(s, i)), '{}'::text[])"""

BODY = """CASE WHEN p.prosqlbody IS NULL THEN p.prosrc END AS body, p.probin AS object_file, pg_get_function_sqlbody(p.oid) AS sql_body"""

_ELASTIC = re.compile(r"\b(DEFAULT|VARIADIC)\b", re.IGNORECASE)

STORED = frozenset(("index", "exclusion", "check", "column", "table", "domain_check", "materialized_view"))
"""Kinds that keep what a function once computed, or once said about a row."""
CALLING = frozenset(("function", "operator", "operator_class"))
"""Kinds by which others use a function without naming it."""


def function_name(column: str) -> str:
    """The function that a catalog's column names by OID: `app.touch`; NULL where it names none."""
    return f"""(SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace
    WHERE f.oid = {column})"""


def in_namespace(routine: Object) -> tuple[tuple[str, ...], ...]:
    """Functions, procedures and aggregates share their names."""
    return (("routine", *routine.id.path),)


def is_elastic(called: Object) -> bool:
    """Does it take fewer arguments than it has, or more, or of any type? Otherwise a text that PostgreSQL prints means it by the very types."""
    arguments = str(getattr(called, "arguments", ""))
    types = (one for part in called.id.path[2:] for one in part.split(", "))
    return bool(_ELASTIC.search(arguments)) or any(one.startswith(("any", '"any"')) for one in types)


def is_bound(routine: Any) -> bool:
    """Does PostgreSQL hold more of it than text that it reads anew? The trees of BEGIN ATOMIC and of defaults say what a type was made of."""
    return routine.sql_body is not None or re.search(r"\bDEFAULT\b", routine.arguments, re.IGNORECASE) is not None


def shell(routine: Any) -> Object | None:
    """Without what PostgreSQL binds as it reads it: a view may call the function that looks into the view."""
    if routine.sql_body is None:
        return None
    without: Object = msgspec.structs.replace(routine, sql_body=None, body="")
    return without


def create(routine: Any, keyword: str, *, or_replace: bool = False) -> str:
    """The statement, a clause a line, the body last."""
    verb = "CREATE OR REPLACE" if or_replace else "CREATE"
    lines = [f"{verb} {keyword} {qualified(routine.id.path[:2])}({routine.arguments})", *_clauses(routine), *_body(routine)]
    return "\n".join(lines)


def _clauses(routine: Any) -> Iterator[str]:
    if getattr(routine, "returns", None) is not None:
        yield f"RETURNS {routine.returns}"
    if routine.language is not None:
        yield f"LANGUAGE {name(routine.language)}"
    if routine.transform:
        yield "TRANSFORM " + ", ".join(f"FOR TYPE {one}" for one in routine.transform)
    if getattr(routine, "window", False):
        yield "WINDOW"
    if attributes := " ".join(action for field, action in _attributes(routine).items() if _differs_from_default(routine, field)):
        yield attributes
    for setting, value in routine.configuration:
        yield f"SET {setting_sql(setting, value)}"


def _body(routine: Any) -> Iterator[str]:
    if routine.sql_body is not None:
        yield routine.sql_body
    elif routine.object_file is not None:
        symbol = f", {literal(routine.body)}" if routine.body is not None else ""
        yield f"AS {literal(routine.object_file)}{symbol}"
    elif routine.body is not None:
        yield f"AS {dollar(routine.body)}"


def _attributes(routine: Any) -> dict[str, str]:
    """What CREATE and ALTER say alike, by field; a procedure has only one of them."""
    definer = "SECURITY DEFINER" if routine.security_definer else "SECURITY INVOKER"
    if not hasattr(routine, "volatility"):
        return {"security_definer": definer}
    builtin = routine.language in ("c", "internal")
    return {
        "volatility": routine.volatility.upper(),
        "leakproof": "LEAKPROOF" if routine.leakproof else "NOT LEAKPROOF",
        "strict": "STRICT" if routine.strict else "CALLED ON NULL INPUT",
        "security_definer": definer,
        "parallel": f"PARALLEL {routine.parallel.upper()}",
        "cost": f"COST {routine.cost or ('1' if builtin else '100')}",
        "rows": f"ROWS {routine.rows or '1000'}",
        "support": f"SUPPORT {routine.support}",
    }


def _differs_from_default(routine: Any, field: str) -> bool:
    return bool(getattr(routine, field) != getattr(type(routine)(id=routine.id), field))


def setting_sql(setting: str, value: str) -> str:
    """`search_path TO app, pg_temp`."""
    words = ".".join(name(part) for part in setting.split("."))
    if setting.lower() not in routine_text.LIST_SETTINGS:
        return f"{words} TO {literal(value)}"
    # Quoted as a whole, a list would be one name; a name in double quotes may not be empty, nor longer than 63 bytes.
    parts = [part if name(part) == part else literal(part) for part in routine_text.identifiers(value) or [""]]
    return f"{words} TO {', '.join(parts)}"


def change(before: Any, after: Any, ctx: Context, keyword: str) -> Iterator[Statement] | Replace:
    """ALTER where only attributes differ, CREATE OR REPLACE where PostgreSQL allows it, else a replacement."""
    attributes = _attributes(after)
    differing = [field for field in after.__struct_fields__ if field != "id" and getattr(before, field) != getattr(after, field)]
    if all(field in attributes or field == "configuration" for field in differing) and not _support_is_lost(before, after):
        return iter((_alter(before, after, [attributes[field] for field in differing if field in attributes], keyword),))
    if not _can_replace_in_place(before, after):
        return REPLACE
    return iter((altered(after, create(after, keyword, or_replace=True), hazards=stale(after, ctx)),))


def _support_is_lost(before: Any, after: Any) -> bool:
    """ALTER FUNCTION can set a support function, not take it away."""
    return getattr(before, "support", None) is not None and after.support is None


def _alter(before: Any, after: Any, actions: list[str], keyword: str) -> Statement:
    actions.extend(_settings(dict(before.configuration), dict(after.configuration)))
    return altered(after, f"ALTER {keyword} {_address(after.id, keyword)} {' '.join(actions)}")


def _settings(was: dict[str, str], wanted: dict[str, str]) -> Iterator[str]:
    """The fewest actions; all of them where only that gives the wanted order, which pg_proc keeps."""
    kept = [setting for setting in was if setting in wanted]
    if [*kept, *(setting for setting in wanted if setting not in was)] != list(wanted):
        yield "RESET ALL"
        was = {}
    for setting in was:
        if setting not in wanted:
            yield f"RESET {'.'.join(name(part) for part in setting.split('.'))}"
    for setting, value in wanted.items():
        if was.get(setting) != value:
            yield f"SET {setting_sql(setting, value)}"


def _can_replace_in_place(before: Any, after: Any) -> bool:
    """CREATE OR REPLACE keeps the result, what goes out, names that were given, and defaults (src/backend/catalog/pg_proc.c)."""
    if getattr(before, "returns", None) != getattr(after, "returns", None) or getattr(before, "window", 0) != getattr(after, "window", 0):
        return False
    return before.arguments == after.arguments or arguments_may_change(before.arguments, after.arguments)


def arguments_may_change(before: str, after: str) -> bool:
    """Does CREATE OR REPLACE take the one list of arguments for the other?"""
    try:
        was, wanted = routine_text.parameters(before), routine_text.parameters(after)
    except ValueError:
        return False  # an aggregate's ORDER BY
    return len(was) == len(wanted) and all(map(_fits, was, wanted))


def _fits(was: routine_text.Parameter, wanted: routine_text.Parameter) -> bool:
    if (was.mode, was.type) != (wanted.mode, wanted.type):
        return False
    if was.name != wanted.name and (was.name or was.mode not in ("FUNC_PARAM_IN", "FUNC_PARAM_VARIADIC")):
        return False
    if was.default is None:
        return True
    # A polymorphic argument's default has a type of its own, which may not change.
    return wanted.default is not None and (was.default == wanted.default or '"any' not in was.type)


def stale(routine: Object, ctx: Context) -> tuple[Hazard, ...]:
    """What is stored was computed by the function as it was."""
    storage = storing(routine.id, ctx.view(ctx.live).users)
    users = [
        one for one in storage if not getattr(ctx.live.objects[one], "virtual", False)
    ]  # a generated column that is computed as it is read
    if not users:
        return ()
    return (Hazard(code="SC405", message=f"stored results of the earlier function stay as they are: {', '.join(map(str, users))}"),)


def storing(routine: ObjectId, users: Callable[[ObjectId], Iterable[ObjectId]]) -> list[ObjectId]:
    """What keeps results of it, however far behind what PostgreSQL knows to call it."""
    seen, queue = {routine}, [routine]
    while queue:
        found = {user for user in users(queue.pop()) if user.kind in STORED | CALLING} - seen
        seen |= found
        queue += [one for one in found if one.kind in CALLING]
    return sorted((one for one in seen if one.kind in STORED), key=str)


def drop(routine: Any, keyword: str) -> Iterator[Statement]:
    # The functions of a base type go with it, and only these two languages make them.
    there = "IF EXISTS " if getattr(routine, "language", "") in ("c", "internal") else ""
    yield dropped(routine, f"DROP {keyword} {there}{designation(routine.id, keyword).removeprefix(f'{keyword} ')}", lock=Lock.NONE)


def rename(before: Object, after: Object, keyword: str) -> Iterator[Statement]:
    here = before.id
    if here.path[0] != after.id.path[0]:
        yield altered(after, f"ALTER {keyword} {_address(here, keyword)} SET SCHEMA {name(after.id.path[0])}")
        here = ObjectId(here.kind, (after.id.path[0], *here.path[1:]))
    if here.path[1] != after.id.path[1]:
        yield altered(after, f"ALTER {keyword} {_address(here, keyword)} RENAME TO {name(after.id.path[1])}")


def _address(object_id: ObjectId, keyword: str) -> str:
    return designation(object_id, keyword).removeprefix(f"{keyword} ")


def designation(object_id: ObjectId, keyword: str) -> str:
    types = object_id.path[2]
    if keyword == "PROCEDURE":
        # Without IN, PostgreSQL also looks for a procedure whose input and output arguments together have these types.
        types = ", ".join(f"IN {one}" for one in routine_text.split(types))
    elif keyword == "AGGREGATE":
        types = types or "*"
    return f"{keyword} {qualified(object_id.path[:2])}({types})"


def made_routine(routine: Any, keyword: str) -> Iterator[Statement]:
    yield made(routine, create(routine, keyword))


def read(raw: Raw, at: tuple[str, ...], *, procedure: bool) -> dict[str, Raw]:
    """A map of fields, or a whole statement under `sql`; what else is there are children."""
    fields = dict(mapping(raw, at))
    routine_name, types = routine_text.from_key(at[-1])
    if isinstance(sql := fields.pop("sql", None), str):
        fields = {**routine_text.statement(sql, routine_name, types, procedure=procedure), **fields}
    fields.setdefault("arguments", types)
    if "sql_body" in fields:
        fields.setdefault("language", "sql")
    if "language" not in fields:
        raise ValueError("the language is missing: `language: plpgsql`, or a whole statement in a `file`")
    if isinstance(given := fields.get("configuration"), dict):
        fields["configuration"] = {
            setting: routine_text.setting_value(setting, map(str, value)) if isinstance(value, list) else value
            for setting, value in given.items()
        }
    return fields


BODIES = ("sql_body", "body")


def write(routine: Any, children: dict[str, Raw]) -> Raw:
    """The long form, the body last; arguments without names and defaults are the key's."""
    fields = yaml_fields(routine)
    if routine.arguments == routine.id.path[2]:
        fields.pop("arguments", None)
    bodies: dict[str, Raw] = {body: fields.pop(body) for body in BODIES if body in fields}
    return {**fields, **children, **bodies}


LONG = 10
"""Lines of a routine from which it stands in a file of its own."""


def apart(statement: str, routine: Any, raw: dict[str, Raw]) -> tuple[str, dict[str, Raw]]:
    """The whole statement, and what is said about it; `read` takes it back exactly."""
    own = {field.rstrip("_") for field in routine.__struct_fields__}
    return statement + ";\n", {key: value for key, value in raw.items() if key not in own}


def path(parent: tuple[str, ...], written: str | None, _: Mapping[str, Raw]) -> tuple[str, ...]:
    routine_name, types = routine_text.from_key(written or "")
    return (*parent, routine_name, ", ".join(map(type_text.printed, routine_text.split(types))))


def key(routine: Object) -> str:
    return routine_text.key(routine.id.path[1], routine.id.path[2])
