"""Foreign servers."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import foreign_options, widening
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import pairs
from schemactl.kinds.sql import literal, name
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock, Statement


class Server(Object, frozen=True, kw_only=True):
    """`wrapper` is a name. https://www.postgresql.org/docs/current/sql-createserver.html"""

    wrapper: str
    type: str | None = None
    version: str | None = None
    options: tuple[tuple[str, str], ...] = ()


CATALOG_SQL = f"""
SELECT 'pg_foreign_server'::regclass::oid AS classid, s.oid AS objid, 0 AS subid, ARRAY[s.srvname] AS path,
  w.fdwname AS wrapper, s.srvtype AS type, s.srvversion AS version, {pairs("s.srvoptions")} AS options
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw ORDER BY s.srvname"""


def edges(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    for server in state:
        if isinstance(server, Server):
            yield server.id, ObjectId("foreign_data_wrapper", (server.wrapper,))


def create(server: Server, _: Context) -> Iterator[Statement]:
    sql = f"CREATE {designation(server.id)}"
    sql += "".join(f" {word} {literal(text)}" for word, text in (("TYPE", server.type), ("VERSION", server.version)) if text is not None)
    yield made(server, f"{sql} FOREIGN DATA WRAPPER {name(server.wrapper)}{foreign_options.clause(server.options)}")


def drop(server: Server, _: Context) -> Iterator[Statement]:
    yield dropped(server, f"DROP {designation(server.id)}", lock=Lock.NONE)


def rename(before: Server, after: Server, _: Context) -> Iterator[Statement]:
    yield altered(after, f"ALTER {designation(before.id)} RENAME TO {name(after.id.name)}")


def change(before: Server, after: Server, _: Context) -> Iterator[Statement]:
    version = "" if before.version == after.version else f" VERSION {'NULL' if after.version is None else literal(after.version)}"
    yield altered(after, f"ALTER {designation(after.id)}{version}{foreign_options.changed(before.options, after.options)}")


def designation(object_id: ObjectId) -> str:
    return f"SERVER {name(object_id.name)}"


KIND = Kind(
    name="server",
    model=Server,
    catalog=CATALOG_SQL,
    among="pg_foreign_server",
    create=create,
    drop=drop,
    alter={
        "wrapper": REPLACE,  # ALTER SERVER knows version, options, owner and name
        "type": REPLACE,
        "version": change,
        "options": change,
    },
    rename=rename,
    varying=("options",),
    edges=edges,
    designation=designation,
    yaml=Yaml(key="servers"),
    owned=True,
    grantable="FOREIGN SERVER",
    widens=widening.added,
)
