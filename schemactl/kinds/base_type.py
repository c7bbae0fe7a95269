"""Base types: a type made of functions that read and write it. Without these it is a shell, which only has a name.

Its functions speak of the type, the type of its functions: the function that reads it comes first, and PostgreSQL makes the shell for that.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import routine, widening
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import literal, name, qualified
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class BaseType(Object, frozen=True, kw_only=True):
    """Functions by name. https://www.postgresql.org/docs/current/sql-createtype.html#SQL-CREATETYPE-BASETYPE"""

    input: str | None = None
    output: str | None = None
    receive: str | None = None
    send: str | None = None
    typmod_in: str | None = None
    typmod_out: str | None = None
    analyze: str | None = None
    subscript: str | None = None
    internallength: str | None = None
    passedbyvalue: bool = False
    alignment: str | None = None
    storage: str | None = None
    category: str | None = None
    preferred: bool = False
    default: str | None = None
    element: str | None = None
    delimiter: str | None = None
    collatable: bool = False


FUNCTIONS = ("input", "output", "receive", "send", "typmod_in", "typmod_out", "analyze", "subscript")
COLUMNS = dict(zip(FUNCTIONS, ("input", "output", "receive", "send", "modin", "modout", "analyze", "subscript"), strict=True))
CONSTANTS = ("category", "default", "delimiter")

NOT_AN_ARRAY = "NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)"


def _functions() -> Iterator[str]:
    # A shell has functions too, which refuse every value.
    for field, column in COLUMNS.items():
        yield f"CASE WHEN t.typisdefined THEN {routine.function_name(f't.typ{column}')} END AS {field}"


CATALOG_SQL = f"""
SELECT 'pg_type'::regclass::oid AS classid, t.oid AS objid, 0 AS subid, ARRAY[n.nspname, t.typname] AS path,
  {", ".join(_functions())},
  CASE WHEN t.typlen > 0 AND t.typisdefined THEN t.typlen::text END AS internallength, t.typbyval AND t.typisdefined AS passedbyvalue,
  CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'd' THEN 'double' END AS alignment,
  CASE t.typstorage WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended' END AS storage,
  CASE WHEN t.typisdefined THEN nullif(t.typcategory, 'U')::text END AS category, t.typispreferred AS preferred, t.typdefault AS "default",
  CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END AS element, nullif(t.typdelim, ',')::text AS delimiter,
  t.typcollation <> 0 AS collatable
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND {USER_NAMESPACE}
WHERE (t.typtype = 'b' OR NOT t.typisdefined) AND {NOT_AN_ARRAY} ORDER BY n.nspname, t.typname"""

ALIASES_SQL = """
SELECT 'pg_type'::regclass::oid, t.typarray, 0, 'pg_type'::regclass::oid, t.oid, 0 FROM pg_type t
WHERE t.typtype = 'b' AND t.typarray <> 0 AND t.oid >= 16384"""

# Dropping the type takes the functions along that speak of it.
LINKS_SQL = """
SELECT 'pg_proc'::regclass::oid, f.objid, 0, 'pg_type'::regclass::oid, f.refobjid, 0 FROM pg_depend f
JOIN pg_depend t ON t.classid = 'pg_type'::regclass AND t.objid = f.refobjid AND t.refclassid = 'pg_proc'::regclass AND t.refobjid = f.objid
JOIN pg_type b ON b.oid = f.refobjid AND b.typtype = 'b' WHERE f.classid = 'pg_proc'::regclass AND f.refclassid = 'pg_type'::regclass"""


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """The functions come before the type."""
    for base in state:
        if isinstance(base, BaseType):
            yield from ((used, base.id) for used in list(state.uses[base.id]))


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """The function that reads the type comes before the others: it makes the shell."""
    for base in state:
        if isinstance(base, BaseType) and base.input:
            used = [one for one in state.uses[base.id] if len(one.path) > 1]
            readers = [one for one in used if qualified(one.path[:2]) == base.input]
            yield from ((one, reader) for one in used for reader in readers if one.kind == reader.kind and one != reader)


def create(base: BaseType, _: Context) -> Iterator[Statement]:
    parts = ", ".join(_parts(base))
    yield made(base, f"CREATE {designation(base.id)}" + (f" ({parts})" if base.input else ""))


def _parts(base: BaseType) -> Iterator[str]:
    for field in BaseType.__struct_fields__[1:]:
        value = getattr(base, field)
        if value is True:
            yield field.upper()
        elif value:
            yield f"{field.upper()} = {literal(value) if field in CONSTANTS else value}"


def drop(base: BaseType, _: Context) -> Iterator[Statement]:
    """CASCADE: its own functions need it as it needs them. Everything else that used it is gone by then."""
    hazard = Hazard(code="SC401", message=f"drops type {base.id.name}")
    yield dropped(base, f"DROP {designation(base.id)}" + (" CASCADE" if base.input else ""), lock=Lock.NONE, hazards=(hazard,))


def rename(before: BaseType, after: BaseType, _: Context) -> Iterator[Statement]:
    yield from moved("TYPE", before, after)


def change(before: BaseType, after: BaseType, ctx: Context) -> Iterator[Statement] | Replace:
    if before.storage and not after.storage:
        return REPLACE  # values stored out of line would have to come back
    return _change(before, after, ctx)


def _change(before: BaseType, after: BaseType, ctx: Context) -> Iterator[Statement]:
    fields = [field for field in ALTERABLE if getattr(before, field) != getattr(after, field)]
    actions = ", ".join(f"{field.upper()} = {getattr(after, field) or 'NONE'}" for field in fields)
    yield altered(after, f"ALTER {designation(after.id)} SET ({actions})")
    if "storage" in fields:
        # What the type had when a column was made, the column keeps.
        for column in _columns(after, ctx):
            sql = f"ALTER TABLE {qualified(column.path[:-1])} ALTER COLUMN {name(column.name)} SET STORAGE {after.storage}"
            yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE)


def _columns(base: BaseType, ctx: Context) -> Iterator[ObjectId]:
    """Columns of the type itself, which are stored as it says."""
    used_by = ctx.view(ctx.live).users(base.id)
    for one in ctx.live:
        kept = one.id.kind == "column" and one.id in ctx.desired and one.id in used_by
        if kept and not getattr(one, "storage", None) and not getattr(one, "type", "").endswith("[]"):
            yield one.id


ALTERABLE = ("receive", "send", "typmod_in", "typmod_out", "analyze", "subscript", "storage")


def designation(object_id: ObjectId) -> str:
    return f"TYPE {qualified(object_id.path)}"


KIND = Kind(
    name="base_type",
    model=BaseType,
    catalog=CATALOG_SQL,
    among="pg_type t WHERE t.typtype IN ('b', 'p') AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)",
    aliases=ALIASES_SQL,
    links=LINKS_SQL,
    create=create,
    drop=drop,
    # ALTER TYPE knows nothing of the others: they are how values lie on disk
    alter={field: change if field in ALTERABLE else REPLACE for field in BaseType.__struct_fields__[1:]},
    rename=rename,
    cuts=cuts,
    edges=edges,
    designation=designation,
    namespace=lambda base: (("type", *base.id.path),),
    yaml=Yaml(key="base_types"),
    schema_scoped=True,
    owned=True,
    grantable="TYPE",
    widens=widening.added,
)
