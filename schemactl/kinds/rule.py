"""Rewrite rules of tables and views, but the one that is a view's query."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from schemactl.kinds import firing
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class Rule(Object, frozen=True, kw_only=True):
    """`definition` is what follows the table: `WHERE (…) DO INSTEAD …`. https://www.postgresql.org/docs/current/sql-createrule.html"""

    event: str
    definition: SqlText
    enabled: str = "origin"


# pg_get_ruledef: `CREATE RULE name AS\n    ON EVENT TO table\n  WHERE … DO …;`
CATALOG_SQL = f"""
SELECT classid, objid, 0 AS subid, path, event,
  btrim(substr(def, length(head) + 1, length(def) - length(head) - 1), E' \\n') AS definition, enabled
FROM (
  SELECT *, 'CREATE RULE ' || quote_ident(rulename) || E' AS\\n    ON ' || event || ' TO ' || relation AS head
  FROM (
    SELECT 'pg_rewrite'::regclass::oid AS classid, r.oid AS objid, ARRAY[n.nspname, c.relname, r.rulename] AS path, r.rulename,
      CASE r.ev_type WHEN '1' THEN 'select' WHEN '2' THEN 'update' WHEN '3' THEN 'insert' ELSE 'delete' END AS event,
      format('%I.%I', n.nspname, c.relname) AS relation, pg_get_ruledef(r.oid) AS def,
      {firing.enabled("r.ev_enabled")} AS enabled
    FROM {RELATIONS} JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename <> '_RETURN' WHERE c.relkind IN ('r', 'p', 'v')
  ) parts
) whole ORDER BY path"""

SHORT = re.compile(r"\s*on\s+(select|insert|update|delete)\s+(.*)", re.IGNORECASE | re.DOTALL)


def sql(rule: Rule, verb: str) -> str:
    return f"{verb} RULE {name(rule.id.name)} AS ON {rule.event.upper()} TO {table_of(rule.id)} {rule.definition}"


def table_of(rule: ObjectId) -> str:
    return qualified(rule.path[:-1])


def create(rule: Rule, _: Context) -> Iterator[Statement]:
    yield made(rule, sql(rule, "CREATE"), lock=Lock.ACCESS_EXCLUSIVE)
    if rule.enabled != "origin":
        yield set_enabled(rule)


def set_enabled(rule: Rule) -> Statement:
    action = f"{firing.STATES[rule.enabled]} RULE {name(rule.id.name)}"
    return altered(rule, f"ALTER TABLE {table_of(rule.id)} {action}", lock=Lock.ACCESS_EXCLUSIVE)


def drop(rule: Rule, _: Context) -> Iterator[Statement]:
    yield dropped(rule, f"DROP RULE {name(rule.id.name)} ON {table_of(rule.id)}")


def change(before: Rule, after: Rule, _: Context) -> Iterator[Statement]:
    # CREATE OR REPLACE takes any other event, condition and action, and leaves the state.
    if msgspec.structs.replace(before, enabled=after.enabled) != after:
        yield altered(after, sql(after, "CREATE OR REPLACE"), lock=Lock.ACCESS_EXCLUSIVE)
    if before.enabled != after.enabled:
        yield set_enabled(after)


def rename(before: Rule, after: Rule, _: Context) -> Iterator[Statement]:
    statement = f"ALTER RULE {name(before.id.name)} ON {table_of(after.id)} RENAME TO {name(after.id.name)}"
    yield altered(after, statement, lock=Lock.ACCESS_EXCLUSIVE)


def designation(object_id: ObjectId) -> str:
    return f"RULE {name(object_id.name)} ON {table_of(object_id)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    """`on insert where … do instead …`, or a map."""
    if not isinstance(raw, str):
        return firing.checked(mapping(raw, at))
    found = SHORT.fullmatch(raw)
    if found is None:
        raise ValueError("a rule reads `on insert|update|delete [where …] do [also|instead] …`")
    if re.match(r"to\s", found[2], re.IGNORECASE):
        raise ValueError("leave out TO and the table: the rule stands in its table")
    return {"event": found[1].lower(), "definition": found[2]}


def write(rule: Rule, children: dict[str, Raw]) -> Raw:
    long = {**yaml_fields(rule), **children}
    short = f"on {rule.event} {rule.definition}"
    return short if long == read(short, rule.id.path) else long


KIND = Kind(
    name="rule",
    model=Rule,
    catalog=CATALOG_SQL,
    among="pg_rewrite WHERE rulename <> '_RETURN'",
    create=create,
    drop=drop,
    alter={"event": change, "definition": change, "enabled": change},
    rename=rename,
    designation=designation,
    parents=("table", "view"),
    disturbed=True,
    yaml=Yaml(key="rules", read=read, write=write),
)
