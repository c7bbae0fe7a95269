"""Operator classes: how an index orders or hashes a type."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import operator_members
from schemactl.kinds.base import REPLACE, Context, Kind, dropped, made
from schemactl.kinds.catalog import USER_NAMESPACE
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class OperatorClass(Object, frozen=True, kw_only=True):
    """Path: schema, name, access method. Without `family` it is the one of the same name, which CREATE makes if need be.
    https://www.postgresql.org/docs/current/sql-createopclass.html"""

    type: str
    default: bool = False
    family: str | None = None
    storage: str | None = None
    members: tuple[tuple[str, str], ...] = ()


CATALOG_SQL = f"""
SELECT 'pg_opclass'::regclass::oid AS classid, c.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.opcname, a.amname] AS path,
  format_type(c.opcintype, NULL) AS type, c.opcdefault AS "default",
  CASE WHEN f.opfname <> c.opcname OR f.opfnamespace <> c.opcnamespace THEN format('%I.%I', fn.nspname, f.opfname) END AS family,
  CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS storage,
  {operator_members.catalog("pg_opclass", "c.oid")} AS members
FROM pg_opclass c JOIN pg_am a ON a.oid = c.opcmethod JOIN pg_namespace n ON n.oid = c.opcnamespace AND {USER_NAMESPACE}
JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace fn ON fn.oid = f.opfnamespace
ORDER BY n.nspname, c.opcname, a.amname"""


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    for one in state:
        if isinstance(one, OperatorClass) and one.family is None:
            yield one.id, ObjectId("operator_family", one.id.path)


def create(one: OperatorClass, _: Context) -> Iterator[Statement]:
    schema_name, _words, method = operator_members.named(one.id).rpartition(" USING ")
    family = f" FAMILY {one.family}" if one.family else ""
    parts = [operator_members.added(role, what) for role, what in one.members]
    if one.storage or not parts:
        # The list cannot be empty; a storage type that is the class's own says nothing.
        parts.append(f"STORAGE {one.storage or one.type}")
    head = f"CREATE OPERATOR CLASS {schema_name} {'DEFAULT ' if one.default else ''}FOR TYPE {one.type} USING {method}{family} AS"
    yield made(one, f"{head}\n  " + ",\n  ".join(parts))


def drop(one: OperatorClass, _: Context) -> Iterator[Statement]:
    yield dropped(one, f"DROP {designation(one.id)}", lock=Lock.NONE)


def rename(before: OperatorClass, after: OperatorClass, _: Context) -> Iterator[Statement]:
    return operator_members.moved(designation, before, after)


def designation(object_id: ObjectId) -> str:
    return f"OPERATOR CLASS {operator_members.named(object_id)}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    return operator_members.checked(mapping(raw, at))


KIND = Kind(
    name="operator_class",
    model=OperatorClass,
    catalog=CATALOG_SQL,
    among="pg_opclass",
    aliases=operator_members.aliases("pg_opclass"),
    create=create,
    drop=drop,
    alter=dict.fromkeys(OperatorClass.__struct_fields__[1:], REPLACE),  # ALTER OPERATOR CLASS knows name, schema and owner
    rename=rename,
    edges=edges,
    designation=designation,
    yaml=Yaml(key="operator_classes", read=read, path=operator_members.path, name=operator_members.key),
    schema_scoped=True,
    owned=True,
)
