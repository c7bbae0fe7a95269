"""May this role run the pending plans? They run in scratch, on a copy of the live state with its owners and privileges, as a role with the same rights.

PostgreSQL decides, statement by statement. What is about the server's roles is not run in scratch, and not judged.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import LiteralString

import psycopg
from psycopg.sql import SQL, Identifier

from schemactl.applying.health import Finding, value
from schemactl.errors import ProofError
from schemactl.kinds.sql import names
from schemactl.live.connection import Connection
from schemactl.live.runner import run
from schemactl.model.state import State
from schemactl.planning.canonical import make_ready
from schemactl.planning.prove import copy, pin
from schemactl.planning.rehearsed import rehearsed
from schemactl.plans.plan import Plan
from schemactl.scratch.server import ScratchServer
from schemactl.scratch.server_statements import is_for_the_server

CHECK = "rights"
_LEDGER: LiteralString = """
    SELECT coalesce((SELECT pg_catalog.pg_has_role(n.nspowner, 'USAGE') FROM pg_catalog.pg_namespace n WHERE n.nspname = 'schemactl'),
                    pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'))
"""
# What the role may do by membership, direct or not. Until 15 a member may always act as the other role.
_MEMBER = """
    SELECT r.rolname, pg_catalog.pg_has_role(r.oid, 'USAGE'), pg_catalog.pg_has_role(r.oid, {}) FROM pg_catalog.pg_roles r
    WHERE pg_catalog.pg_has_role(r.oid, 'MEMBER') AND r.rolname <> CURRENT_USER AND r.rolname !~ '^pg_'
"""


def rights(conn: Connection, server: ScratchServer, live: State, plans: Sequence[Plan]) -> Iterator[Finding]:
    """What PostgreSQL would refuse for want of a right."""
    user = conn.info.user
    if not value(conn, _LEDGER):
        hint = f"GRANT CREATE ON DATABASE to {user}, or give it the schema schemactl"
        yield Finding(
            check=CHECK, level="error", message="the ledger cannot be written: the schema schemactl is not this role's", hint=hint
        )
    if value(conn, "SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER"):
        yield Finding(check=CHECK, level="ok", message=f"{user} is a superuser")
        return
    try:
        yield from _rehearsed(conn, server, live, plans)
    except ProofError as error:
        yield Finding(check=CHECK, level="note", message=f"not tried out: the scratch server cannot copy this database: {error}")


def _rehearsed(conn: Connection, server: ScratchServer, live: State, plans: Sequence[Plan]) -> Iterator[Finding]:
    user, refused, unjudged = conn.info.user, list[tuple[str, str]](), 0
    with _as_role(conn, server, live) as (copied, role):
        for plan in plans:
            for number, step in enumerate(plan.steps, 1):
                path = plan.header.search_path if step.under_data_path and plan.header.search_path else ("pg_catalog", "pg_temp")
                copied.execute(f"SET search_path TO {names(path)}".encode())
                for position, statement in enumerate(step.statements, 1):
                    if is_for_the_server(statement.sql):
                        unjudged += 1
                    elif reason := _tried(copied, role, rehearsed(statement.sql), 2 * len(step.batches.key) if step.batches else 0):
                        refused.append((f"{plan.name}, statement {number}.{position} ({statement.label})", reason))
    for place, reason in refused:
        yield Finding(check=CHECK, level="error", message=f"{place}: {reason}", hint=f"grant {user} what is missing, or apply as the owner")
    if unjudged:
        yield Finding(check=CHECK, level="note", message=f"{unjudged} statements about the server's roles were not tried")
    if not refused:
        yield Finding(check=CHECK, level="ok", message=f"{user} may run every statement of the {len(plans)} pending plans")


def _tried(conn: Connection, role: Identifier, sql: str, parameters: int = 0) -> str | None:
    """Run it as the role, for no row of a backfill; where that is refused, why, and it runs as a superuser, so that the next one finds what it needs."""
    conn.execute(SQL("SET ROLE {}").format(role))
    reason = None
    try:
        run(conn, sql, values=[None] * parameters)
    except psycopg.errors.InsufficientPrivilege as error:
        reason = error.diag.message_primary or str(error)
    except psycopg.Error:
        reason = None  # rows are not there; what a data step misses is no right
    conn.execute("RESET ROLE")
    if reason is not None:
        try:
            run(conn, sql, values=[None] * parameters)
        except psycopg.Error as error:
            return f"{reason}; and as a superuser: {error.diag.message_primary or error}"
    return reason


@contextmanager
def _as_role(conn: Connection, server: ScratchServer, live: State) -> Iterator[tuple[Connection, Identifier]]:
    """A copy of the live state, and a role beside the live one that may do what that one may."""
    mine = _memberships(conn)
    make_ready(server, live)
    server.ensure_roles([conn.info.user, *(name for name, _, _ in mine)])
    role = Identifier(f"schemactl_doctor_{secrets.token_hex(6)}")
    with server.database() as copied:
        copy(copied, live)
        pin(copied)
        copied.execute(SQL("CREATE ROLE {} NOLOGIN INHERIT").format(role))
        try:
            for name, inherits, becomes in [(conn.info.user, True, True), *mine]:
                _grant(copied, name, role, inherits=inherits, becomes=becomes)
            if value(conn, "SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')"):
                copied.execute(SQL("GRANT CREATE ON DATABASE {} TO {}").format(Identifier(copied.info.dbname), role))
            yield copied, role
        finally:
            copied.execute("RESET ROLE")
            copied.execute(SQL("DROP OWNED BY {} CASCADE").format(role))
            copied.execute(SQL("DROP ROLE {}").format(role))


def _memberships(conn: Connection) -> list[tuple[str, bool, bool]]:
    acting = "'SET'" if conn.info.server_version >= 160000 else "'MEMBER'"
    return [
        (str(name), bool(inherits), bool(becomes)) for name, inherits, becomes in conn.execute(_MEMBER.format(acting).encode()).fetchall()
    ]


def _grant(conn: Connection, name: str, role: Identifier, *, inherits: bool, becomes: bool) -> None:
    """Stubs stay members of nobody else: the copy's role has it all directly."""
    statement = SQL("GRANT {} TO {}").format(Identifier(name), role)
    if conn.info.server_version >= 160000:
        statement += SQL(f" WITH INHERIT {'TRUE' if inherits else 'FALSE'}, SET {'TRUE' if becomes else 'FALSE'}")
    conn.execute(statement)
