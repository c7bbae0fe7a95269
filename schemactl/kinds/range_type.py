"""Range types, each with its multirange type and the functions PostgreSQL makes for both."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.kinds import multirange, widening
from schemactl.kinds.base import Alter, Context, Kind, Replace, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.schema_scoped import moved, moved_path
from schemactl.kinds.sql import path_of, qualified
from schemactl.kinds.swap import SPARED, Swap, taken
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Statement


class RangeType(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/rangetypes.html#RANGETYPES-DEFINING"""

    subtype: SqlText
    subtype_opclass: str | None = None
    collation: SqlText | None = None
    canonical: str | None = None
    subtype_diff: str | None = None
    multirange_type_name: str | None = None


MULTIRANGE_NAME = """CASE WHEN strpos(t.typname, 'range') > 0
    THEN left(t.typname, strpos(t.typname, 'range') - 1) || 'multi' || substr(t.typname, strpos(t.typname, 'range'))
    ELSE t.typname || '_multirange' END"""

CATALOG_SQL = f"""
SELECT 'pg_type'::regclass::oid AS classid, t.oid AS objid, 0 AS subid, ARRAY[n.nspname, t.typname] AS path,
  format_type(r.rngsubtype, NULL) AS subtype,
  CASE WHEN NOT o.opcdefault THEN format('%I.%I', o_n.nspname, o.opcname) END AS subtype_opclass,
  CASE WHEN r.rngcollation <> s.typcollation THEN (SELECT format('%I.%I', cn.nspname, l.collname) FROM pg_collation l
    JOIN pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = r.rngcollation) END AS collation,
  (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace
    WHERE f.oid = r.rngcanonical) AS canonical,
  (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace
    WHERE f.oid = r.rngsubdiff) AS subtype_diff,
  CASE WHEN m.typnamespace <> t.typnamespace OR m.typname <> {MULTIRANGE_NAME}
    THEN (SELECT format('%I.%I', mn.nspname, m.typname) FROM pg_namespace mn WHERE mn.oid = m.typnamespace) END AS multirange_type_name
FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace AND {USER_NAMESPACE}
JOIN pg_type s ON s.oid = r.rngsubtype JOIN pg_type m ON m.oid = r.rngmultitypid
JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace o_n ON o_n.oid = o.opcnamespace
ORDER BY n.nspname, t.typname"""

ALIASES_SQL = """
WITH ranges AS (SELECT r.rngtypid, t.typarray, r.rngmultitypid, m.typarray AS multiarray FROM pg_range r
  JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_type m ON m.oid = r.rngmultitypid WHERE r.rngtypid >= 16384)
SELECT 'pg_type'::regclass::oid, other, 0, 'pg_type'::regclass::oid, rngtypid, 0
FROM ranges CROSS JOIN LATERAL unnest(ARRAY[typarray, rngmultitypid, multiarray]) other
UNION ALL
SELECT d.classid, d.objid, 0, 'pg_type'::regclass::oid, rngtypid, 0 FROM ranges JOIN pg_depend d
ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (rngtypid, rngmultitypid) AND d.deptype = 'i'
  AND d.classid <> 'pg_type'::regclass"""
"""The multirange type, the arrays of both, the functions that make them, the cast from the one to the other."""


# Dropping the type takes the canonical function along.
LINKS_SQL = """
SELECT 'pg_proc'::regclass::oid, rngcanonical::oid, 0, 'pg_type'::regclass::oid, rngtypid, 0 FROM pg_range WHERE rngcanonical <> 0"""


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """The canonical function comes before the range: it takes the shell."""
    for one in state:
        if isinstance(one, RangeType) and one.canonical:
            yield from ((used, one.id) for used in list(state.uses[one.id]) if qualified(used.path[:2]) == one.canonical)


def create(range_: RangeType, _: Context) -> Iterator[Statement]:
    parts = [f"{field.upper()} = {value}" for field, value in yaml_fields(range_).items()]
    yield made(range_, f"CREATE TYPE {qualified(range_.id.path)} AS RANGE ({', '.join(parts)})")


