"""Triggers of tables and views. The clones on partitions, and the triggers behind constraints, belong to what made them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from schemactl.kinds import firing, online, trigger_text
from schemactl.kinds.base import REPLACE, Alter, Context, Kind, Replace, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class Trigger(Object, frozen=True, kw_only=True):
    """`timing`: `before insert or update of a, b`; `execute`: `app.audit('orders')`; `from_`: the table a constraint trigger refers to;
    `enabled`: origin, replica, always, or disabled. https://www.postgresql.org/docs/current/sql-createtrigger.html"""

    timing: SqlText
    for_each: str = "statement"
    when: SqlText | None = None
    execute: SqlText
    constraint: bool = False
    from_: str | None = None
    deferrable: bool = False
    initially_deferred: bool = False
    old_table: str | None = None
    new_table: str | None = None
    enabled: str = "origin"


# Arguments are a bytea, each with a zero byte behind it.
ARGUMENTS = """(SELECT string_agg('''' || replace(convert_from(decode(m[1], 'hex'), getdatabaseencoding()), '''', '''''') || '''',
        ', ' ORDER BY i)
      FROM regexp_matches(encode(t.tgargs, 'hex'), '((?:(?!00)..)*)00', 'g') WITH ORDINALITY u(m, i))"""

# A condition speaks of OLD and NEW, which pg_get_expr refuses: it is cut out of pg_get_triggerdef, whose other parts have known lengths.
CATALOG_SQL = f"""
SELECT classid, objid, 0 AS subid, path, timing, CASE WHEN each_row THEN 'row' ELSE 'statement' END AS for_each,
  CASE WHEN tgqual IS NOT NULL THEN substr(def, 7 + length(head), length(def) - length(head) - length(execute) - 25) END AS "when",
  execute, "constraint", from_, "deferrable", initially_deferred, old_table, new_table, enabled
FROM (
  SELECT *, pg_get_triggerdef(objid) AS def, 'CREATE ' || CASE WHEN "constraint" THEN 'CONSTRAINT ' ELSE '' END
    || 'TRIGGER ' || quote_ident(tgname) || ' ' || timing || ' ON ' || relation || ' ' || coalesce('FROM ' || from_ || ' ', '')
    || CASE WHEN "constraint" THEN CASE WHEN "deferrable" THEN '' ELSE 'NOT ' END || 'DEFERRABLE INITIALLY '
         || CASE WHEN initially_deferred THEN 'DEFERRED ' ELSE 'IMMEDIATE ' END ELSE '' END
    || CASE WHEN old_table IS NOT NULL OR new_table IS NOT NULL THEN 'REFERENCING ' ELSE '' END
    || coalesce('OLD TABLE AS ' || quote_ident(old_table) || ' ', '') || coalesce('NEW TABLE AS ' || quote_ident(new_table) || ' ', '')
    || 'FOR EACH ' || CASE WHEN each_row THEN 'ROW ' ELSE 'STATEMENT ' END AS head
  FROM (
    SELECT 'pg_trigger'::regclass::oid AS classid, t.oid AS objid, ARRAY[n.nspname, c.relname, t.tgname] AS path, t.tgname, t.tgqual,
      format('%I.%I', n.nspname, c.relname) AS relation, (t.tgtype & 1) <> 0 AS each_row,
      CASE t.tgtype & 66 WHEN 2 THEN 'before ' WHEN 64 THEN 'instead of ' ELSE 'after ' END || concat_ws(' or ',
        CASE WHEN t.tgtype & 4 <> 0 THEN 'insert' END, CASE WHEN t.tgtype & 8 <> 0 THEN 'delete' END,
        CASE WHEN t.tgtype & 16 <> 0 THEN 'update' || CASE WHEN t.tgattr::text <> '' THEN ' of ' || (
          SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY i) FROM unnest(t.tgattr::int2[]) WITH ORDINALITY u(number, i)
          JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = number) ELSE '' END END,
        CASE WHEN t.tgtype & 32 <> 0 THEN 'truncate' END) AS timing,
      CASE WHEN fn.nspname <> 'pg_catalog' THEN quote_ident(fn.nspname) || '.' ELSE '' END || quote_ident(f.proname)
        || '(' || CASE WHEN t.tgnargs > 0 THEN {ARGUMENTS} ELSE '' END || ')' AS execute,
      t.tgconstraint <> 0 AS "constraint", t.tgdeferrable AS "deferrable", t.tginitdeferred AS initially_deferred,
      (SELECT format('%I.%I', rn.nspname, r.relname) FROM pg_class r JOIN pg_namespace rn ON rn.oid = r.relnamespace
        WHERE r.oid = t.tgconstrrelid) AS from_,
      t.tgoldtable AS old_table, t.tgnewtable AS new_table,
      {firing.enabled("t.tgenabled")} AS enabled
    FROM {RELATIONS} JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgparentid = 0
    JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_namespace fn ON fn.oid = f.pronamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'f')
  ) parts
) whole ORDER BY path"""

