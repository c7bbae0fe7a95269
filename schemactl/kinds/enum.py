"""Enumerated types. Their values can be added and renamed in place; anything else means another type."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.kinds import narrowing, widening
from schemactl.kinds.base import Alter, Context, Kind, Replace, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.former_names import VALUES, Renaming, unmeant
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import literal, qualified
from schemactl.kinds.swap import SPARED, Swap, taken
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Statement


class Enum(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/datatype-enum.html"""

    values: tuple[str, ...] = ()


CATALOG_SQL = f"""
SELECT 'pg_type'::regclass::oid AS classid, t.oid AS objid, 0 AS subid, ARRAY[n.nspname, t.typname] AS path,
  ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS values
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND {USER_NAMESPACE} WHERE t.typtype = 'e' ORDER BY n.nspname, t.typname"""

ALIASES_SQL = """
SELECT 'pg_type'::regclass::oid, t.typarray, 0, 'pg_type'::regclass::oid, t.oid, 0 FROM pg_type t
WHERE t.typtype = 'e' AND t.typarray <> 0"""


def create(enum: Enum, _: Context) -> Iterator[Statement]:
    yield made(enum, f"CREATE TYPE {qualified(enum.id.path)} AS ENUM ({', '.join(map(literal, enum.values))})")


def drop(enum: Enum, _: Context) -> Iterator[Statement]:
    yield dropped(enum, f"DROP TYPE {qualified(enum.id.path)}", hazards=(Hazard(code="SC401", message=f"drops type {enum.id.name}"),))


def rename(before: Enum, after: Enum, _: Context) -> Iterator[Statement]:
    yield from moved("TYPE", before, after)


def is_other(before: Enum, after: Enum, ctx: Context) -> bool:
    """Is a value gone, or the order changed?"""
    return not _is_part(_with_values_renamed(before, after, ctx).values, after.values)


def _is_part(values: tuple[str, ...], of: tuple[str, ...]) -> bool:
    rest = iter(of)
    return all(value in rest for value in values)


def set_values(before: Enum, after: Enum, ctx: Context) -> Iterator[Statement] | Replace:
    """Renames first, so that the values that stay are the same on both sides."""
    renames = list(_rename_values(before, after, ctx))
    there = _with_values_renamed(before, after, ctx)
    if _is_part(there.values, after.values):
        return iter([*renames, *_add_values(there, after)])
    gone = [value for value in there.values if value not in after.values]
    text = f"enum {after.id.name} loses {', '.join(map(literal, gone))}: fails where a row holds it"
    hazards = (Hazard(code="SC401", message=text, destructive=True),) if gone else ()
    swap = Swap(before=before, after=after, ctx=ctx, hazards=hazards)
    swapped = swap.statements()
    if isinstance(swapped, Replace):
        return swapped
    first, *more = [*renames, *swapped]
    asks = narrowing.holding(before.id, [one for one in swap.columns() if not ctx.intent(one, "using")], gone, ctx) if gone else ()
    return iter([msgspec.structs.replace(first, asks=(*first.asks, *asks)), *more])


def made_anew(before: Object, after: Enum, ctx: Context) -> Iterator[Statement] | Replace:
    """Of a domain that had the name: a value that the enum does not have makes it fail."""
    return Swap(before=before, after=after, ctx=ctx).statements()


def relabelled(before: Enum, after: Enum, ctx: Context) -> dict[str, str]:
    """Old → new, as far as it has not happened yet."""
    return Renaming(VALUES, after.id, before.values, after.values, ctx).pairs()


def _rename_values(before: Enum, after: Enum, ctx: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC310", message="whoever still uses the earlier value gets an error")
    for old, new in relabelled(before, after, ctx).items():
        sql = f"ALTER TYPE {qualified(after.id.path)} RENAME VALUE {literal(old)} TO {literal(new)}"
        yield altered(after, sql, hazards=(hazard,))


def _with_values_renamed(before: Enum, after: Enum, ctx: Context) -> Enum:
    renames = relabelled(before, after, ctx)
    return msgspec.structs.replace(before, values=tuple(renames.get(value, value) for value in before.values))


def _add_values(before: Enum, after: Enum) -> Iterator[Statement]:
    last = max((after.values.index(value) for value in before.values), default=-1)
    first = next((value for value in after.values if value in before.values), None)
    for position, value in enumerate(after.values):
        if value in before.values:
            continue
        where = f" AFTER {literal(after.values[position - 1])}" if position else f" BEFORE {literal(first)}" if first is not None else ""
        sql = f"ALTER TYPE {qualified(after.id.path)} ADD VALUE {literal(value)}{where if position < last else ''}"
        # A value that is added to a type cannot be used before the transaction has committed.
        yield msgspec.structs.replace(altered(after, sql), commit_after=True)


def designation(object_id: ObjectId) -> str:
    return f"TYPE {qualified(object_id.path)}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return {"values": raw} if isinstance(raw, list) else mapping(raw)


def write(enum: Enum, children: dict[str, Raw]) -> Raw:
    return {**yaml_fields(enum), **children} if children else list(enum.values)


KIND = Kind(
    name="enum",
    model=Enum,
    catalog=CATALOG_SQL,
    among="pg_type WHERE typtype = 'e'",
    aliases=ALIASES_SQL,
    create=create,
    drop=drop,
    retold=_with_values_renamed,
    relabels=relabelled,
    alter={
        "values": Alter(
            function=set_values,
            disturbs=is_other,
            spares=SPARED,
            takes=lambda before, after, ctx: taken(before, after, ctx) if is_other(before, after, ctx) else [],
        )
    },
    remake=Alter(function=made_anew, disturbs=True, spares=SPARED, takes=taken),
    rename=rename,
    designation=designation,
    namespace=lambda enum: (("type", *enum.id.path),),
    yaml=Yaml(key="enums", read=read, write=write),
    schema_scoped=True,
    owned=True,
    grantable="TYPE",
    widens=widening.more_values,
    ways={VALUES: mapping},
    unmeant=lambda ways, fields: unmeant(VALUES, ways, listed if isinstance(listed := fields.get("values"), list) else ()),
)
