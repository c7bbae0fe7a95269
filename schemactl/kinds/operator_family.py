"""Operator families, with the members that belong to none of their classes."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import operator_members, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class OperatorFamily(Object, frozen=True, kw_only=True):
    """Path: schema, name, access method. https://www.postgresql.org/docs/current/sql-createopfamily.html"""

    members: tuple[tuple[str, str], ...] = ()


CATALOG_SQL = f"""
SELECT 'pg_opfamily'::regclass::oid AS classid, f.oid AS objid, 0 AS subid, ARRAY[n.nspname, f.opfname, a.amname] AS path,
  {operator_members.catalog("pg_opfamily", "f.oid")} AS members
FROM pg_opfamily f JOIN pg_am a ON a.oid = f.opfmethod JOIN pg_namespace n ON n.oid = f.opfnamespace AND {USER_NAMESPACE}
ORDER BY n.nspname, f.opfname, a.amname"""


def create(family: OperatorFamily, ctx: Context) -> Iterator[Statement]:
    yield made(family, f"CREATE {designation(family.id)}")
    if family.members:
        yield from set_members(OperatorFamily(id=family.id), family, ctx)


def drop(family: OperatorFamily, _: Context) -> Iterator[Statement]:
    yield dropped(family, f"DROP {designation(family.id)}", lock=Lock.NONE)


def rename(before: OperatorFamily, after: OperatorFamily, _: Context) -> Iterator[Statement]:
    return operator_members.moved(designation, before, after)


def set_members(before: OperatorFamily, after: OperatorFamily, _: Context) -> Iterator[Statement]:
    was, wanted = dict(before.members), dict(after.members)
    if gone := [operator_members.removed(role) for role, what in was.items() if wanted.get(role) != what]:
        yield altered(after, f"ALTER {designation(after.id)} DROP {', '.join(gone)}")
    if new := [operator_members.added(role, what) for role, what in wanted.items() if was.get(role) != what]:
        yield altered(after, f"ALTER {designation(after.id)} ADD\n  " + ",\n  ".join(new))


def designation(object_id: ObjectId) -> str:
    return f"OPERATOR FAMILY {operator_members.named(object_id)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    return operator_members.checked(mapping(raw, at))


KIND = Kind(
    name="operator_family",
    model=OperatorFamily,
    catalog=CATALOG_SQL,
    among="pg_opfamily",
    aliases=operator_members.aliases("pg_opfamily"),
    create=create,
    drop=drop,
    alter={"members": set_members},
    rename=rename,
    designation=designation,
    yaml=Yaml(key="operator_families", read=read, path=operator_members.path, name=operator_members.key),
    schema_scoped=True,
    owned=True,
    widens=widening.added,
)