ALIASES_SQL = """
WITH RECURSIVE clones AS (
  SELECT t.oid, t.oid AS original FROM pg_trigger t WHERE t.tgparentid = 0
  UNION ALL SELECT t.oid, k.original FROM pg_trigger t JOIN clones k ON t.tgparentid = k.oid)
SELECT 'pg_trigger'::regclass::oid, oid, 0, 'pg_trigger'::regclass::oid, original, 0 FROM clones WHERE oid <> original
UNION ALL
SELECT 'pg_constraint'::regclass::oid, t.tgconstraint, 0, 'pg_trigger'::regclass::oid, t.oid, 0 FROM pg_trigger t
JOIN pg_constraint c ON c.oid = t.tgconstraint AND c.contype = 't'"""


def table_of(trigger: ObjectId) -> str:
    return qualified(trigger.path[:-1])


def definition(trigger: Trigger, *, or_replace: bool = False) -> str:
    """CREATE TRIGGER."""
    verb = ("CREATE OR REPLACE" if or_replace else "CREATE") + (" CONSTRAINT" if trigger.constraint else "")
    parts = [f"{verb} TRIGGER {name(trigger.id.name)} {_timing(trigger.timing)} ON {table_of(trigger.id)}"]
    if trigger.from_:
        parts.append(f"FROM {trigger.from_}")
    if trigger.deferrable or trigger.initially_deferred:
        parts.append("DEFERRABLE" + (" INITIALLY DEFERRED" if trigger.initially_deferred else ""))
    transitions = [f"{age} TABLE AS {name(one)}" for age, one in (("OLD", trigger.old_table), ("NEW", trigger.new_table)) if one]
    if transitions:
        parts.append("REFERENCING " + " ".join(transitions))
    parts.append(f"FOR EACH {trigger.for_each.upper()}")
    if trigger.when:
        parts.append(f"WHEN ({trigger.when})")
    parts.append(f"EXECUTE FUNCTION {trigger.execute}")
    return " ".join(parts)


def _timing(text: str) -> str:
    """Keywords as in every other statement; names of columns as they stand."""
    words, of, columns = text.partition(" update of ")
    return text if '"' in words else words.upper() + (" UPDATE OF " + columns if of else "")


def create(trigger: Trigger, _: Context) -> Iterator[Statement]:
    yield made(trigger, definition(trigger), lock=Lock.SHARE_ROW_EXCLUSIVE)
    if trigger.enabled != "origin":
        yield set_enabled(trigger)


def set_enabled(trigger: Trigger) -> Statement:
    sql = f"ALTER TABLE {table_of(trigger.id)} {firing.STATES[trigger.enabled]} TRIGGER {name(trigger.id.name)}"
    return altered(trigger, sql, lock=Lock.SHARE_ROW_EXCLUSIVE)


def drop(trigger: Trigger, ctx: Context) -> Iterator[Statement]:
    if trigger.for_each == "row" and ctx.busy(trigger.id) and online.is_partitioned(trigger.id, ctx):
        yield online.locked_first(trigger.id.path[:-1], trigger)  # DROP TRIGGER locks the partitions first
    yield dropped(trigger, f"DROP TRIGGER {name(trigger.id.name)} ON {table_of(trigger.id)}")


def change(before: Trigger, after: Trigger, ctx: Context) -> Iterator[Statement] | Replace:
    if msgspec.structs.replace(before, enabled=after.enabled) == after:
        return iter((set_enabled(after),))
    if before.constraint or after.constraint:
        return REPLACE  # CREATE OR REPLACE CONSTRAINT TRIGGER is not supported
    if before.for_each != after.for_each and _is_partitioned(after, ctx):
        return REPLACE  # CREATE OR REPLACE leaves the partitions' clones of a row's trigger where they are, and they go on firing
    return _redefine(after)


def _is_partitioned(trigger: Trigger, ctx: Context) -> bool:
    table = ctx.desired.objects.get(ObjectId("table", trigger.id.path[:-1]))
    return getattr(table, "partition_by", None) is not None


def _redefine(after: Trigger) -> Iterator[Statement]:
    yield altered(after, definition(after, or_replace=True), lock=Lock.SHARE_ROW_EXCLUSIVE)
    if after.enabled != "origin":
        yield set_enabled(after)  # CREATE OR REPLACE enables it


def rename(before: Trigger, after: Trigger, ctx: Context) -> Iterator[Statement]:
    if ctx.major < 15 and _is_partitioned(after, ctx):
        # Before 15, the triggers of the partitions keep their name.
        yield altered(after, f"DROP TRIGGER {name(before.id.name)} ON {table_of(after.id)}", lock=Lock.ACCESS_EXCLUSIVE)
        yield from create(msgspec.structs.replace(before, id=after.id), ctx)
    else:
        sql = f"ALTER TRIGGER {name(before.id.name)} ON {table_of(after.id)} RENAME TO {name(after.id.name)}"
        yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE)


def designation(object_id: ObjectId) -> str:
    return f"TRIGGER {name(object_id.name)} ON {table_of(object_id)}"


KIND = Kind(
    name="trigger",
    model=Trigger,
    catalog=CATALOG_SQL,
    among="pg_trigger",
    aliases=ALIASES_SQL,
    create=create,
    drop=drop,
    # Partitions' triggers get the new state, whatever they had.
    alter=dict.fromkeys(Trigger.__struct_fields__[1:], Alter(function=change, disturbs=True)),
    rename=rename,
    designation=designation,
    parents=("table", "view", "foreign_table"),
    disturbed=True,
    yaml=Yaml(key="triggers", read=trigger_text.read, write=trigger_text.write),
)
