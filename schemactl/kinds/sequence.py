"""Sequences, but those of identity columns. Which column owns one is a kind of its own."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import sequence_text, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sequence_value import LIMITS, bounds_of, kept_inside, past_the_end
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement


class Sequence(Object, frozen=True, kw_only=True):
    """What differs from PostgreSQL's defaults, which depend on the type and the direction. `owner_column` is derived."""

    as_: str = "bigint"
    start: int | None = None
    increment: int = 1
    minvalue: int | None = None
    maxvalue: int | None = None
    cache: int = 1
    cycle: bool = False
    unlogged: bool = False
    owner_column: tuple[str, ...] = ()


CATALOG_SQL = f"""
SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname] AS path,
  format_type(s.seqtypid, NULL) AS as_,
  CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN s.seqstart END AS start,
  s.seqincrement AS increment,
  CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1 ELSE lowest END THEN s.seqmin END AS minvalue,
  CASE WHEN s.seqmax <> CASE WHEN s.seqincrement > 0 THEN highest ELSE -1 END THEN s.seqmax END AS maxvalue,
  s.seqcache AS cache, s.seqcycle AS cycle, c.relpersistence = 'u' AS unlogged,
  CASE WHEN d.deptype = 'a' THEN ARRAY[o_n.nspname, o.relname, a.attname] ELSE '{{}}' END AS owner_column
FROM {RELATIONS} JOIN pg_sequence s ON s.seqrelid = c.oid
LEFT JOIN (pg_depend d JOIN pg_class o ON o.oid = d.refobjid JOIN pg_namespace o_n ON o_n.oid = o.relnamespace
  JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid)
ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
CROSS JOIN LATERAL (SELECT CASE s.seqtypid WHEN 21 THEN -32768 WHEN 23 THEN -2147483648 ELSE -9223372036854775808 END AS lowest,
  CASE s.seqtypid WHEN 21 THEN 32767 WHEN 23 THEN 2147483647 ELSE 9223372036854775807 END AS highest) bounds
WHERE c.relpersistence <> 't' AND d.deptype IS DISTINCT FROM 'i' ORDER BY n.nspname, c.relname"""


def create(sequence: Sequence, _: Context) -> Iterator[Statement]:
    parts = [f"CREATE {'UNLOGGED ' if sequence.unlogged else ''}SEQUENCE {qualified(sequence.id.path)}"]
    given = {
        "AS": sequence.as_ if sequence.as_ != "bigint" else None,
        "START WITH": sequence.start,
        "INCREMENT BY": sequence.increment if sequence.increment != 1 else None,
        "MINVALUE": sequence.minvalue,
        "MAXVALUE": sequence.maxvalue,
        "CACHE": sequence.cache if sequence.cache != 1 else None,
    }
    parts += [f"{words} {value}" for words, value in given.items() if value is not None]
    yield made(sequence, " ".join(parts + ["CYCLE"] * sequence.cycle))


def drop(sequence: Sequence, _: Context) -> Iterator[Statement]:
    hazard = Hazard(code="SC401", message=f"drops sequence {qualified(sequence.id.path)} and how far it has counted", destructive=True)
    yield dropped(sequence, f"DROP SEQUENCE {qualified(sequence.id.path)}", hazards=(hazard,))


def rename(before: Sequence, after: Sequence, _: Context) -> Iterator[Statement]:
    here = before.id.path
    if here[0] != after.id.path[0] and not before.owner_column:
        # A sequence that a column owns moves with the table, and not without it.
        yield _alter(after, f"SET SCHEMA {name(after.id.path[0])}", path=here)
        here = (after.id.path[0], here[1])
    if here[1] != after.id.name:
        yield _alter(after, f"RENAME TO {name(after.id.name)}", path=here)


def _alter(sequence: Sequence, action: str, *, path: tuple[str, ...] = (), hazards: tuple[Hazard, ...] = ()) -> Statement:
    sql = f"ALTER SEQUENCE {qualified(path or sequence.id.path)} {action}"
    return altered(sequence, sql, lock=Lock.SHARE_ROW_EXCLUSIVE, hazards=hazards)


def set_options(before: Sequence, after: Sequence, _: Context) -> Iterator[Statement]:
    old, new = bounds_of(before), bounds_of(after)
    # Both ranges fit into the larger one of the types.
    larger = f"AS {after.as_} " if LIMITS[after.as_] > LIMITS[before.as_] else ""

    def widen(low: int, high: int) -> Statement:
        return _alter(after, f"{larger}MINVALUE {low} MAXVALUE {high}")

    yield from kept_inside(after, qualified(after.id.path), old, new, widen)
    retyped = before.as_ != after.as_
    actions = [f"AS {after.as_}"] if retyped else []
    if before.increment != after.increment:
        actions.append(f"INCREMENT BY {after.increment}")
    # A change of type takes bounds along that were the type's own, a change of direction does not: both are always said.
    if retyped or old.low != new.low:
        actions.append("NO MINVALUE" if after.minvalue is None else f"MINVALUE {new.low}")
    if retyped or old.high != new.high:
        actions.append("NO MAXVALUE" if after.maxvalue is None else f"MAXVALUE {new.high}")
    if old.start != new.start:
        actions.append(f"START WITH {new.start}")
    if before.cache != after.cache:
        actions.append(f"CACHE {after.cache}")
    if before.cycle != after.cycle:
        actions.append("CYCLE" if after.cycle else "NO CYCLE")
    if actions:
        yield _alter(after, " ".join(actions), hazards=past_the_end(old, new))


def set_unlogged(_: Sequence, after: Sequence, __: Context) -> Iterator[Statement]:
    yield _alter(after, "SET UNLOGGED" if after.unlogged else "SET LOGGED")


def designation(object_id: ObjectId) -> str:
    return f"SEQUENCE {qualified(object_id.path)}"


KIND = Kind(
    name="sequence",
    model=Sequence,
    catalog=CATALOG_SQL,
    among="pg_class WHERE relkind = 'S'",
    create=create,
    drop=drop,
    alter={
        **dict.fromkeys(("as_", "start", "increment", "minvalue", "maxvalue", "cache", "cycle"), set_options),
        "unlogged": set_unlogged,
        "owner_column": set_options,
    },
    rename=rename,
    designation=designation,
    namespace=lambda sequence: (("relation", *sequence.id.path),),
    belongs=lambda sequence: ObjectId("column", sequence.owner_column) if sequence.owner_column else None,
    derived=("owner_column",),
    yaml=Yaml(key="sequences", read=sequence_text.read, write=sequence_text.write),
    schema_scoped=True,
    owned=True,
    grantable="SEQUENCE",
    widens=widening.added,
)
