"""Default privileges: what a role grants on everything it will create."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.kinds import acl, widening
from schemactl.kinds.acl import Rights
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import name, role
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement

Fact = tuple[tuple[str, ...], dict[str, Raw]]


class DefaultPrivilege(Object, frozen=True, kw_only=True):
    """Path: the role that creates, the schema or "", what it creates, the grantee. https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html"""

    privileges: tuple[str, ...] = ()
    grant_option: tuple[str, ...] = ()


# acldefault writes a sequence's letter small, pg_default_acl large. An entry for every schema replaces acldefault, one for a schema adds.
CATALOG_SQL = """
WITH entries AS (
  SELECT d.oid, d.defaclrole, d.defaclnamespace, d.defaclobjtype, d.defaclacl,
    acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) AS basis FROM pg_default_acl d
), atoms AS (
  SELECT e.oid, e.defaclrole, x.grantee, x.privilege_type, x.is_grantable, false AS basic FROM entries e, aclexplode(e.defaclacl) x
  UNION ALL
  SELECT e.oid, e.defaclrole, x.grantee, x.privilege_type, x.is_grantable, true FROM entries e, aclexplode(e.basis) x
  WHERE e.defaclnamespace = 0
), sizes AS (
  SELECT e.oid, (SELECT count(*) FROM aclexplode(e.basis) x WHERE x.grantee = e.defaclrole) AS size FROM entries e
), words AS (
  SELECT oid, grantee, basic, g.grantable, CASE WHEN count(*) = size AND size > 1 THEN ARRAY['all']
    ELSE array_agg(DISTINCT lower(privilege_type)) END AS words
  FROM (SELECT DISTINCT oid, grantee, basic, privilege_type, is_grantable FROM atoms) a JOIN sizes USING (oid),
    LATERAL (SELECT false UNION ALL SELECT true WHERE a.is_grantable) g(grantable)
  GROUP BY oid, grantee, basic, g.grantable, size
), facts AS (
  SELECT oid, grantee, coalesce(max(words) FILTER (WHERE NOT grantable AND NOT basic), '{}') AS privileges,
    coalesce(max(words) FILTER (WHERE grantable AND NOT basic), '{}') AS grant_option,
    coalesce(max(words) FILTER (WHERE NOT grantable AND basic), '{}') AS basis
  FROM words GROUP BY oid, grantee
)
SELECT 'pg_default_acl'::regclass::oid AS classid, e.oid AS objid,
  (row_number() OVER (PARTITION BY e.oid ORDER BY f.grantee))::int - 1 AS subid,
  ARRAY[pg_get_userbyid(e.defaclrole)::text, coalesce((SELECT n.nspname::text FROM pg_namespace n WHERE n.oid = e.defaclnamespace), ''),
    CASE e.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
      WHEN 'n' THEN 'schemas' ELSE 'large objects' END,
    {grantee}] AS path, f.privileges, f.grant_option
FROM facts f JOIN entries e USING (oid) LEFT JOIN pg_roles r ON r.oid = f.grantee
WHERE (f.privileges <> f.basis OR f.grant_option <> '{}') AND (r.oid IS NOT NULL OR f.grantee = 0) ORDER BY 4""".replace(
    "{grantee}", acl.GRANTEE_SQL
)

TARGETS = {
    "tables": "TABLE",
    "sequences": "SEQUENCE",
    "functions": "FUNCTION",
    "types": "TYPE",
    "schemas": "SCHEMA",
    "large objects": "LARGE OBJECT",
}


def _basis(object_id: ObjectId, ctx: Context) -> Rights:
    """What holds without the entry: within a schema nothing is added, everywhere it is PostgreSQL's own."""
    creator, schema, on, grantee = object_id.path
    if schema:
        return acl.NOTHING
    if grantee == creator:
        return acl.everything(TARGETS[on], ctx.major)
    return acl.to_public(TARGETS[on]) if grantee == "PUBLIC" else acl.NOTHING


def _rights(fact: DefaultPrivilege, ctx: Context) -> Rights:
    return acl.rights(fact.privileges, fact.grant_option, TARGETS[fact.id.path[2]], ctx.major)


