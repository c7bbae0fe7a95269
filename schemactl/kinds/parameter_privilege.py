"""Privileges on parameters of the server: which ones a role may SET that are the superuser's otherwise, or change by ALTER SYSTEM."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemactl.errors import SchemaError
from schemactl.kinds import acl, widening
from schemactl.kinds.acl import Rights
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement

SINCE = 15


class ParameterPrivilege(Object, frozen=True, kw_only=True):
    """Path: the role, and the parameter in lower case, as PostgreSQL keeps it.

    https://www.postgresql.org/docs/current/sql-grant.html. Who granted it makes no difference here.
    """

    privileges: tuple[str, ...] = ()
    grant_option: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def catalog_sql(major: int) -> str:
    """The bootstrap superuser is named beside every other role, and needs nothing."""
    if major < SINCE:
        nothing = ", ".join(f"'{{}}'::text[] AS {field}" for field in ("path", *_FIELDS))
        return f"SELECT 0::oid AS classid, 0::oid AS objid, 0 AS subid, {nothing} WHERE false"
    words = "array_agg(DISTINCT lower(x.privilege_type))"
    return f"""
SELECT 'pg_parameter_acl'::regclass::oid AS classid, p.oid AS objid, (row_number() OVER (PARTITION BY p.oid ORDER BY r.rolname))::int AS subid,
  ARRAY[r.rolname::text, p.parname] AS path, {words} AS privileges, coalesce({words} FILTER (WHERE x.is_grantable), '{{}}') AS grant_option,
  '{{}}'::text[] AS said
FROM pg_parameter_acl p CROSS JOIN aclexplode(p.paracl) x JOIN pg_roles r ON r.oid = x.grantee WHERE r.oid <> 10
GROUP BY p.oid, p.parname, r.rolname ORDER BY r.rolname, p.parname"""


_FIELDS = ("privileges", "grant_option", "said")


def _rights(privilege: ParameterPrivilege, ctx: Context) -> Rights:
    return acl.rights(privilege.privileges, privilege.grant_option, _WORD, ctx.major)


_WORD = "PARAMETER"


def _parameter(object_id: ObjectId) -> str:
    """`work_mem`, or `my.thing` in two names."""
    return ".".join(map(name, object_id.name.split(".")))


def _commands(object_id: ObjectId, start: Rights, wanted: Rights, ctx: Context) -> Iterator[str]:
    for verb, rest in acl.commands([start], wanted, _WORD, object_id.path[0], ctx.major):
        yield f"{verb} ON PARAMETER {_parameter(object_id)} {rest}"


def create(privilege: ParameterPrivilege, ctx: Context) -> Iterator[Statement]:
    if ctx.major < SINCE:
        raise SchemaError(
            f"{privilege.id}: PostgreSQL {ctx.major} knows no privileges on parameters", hint=f"they came with PostgreSQL {SINCE}"
        )
    for sql in _commands(privilege.id, acl.NOTHING, _rights(privilege, ctx), ctx):
        yield made(privilege, sql)


def drop(privilege: ParameterPrivilege, ctx: Context) -> Iterator[Statement]:
    role, parameter = privilege.id.path
    hazard = Hazard(code="SC406", message=f"{name(role)} may not set {parameter} any more")
    for sql in _commands(privilege.id, _rights(privilege, ctx), acl.NOTHING, ctx):
        yield dropped(privilege, sql, lock=Lock.NONE, hazards=(hazard,))


def set_rights(before: ParameterPrivilege, after: ParameterPrivilege, ctx: Context) -> Iterator[Statement]:
    for sql in _commands(after.id, _rights(before, ctx), _rights(after, ctx), ctx):
        yield altered(after, sql)


def designation(object_id: ObjectId) -> str:
    return f"PRIVILEGES OF {name(object_id.path[0])} ON PARAMETER {_parameter(object_id)}"


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    """As the catalog has it: nothing makes one form of these words, as a scratch database does of others."""
    found = acl.read(raw)
    handed_on = _words(found.get("grant_option"))
    held: Raw = sorted({*_words(found["privileges"]), *handed_on})
    return {"privileges": held, "grant_option": list(handed_on), "said": list(found)}


def _words(raw: Raw) -> list[str]:
    known = acl.full(_WORD, SINCE)
    words = [str(one) for one in raw] if isinstance(raw, list) else []
    if wrong := next((one for one in words if one not in (*known, "all")), None):
        raise ValueError(f"{wrong} is no privilege on a parameter: known are {', '.join(known)}, all")
    return list(known) if "all" in words else words


def path(parent: tuple[str, ...], written: str | None, _: Mapping[str, Raw]) -> tuple[str, ...]:
    """Parameters have no capitals of their own: TimeZone is timezone."""
    return (*parent, str(written).lower())


def write(privilege: ParameterPrivilege, _: dict[str, Raw]) -> Raw:
    return acl.write(privilege.privileges, privilege.grant_option)


KIND = Kind(
    name="parameter_privilege",
    model=ParameterPrivilege,
    catalog=catalog_sql,
    create=create,
    drop=drop,
    alter={"privileges": set_rights, "grant_option": set_rights},
    derived=("said",),
    designation=designation,
    parents=("role",),
    standalone=True,  # a role that holds one cannot be dropped
    yaml=Yaml(key="parameters", read=read, write=write, path=path),
    in_scratch=False,
    where_named=True,
    said=lambda privilege: privilege.said,
    widens=widening.more_rights,
)
