"""Privileges on what an extension brought along, where they are not as the extension left them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from schemactl.kinds import acl
from schemactl.kinds.acl import Rights
from schemactl.kinds.base import Context, Kind, Raw, Yaml, altered, dropped, made
from schemactl.kinds.sql import role
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement


class MemberPrivilege(Object, frozen=True, kw_only=True):
    """Path: the extension's, the member as GRANT names it, the grantee. `basis`: what the extension gave, if known."""

    privileges: tuple[str, ...] = ()
    grant_option: tuple[str, ...] = ()
    basis: tuple[str, ...] | None = None


# catalog: (how GRANT names it, owner, acl, acldefault's letter)
_MEMBERS = {
    "pg_proc": ("CASE o.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || o.oid::regprocedure", "proowner", "proacl", "'f'"),
    "pg_class": (
        "CASE o.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || o.oid::regclass",
        "relowner",
        "relacl",
        "CASE o.relkind WHEN 'S' THEN 's' ELSE 'r' END",
    ),
    "pg_type": ("'TYPE ' || format_type(o.oid, NULL)", "typowner", "typacl", "'T'"),
    "pg_namespace": ("'SCHEMA ' || quote_ident(o.nspname)", "nspowner", "nspacl", "'n'"),
    "pg_language": ("'LANGUAGE ' || quote_ident(o.lanname)", "lanowner", "lanacl", "'l'"),
    "pg_foreign_data_wrapper": ("'FOREIGN DATA WRAPPER ' || quote_ident(o.fdwname)", "fdwowner", "fdwacl", "'F'"),
}


def _members() -> str:
    return "\n  UNION ALL ".join(
        f"SELECT d.refobjid AS extension, {member} AS member, o.{owner} AS owner, o.{column} AS acl,"
        f' coalesce(i.initprivs, acldefault(({letter})::"char", o.{owner})) AS basis'
        f" FROM pg_depend d JOIN {catalog} o ON o.oid = d.objid AND o.{column} IS NOT NULL"
        " LEFT JOIN pg_init_privs i ON i.classoid = d.classid AND i.objoid = d.objid AND i.objsubid = 0"
        f" WHERE d.classid = '{catalog}'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'"
        for catalog, (member, owner, column, letter) in _MEMBERS.items()
    )


CATALOG_SQL = f"""
WITH members AS MATERIALIZED (
  {_members()}
), atoms AS (
  SELECT m.extension, m.member, x.grantee, lower(x.privilege_type) AS word, x.is_grantable, false AS basic
  FROM members m, aclexplode(m.acl) x
  UNION ALL
  SELECT m.extension, m.member, x.grantee, lower(x.privilege_type), x.is_grantable, true FROM members m, aclexplode(m.basis) x
), facts AS (
  SELECT extension, member, grantee, array_agg(DISTINCT word) FILTER (WHERE NOT basic) AS privileges,
    array_agg(DISTINCT word) FILTER (WHERE NOT basic AND is_grantable) AS grant_option,
    array_agg(DISTINCT word) FILTER (WHERE basic) AS basis, array_agg(DISTINCT word) FILTER (WHERE basic AND is_grantable) AS basic_option
  FROM atoms GROUP BY extension, member, grantee
)
SELECT 'pg_extension'::regclass::oid AS classid, f.extension AS objid, 0 AS subid,
  ARRAY[f.member, coalesce(r.rolname::text, 'PUBLIC')] AS path, coalesce(f.privileges, '{{}}') AS privileges,
  coalesce(f.grant_option, '{{}}') AS grant_option, coalesce(f.basis, '{{}}') AS basis
FROM facts f LEFT JOIN pg_roles r ON r.oid = f.grantee
WHERE (f.privileges IS DISTINCT FROM f.basis OR f.grant_option IS DISTINCT FROM f.basic_option) AND (r.oid IS NOT NULL OR f.grantee = 0)
ORDER BY 2, 4"""


def _target(object_id: ObjectId) -> str:
    """The word before the member's name."""
    words = []
    for word in object_id.path[-2].split(" "):
        if not (word.isascii() and word.isalpha() and word.isupper()):
            break
        words.append(word)
    return " ".join(words)


def _rights(privilege: MemberPrivilege, ctx: Context) -> Rights:
    return acl.rights(privilege.privileges, privilege.grant_option, _target(privilege.id), ctx.major)


def _basis(privilege: MemberPrivilege, ctx: Context) -> list[Rights]:
    target = _target(privilege.id)
    if privilege.basis is None:
        return [acl.NOTHING, acl.everything(target, ctx.major)]
    return [acl.rights(privilege.basis, (), target, ctx.major)]


def _commands(object_id: ObjectId, starts: list[Rights], wanted: Rights, ctx: Context) -> Iterator[str]:
    member, grantee = object_id.path[-2:]
    for verb, rest in acl.commands(starts, wanted, _target(object_id), grantee, ctx.major):
        yield f"{verb} ON {member} {rest}"


def create(privilege: MemberPrivilege, ctx: Context) -> Iterator[Statement]:
    for sql in _commands(privilege.id, _basis(privilege, ctx), _rights(privilege, ctx), ctx):
        yield made(privilege, sql)


def drop(privilege: MemberPrivilege, ctx: Context) -> Iterator[Statement]:
    member, grantee = privilege.id.path[-2:]
    hazard = Hazard(code="SC406", message=f"{role(grantee)} loses or gains privileges on {member}")
    for sql in _commands(privilege.id, [_rights(privilege, ctx)], _basis(privilege, ctx)[0], ctx):
        yield dropped(privilege, sql, lock=Lock.NONE, hazards=(hazard,))


def set_rights(before: MemberPrivilege, after: MemberPrivilege, ctx: Context) -> Iterator[Statement]:
    for sql in _commands(after.id, [_rights(before, ctx)], _rights(after, ctx), ctx):
        yield altered(after, sql)


def designation(object_id: ObjectId) -> str:
    return f"PRIVILEGES OF {role(object_id.path[-1])} ON {object_id.path[-2]}"


def roles(privilege: MemberPrivilege) -> Iterable[str]:
    return () if privilege.id.name == "PUBLIC" else (privilege.id.name,)


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return acl.read(raw)


def path(parent: tuple[str, ...], written: str | None, _: Mapping[str, Raw]) -> tuple[str, ...]:
    """`FUNCTION public.hstore(text, text) to app_rw`: neither half has a name of its own in the files."""
    member, to, grantee = str(written).rpartition(" to ")
    if not to:
        raise ValueError("a member's privileges are written `FUNCTION public.name(types) to role: words`")
    return (*parent, member.strip(), "PUBLIC" if grantee.strip() in ("public", "PUBLIC") else grantee.strip())


def name(privilege: MemberPrivilege) -> str:
    return " to ".join(privilege.id.path[-2:])


def write(privilege: MemberPrivilege, _: dict[str, Raw]) -> Raw:
    return acl.write(privilege.privileges, privilege.grant_option)


KIND = Kind(
    name="member_privilege",
    model=MemberPrivilege,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"privileges": set_rights, "grant_option": set_rights, "basis": set_rights},
    derived=("basis",),
    designation=designation,
    about=True,
    about_names=2,
    roles=roles,
    yaml=Yaml(key="member_grants", read=read, write=write, path=path, name=name),
)
