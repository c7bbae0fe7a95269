"""Row security policies of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.kinds.base import REPLACE, Context, Kind, Replace, altered, dropped, made
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sql import name, qualified, role
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement


class Policy(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createpolicy.html; without roles in `to` it is for PUBLIC."""

    as_: str = "permissive"
    for_: str = "all"
    to: tuple[str, ...] = ()
    using: SqlText | None = None
    with_check: SqlText | None = None


CATALOG_SQL = f"""
SELECT 'pg_policy'::regclass::oid AS classid, p.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname, p.polname] AS path,
  CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END AS as_,
  CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END AS for_,
  ARRAY(SELECT r.rolname FROM pg_roles r WHERE r.oid = ANY (p.polroles) ORDER BY r.rolname) AS "to",
  pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS with_check
FROM pg_policy p JOIN {RELATIONS} ON c.oid = p.polrelid ORDER BY n.nspname, c.relname, p.polname"""


def _on(policy: Policy) -> str:
    return f"{name(policy.id.name)} ON {qualified(policy.id.path[:-1])}"


def _to(policy: Policy) -> str:
    return "TO " + (", ".join(map(role, policy.to)) or "PUBLIC")


def create(policy: Policy, _: Context) -> Iterator[Statement]:
    parts = [f"CREATE POLICY {_on(policy)}"]
    if policy.as_ != "permissive":
        parts.append(f"AS {policy.as_.upper()}")
    if policy.for_ != "all":
        parts.append(f"FOR {policy.for_.upper()}")
    if policy.to:
        parts.append(_to(policy))
    if policy.using is not None:
        parts.append(f"USING ({policy.using})")
    if policy.with_check is not None:
        parts.append(f"WITH CHECK ({policy.with_check})")
    yield made(policy, " ".join(parts), lock=Lock.ACCESS_EXCLUSIVE)


def _hazard(policy: Policy, what: str) -> Hazard:
    rows = f"which rows of {qualified(policy.id.path[:-1])} its roles may see or change"
    return Hazard(code="SC406", message=f"policy {name(policy.id.name)} {what}: this changes {rows}")


def drop(policy: Policy, _: Context) -> Iterator[Statement]:
    yield dropped(policy, f"DROP POLICY {_on(policy)}", hazards=(_hazard(policy, "goes away"),))


def set_clauses(before: Policy, after: Policy, _: Context) -> Iterator[Statement] | Replace:
    lost = (before.using is not None and after.using is None) or (before.with_check is not None and after.with_check is None)
    if lost:
        return REPLACE  # ALTER POLICY cannot remove a clause
    parts = [f"ALTER POLICY {_on(after)}"]
    if before.to != after.to:
        parts.append(_to(after))
    if before.using != after.using:
        parts.append(f"USING ({after.using})")
    if before.with_check != after.with_check:
        parts.append(f"WITH CHECK ({after.with_check})")
    return iter((altered(after, " ".join(parts), lock=Lock.ACCESS_EXCLUSIVE, hazards=(_hazard(after, "changes"),)),))


def rename(before: Policy, after: Policy, _: Context) -> Iterator[Statement]:
    sql = f"ALTER POLICY {name(before.id.name)} ON {qualified(after.id.path[:-1])} RENAME TO {name(after.id.name)}"
    yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE)


def designation(object_id: ObjectId) -> str:
    return f"POLICY {name(object_id.name)} ON {qualified(object_id.path[:-1])}"


def roles(policy: Policy) -> Iterable[str]:
    return policy.to


COMMANDS = ("all", "select", "insert", "update", "delete")


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    found = dict(mapping(raw))
    for key, known in (("as", ("permissive", "restrictive")), ("for", COMMANDS)):
        if key in found:
            word = str(found[key]).lower()
            if word not in known:
                raise ValueError(f"{key} is one of {', '.join(known)}")
            found[key] = word
    if found.get("to") is not None:
        to = found["to"]
        given = [one.strip() for one in to.split(",")] if isinstance(to, str) else to
        if not isinstance(given, list):
            raise ValueError("to is a list of roles")
        # PUBLIC among others is PUBLIC alone, and that is the default.
        found["to"] = [] if any(str(one).upper() == "PUBLIC" for one in given) else given
    return found


def write(policy: Policy, children: dict[str, Raw]) -> Raw:
    fields = yaml_fields(policy)
    return {**{key: fields[key] for key in ("as", "for", "to", "using", "with_check") if key in fields}, **children}


KIND = Kind(
    name="policy",
    model=Policy,
    catalog=CATALOG_SQL,
    among="pg_policy",
    create=create,
    drop=drop,
    alter={
        "as_": REPLACE,  # ALTER POLICY changes roles and expressions only
        "for_": REPLACE,
        "to": set_clauses,
        "using": set_clauses,
        "with_check": set_clauses,
    },
    rename=rename,
    designation=designation,
    parents=("table",),
    disturbed=True,
    roles=roles,
    yaml=Yaml(key="policies", read=read, write=write),
)
