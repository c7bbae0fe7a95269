"""Privileges on what an extension brought along, where they are not as the extension left them."""

from __future__ import annotations

from schemactl.kinds import acl, granted, widening
from schemactl.kinds.base import Kind
from schemactl.kinds.granted import Granted
from schemactl.kinds.yaml_form import Yaml


class MemberPrivilege(Granted, frozen=True, kw_only=True):
    """Path: the extension's, the member as GRANT names it, the grantee."""


# What is said of a table's columns is said with what is said of the table, so that one goes by both.
_ALSO = {"pg_class": " OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = o.oid AND a.attacl IS NOT NULL)"}


def _members() -> str:
    whole = "\n  UNION ALL ".join(
        f'SELECT d.refobjid AS address, {member} AS member, NULL::name AS attname, coalesce(o.{column}, acldefault(({letter})::"char", o.{owner})) AS acl,'
        f' coalesce(i.initprivs, acldefault(({letter})::"char", o.{owner})) AS basis'
        f" FROM pg_depend d JOIN {catalog} o ON o.oid = d.objid AND (o.{column} IS NOT NULL{_ALSO.get(catalog, '')})"
        " LEFT JOIN pg_init_privs i ON i.classoid = d.classid AND i.objoid = d.objid AND i.objsubid = 0"
        f" WHERE d.classid = '{catalog}'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'"
        for catalog, (member, owner, column, letter) in granted.MEMBERS.items()
    )
    return f"""{whole}
  UNION ALL SELECT d.refobjid, 'TABLE ' || a.attrelid::regclass, a.attname, a.attacl, i.initprivs
  FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.objid AND a.attacl IS NOT NULL
  LEFT JOIN pg_init_privs i ON i.classoid = d.classid AND i.objoid = d.objid AND i.objsubid = a.attnum
  WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'"""


CATALOG_SQL = f"""{granted.facts_sql(_members())}
SELECT 'pg_extension'::regclass::oid AS classid, f.address AS objid, 0 AS subid,
  ARRAY[f.member, {acl.GRANTEE_SQL}] AS path, {granted.FIELDS}
{granted.DIFFERING} ORDER BY 2, 4"""

KIND = Kind(
    name="member_privilege",
    model=MemberPrivilege,
    catalog=CATALOG_SQL,
    create=granted.create,
    drop=granted.drop,
    alter={"privileges": granted.set_rights, "grant_option": granted.set_rights, "basis": granted.set_rights},
    derived=("basis",),
    designation=granted.designation,
    about=True,
    about_names=2,
    roles=granted.roles,
    yaml=Yaml(key="member_grants", read=granted.read, write=granted.write, path=granted.path, name=granted.name),
    widens=widening.more_rights,
)
