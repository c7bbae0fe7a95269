"""Identity columns: the clause, and the sequence behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds import sequence_value
from schemactl.kinds.base import Context, altered
from schemactl.kinds.constraint import default_name
from schemactl.kinds.sequence_value import LIMITS, Bounds, bounds, kept_inside, past_the_end
from schemactl.kinds.sql import name, qualified
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Hazard, Lock, Statement

Options = tuple[tuple[str, str], ...]

OPTIONS_SQL = """
  CASE WHEN a.attidentity <> '' THEN (
    SELECT coalesce(array_agg(ARRAY[k, v] ORDER BY k), '{}') FROM pg_depend d JOIN pg_sequence s ON s.seqrelid = d.objid
    JOIN pg_class q ON q.oid = s.seqrelid JOIN pg_namespace qn ON qn.oid = q.relnamespace
    CROSS JOIN LATERAL (VALUES
      ('name', CASE WHEN q.relname <> c.relname || '_' || a.attname || '_seq' OR q.relnamespace <> c.relnamespace
        THEN format('%I.%I', qn.nspname, q.relname) END),
      ('start', CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN s.seqstart::text END),
      ('increment', CASE WHEN s.seqincrement <> 1 THEN s.seqincrement::text END),
      ('minvalue', CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1 ELSE lowest END THEN s.seqmin::text END),
      ('maxvalue', CASE WHEN s.seqmax <> CASE WHEN s.seqincrement > 0 THEN highest ELSE -1 END THEN s.seqmax::text END),
      ('cache', CASE WHEN s.seqcache <> 1 THEN s.seqcache::text END),
      ('cycle', CASE WHEN s.seqcycle THEN 'true' END),
      ('unlogged', CASE WHEN NOT {loggable} THEN NULL WHEN q.relpersistence = 'u' AND c.relpersistence <> 'u' THEN 'true'
        WHEN q.relpersistence <> 'u' AND c.relpersistence = 'u' THEN 'false' END)) o(k, v)
    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.refobjsubid = a.attnum AND d.classid = 'pg_class'::regclass
      AND d.deptype = 'i' AND v IS NOT NULL)
  ELSE '{}' END"""

BOUNDS = """
  CROSS JOIN LATERAL (SELECT CASE a.atttypid WHEN 21 THEN -32768 WHEN 23 THEN -2147483648 ELSE -9223372036854775808 END AS lowest,
    CASE a.atttypid WHEN 21 THEN 32767 WHEN 23 THEN 2147483647 ELSE 9223372036854775807 END AS highest) bounds"""


def options_sql(major: int) -> str:
    """What differs from PostgreSQL's defaults; sequences can be unlogged from 15 on, a partition's identity is its parent's from 17 on."""
    sql = OPTIONS_SQL.replace("{loggable}", "true" if major >= 15 else "false")
    return sql if major < 17 else sql.replace("a.attidentity <> ''", "a.attidentity <> '' AND NOT c.relispartition")


WORDS = {
    "name": "SEQUENCE NAME {}",
    "start": "START WITH {}",
    "increment": "INCREMENT BY {}",
    "minvalue": "MINVALUE {}",
    "maxvalue": "MAXVALUE {}",
    "cache": "CACHE {}",
}


def clause(identity: str, sequence: Options) -> str:
    """`GENERATED ALWAYS AS IDENTITY (START WITH 5)`."""
    given = dict(sequence)
    parts = [words.format(given[key]) for key, words in WORDS.items() if key in given]
    if given.get("cycle") == "true":
        parts.append("CYCLE")
    return f"GENERATED {identity.upper()} AS IDENTITY" + (f" ({' '.join(parts)})" if parts else "")


def _alter(column: Any, action: str, hazards: tuple[Hazard, ...] = ()) -> Statement:
    table = qualified(column.id.path[:-1])
    return altered(column, f"ALTER TABLE {table} ALTER COLUMN {name(column.id.name)} {action}", lock=Lock.ACCESS_EXCLUSIVE, hazards=hazards)


