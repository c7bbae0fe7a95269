"""Composite types: attributes in an order that PostgreSQL only extends."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.kinds import composite_text, losing, row_layout, widening
from schemactl.kinds.base import Alter, Context, Kind, Replace, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.conversion_functions import row
from schemactl.kinds.former_names import ATTRIBUTES, Renaming, unmeant
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import literal, name, qualified
from schemactl.kinds.swap import SPARED, Swap, taken
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.type_columns import has_columns, made_of
from schemactl.kinds.yaml_form import Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement

Attribute = tuple[str, str, str | None, str | None]
"""Name, type, collation where it is not the type's own, comment."""


class CompositeType(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createtype.html"""

    attributes: tuple[tuple[str, SqlText, str | None, str | None], ...] = ()


CATALOG_SQL = f"""
SELECT 'pg_type'::regclass::oid AS classid, t.oid AS objid, 0 AS subid, ARRAY[n.nspname, t.typname] AS path,
  ARRAY(SELECT ARRAY[a.attname::text, format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attcollation <> b.typcollation THEN (SELECT format('%I.%I', cn.nspname, l.collname) FROM pg_collation l
        JOIN pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = a.attcollation) END,
      col_description(c.oid, a.attnum)]
    FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS attributes
FROM pg_class c JOIN pg_type t ON t.oid = c.reltype JOIN pg_namespace n ON n.oid = c.relnamespace AND {USER_NAMESPACE}
WHERE c.relkind = 'c' ORDER BY n.nspname, t.typname"""

ALIASES_SQL = """
SELECT 'pg_class'::regclass::oid, c.oid, 0, 'pg_type'::regclass::oid, c.reltype, 0 FROM pg_class c WHERE c.relkind = 'c'
UNION ALL
SELECT 'pg_type'::regclass::oid, t.typarray, 0, 'pg_type'::regclass::oid, t.oid, 0 FROM pg_class c JOIN pg_type t ON t.oid = c.reltype
WHERE c.relkind = 'c' AND t.typarray <> 0"""


def create(composite: CompositeType, _: Context) -> Iterator[Statement]:
    attributes = ",\n  ".join(f"{name(one[0])} {_definition(one)}" for one in composite.attributes)
    yield made(composite, f"CREATE TYPE {qualified(composite.id.path)} AS ({attributes and f'{chr(10)}  {attributes}{chr(10)}'})")
    yield from _comments(CompositeType(id=composite.id), composite)


def _definition(attribute: Attribute) -> str:
    return attribute[1] + (f" COLLATE {attribute[2]}" if attribute[2] else "")


def _comments(before: CompositeType, after: CompositeType) -> Iterator[Statement]:
    was = {one[0]: one[3] for one in before.attributes}
    for attribute, _, _, comment in after.attributes:
        if comment != was.get(attribute):
            text = literal(comment) if comment is not None else "NULL"
            yield altered(after, f"COMMENT ON COLUMN {qualified((*after.id.path, attribute))} IS {text}")


def drop(composite: CompositeType, _: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC401", message=f"drops type {composite.id.name}")
    yield dropped(composite, f"DROP TYPE {qualified(composite.id.path)}", hazards=(hazard,))


def rename(before: CompositeType, after: CompositeType, _: Context) -> Iterator[Statement]:
    yield from moved("TYPE", before, after)


def _names(composite: CompositeType) -> Iterator[str]:
    return (one[0] for one in composite.attributes)


def _renamed(before: CompositeType, after: CompositeType, ctx: Context) -> dict[str, str]:
    """Old → new, as far as it has not happened yet."""
    return Renaming(ATTRIBUTES, after.id, _names(before), _names(after), ctx).pairs()


def with_attributes_renamed(before: CompositeType, after: CompositeType, ctx: Context) -> CompositeType:
    new = _renamed(before, after, ctx)
    return msgspec.structs.replace(before, attributes=tuple((new.get(one[0], one[0]), *one[1:]) for one in before.attributes))


def _rename_attributes(before: CompositeType, after: CompositeType, ctx: Context) -> Iterator[Statement]:
    """Tables OF the type have columns of these names, which follow when told."""
    hazard = Hazard(code="SC310", message="whoever still names the earlier attribute gets an error")
    cascade = " CASCADE" if _is_typed(before, ctx) else ""
    for old, new in _renamed(before, after, ctx).items():
        sql = f"ALTER TYPE {qualified(after.id.path)} RENAME ATTRIBUTE {name(old)} TO {name(new)}{cascade}"
        yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE if cascade else Lock.NONE, hazards=(hazard,))


def is_other(before: CompositeType, after: CompositeType, ctx: Context) -> bool:
    """Does more change than comments, names, and attributes behind the last one?"""
    there = with_attributes_renamed(before, after, ctx)
    return [one[:3] for one in there.attributes] != [one[:3] for one in after.attributes[: len(there.attributes)]]


def is_swapped(before: CompositeType, after: CompositeType, ctx: Context) -> bool:
    """An attribute's place is fixed, and its type is while a column uses the type; tables OF the type take another one along by assignment only."""
    was, wanted = ({one[0]: one for one in obj.attributes} for obj in (with_attributes_renamed(before, after, ctx), after))
    kept = [one for one in was if one in wanted]
    retyped = [one for one in kept if _definition(was[one]) != _definition(wanted[one])]
    refused = _is_typed(before, ctx) and not all(ctx.assignable(was[one][1], wanted[one][1]) for one in retyped)
    held = has_columns(before.id, ctx) or any(_is_typed(one, ctx) for one in made_of(before.id, ctx))
    return list(wanted)[: len(kept)] != kept or refused or (bool(retyped) and held)


def _is_typed(composite: Object, ctx: Context) -> bool:
    """Are there tables OF it?"""
    called = qualified(composite.id.path)
    return any(getattr(ctx.live.objects[user], "of", None) == called for user in ctx.view(ctx.live).users(composite.id))


def takes(before: CompositeType, after: CompositeType, ctx: Context) -> list[ObjectId]:
    return taken(before, after, ctx) if is_swapped(before, after, ctx) else []


def spares(before: CompositeType, after: CompositeType, ctx: Context) -> tuple[str, ...]:
    """Tables OF it follow ALTER TYPE, and functions find it as it is by then; but not another type of its name."""
    return SPARED if is_swapped(before, after, ctx) else (*SPARED, "table", "function", "procedure")


def set_attributes(before: CompositeType, after: CompositeType, ctx: Context) -> Iterator[Statement] | Replace:
    """Renames first, so that the attributes that stay are the same on both sides."""
    renames = list(_rename_attributes(before, after, ctx))
    changed = _changed(with_attributes_renamed(before, after, ctx), after, ctx)
    return changed if isinstance(changed, Replace) else iter([*renames, *changed])


def _changed(before: CompositeType, after: CompositeType, ctx: Context) -> Iterator[Statement] | Replace:
    was, wanted = ({one[0]: one for one in obj.attributes} for obj in (before, after))
    kept = [one for one in was if one in wanted]
    retyped = [one for one in kept if _definition(was[one]) != _definition(wanted[one])]
    if is_swapped(before, after, ctx):
        return Swap(
            before=before,
            after=after,
            ctx=ctx,
            conversion=lambda here: row(here, before.attributes, after, ctx),
            hazards=tuple(_losing(before, after, ctx)),
        ).statements()
    actions = [f"DROP ATTRIBUTE {name(one)}" for one in was if one not in wanted]
    actions += [f"ALTER ATTRIBUTE {name(one)} SET DATA TYPE {_definition(wanted[one])}" for one in retyped]
    actions += [f"ADD ATTRIBUTE {name(one)} {_definition(wanted[one])}" for one in wanted if one not in was]
    rewrite = Hazard(code="SC305", message=f"{', '.join(retyped)} of {after.id.name}: may rewrite the tables OF it under an exclusive lock")
    return _altered(before, after, actions, (rewrite,) if retyped and _is_typed(before, ctx) else (), ctx)


def _altered(
    before: CompositeType, after: CompositeType, actions: list[str], hazards: tuple[Hazard, ...], ctx: Context
) -> Iterator[Statement]:
    """Tables OF the type get the same columns, which PostgreSQL does only when told."""
    if actions:
        typed = _is_typed(before, ctx)
        sql = f"ALTER TYPE {qualified(after.id.path)} {', '.join(f'{action} CASCADE' if typed else action for action in actions)}"
        yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE if typed else Lock.NONE, hazards=(*_losing(before, after, ctx), *hazards))
    yield from _comments(before, after)


def _losing(before: CompositeType, after: CompositeType, ctx: Context) -> Iterator[Hazard]:
    """What values lose: attributes that go, and what another type does not hold."""
    wanted = {one[0]: one[1] for one in after.attributes}
    if gone := [one[0] for one in before.attributes if one[0] not in wanted]:
        yield Hazard(code="SC401", message=f"drops {', '.join(gone)} of {after.id.name} and its values", destructive=True)
    for attribute, was, *_ in before.attributes:
        for hazard in losing.hazards(was, wanted.get(attribute, was), ctx):
            yield msgspec.structs.replace(hazard, message=f"attribute {attribute} of {after.id.name}: {hazard.message}")
        yield from row_layout.lost(after.id, was, wanted.get(attribute, was), ctx) if wanted.get(attribute, was) != was else ()


def designation(object_id: ObjectId) -> str:
    return f"TYPE {qualified(object_id.path)}"


KIND = Kind(
    name="composite_type",
    model=CompositeType,
    catalog=CATALOG_SQL,
    among="pg_class WHERE relkind = 'c'",
    aliases=ALIASES_SQL,
    create=create,
    drop=drop,
    alter={"attributes": Alter(function=set_attributes, disturbs=is_other, spares=spares, takes=takes)},
    rename=rename,
    retold=with_attributes_renamed,
    designation=designation,
    # A composite type has a row in pg_class too.
    namespace=lambda composite: (("type", *composite.id.path), ("relation", *composite.id.path)),
    yaml=Yaml(key="composite_types", read=composite_text.read, write=composite_text.write),
    schema_scoped=True,
    owned=True,
    grantable="TYPE",
    widens=widening.added,
    ways={ATTRIBUTES: mapping},
    unmeant=lambda ways, fields: unmeant(ATTRIBUTES, ways, composite_text.names(fields)),
)
