"""Where the committed plans lead: run them in scratch, from nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import psycopg

from schemactl import __version__
from schemactl.errors import ProofError, Where
from schemactl.kinds import KINDS
from schemactl.kinds.sql import names, names_this_database
from schemactl.live.batches import run_all
from schemactl.live.connection import Connection
from schemactl.live.contents import NOTHING, ReadContents, read_contents
from schemactl.live.introspect import introspect
from schemactl.live.runner import parse, run
from schemactl.live.server_wide import decoded, with_server_wide
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.stage import staged
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning.canonical import lay, run_again
from schemactl.planning.keeping import kept
from schemactl.planning.prove import content, pin
from schemactl.planning.rehearsed import rehearsed
from schemactl.plans.batched import misfit
from schemactl.plans.directory import PlanFile, leading
from schemactl.plans.header import PlanHeader
from schemactl.plans.plan import Plan
from schemactl.scratch.server import ScratchServer
from schemactl.scratch.server_statements import is_for_the_server


def replay(
    server: ScratchServer,
    plans: Sequence[PlanFile],
    roles: Collection[str] = (),
    external: State | None = None,
    contents: Mapping[ObjectId, Content] = NOTHING,
) -> State:
    """The state after the last plan, with those rows. Every prefix of the history is kept as a template, so only what is new runs.

    `external` is what somebody else makes and the plans need. What no scratch database holds is as the last plan's header says.
    """
    plans = leading(plans)
    external = external or State()

    def read() -> State:
        with replayed(server, plans, roles, external) as conn:
            return introspect(conn, contents)

    # Rows are the server's to read: what a trigger writes may be another thing each time.
    state = read() if contents else kept("replayed", f"{server.identity} {_key(plans, external)}", read)
    _ensure(server, plans, roles)
    return with_server_wide(state, managed_server_wide(plans[-1].sealed_header) if plans else ())


def reader(server: ScratchServer, plans: Sequence[PlanFile], roles: Collection[str], external: State) -> ReadContents:
    """Adds the rows that the plans have made to a state that is equal to theirs."""

    def read(state: State, contents: Mapping[ObjectId, Content]) -> State:
        with replayed(server, leading(plans), roles, external) as conn:
            return read_contents(conn, state, contents)

    return read


@contextmanager
def replayed(server: ScratchServer, plans: Sequence[PlanFile], roles: Collection[str], external: State) -> Iterator[Connection]:
    """A database in which these plans ran."""
    _ensure(server, plans, roles)
    with server.database(template_of(server, plans, external) if plans or external.objects else None) as conn:
        again(conn, plans)
        yield conn


def _ensure(server: ScratchServer, plans: Sequence[PlanFile], roles: Collection[str]) -> None:
    server.ensure_roles(roles)
    make_ready_for(server, [file.sealed_header for file in plans])


def make_ready_for(server: ScratchServer, headers: Sequence[PlanHeader]) -> None:
    """Roles and tablespaces that the plans make or need: they stay in scratch, as stubs, when a plan drops them."""
    every = [one for header in headers for one in header.server]
    roles = [(path[0], fields.get("superuser", False)) for kind, path, fields in every if kind == KINDS.role]
    server.ensure_roles({name for name, _ in roles}, {name for name, superuser in roles if superuser})
    server.ensure_tablespaces({path[0] for kind, path, _ in every if kind == KINDS.tablespace})


def again(conn: Connection, plans: Sequence[PlanFile]) -> None:
    """What a clone of a template lacks: CREATE DATABASE takes over neither settings nor privileges nor the comment."""
    for plan in (file.plan() for file in plans):
        for sql in (statement.sql for statement in plan.statements):
            if names_this_database(sql):
                run(conn, sql)


def managed_server_wide(header: PlanHeader) -> list[Object]:
    """What is around the database after the plan, as far as plans make it."""
    return [obj for obj in decoded(header.server) if header.scope.manages(obj.id)]


def template_of(server: ScratchServer, plans: Sequence[PlanFile], external: State) -> str:
    """A template database in which these plans ran."""

    def build(conn: Connection) -> None:
        waiting = lay(conn, external) if external.objects else []
        for file in plans:
            waiting = run_plan(conn, file.plan(), str(file.path), external, waiting)

    return server.template(_key(plans, external), build)


def _key(plans: Sequence[PlanFile], external: State) -> str:
    around = f" {content(external)}" if external.objects else ""
    return f"{__version__} replay{around} " + " ".join(plan.sha256 for plan in plans)


@staged("replay plans")
def run_plan(conn: Connection, plan: Plan, file: str, external: State, waiting: list[Statement]) -> list[Statement]:
    """Every statement of a plan, under the settings that `apply` uses. `waiting` makes what is external, as soon as it can be made; what is left."""
    pin(conn)
    for number, step in enumerate(plan.steps, 1):
        path = plan.header.search_path if step.under_data_path and plan.header.search_path else ("pg_catalog", "pg_temp")
        conn.execute(f"SET search_path TO {names(path)}".encode())
        for position, statement in enumerate(step.statements, 1):
            try:
                if step.batches:
                    if words := misfit(statement.sql, step.batches):
                        raise ProofError(
                            f"plan {plan.name}, statement {number}.{position} ({statement.label}): {words}",
                            where=Where(file=file, line=1, column=1),
                            hint="docs/plans.md has the form of a backfill",
                            code="S203",
                        )
                    run_all(conn, statement.sql, step.batches)
                else:
                    (parse if is_for_the_server(statement.sql) else run)(conn, rehearsed(statement.sql))
            except psycopg.Error as error:
                raise ProofError(
                    f"plan {plan.name}, statement {number}.{position} ({statement.label}) fails in scratch: {error.diag.message_primary or error}",
                    where=Where(file=file, line=1, column=1),
                    hint=error.diag.message_hint or error.diag.message_detail or f"mend it and run: schemactl verify {plan.name}",
                    code="S203",
                ) from error
            if waiting:
                here = conn.execute("SELECT pg_catalog.current_setting('search_path')").fetchone()
                waiting = run_again(conn, waiting, external)
                conn.execute("SELECT pg_catalog.set_config('search_path', %s, false)", here)
    return waiting