def set_identity(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """Dropping comes before another type and before DROP NOT NULL, which do it."""
    if not after.identity:
        if (before.type, before.collation, before.not_null) == (after.type, after.collation, after.not_null):
            yield from left(before, after, ctx)
    elif before.identity is None:
        add = _alter(after, f"ADD {clause(after.identity, after.sequence)}")
        yield from sequence_value.kept_by_identity(add, after, sequence_name(after), bounds(after.type, dict(after.sequence)), ctx)
        if "unlogged" in dict(after.sequence):
            yield from set_logged(after, ctx)
    elif before.identity != after.identity:
        yield _alter(after, f"SET GENERATED {after.identity.upper()}")


def left(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """Few types can be an identity's, and none of its columns may be null: so it goes before that changes, once its sequence is not needed any more."""
    if before.identity and not after.identity:
        yield from sequence_value.made_from_identity(before, after, ctx)
        message = f"drops the sequence of column {qualified(after.id.path)} and how far it has counted"
        hazard = Hazard(code="SC401", message=message, destructive=True)
        yield _alter(after, "DROP IDENTITY", () if sequence_value.takes(before, after, ctx) else (hazard,))


def sequence_name(column: Any) -> str:
    """The identity's sequence as SQL."""
    given = dict(column.sequence).get("name")
    return given or qualified((column.id.path[0], default_name(column.id.path[1], column.id.name, "seq")))


def set_logged(column: Any, ctx: Context) -> Iterator[Statement]:
    """Of itself the sequence is logged where its table is."""
    given = dict(column.sequence).get("unlogged")
    table = ctx.desired.objects.get(ObjectId("table", column.id.path[:-1]))
    unlogged = given == "true" if given else getattr(table, "unlogged", False)
    yield altered(column, f"ALTER SEQUENCE {sequence_name(column)} SET {'UNLOGGED' if unlogged else 'LOGGED'}", lock=Lock.ACCESS_EXCLUSIVE)


def set_sequence(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """Change the options of an identity's sequence."""
    if before.identity and after.identity and not _is_narrowed(before, after):
        yield from _resequenced(before, after, ctx)


def narrowed(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    """PostgreSQL refuses a type that holds not all of the sequence's own bounds: then these change before it."""
    if before.identity and after.identity and _is_narrowed(before, after):
        yield from _resequenced(before, after, ctx)


def _is_narrowed(before: Any, after: Any) -> bool:
    limit, given = LIMITS.get(after.type, LIMITS["bigint"]), dict(before.sequence)
    return any(not -limit <= int(given[key]) < limit for key in ("minvalue", "maxvalue", "start") if key in given)


def _resequenced(before: Any, after: Any, ctx: Context) -> Iterator[Statement]:
    was, wanted = dict(before.sequence), dict(after.sequence)
    sequence, target = sequence_name(before), sequence_name(after)
    if sequence != target:
        yield altered(after, f"ALTER SEQUENCE {sequence} RENAME TO {target.rpartition('.')[2]}")
    if was.get("unlogged") != wanted.get("unlogged"):
        yield from set_logged(after, ctx)
    old, new = bounds(before.type, was), bounds(after.type, wanted)
    yield from kept_inside(after, target, old, new, lambda low, high: _alter(after, f"SET MINVALUE {low} SET MAXVALUE {high}"))
    actions = [f"SET {word} {value}" for word, value, past in _changed(new, old) if value != past]
    if was.get("cache") != wanted.get("cache"):
        actions.append(f"SET CACHE {wanted.get('cache', '1')}")
    if was.get("cycle") != wanted.get("cycle"):
        actions.append("SET CYCLE" if wanted.get("cycle") == "true" else "SET NO CYCLE")
    if actions:
        yield _alter(after, " ".join(actions), past_the_end(old, new))


def _changed(new: Bounds, old: Bounds) -> list[tuple[str, int, int]]:
    return [
        ("INCREMENT BY", new.increment, old.increment),
        ("MINVALUE", new.low, old.low),
        ("MAXVALUE", new.high, old.high),
        ("START WITH", new.start, old.start),
    ]
