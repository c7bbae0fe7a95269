"""From an App to what the engine takes: the project's files, the database, a scratch server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from schemactl.cli.context import App
from schemactl.errors import ConfigurationError, ConnectError, RefusedError

if TYPE_CHECKING:
    from schemactl.applying.ledger import Marker
    from schemactl.live.connection import Connection, Target
    from schemactl.planning.work import Proposal
    from schemactl.plans.make import Project
    from schemactl.scratch.server import ScratchServer

EVERYTHING = "*"


class Live(NamedTuple):
    """A session in the database this run is about, and what the database says it is."""

    conn: Connection
    target: Target
    marker: Marker | None

    @property
    def major(self) -> int:
        return self.conn.info.server_version // 10000


def project(app: App) -> Project:
    """Where the files are, and what is managed."""
    from schemactl.plans.make import Project

    config = app.config
    return Project(root=root_of(config.schema, config.root), schema=config.schema, plans=config.plans, scope=config.scope)


def signers(app: App) -> Path | None:
    """The file of those who may sign plans, where the environment requires a signature."""
    if "signature" not in app.environment.require:
        return None
    if app.config.allowed_signers is None:
        raise ConfigurationError(
            f"environment {app.environment.name} requires signatures, and nothing says whose",
            hint='write allowed_signers = "FILE" into the configuration: lines of `NAME ssh-ed25519 KEY`',
        )
    return app.config.allowed_signers


def needs_rehearsal(app: App) -> bool:
    """Does the environment run only what was rehearsed?"""
    return "rehearsal" in app.environment.require


def root_of(schema: Path, root: Path) -> Path:
    """The folder that files are named from: the project's, or the one around schema files that lie elsewhere."""
    return root if schema.is_relative_to(root) else schema.parent


@contextmanager
def reported() -> Iterator[None]:
    """What the server refuses while we read from it, as an error for people."""
    import psycopg

    from schemactl.live.connection import connection_lost, database_error

    try:
        yield
    except psycopg.Error as error:
        if connection_lost(error):
            raise ConnectError(f"the connection was lost: {str(error).strip()}", hint="run it again when the server is back") from error
        raise database_error(error) from error


@contextmanager
def live(app: App, *, read_only: bool = True) -> Iterator[Live]:
    """The environment's database, past its pooler where it has one."""
    from schemactl.applying import environment
    from schemactl.live.connection import connect

    target = app.direct_target()
    with closing(connect(target, read_only=read_only)) as conn, reported():
        found = Live(conn, target, environment.read_marker(conn))
        check_version(app, found.major)
        yield found


@contextmanager
def elsewhere(url: str) -> Iterator[Connection]:
    """A database that was named instead of the environment's; read only."""
    from schemactl.live.connection import connect, target

    with closing(connect(target(url, source="the command line"), read_only=True)) as conn, reported():
        yield conn


def check_version(app: App, major: int) -> None:
    """The configuration says which servers the project is for."""
    if not app.config.allows(major):
        raise ConfigurationError(
            f"the server is PostgreSQL {major}, and the configuration says postgres = {app.config.postgres!r}",
            hint="use another server, or change postgres in the configuration",
        )


@contextmanager
def scratch(app: App, found: Live | None = None, *, major: int | None = None, mismatch: bool = False) -> Iterator[ScratchServer]:
    """A server for temporary databases, of the same major as the database; without one, of the major the plans were made for."""
    from schemactl.scratch.server import MajorMismatch, scratch_server

    managed = app.config.scope.roles == "managed"
    own = found.target if found and app.environment.development and not managed and not _protected(found.marker) else None
    wanted = major or (found.major if found else major_without_database(app))
    rule = MajorMismatch.ALLOW if mismatch else MajorMismatch.REFUSE
    with scratch_server(scratch_url=scratch_url(app), development_target=own, major=wanted, mismatch=rule) as server, reported():
        app.detail(f"scratch databases: {server.describe()}")
        if managed and found:
            _refuse_shared(found, server)
        yield server


def _refuse_shared(found: Live, server: ScratchServer) -> None:
    """Stubs of roles on the target's own server would be the roles that the plan is about to create."""
    started = "SELECT pg_catalog.pg_postmaster_start_time(), pg_catalog.inet_server_port()"
    with closing(server.connect("postgres")) as conn:
        if conn.execute(started).fetchone() == found.conn.execute(started).fetchone():
            raise ConfigurationError(
                "scratch databases may not be on the server whose roles are managed: the stubs of its roles would be these roles",
                hint="set scratch_url to another server, or leave it out where PostgreSQL's programs are installed",
            )


def scratch_url(app: App) -> str | None:
    """The environment's."""
    return app.environment.scratch_url


def _protected(marker: Marker | None) -> bool:
    return marker is not None and marker.mode == "protected"


def major_without_database(app: App) -> int:
    """The last plan's, the scratch server's, or the newest that this machine has."""
    from schemactl.plans.directory import list_plans
    from schemactl.plans.planfile import read_header
    from schemactl.scratch import binaries

    if files := list_plans(app.config.plans):
        last = files[-1]
        return int(read_header(last.data, str(last.path)).after.major)
    if url := scratch_url(app):
        with elsewhere(url) as conn:
            return conn.info.server_version // 10000
    majors = [one.major for one in binaries.every() if app.config.allows(one.major)]
    if not majors:
        raise ConfigurationError(
            "there is no PostgreSQL for scratch databases",
            hint="set scratch_url in the environment's configuration, or install schemactl[embedded]",
        )
    return max(majors)


def check_accepted(app: App, accepted: Sequence[str], marker: Marker | None) -> None:
    """`--accept '*'` names nothing, so it is for databases that may be lost."""
    if EVERYTHING not in accepted:
        return
    if not app.environment.development:
        raise RefusedError(
            f"--accept '*' works in development only; environment {app.environment.name} is protected",
            hint="accept each finding by name: --accept SC401:public.users",
        )
    if marker is not None and marker.mode == "protected":
        raise RefusedError(
            f"--accept '*' works on development databases only; this one is marked protected by {marker.marked_by}",
            hint="accept each finding by name: --accept SC401:public.users",
        )


def target_line(app: App, found: Live) -> str:
    """Which database this is about, for people."""
    from schemactl.reports import text

    info, environment = found.conn.info, app.environment
    version = info.parameter_status("server_version") or str(found.major)
    return text.target(
        found.target.describe(), version=version.split()[0], user=info.user, environment=environment.name, mode=environment.mode
    )


def report_unproved(app: App, proposal: Proposal) -> None:
    """Statements that the scratch server could read and not run, or run and not judge."""
    from schemactl.live.server_wide import in_scratch

    for code, message in dict.fromkeys((one.code, one.message) for _, one in proposal.hazards if one.always):
        app.note(f"note[{code}]: {message}")

    count = sum(not in_scratch(one.object_id) for one in proposal.statements)
    if count:
        app.note(
            f"note: {count} statement{'s are' if count > 1 else ' is'} about the server's roles: "
            "read in scratch and not run there, since a scratch server's roles are stubs"
        )


def report_unmodelled(app: App, names: Sequence[str]) -> None:
    """What the database holds and no kind models: never dropped, and never silently skipped."""
    if names:
        listed = "".join(f"\n  {name}" for name in names)
        app.note(f"note: {len(names)} object{'s are' if len(names) > 1 else ' is'} not modelled yet, and left alone:{listed}")
