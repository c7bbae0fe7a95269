"""User mappings: who a role is on a foreign server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from schemactl.kinds import acl, foreign_options, widening
from schemactl.kinds.base import Context, Kind, Restricted, altered, dropped, made
from schemactl.kinds.catalog import pairs
from schemactl.kinds.sql import name, role
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class UserMapping(Object, frozen=True, kw_only=True):
    """Path: the role, or PUBLIC, and the server. https://www.postgresql.org/docs/current/sql-createusermapping.html

    `unread`: whoever looked may not see the options.
    """

    options: tuple[tuple[str, str], ...] = ()
    unread: bool = False


# pg_user_mapping itself is for superusers. The view shows the options to whom they concern: https://www.postgresql.org/docs/current/view-pg-user-mappings.html
_SHOWN = """CASE WHEN m.umuser = 0 THEN pg_has_role(s.srvowner, 'USAGE')
    ELSE m.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) END"""


def _catalog_sql(unread: str) -> str:
    return f"""
SELECT 'pg_user_mapping'::regclass::oid AS classid, m.umid AS objid, 0 AS subid,
  ARRAY[CASE WHEN m.umuser = 0 THEN 'PUBLIC' WHEN m.usename = 'PUBLIC' THEN '"PUBLIC"' ELSE m.usename END, m.srvname] AS path,
  {pairs("m.umoptions")} AS options, {unread} AS unread
FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid
WHERE m.umuser = 0 OR m.usename IS NOT NULL ORDER BY m.srvname, m.umuser <> 0, m.usename"""


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    for mapping in state:
        if isinstance(mapping, UserMapping):
            yield mapping.id, ObjectId("server", mapping.id.path[1:])


def create(mapping: UserMapping, _: Context) -> Iterator[Statement]:
    yield made(mapping, f"CREATE {designation(mapping.id)}{foreign_options.clause(mapping.options)}")


def drop(mapping: UserMapping, _: Context) -> Iterator[Statement]:
    yield dropped(mapping, f"DROP {designation(mapping.id)}", lock=Lock.NONE)


def set_options(before: UserMapping, after: UserMapping, _: Context) -> Iterator[Statement]:
    yield altered(after, f"ALTER {designation(after.id)}{foreign_options.changed(before.options, after.options)}")


def designation(object_id: ObjectId) -> str:
    return f"USER MAPPING FOR {role(object_id.path[0])} SERVER {name(object_id.path[1])}"


def roles(mapping: UserMapping) -> Iterable[str]:
    return () if mapping.id.path[0] == "PUBLIC" else (mapping.id.path[0],)


_PART = '"(?:[^"]|"")+"|[^@"]+'
_KEY = re.compile(f"({_PART})@({_PART})")


def path(_: tuple[str, ...], written: str | None, __: Mapping[str, Raw]) -> tuple[str, ...]:
    """`role@server`; a name with @ or a quote in it stands in double quotes."""
    found = _KEY.fullmatch(written or "")
    if found is None:
        raise ValueError("the key is role@server, each in double quotes if it holds @ or a quote itself")
    user, server = (part[1:-1].replace('""', '"') if part.startswith('"') else part for part in found.groups())
    return acl.grantee(user), server


def key(mapping: UserMapping) -> str:
    return "@".join('"' + part.replace('"', '""') + '"' if re.search('[@"]', part) else part for part in mapping.id.path)


KIND = Kind(
    name="user_mapping",
    model=UserMapping,
    catalog=_catalog_sql("false"),
    restricted=Restricted(
        catalog=_catalog_sql(f"NOT ({_SHOWN})"), unread="the options", where=lambda mapping: mapping.unread, fields=("options",)
    ),
    derived=("unread",),
    among="pg_foreign_server",
    create=create,
    drop=drop,
    alter={"options": set_options},
    varying=("options",),
    edges=edges,
    designation=designation,
    roles=roles,
    yaml=Yaml(key="user_mappings", path=path, name=key),
    widens=widening.added,
)
