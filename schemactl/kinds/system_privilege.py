"""Privileges on what is PostgreSQL's own, its catalogs and functions, where they are not as initdb left them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from schemactl.kinds import acl, granted, system_names, widening
from schemactl.kinds.base import Kind
from schemactl.kinds.granted import Granted
from schemactl.kinds.yaml_form import Raw, Yaml


class SystemPrivilege(Granted, frozen=True, kw_only=True):
    """Path: the object as GRANT names it, the grantee."""

    within: ClassVar[str] = "pg_catalog."


# What is said of a table's columns is said with what is said of the table, so that one goes by both.
_ALSO = {
    "pg_class": " OR o.oid IN (SELECT attrelid FROM pg_attribute WHERE attacl IS NOT NULL UNION ALL"
    " SELECT objoid FROM pg_init_privs WHERE classoid = 'pg_class'::regclass AND objsubid > 0)"
}


# initdb leaves no pg_init_privs of information_schema, and pg_dump nothing of what is granted there.
_SCHEMA = {
    "pg_class": " AND o.relnamespace = 'pg_catalog'::regnamespace",
    "pg_proc": " AND o.pronamespace = 'pg_catalog'::regnamespace",
    "pg_type": " AND o.typnamespace = 'pg_catalog'::regnamespace",
    "pg_namespace": " AND o.nspname = 'pg_catalog'",
}


_NOT_A_MEMBER = " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.tableoid AND d.objid = o.oid AND d.deptype = 'e')"
# plpgsql is an extension, and its language is there with every database as the other ones are.
_NOT_AN_EXTENSIONS = {"pg_language": ""}


_MEMBERS = {
    **granted.MEMBERS,
    "pg_proc": (system_names.ROUTINE_SQL, *granted.MEMBERS["pg_proc"][1:]),
    "pg_type": (system_names.TYPE_SQL, *granted.MEMBERS["pg_type"][1:]),
}


def _members() -> str:
    """The schema public has an owner and users like any other."""
    whole = "\n  UNION ALL ".join(
        f'SELECT 0 AS address, {member} AS member, NULL::name AS attname, coalesce(o.{column}, acldefault(({letter})::"char", o.{owner})) AS acl,'
        f' coalesce(i.initprivs, acldefault(({letter})::"char", o.{owner})) AS basis'
        f" FROM {catalog} o LEFT JOIN pg_init_privs i ON i.classoid = '{catalog}'::regclass AND i.objoid = o.oid AND i.objsubid = 0"
        f" WHERE o.oid < 16384 AND (o.{column} IS NOT NULL AND o.{column} IS DISTINCT FROM i.initprivs{_ALSO.get(catalog, '')})"
        f"{_NOT_AN_EXTENSIONS.get(catalog, _NOT_A_MEMBER)}"
        f"{_SCHEMA.get(catalog, '')}"
        for catalog, (member, owner, column, letter) in _MEMBERS.items()
    )
    return f"""{whole}
  UNION ALL SELECT 0, 'TABLE ' || a.attrelid::regclass, a.attname, a.attacl, i.initprivs
  FROM pg_attribute a LEFT JOIN pg_init_privs i ON i.classoid = 'pg_class'::regclass AND i.objoid = a.attrelid AND i.objsubid = a.attnum
  WHERE a.attrelid < 16384 AND (a.attacl IS NOT NULL OR i.initprivs IS NOT NULL)"""


CATALOG_SQL = f"""{granted.facts_sql(_members())}
SELECT 0::oid AS classid, 0::oid AS objid, 0 AS subid, ARRAY[f.member, {acl.GRANTEE_SQL}] AS path, {granted.FIELDS}
{granted.DIFFERING} ORDER BY 4"""


def path(parent: tuple[str, ...], written: str | None, raw: Mapping[str, Raw]) -> tuple[str, ...]:
    """However it is spelled: what is not called as the catalog prints it would be nobody's."""
    *before, member, grantee = granted.path(parent, written, raw)
    return (*before, system_names.canonical(member), grantee)


KIND = Kind(
    name="system_privilege",
    model=SystemPrivilege,
    catalog=CATALOG_SQL,
    create=granted.create,
    drop=granted.drop,
    alter={"privileges": granted.set_rights, "grant_option": granted.set_rights, "basis": granted.set_rights},
    derived=("basis",),
    where_named=True,
    imported=lambda _: True,
    designation=granted.designation,
    roles=granted.roles,
    yaml=Yaml(key="system_grants", read=granted.read, write=granted.write, path=path, name=granted.name),
    widens=widening.more_rights,
)
