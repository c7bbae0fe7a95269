"""The database itself: its settings, and what is said about it. Only where schema files name it, and never by its name: plans run in many."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import setting
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import acl_differs
from schemactl.kinds.sql import THIS_DATABASE
from schemactl.kinds.yaml_form import Raw, Yaml, mapping
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class Database(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-alterdatabase.html. It counts as there when something is said about it."""

    settings: tuple[tuple[str, str], ...] = ()


_SETTINGS = "(SELECT s.setconfig FROM pg_db_role_setting s WHERE s.setdatabase = d.oid AND s.setrole = 0)"

CATALOG_SQL = f"""
SELECT 'pg_database'::regclass::oid AS classid, d.oid AS objid, 0 AS subid, ARRAY['database'] AS path, {setting.pairs_sql(_SETTINGS)} AS settings
FROM pg_database d WHERE d.datname = current_database() AND ({acl_differs("d.datacl", "acldefault('d', d.datdba)")}
  OR EXISTS (SELECT FROM pg_db_role_setting s WHERE s.setdatabase = d.oid AND s.setrole = 0)
  OR EXISTS (SELECT FROM pg_shdescription c WHERE c.classoid = 'pg_database'::regclass AND c.objoid = d.oid AND d.oid >= 16384))"""


def create(database: Database, _: Context) -> Iterator[Statement]:
    for action in setting.actions((), database.settings):
        yield made(database, f"ALTER {designation(database.id)} {action}")


def drop(database: Database, _: Context) -> Iterator[Statement]:
    for action in setting.actions(database.settings, ()):
        yield dropped(database, f"ALTER {designation(database.id)} {action}", lock=Lock.NONE)


def set_settings(before: Database, after: Database, _: Context) -> Iterator[Statement]:
    for action in setting.actions(before.settings, after.settings):
        yield altered(after, f"ALTER {designation(after.id)} {action}")


def designation(_: ObjectId) -> str:
    return f"DATABASE {THIS_DATABASE}"


def read(raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
    found = dict(mapping(raw, at))
    if "owner" in found:
        raise ValueError("who owns a database is said when it is created: ALTER DATABASE … OWNER TO … by hand")
    if "security_labels" in found:
        raise ValueError("security labels of databases are not managed here: SECURITY LABEL … ON DATABASE by hand")
    if "settings" in found:
        found["settings"] = setting.read(found["settings"])
    return found


KIND = Kind(
    name="database",
    model=Database,
    catalog=CATALOG_SQL,
    create=create,
    drop=drop,
    alter={"settings": set_settings},
    designation=designation,
    yaml=Yaml(key="database", single=True, read=read, path=lambda _, __, ___: ("database",)),
    incidental=True,
    where_named=True,
    imported=lambda _: True,
    grantable="DATABASE",
)
