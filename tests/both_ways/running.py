"""Cases by name, each judged in one of several processes with a server of its own: what SQL says of roles is said of the whole server."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import psycopg
import scenario
import servers
from evolve.pool import PooledServer

from both_ways import corpora, judging
from both_ways.corpora import CannotLoadError, Case
from both_ways.editing import Editing, small_as_large
from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import SchemactlError
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning import canonical
from schemactl.planning.ground import Wanted
from schemactl.planning.importing import import_state
from schemactl.planning.work import wanted
from schemactl.scratch import roles
from schemactl.scratch.cluster import Cluster

DIFFERENT = "different"
CANNOT = "cannot load"
FOUND_ROLES = "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND NOT rolsuper"


class Result(msgspec.Struct, frozen=True):
    """`built`, `planned` and `nearby` (all of `plan` after a change of the files), there and back: same, no answer (everything is done then), or
    what differs."""

    name: str
    built: tuple[str, str] = ("", "")
    planned: tuple[str, str] = ("", "")
    nearby: tuple[str, str] = ("", "")
    why: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        return any(one not in ("", judging.SAME, judging.NO_ANSWER) for one in (*self.built, *self.planned, *self.nearby))


class _Side(msgspec.Struct, frozen=True):
    live: State
    files: dict[str, str]
    written: State
    target: Wanted
    built: State


def run(cases: list[Case], *, major: int, jobs: int) -> Iterator[Result]:
    context = multiprocessing.get_context("spawn")
    numbers = context.Queue()
    for number in range(jobs):
        numbers.put(number)
    with context.Pool(jobs, _begin, (major, numbers)) as pool:
        yield from pool.imap_unordered(_judged, cases)


class _Mine(msgspec.Struct):
    server: PooledServer
    conn: Connection
    psql: Path

    def forget_roles(self) -> None:
        """What a case made is not there for the next; what a database was granted to goes with the database."""
        found = {name for (name,) in self.conn.execute(FOUND_ROLES)}
        try:
            scenario.drop_roles(self.conn, found)
        except AssertionError:
            self.server.close()
            scenario.drop_roles(self.conn, found)


_MINE: list[_Mine] = []
_LENT = ExitStack()


def _begin(major: int, numbers: multiprocessing.Queue[int]) -> None:
    found = servers.programs(major)
    assert found, f"there are no programs of PostgreSQL {major}"
    folder = servers.DATA / f"both-ways-{numbers.get()}-{found.version}"
    cluster = Cluster(folder=folder, binaries=found, settings=servers.SETTINGS, linger=servers.LINGER, disposable=True)
    conn = _LENT.enter_context(cluster.running())
    server = PooledServer(conn, cluster.target, missing_roles=roles.Missing.CREATE, name="both ways", file_copy=True)
    _MINE.append(_Mine(server, conn, found.folder / "psql"))


def _judged(case: Case) -> Result:
    mine = _MINE[0]
    started = time.perf_counter()
    try:
        result = _judge(mine.server, mine.psql, case)
    except CannotLoadError as reason:
        result = Result(case.name, why=f"{CANNOT}: {reason}")
    except (SchemactlError, psycopg.Error) as error:
        result = Result(case.name, why=f"{type(error).__name__}: {error}"[:600])
    finally:
        mine.forget_roles()
    return msgspec.structs.replace(result, seconds=round(time.perf_counter() - started, 3))


def _judge(server: PooledServer, psql: Path, case: Case) -> Result:
    named = case.roles
    with ExitStack() as stack:
        conns = [stack.enter_context(corpora.loaded(server, psql, case.folder / f"{name}.sql", named)) for name in ("old", "new")]
        old, new = (_side(server, introspect(conn, whole_server=True)) for conn in conns)
        ways = ((old, new), (new, old))
        return Result(
            case.name,
            built=tuple(judging.built_apart(server, one.written, one.built, two.written, two.built) for one, two in ways),
            planned=tuple(judging.told_apart(server, one.live, two.target) for one, two in ways),
            nearby=_nearby(server, conns[0], old, new),
        )


def _nearby(server: PooledServer, conn: Connection, old: _Side, new: _Side) -> tuple[str, str]:
    """What files of the old database say is changed to what those of the new one do, and back; nothing is applied."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "cache").mkdir()
        with small_as_large(folder / "cache"):
            edited = Editing(folder, server, conn, Scope())
            edited.say(old.files)
            edited.whole()
            edited.say(new.files)
            there = edited.apart()
            edited.say(old.files)
            return there, edited.apart()


def _side(server: PooledServer, live: State) -> _Side:
    """A database as it is, the schema files that say so, and what is built of them at once."""
    files = import_state(server, live, Scope()).files
    written = load_files([FileText(name=name, data=text.encode()) for name, text in files.items()])
    built: list[State] = []

    def whole(on: object, asked: State) -> State:
        built.append(canonical._read_back(server, asked))
        return scenario.copied(built[0])  # whoever gets it takes from it what nobody spoke of

    target = wanted(server, written, Scope(), built=whole)
    return _Side(live, files, written, target, built[0])
