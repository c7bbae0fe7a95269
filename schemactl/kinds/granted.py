"""Privileges on what somebody else made, an extension or PostgreSQL itself, where they are not as that one left them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from schemactl.kinds import acl
from schemactl.kinds.acl import Rights
from schemactl.kinds.base import Context, altered, dropped, made
from schemactl.kinds.sql import name as sql_name
from schemactl.kinds.sql import role
from schemactl.kinds.yaml_form import Raw
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Hazard, Lock, Statement


class Granted(Object, frozen=True, kw_only=True):
    """The path ends with the object as GRANT names it, and the grantee. `basis`: what was given with it, if known. `within`: the schema that its
    name is written without."""

    within: ClassVar[str] = ""
    privileges: tuple[str, ...] = ()
    grant_option: tuple[str, ...] = ()
    basis: tuple[str, ...] | None = None


# GRANT takes a type's name, and none of SQL's own words for one, which format_type prints of PostgreSQL's: int4, not integer.
_TYPE = """'TYPE ' || CASE o.typnamespace WHEN 'pg_catalog'::regnamespace THEN quote_ident(o.typname) ELSE format_type(o.oid, NULL) END"""
# catalog: (how GRANT names it, owner, acl, acldefault's letter)
MEMBERS = {
    "pg_proc": ("CASE o.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || o.oid::regprocedure", "proowner", "proacl", "'f'"),
    "pg_class": (
        "CASE o.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || o.oid::regclass",
        "relowner",
        "relacl",
        "CASE o.relkind WHEN 'S' THEN 's' ELSE 'r' END",
    ),
    "pg_type": (_TYPE, "typowner", "typacl", "'T'"),
    "pg_namespace": ("'SCHEMA ' || quote_ident(o.nspname)", "nspowner", "nspacl", "'n'"),
    "pg_language": ("'LANGUAGE ' || quote_ident(o.lanname)", "lanowner", "lanacl", "'l'"),
    "pg_foreign_data_wrapper": ("'FOREIGN DATA WRAPPER ' || quote_ident(o.fdwname)", "fdwowner", "fdwacl", "'F'"),
}


def facts_sql(members: str) -> str:
    """Who holds what, where it differs; `members`: a SELECT of address, member, owner, acl, basis and, of a column, its name."""
    return f"""
WITH members AS MATERIALIZED (
  {members}
), atoms AS (
  SELECT m.address, m.member, x.grantee, lower(x.privilege_type) || coalesce(' (' || quote_ident(m.attname) || ')', '') AS word, x.is_grantable, false AS basic
  FROM members m, aclexplode(m.acl) x
  UNION ALL
  SELECT m.address, m.member, x.grantee, lower(x.privilege_type) || coalesce(' (' || quote_ident(m.attname) || ')', ''), x.is_grantable, true
  FROM members m, aclexplode(m.basis) x
), facts AS (
  SELECT address, member, grantee, array_agg(DISTINCT word) FILTER (WHERE NOT basic) AS privileges,
    array_agg(DISTINCT word) FILTER (WHERE NOT basic AND is_grantable) AS grant_option,
    array_agg(DISTINCT word) FILTER (WHERE basic) AS basis, array_agg(DISTINCT word) FILTER (WHERE basic AND is_grantable) AS basic_option
  FROM atoms GROUP BY address, member, grantee
)"""


DIFFERING = """FROM facts f LEFT JOIN pg_roles r ON r.oid = f.grantee
WHERE (f.privileges IS DISTINCT FROM f.basis OR f.grant_option IS DISTINCT FROM f.basic_option) AND (r.oid IS NOT NULL OR f.grantee = 0)"""
FIELDS = "coalesce(f.privileges, '{}') AS privileges, coalesce(f.grant_option, '{}') AS grant_option, coalesce(f.basis, '{}') AS basis"


def _target(object_id: ObjectId) -> str:
    """The word before the member's name."""
    words = []
    for word in object_id.path[-2].split(" "):
        if not (word.isascii() and word.isalpha() and word.isupper()):
            break
        words.append(word)
    return " ".join(words)


def _rights(privilege: Granted, ctx: Context) -> Rights:
    return acl.rights(privilege.privileges, privilege.grant_option, _target(privilege.id), ctx.major)


def _basis(privilege: Granted, ctx: Context) -> list[Rights]:
    target = _target(privilege.id)
    if privilege.basis is None:
        return [acl.NOTHING, acl.everything(target, ctx.major)]
    return [acl.rights(privilege.basis, (), target, ctx.major)]


def _commands(privilege: Granted, starts: list[Rights], wanted: Rights, ctx: Context) -> Iterator[str]:
    (member, grantee), target = privilege.id.path[-2:], _target(privilege.id)
    on = f"{target} {privilege.within}{member.removeprefix(target).strip()}" if target in _IN_A_SCHEMA else member
    for verb, rest in acl.commands(starts, wanted, target, grantee, ctx.major):
        yield f"{verb} ON {on} {rest}"


_IN_A_SCHEMA = ("FUNCTION", "PROCEDURE", "TABLE", "SEQUENCE", "TYPE")


def create(privilege: Granted, ctx: Context) -> Iterator[Statement]:
    for sql in _commands(privilege, _basis(privilege, ctx), _rights(privilege, ctx), ctx):
        yield made(privilege, sql)


def drop(privilege: Granted, ctx: Context) -> Iterator[Statement]:
    member, grantee = privilege.id.path[-2:]
    hazard = Hazard(code="SC406", message=f"{role(grantee)} loses or gains privileges on {member}")
    for sql in _commands(privilege, [_rights(privilege, ctx)], _basis(privilege, ctx)[0], ctx):
        yield dropped(privilege, sql, lock=Lock.NONE, hazards=(hazard,))


def set_rights(before: Granted, after: Granted, ctx: Context) -> Iterator[Statement]:
    for sql in _commands(after, [_rights(before, ctx)], _rights(after, ctx), ctx):
        yield altered(after, sql)


def designation(object_id: ObjectId) -> str:
    return f"PRIVILEGES OF {role(object_id.path[-1])} ON {object_id.path[-2]}"


def roles(privilege: Granted) -> Iterable[str]:
    return () if privilege.id.name == "PUBLIC" else (privilege.id.name,)


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    return acl.read(raw)


def path(parent: tuple[str, ...], written: str | None, _: Mapping[str, Raw]) -> tuple[str, ...]:
    """`FUNCTION public.hstore(text, text) to app_rw`: neither half has a name of its own in the files. A role with ` to ` in it stands in quotes."""
    text = str(written).strip()
    if quoted := _QUOTED.fullmatch(text):
        member, grantee = quoted.group(1), quoted.group(2).replace('""', '"')
        # Quotes make a role of what would be everybody.
        grantee = acl.grantee(f'"{grantee}"' if grantee == "PUBLIC" else grantee)
    else:
        member, to, grantee = text.rpartition(" to ")
        if not to:
            raise ValueError("a member's privileges are written `FUNCTION public.name(types) to role: words`")
        grantee = acl.grantee(grantee.strip())
    return (*parent, member.strip(), grantee)


_QUOTED = re.compile(r'(.*?) to "((?:[^"]|"")*)"', re.DOTALL)


def name(privilege: Granted) -> str:
    member, grantee = privilege.id.path[-2:]
    ambiguous = " to " in grantee or (grantee.startswith('"') and grantee.endswith('"'))
    return f"{member} to {sql_name(grantee) if ambiguous else grantee}"


def write(privilege: Granted, _: dict[str, Raw]) -> Raw:
    return acl.write(privilege.privileges, privilege.grant_option)
