"""Imports a database that SQL made, and asks what its own schema files then change in it."""

from __future__ import annotations

from moves import database

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.planning.importing import import_state
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer


def unsettled(server: ScratchServer, sql: str) -> list[str]:
    """What comes back in another way, and the plan from the database to its own files: nothing, where all is well."""
    with database(server) as conn:
        conn.execute(sql.encode())
        live = introspect(conn)
        imported = import_state(server, live, Scope())
        written = load_files([FileText(name=name, data=text.encode()) for name, text in imported.files.items()])
        plan = propose(server, introspect(conn), wanted(server, written, Scope()))
    return [*imported.unsettled, *(one.sql for one in plan.statements)]