def _commands(object_id: ObjectId, start: Rights, wanted: Rights, ctx: Context) -> Iterator[str]:
    creator, schema, on, grantee = object_id.path
    within = f" IN SCHEMA {name(schema)}" if schema else ""
    for verb, rest in acl.commands([start], wanted, TARGETS[on], grantee, ctx.major):
        yield f"ALTER DEFAULT PRIVILEGES FOR ROLE {name(creator)}{within} {verb} ON {on.upper()} {rest}"


def create(fact: DefaultPrivilege, ctx: Context) -> Iterator[Statement]:
    for sql in _commands(fact.id, _basis(fact.id, ctx), _rights(fact, ctx), ctx):
        yield made(fact, sql)


def drop(fact: DefaultPrivilege, ctx: Context) -> Iterator[Statement]:
    for sql in _commands(fact.id, _rights(fact, ctx), _basis(fact.id, ctx), ctx):
        yield dropped(fact, sql, lock=Lock.NONE)


def set_rights(before: DefaultPrivilege, after: DefaultPrivilege, ctx: Context) -> Iterator[Statement]:
    for sql in _commands(after.id, _rights(before, ctx), _rights(after, ctx), ctx):
        yield altered(after, sql)


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """One catalog row holds every grantee, so that pg_depend cannot say it of each."""
    for obj in state:
        if isinstance(obj, DefaultPrivilege) and obj.id.path[1]:
            yield obj.id, ObjectId("schema", (obj.id.path[1],))


def designation(object_id: ObjectId) -> str:
    creator, schema, on, grantee = object_id.path
    return f"DEFAULT PRIVILEGES OF {role(grantee)} ON {on.upper()} OF {name(creator)}" + (f" IN SCHEMA {name(schema)}" if schema else "")


def roles(fact: DefaultPrivilege) -> Iterable[str]:
    return (one for one in (fact.id.path[0], fact.id.path[3]) if one != "PUBLIC")


KEYS = ("for", "schema", "on", "grant")


def entries(raw: Raw) -> list[Fact]:
    """Each item is about one role, one schema or all, one sort of objects: `{for: …, schema: …, on: tables, grant: {role: words}}`."""
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise ValueError("default_privileges is a list of maps with the keys for, schema, on, grant")
    return [fact for item in raw for fact in _entry(mapping(item))]


def _entry(item: dict[str, Raw]) -> Iterator[Fact]:
    if unknown := set(item) - set(KEYS):
        raise ValueError(f"unknown key {min(unknown)!r}; known here: {', '.join(KEYS)}")
    creator, schema, on = (_word(item, key) for key in KEYS[:3])
    if not creator or not on:
        raise ValueError("for (the role that creates) and on (what it creates) are needed")
    on = " ".join(on.lower().replace("_", " ").split())
    if on not in TARGETS:
        raise ValueError(f"on is one of {', '.join(TARGETS)}")
    for grantee, words in mapping(item.get("grant")).items():
        yield (creator, schema or "", on, acl.grantee(grantee)), acl.read(words)


def _word(item: dict[str, Raw], key: str) -> str | None:
    raw = item.get(key)
    if raw is None or isinstance(raw, str):
        return raw
    raise ValueError(f"{key} is one name")


def collect(facts: list[DefaultPrivilege]) -> Raw:
    """The list again: grantees of the same role, schema and sort of objects in one item."""
    found: dict[tuple[str, ...], dict[str, Raw]] = {}
    for fact in facts:
        found.setdefault(fact.id.path[:3], {})[fact.id.path[3]] = acl.write(fact.privileges, fact.grant_option)
    return [
        {"for": creator, **({"schema": schema} if schema else {}), "on": on, "grant": grant}
        for (creator, schema, on), grant in found.items()
    ]


KIND = Kind(
    name="default_privilege",
    model=DefaultPrivilege,
    catalog=CATALOG_SQL,
    among="pg_default_acl",
    create=create,
    drop=drop,
    alter={"privileges": set_rights, "grant_option": set_rights},
    designation=designation,
    edges=edges,
    roles=roles,
    yaml=Yaml(key="default_privileges", entries=entries, collect=collect),
    widens=widening.whatever,
)
