"""Owners, of objects of every kind that has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from schemactl.kinds.base import Context, Kind, altered
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class Owner(Object, frozen=True, kw_only=True):
    """A role, by its name."""

    initial: Literal["left", "meant"] | None = None
    role: str


# A sequence that a column owns follows the table's owner, a row type its relation's, a multirange its range's.
OWNERS = {
    "pg_class": (
        "relowner",
        "o.relkind IN ('r', 'p', 'v', 'm', 'f') AND o.relpersistence <> 't' OR o.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d"
        " WHERE d.classid = 'pg_class'::regclass AND d.objid = o.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0"
        " AND d.deptype IN ('a', 'i'))",
    ),
    "pg_proc": ("proowner", "true"),
    "pg_type": (
        "typowner",
        "(o.typtype IN ('e', 'd', 'r') OR o.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type e"
        " WHERE e.oid = o.typelem AND e.typarray = o.oid)"
        " OR o.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = o.typrelid AND c.relkind = 'c'))",
    ),
    "pg_collation": ("collowner", "true"),
    "pg_conversion": ("conowner", "true"),
    "pg_statistic_ext": ("stxowner", "true"),
    "pg_operator": ("oprowner", "true"),
    "pg_opclass": ("opcowner", "true"),
    "pg_opfamily": ("opfowner", "true"),
    "pg_ts_config": ("cfgowner", "true"),
    "pg_ts_dict": ("dictowner", "true"),
    "pg_language": ("lanowner", "true"),
    "pg_event_trigger": ("evtowner", "true"),
    "pg_foreign_data_wrapper": ("fdwowner", "true"),
    "pg_foreign_server": ("srvowner", "true"),
    "pg_publication": ("pubowner", "true"),
    "pg_subscription": ("subowner", "true"),
}
# The schema public belongs to pg_database_owner, before 15 to the bootstrap superuser, unless somebody changed that. Its name says which
# one it is: dropped and created again it has another OID, and initdb's own may have another name by now.
IS_PUBLIC = "o.classid = 'pg_namespace'::regclass AND (SELECT n.nspname = 'public' FROM pg_namespace n WHERE n.oid = o.objid)"
INITIAL = f"CASE WHEN {IS_PUBLIC} THEN CASE WHEN o.owner IN (10, 6171) THEN 'left' ELSE 'meant' END END"
# Only those that something is said about: there may be millions of others.
LARGE_OBJECT_SQL = """SELECT 'pg_largeobject'::regclass::oid, o.oid, o.lomowner FROM pg_largeobject_metadata o WHERE o.lomacl IS NOT NULL
  OR EXISTS (SELECT FROM pg_description d WHERE d.classoid = 'pg_largeobject'::regclass AND d.objoid = o.oid)
  OR EXISTS (SELECT FROM pg_seclabel l WHERE l.classoid = 'pg_largeobject'::regclass AND l.objoid = o.oid)"""

CATALOG_SQL = (
    f"SELECT o.classid, o.objid, 0 AS subid, '{{}}'::text[] AS path, {INITIAL} AS initial, pg_get_userbyid(o.owner) AS role FROM ("
    + "\nUNION ALL ".join(
        [
            "SELECT 'pg_namespace'::regclass::oid AS classid, o.oid AS objid, o.nspowner AS owner FROM pg_namespace o",
            LARGE_OBJECT_SQL,
            *(
                f"SELECT '{catalog}'::regclass::oid, o.oid, o.{column} FROM {catalog} o WHERE o.oid >= 16384 AND ({condition})"
                for catalog, (column, condition) in OWNERS.items()
            ),
        ]
    )
    + ") o ORDER BY 1, 2"
)

RELATIONS = ("TABLE ", "VIEW ", "MATERIALIZED VIEW ", "FOREIGN TABLE ", "SEQUENCE ")


def subject(object_id: ObjectId) -> ObjectId:
    return ObjectId(object_id.path[0], object_id.path[1:])


def create(owner: Owner, ctx: Context) -> Iterator[Statement]:
    what = ctx.designation(subject(owner.id))
    lock = Lock.ACCESS_EXCLUSIVE if what.startswith(RELATIONS) else Lock.NONE
    yield altered(owner, f"ALTER {what} OWNER TO {name(owner.role)}", lock=lock)


def drop(_: Owner, __: Context) -> Iterator[Statement]:
    """Nothing is without an owner: an owner that is not written is whoever it is."""
    return iter(())


def set_role(_: Owner, after: Owner, ctx: Context) -> Iterator[Statement]:
    return create(after, ctx)


def follows(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """Unless a superuser says so, a new owner needs CREATE in the schema: it comes behind what gives that."""
    letting = _letting_create(state)
    for obj in state:
        if isinstance(obj, Owner) and len(obj.id.path) > 2 and (facts := letting.get(obj.id.path[1])):
            # A role may have it from any that it is a member of; where it has it by itself, that will do.
            for one in (facts[obj.role],) if obj.role in facts else facts.values():
                yield obj.id, one


def _letting_create(state: State) -> dict[str, dict[str, ObjectId]]:
    """Schema → role → the fact by which it may create there: what it is granted, and more than that if the schema is its own."""
    granted, owned = dict[str, dict[str, ObjectId]](), dict[str, dict[str, ObjectId]]()
    for obj in state:
        if obj.id.path[0] != "schema":
            continue
        if obj.id.kind == "privilege" and not {"all", "create"}.isdisjoint(getattr(obj, "privileges", ())):
            granted.setdefault(obj.id.path[1], {})[obj.id.name] = obj.id
        elif isinstance(obj, Owner):
            owned[obj.id.path[1]] = {obj.role: obj.id}
    return {schema: granted.get(schema, {}) | owned.get(schema, {}) for schema in granted.keys() | owned.keys()}


def designation(object_id: ObjectId) -> str:
    return f"OWNER OF {subject(object_id)}"


def roles(owner: Owner) -> Iterable[str]:
    return (owner.role,)


SUPERUSERS_ONLY = ("event_trigger", "foreign_data_wrapper", "subscription")
"""Kinds whose objects belong to superusers alone; subscriptions until 15. Who owned one may have ceased to be one since."""


def superusers(owner: Owner) -> Iterable[str]:
    return (owner.role,) if owner.id.path[0] in SUPERUSERS_ONLY else ()


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    if not isinstance(raw, str) or not raw:
        raise ValueError("owner is the name of a role")
    return {"role": raw}


def write(owner: Owner, _: dict[str, Raw]) -> Raw:
    return owner.role


KIND = Kind(
    name="owner",
    model=Owner,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"role": set_role},
    designation=designation,
    about=True,
    follows=follows,
    derived=("initial",),
    initial="initial",
    roles=roles,
    superusers=superusers,
    yaml=Yaml(key="owner", single=True, read=read, write=write),
)
