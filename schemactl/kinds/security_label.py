"""Security labels, on objects of every kind that may have one. What they mean is their provider's business."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import dollar, literal, name
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement


class SecurityLabel(Object, frozen=True, kw_only=True):
    """Path: the subject's, and the provider. https://www.postgresql.org/docs/current/sql-security-label.html"""

    label: str


CATALOG_SQL = """
SELECT l.classoid AS classid, l.objoid AS objid, l.objsubid AS subid, ARRAY[l.provider] AS path, l.label AS label FROM pg_seclabel l
UNION ALL
SELECT l.classoid, l.objoid, 0, ARRAY[l.provider], l.label FROM pg_shseclabel l WHERE l.classoid = 'pg_authid'::regclass
ORDER BY 1, 2, 3, 4"""

RELATIONS = ("TABLE ", "COLUMN ", "VIEW ", "MATERIALIZED VIEW ", "FOREIGN TABLE ", "SEQUENCE ")
# A provider is a library that the server loads; PostgreSQL comes with none, and a scratch server has none.
UNJUDGED = Hazard(
    code="SC602", message="its provider judges the label when the plan is applied: no scratch database could ask it", always=True
)


def subject(object_id: ObjectId) -> ObjectId:
    return ObjectId(object_id.path[0], object_id.path[1:-1])


def _statement(label: SecurityLabel, ctx: Context, text: str) -> tuple[str, Lock]:
    what = ctx.designation(subject(label.id))
    lock = Lock.SHARE_UPDATE_EXCLUSIVE if what.startswith(RELATIONS) else Lock.NONE
    return f"SECURITY LABEL FOR {name(label.id.name)} ON {what} IS {text}", lock


def create(label: SecurityLabel, ctx: Context) -> Iterator[Statement]:
    sql, lock = _statement(label, ctx, literal(label.label))
    yield made(label, sql, lock=lock, hazards=(UNJUDGED,))


def drop(label: SecurityLabel, ctx: Context) -> Iterator[Statement]:
    sql, lock = _statement(label, ctx, "NULL")
    yield dropped(label, sql, lock=lock, hazards=(UNJUDGED,))


def set_label(_: SecurityLabel, after: SecurityLabel, ctx: Context) -> Iterator[Statement]:
    sql, lock = _statement(after, ctx, literal(after.label))
    yield altered(after, sql, lock=lock, hazards=(UNJUDGED,))


def designation(object_id: ObjectId) -> str:
    return f"SECURITY LABEL FOR {name(object_id.name)} ON {subject(object_id)}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    if not isinstance(raw, str):
        raise ValueError("a security label is text, under its provider's name")
    return {"label": raw}


def write(label: SecurityLabel, _: dict[str, Raw]) -> Raw:
    return label.label


LABEL = re.compile(r"\s*SECURITY\s+LABEL\b", re.IGNORECASE)


def rehearsed(sql: str) -> str:
    """SECURITY LABEL needs a provider, which no scratch server has: the label goes into its catalog. Everything else is as it stands."""
    if not LABEL.match(sql):
        return sql
    from pglast.parser import ParseError, parse_sql_json, scan

    try:
        ((_, tree),) = json.loads(parse_sql_json(sql))["stmts"][0]["stmt"].items()
    except ParseError:
        return sql  # the scratch server says what is wrong with it
    tokens = scan(sql)
    on = next(one for one in tokens if one.name == "ON")
    is_ = [one for one in tokens if one.name == "IS"][-1]
    return _labelling(sql[on.end + 1 : is_.start].strip(), tree.get("provider", ""), tree.get("label"))


def _labelling(subject: str, provider: str, label: str | None) -> str:
    """COMMENT takes the same words and leaves the address behind; it is taken back, and the label put in its place."""
    value = "NULL" if label is None else literal(label)
    body = f"""DECLARE found record;
BEGIN
  BEGIN
    COMMENT ON {subject} IS 'schemactl was here';
    SELECT classoid, objoid, objsubid INTO STRICT found FROM pg_catalog.pg_description WHERE description = 'schemactl was here';
    RAISE EXCEPTION USING ERRCODE = 'SL001';
  EXCEPTION WHEN SQLSTATE 'SL001' THEN NULL;
  END;
  PERFORM pg_catalog.set_config('allow_system_table_mods', 'on', true);
  DELETE FROM pg_catalog.pg_seclabel l
  WHERE l.objoid = found.objoid AND l.classoid = found.classoid AND l.objsubid = found.objsubid AND l.provider = {literal(provider)};
  INSERT INTO pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label)
  SELECT found.objoid, found.classoid, found.objsubid, {literal(provider)}, {value} WHERE {value} IS NOT NULL;
  PERFORM pg_catalog.set_config('allow_system_table_mods', 'off', true);
END"""
    return f"DO {dollar(body)}"


KIND = Kind(
    name="security_label",
    model=SecurityLabel,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"label": set_label},
    designation=designation,
    about=True,
    about_names=1,
    yaml=Yaml(key="security_labels", read=read, write=write),
    rehearsed=rehearsed,
)
