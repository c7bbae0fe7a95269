"""Extended statistics."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import widening
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made, unmeasured
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.schema_scoped import moved
from schemactl.kinds.sql import qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class StatisticsObject(Object, frozen=True, kw_only=True):
    """`definition` is what follows the name: `(dependencies, ndistinct) ON a, b FROM app.orders`."""

    definition: SqlText
    statistics_target: int | None = None


# PostgreSQL keeps the columns in the table's order, which two equal tables need not share: by name they are the same on both sides.
CATALOG_SQL = f"""
SELECT 'pg_statistic_ext'::regclass::oid AS classid, s.oid AS objid, 0 AS subid, ARRAY[n.nspname, s.stxname] AS path,
  substr(left(text.whole, -length(text.tail)), length(format('CREATE STATISTICS %I.%I ', n.nspname, s.stxname)) + 1)
    || coalesce(keys.by_name, '') || substr(text.tail, coalesce(length(keys.by_number), 0) + 1) AS definition,
  nullif(s.stxstattarget, -1)::int AS statistics_target
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace AND {USER_NAMESPACE}
JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace cn ON cn.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT pg_get_statisticsobjdef(s.oid) AS whole,
  format('%s FROM %I.%I', pg_get_statisticsobjdef_columns(s.oid), cn.nspname, c.relname) AS tail) text
CROSS JOIN LATERAL (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) AS by_name,
  string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS by_number
  FROM pg_attribute a WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)) keys
ORDER BY n.nspname, s.stxname"""


def create(statistics: StatisticsObject, ctx: Context) -> Iterator[Statement]:
    sql = f"CREATE STATISTICS {qualified(statistics.id.path)} {statistics.definition}"
    about = sorted(one for one in ctx.desired.uses[statistics.id] if one.kind in ("table", "column"))
    yield unmeasured(made(statistics, sql, lock=Lock.SHARE_UPDATE_EXCLUSIVE), *about)
    if statistics.statistics_target is not None:
        yield from set_target(statistics, statistics, ctx)


def drop(statistics: StatisticsObject, _: Context) -> Iterator[Statement]:
    yield dropped(statistics, f"DROP STATISTICS {qualified(statistics.id.path)}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def rename(before: StatisticsObject, after: StatisticsObject, _: Context) -> Iterator[Statement]:
    yield from moved("STATISTICS", before, after)


def set_target(_: StatisticsObject, after: StatisticsObject, __: Context) -> Iterator[Statement]:
    target = -1 if after.statistics_target is None else after.statistics_target
    yield altered(after, f"ALTER STATISTICS {qualified(after.id.path)} SET STATISTICS {target}")


def designation(object_id: ObjectId) -> str:
    return f"STATISTICS {qualified(object_id.path)}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return {"definition": raw} if isinstance(raw, str) else mapping(raw)


def write(statistics: StatisticsObject, children: dict[str, Raw]) -> Raw:
    fields = {**yaml_fields(statistics), **children}
    return statistics.definition if list(fields) == ["definition"] else fields


KIND = Kind(
    name="statistics_object",
    model=StatisticsObject,
    catalog=CATALOG_SQL,
    among="pg_statistic_ext",
    create=create,
    drop=drop,
    alter={
        "definition": REPLACE,  # ALTER STATISTICS changes neither kinds nor columns
        "statistics_target": set_target,
    },
    rename=rename,
    designation=designation,
    yaml=Yaml(key="statistics", read=read, write=write),
    schema_scoped=True,
    owned=True,
    widens=widening.added,
)
