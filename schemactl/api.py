"""schemactl from Python: what the commands do, without a terminal. Everything here may raise SchemactlError, whose `problems` say what and where.

Names in `__all__` keep their meaning within a major version; whatever else the package holds may change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from schemactl import __version__
from schemactl.errors import SchemactlError
from schemactl.model.change import Added, Altered, Change, Dropped, Renamed
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Statement, Step

if TYPE_CHECKING:
    from schemactl.applying.options import Result
    from schemactl.planning.work import Proposal
    from schemactl.scratch.server import ScratchServer

__all__ = [
    "Added",
    "Altered",
    "Change",
    "Dropped",
    "Hazard",
    "Object",
    "ObjectId",
    "Renamed",
    "SchemactlError",
    "Scope",
    "State",
    "Statement",
    "Step",
    "apply",
    "database",
    "databases",
    "introspect",
    "load",
    "plan",
    "write_plan",
]

_SOURCE = "the caller"


def load(schema: str | Path) -> State:
    """The schema files below a folder, as they are written: no server is asked, so nothing is normalised."""
    from schemactl.desired.loader import load as load_folder

    return load_folder(Path(schema).resolve())


def introspect(url: str) -> State:
    """Every object of a database, as PostgreSQL prints it. Reads only."""
    from schemactl.live.connection import connect, target
    from schemactl.live.introspect import introspect as read

    with closing(connect(target(url, source=_SOURCE), read_only=True)) as conn:
        return read(conn)


def plan(
    schema: str | Path,
    url: str,
    *,
    accept: Sequence[str] = (),
    renames: Sequence[tuple[str, str]] = (),
    scope: Scope = Scope(),  # noqa: B008 - frozen
    scratch_url: str | None = None,
) -> Proposal:
    """What leads from a database to the schema files, proved in a scratch database: `changes`, `statements`, `steps`, `hazards`. Nothing is written.

    RefusedError where data would be lost that `accept` does not name (`SC401:app.orders`), DecisionNeededError for what looks like a rename.
    """
    from schemactl.live.connection import connect, target
    from schemactl.live.contents import read_contents
    from schemactl.live.introspect import introspect as read
    from schemactl.planning.work import check_needed, effective_scope, propose, wanted

    written = load(schema)
    with closing(connect(target(url, source=_SOURCE), read_only=True)) as conn:
        live = read(conn, whole_server=True)
        check_needed(written, effective_scope(written, scope), live)
        with _scratch(scratch_url, live.major) as server:
            rows = partial(read_contents, conn)
            return propose(server, live, wanted(server, written, scope), accepted=accept, given=renames, read=rows)


def write_plan(
    project: str | Path,
    url: str,
    name: str,
    *,
    accept: Sequence[str] = (),
    renames: Sequence[tuple[str, str]] = (),
    scope: Scope = Scope(),  # noqa: B008 - frozen
    scratch_url: str | None = None,
) -> Path | None:
    """The same as a file in `plans/` of a project folder that holds `schema/`, listed in `plans.lock`; None where nothing differs."""
    from schemactl.live.connection import connect, target
    from schemactl.live.contents import read_contents
    from schemactl.live.introspect import introspect as read
    from schemactl.plans.make import Project, Wish, make
    from schemactl.plans.make import write_plan as write

    root = Path(project).resolve()
    files = Project(root=root, schema=root / "schema", plans=root / "plans", scope=scope)
    with closing(connect(target(url, source=_SOURCE), read_only=True)) as conn:
        live = read(conn, whole_server=True)
        with _scratch(scratch_url, live.major) as server:
            wish = Wish(name=name, accepted=tuple(accept), renames=tuple(renames))
            made = make(files, server, live, wish, partial(read_contents, conn))
    return write(files, made.plan, made.data) if made.plan and made.data else None


def apply(plans: str | Path, url: str, *, mode: Literal["development", "protected"] = "protected", to: str | None = None) -> Result:
    """Run the pending plans of a folder, once, in order: `applied` and `pending` say which. In a git repository they have to be committed,
    but on a development database. A database that was applied to as protected is protected from then on."""
    from schemactl.applying.apply import apply as run
    from schemactl.applying.options import Options
    from schemactl.live.connection import connect, target
    from schemactl.live.fingerprint import live_fingerprints

    options = Options(mode=mode, tool_version=__version__, to=to, allow_uncommitted=mode == "development")
    with closing(connect(target(url, source=_SOURCE))) as conn:
        return run(conn, Path(plans).resolve(), options, fingerprints=lambda one, header: live_fingerprints(one, header.scope))


class Databases:
    """Databases with the schema of a folder's files, cloned from a template that is made when the files change."""

    def __init__(self, server: ScratchServer, schema: Path) -> None:
        self._server = server
        self._written = load(schema)
        files = sorted(path for path in schema.rglob("*") if path.is_file())
        self._key = sha256(
            b"\0".join(part for path in files for part in (str(path.relative_to(schema)).encode(), path.read_bytes()))
        ).hexdigest()

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new one, dropped in the end."""
        from schemactl.planning.canonical import build, common_path, make_ready

        make_ready(self._server, self._written)
        template = self._server.template(
            f"{__version__} tests {self._key}", lambda conn: build(conn, self._written, common_path(self._written))
        )
        with self._server.database(template) as conn:
            name = conn.info.dbname
            conn.close()
            yield self._server.url(name)


@contextmanager
def databases(schema: str | Path, *, server_url: str | None = None, major: int | None = None) -> Iterator[Databases]:
    """Where `database()` of what it gives makes one after the other: on the server of a URL, or on one of this machine's PostgreSQL programs."""
    with _scratch(server_url, major) as server:
        yield Databases(server, Path(schema).resolve())


@contextmanager
def database(schema: str | Path, *, server_url: str | None = None, major: int | None = None) -> Iterator[str]:
    """The URL of one database with the schema, rows that the files list included; dropped in the end."""
    with databases(schema, server_url=server_url, major=major) as made, made.database() as url:
        yield url


@contextmanager
def _scratch(url: str | None, major: int | None) -> Iterator[ScratchServer]:
    from schemactl.live.connection import connect, target
    from schemactl.scratch import binaries
    from schemactl.scratch.server import scratch_server

    if major is None and url is not None:
        with closing(connect(target(url, source=_SOURCE), read_only=True)) as conn:
            major = conn.info.server_version // 10000
    if major is None:
        # Without any, the error of scratch_server says what to do.
        major = max((one.major for one in binaries.every()), default=0)
    with scratch_server(scratch_url=url, development_target=None, major=major) as server:
        yield server