def drop(range_: RangeType, _: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC401", message=f"drops type {range_.id.name}")
    # Its canonical function needs it as it needs that: they go together.
    yield dropped(range_, f"DROP TYPE {qualified(range_.id.path)}{' CASCADE' if range_.canonical else ''}", hazards=(hazard,))


def rename(before: RangeType, after: RangeType, _: Context) -> Iterator[Statement]:
    """The multirange type and the functions that make values have names of their own, which would stay."""
    yield from moved("TYPE", before, after)
    for arguments in (f"({before.subtype}, {before.subtype})", f"({before.subtype}, {before.subtype}, text)"):
        yield from moved_path(after, "FUNCTION", before.id.path, after.id.path, arguments)
    if after.multirange_type_name is None:
        yield from _multirange_moved(after, multirange.path(before))


def _multirange_moved(after: RangeType, was: tuple[str, ...]) -> Iterator[Statement]:
    wanted, own = multirange.path(after), qualified(after.id.path)
    yield from moved_path(after, "TYPE", was, wanted)
    for arguments in ("()", f"({own})", f"({own}[])"):
        yield from moved_path(after, "FUNCTION", was, wanted, arguments)


def with_multirange_renamed(before: RangeType, after: RangeType, ctx: Context) -> RangeType:
    """Where nothing else changes, its name is free, and its schema there."""
    renamed, wanted = msgspec.structs.replace(before, multirange_type_name=after.multirange_type_name), multirange.path(after)
    if renamed != after or ObjectId("schema", wanted[:1]) not in ctx.live:
        return before
    names = (one for obj in ctx.live.naming() if (namespace := ctx.kind(obj.id).namespace) for one in namespace(obj))
    return before if ("type", *wanted) in names else renamed


def change(before: RangeType, after: RangeType, ctx: Context) -> Iterator[Statement] | Replace:
    if is_other(before, after, ctx):
        return Swap(before=before, after=after, ctx=ctx, needed=tuple(_canonical(after, ctx.desired))).statements()
    return _multirange_moved(after, multirange.path(before))


def takes(before: RangeType, after: RangeType, ctx: Context) -> list[ObjectId]:
    """The old canonical function goes with its type, the new one comes before its type."""
    swapped = taken(before, after, ctx) if is_other(before, after, ctx) else []
    functions = {one.id for range_, state in ((before, ctx.live), (after, ctx.desired)) for one in _canonical(range_, state)}
    return [*swapped, *sorted(functions)] if swapped else []


def _canonical(range_: RangeType, state: State) -> Iterator[Object]:
    if range_.canonical:
        found = state.objects.get(ObjectId("function", (*path_of(range_.canonical), qualified(range_.id.path))))
        yield from (found,) if found else ()


def is_other(before: RangeType, after: RangeType, ctx: Context) -> bool:
    """Does more change than the name of its multirange?"""
    return with_multirange_renamed(before, after, ctx) != after


def designation(object_id: ObjectId) -> str:
    return f"TYPE {qualified(object_id.path)}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return {"subtype": raw} if isinstance(raw, str) else mapping(raw)


def in_namespaces(range_: RangeType) -> tuple[tuple[str, ...], ...]:
    return (("type", *range_.id.path), ("type", *multirange.path(range_)))


OTHER = Alter(  # ALTER TYPE changes nothing of a range, and of its multirange the name
    function=change,
    disturbs=is_other,
    spares=SPARED,
    takes=takes,
)

KIND = Kind(
    name="range_type",
    model=RangeType,
    catalog=CATALOG_SQL,
    among="pg_type WHERE typtype = 'r'",
    aliases=ALIASES_SQL,
    create=create,
    drop=drop,
    alter=dict.fromkeys(("subtype", "subtype_opclass", "collation", "canonical", "subtype_diff", "multirange_type_name"), OTHER),
    rename=rename,
    retold=with_multirange_renamed,
    links=LINKS_SQL,
    cuts=cuts,
    designation=designation,
    namespace=in_namespaces,
    yaml=Yaml(key="range_types", read=read),
    schema_scoped=True,
    owned=True,
    grantable="TYPE",
    widens=widening.added,
)
