"""Creates a State as written in a scratch database and reads it back: PostgreSQL normalises, we do not.

What is written has no catalog edges yet, so it is created in the order of kinds, and what fails waits for the others until nothing moves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import islice
from typing import Any

import msgspec
import psycopg

from schemactl.errors import Problem, SchemaError, Where
from schemactl.kinds import KINDS
from schemactl.kinds.sql import name, names
from schemactl.live.connection import Connection
from schemactl.live.introspect import add_edges, introspect
from schemactl.live.runner import begin
from schemactl.live.server_wide import in_scratch, server_wide, with_server_wide
from schemactl.live.within import MEANT, is_initial, is_left
from schemactl.model.change import Added
from schemactl.model.identity import ObjectId
from schemactl.model.stage import staged
from schemactl.model.state import Origin, State
from schemactl.model.statement import Statement
from schemactl.planning.builds import DESIRED, IN_PART, Builds, last_built
from schemactl.planning.compose import around_shells, in_order, ordered
from schemactl.planning.diff import diff
from schemactl.planning.keeping import digest, keep, recalled
from schemactl.planning.places import host_of
from schemactl.planning.rehearsed import rehearsed
from schemactl.planning.shells import shells_of
from schemactl.scratch.server import ScratchServer

BATCH = 50
"""Statements that are sent together: each transaction costs, and what a long one changed is gone through by all that follows in it."""

Refused = list[tuple[Statement, psycopg.Error]]
SETTINGS = "SET check_function_bodies = off; SET client_min_messages = error"


Built = Callable[[ScratchServer, State], State]
"""What a server holds once everything was created."""


def canonical(server: ScratchServer, written: State, built: Built | None = None) -> State:
    """The state that the schema files describe, as this server prints it; raises SchemaError with the place of everything refused."""
    make_ready(server, written)
    read = (built or as_built)(server, written)
    written.major = read.major
    for host, content in read.contents.items():
        read.contents[host] = msgspec.structs.replace(content, where=written.contents[host].where)
    desired = with_server_wide(read, server_wide(written))
    _pin(desired, written)
    desired.origins, desired.renames, desired.intents = written.origins, written.renames, written.intents
    if called := _called(written, desired):
        desired.renames = {_former(before, after, called): called.get(after, after) for before, after in written.renames.items()}
        desired.intents = {called.get(one, one): said for one, said in written.intents.items()}
    bound(desired)
    return desired


def _called(written: State, read: State) -> dict[ObjectId, ObjectId]:
    """What schema files wish something for, under what PostgreSQL calls it: in a signature they may name a type without its schema."""
    found = {}
    for one in [one for one in {*written.renames.values(), *written.intents} if one in written and one not in read]:
        others = [other for other in read.objects if other.kind == one.kind and other.path[:2] == one.path[:2] and other not in written]
        if len(one.path) > 2 and not KINDS[one.kind].parents and len(others) == 1:
            found[one] = others[0]
    return found


def _former(before: ObjectId, after: ObjectId, called: dict[ObjectId, ObjectId]) -> ObjectId:
    """The id before a rename: what is the same afterwards is called the same."""
    if (now := called.get(after)) is None or len(before.path) != len(after.path):
        return before
    parts = zip(before.path, after.path, now.path, strict=True)
    return ObjectId(before.kind, tuple(called_now if was == written else was for was, written, called_now in parts))


def as_built(server: ScratchServer, written: State) -> State:
    """What the server holds once everything was created, or an earlier run read there; what changed since is made alone, where that is the same."""
    key = built_key(server, written)
    if (found := last_built(key)) is not None:
        return found
    builds = Builds(server.identity, written)
    if (found := builds.changed(lambda part: _read_back(server, part, written))) is None:
        return as_built_at_once(server, written)
    keep(IN_PART, key, found)
    builds.remember(key)
    return found


def as_built_at_once(server: ScratchServer, written: State) -> State:
    """The same, and nothing of it was made apart from the rest, in an earlier run neither."""
    key = built_key(server, written)
    if (found := recalled(DESIRED, key)) is None:
        found = _read_back(server, written)
        keep(DESIRED, key, found)
        Builds(server.identity, written).remember(key)
    return found


def built_key(server: ScratchServer, written: State) -> str:
    """What the desired state of these schema files is kept under."""
    return f"{server.identity} {digest(written)}"


def _read_back(server: ScratchServer, part: State, written: State | None = None) -> State:
    return built_alone(server, part, common_path(written or part))


def built_alone(server: ScratchServer, part: State, common: tuple[str, ...]) -> State:
    """What the server holds once this was created. Where it is a part of what the schema files say, `common` is the whole's: each text has the
    search_path that it has there."""
    with server.database() as conn:
        build(conn, part, common)
        return introspect(conn, part.contents)


def common_path(written: State) -> tuple[str, ...]:
    """Schemas that are on the search_path of every text, whatever its file: where extensions are said to live."""
    return tuple(sorted({str(schema) for obj in written if (schema := getattr(obj, "schema", None))} - {"public"}))


def _pin(desired: State, written: State) -> None:
    """What counts only where it is said was read as unsaid."""
    for object_id, obj in written.objects.items():
        kind = KINDS[object_id.kind]
        if (kind.pins or kind.initial) and (read := desired.objects.get(object_id)):
            said = {field: getattr(obj, field) for field in kind.pins} | ({str(kind.initial): MEANT} if is_initial(read) else {})
            if said:
                desired.objects[object_id] = msgspec.structs.replace(read, **said)


def bound(state: State) -> None:
    """Of the tables whose rows are listed, no other rows are looked at from now on, unless the mode is about every row."""
    for kind in KINDS:
        if kind.contents:
            state.contents = {host: kind.contents.bounded(host, content, state) for host, content in state.contents.items()}
    _follow(state)


def _follow(state: State) -> None:
    for kind in KINDS:
        for user, used in kind.contents.needs(state) if kind.contents else ():
            state.follows.setdefault(user, set()).add(used)


def make_ready(server: ScratchServer, state: State) -> None:
    """Roles and tablespaces are the whole server's."""
    server.ensure_roles(roles_of(state), superusers_of(state))
    server.ensure_tablespaces(tablespaces_of(state))


def roles_of(state: State) -> set[str]:
    """Every role that an object of the state names; what a new database comes with needs nobody."""
    found, naming = set[str](), _naming()
    for one, obj in state.objects.items():
        if one.kind in naming and not is_left(obj):
            found.update(naming[one.kind](obj))
    return found - {"PUBLIC", "public"}


def superusers_of(state: State) -> set[str]:
    """Those of them that have to be superusers, unless the state says itself that they are none."""
    empowering = {kind.name: kind.superusers for kind in KINDS if kind.superusers}
    found = {role for one, obj in state.objects.items() if one.kind in empowering for role in empowering[one.kind](obj)}
    described = {name: state.objects.get(ObjectId(KINDS.role, (name,))) for name in found}
    return {name for name, role in described.items() if role is None or getattr(role, "superuser", False)}


@cache
def _naming() -> Mapping[str, Callable[[Any], Iterable[str]]]:
    """Kinds whose objects name roles, and how."""
    return {kind.name: kind.roles for kind in KINDS if kind.roles}


def tablespaces_of(state: State) -> set[str]:
    """Every tablespace that an object of the state lies in."""
    lying = _lying()
    return {space for one, obj in state.objects.items() if one.kind in lying and isinstance(space := getattr(obj, KINDS.tablespace), str)}


@cache
def _lying() -> frozenset[str]:
    """Kinds whose objects lie in a tablespace."""
    return frozenset(kind.name for kind in KINDS if KINDS.tablespace in kind.model.__struct_fields__)


@staged("build the desired state")
def build(conn: Connection, part: State, common: tuple[str, ...]) -> None:
    """Create everything in an empty database."""
    _link(part)
    empty = empty_state(conn)
    part.major = empty.major
    statements = _statements(empty, part)
    conn.execute(SETTINGS)
    paths = _Paths(part.origins, common)
    tried = list[Statement]()
    refused = _run(conn, _noted(statements, tried), paths)
    whole = list[Statement]()
    if shells := shells_of((one.object_id for one, _ in refused), part):
        first, whole = around_shells(shells, empty, part)
        refused = _run(conn, [*first, *(one for one, _ in refused if one.object_id not in shells), *whole], paths)
    if refused:
        apart = _statements(empty, part, bare={one.object_id for one, _ in refused})
        refused = _apart(conn, refused, tried, [*apart, *whole], paths)
    if refused:
        raise SchemaError.of([_problem(statement, error, part, paths) for statement, error in refused])


def _apart(conn: Connection, refused: Refused, tried: list[Statement], apart: list[Statement], paths: _Paths) -> Refused:
    """The same with statements that say less at once: a check may call a function over its table's own row. What is refused for good."""
    done = {(one.object_id, one.sql) for one in _parts(tried)} - {(one.object_id, one.sql) for one, _ in refused}
    still = _run(conn, [one for one in _parts(apart) if (one.object_id, one.sql) not in done], paths)
    left = {path for one, _ in still for path in (one.object_id.path, one.object_id.path[:-1])}
    return [one for one in refused if one[0].object_id.path in left] or still


def _parts(statements: Iterable[Statement]) -> list[Statement]:
    """What is refused is refused part by part."""
    return [part for one in statements for part in one.parts or (one,)]


def _statements(empty: State, written: State, bare: Collection[ObjectId] = ()) -> Iterator[Statement]:
    """Written as they are asked for: the server works on the first ones meanwhile."""
    return (one for one in in_order(diff(empty, written), empty, written, bare=bare) if in_scratch(one.object_id))


def _noted(statements: Iterable[Statement], tried: list[Statement]) -> Iterator[Statement]:
    for one in statements:
        tried.append(one)
        yield one


def lay(conn: Connection, external: State) -> list[Statement]:
    """Create what somebody else makes, as far as it is not there yet; the statements that have to wait for a plan's own objects."""
    _link(external)
    here = introspect(conn)
    external.major = here.major
    missing = [change for change in diff(here, external) if isinstance(change, Added)]
    conn.execute(SETTINGS)
    return run_again(conn, ordered(missing, here, external), external)


def run_again(conn: Connection, waiting: list[Statement], external: State) -> list[Statement]:
    """What is refused still."""
    return [statement for statement, _ in _run(conn, waiting, _Paths(external.origins, common_path(external)))]


_EMPTY: dict[tuple[int, str, int], State] = {}


def empty_state(conn: Connection) -> State:
    """What a new database holds: the same for every one of a server, so it is read once."""
    key = _server_of(conn)
    if key not in _EMPTY:
        _EMPTY[key] = introspect(conn)
    return _EMPTY[key]


def know_empty(server: ScratchServer, conn: Connection) -> None:
    """Read that in a new database of the server, where `conn` is in one that holds something."""
    if _server_of(conn) not in _EMPTY:
        with server.database() as new:
            empty_state(new)


def _server_of(conn: Connection) -> tuple[int, str, int]:
    return conn.info.server_version, conn.info.host, conn.info.port


def _link(written: State) -> None:
    """Edges that are known without a catalog: what lives in what, and what kinds know."""
    for object_id in written.objects:
        if host := host_of(object_id, written):
            written.uses[object_id].add(host)
        elif KINDS[object_id.kind].schema_scoped:
            written.uses[object_id].add(ObjectId(KINDS.root, object_id.path[:1]))
    add_edges(written)
    _follow(written)


class _Paths:
    """The search_path each text was written under: its file's schema, where extensions are said to live, public."""

    def __init__(self, origins: Mapping[ObjectId, Origin], common: tuple[str, ...]) -> None:
        self.origins, self.common = origins, common

    def of(self, statement: Statement) -> str:
        origin = self.origins.get(statement.object_id, Origin(where=Where(file="", line=0, column=0)))
        return names(dict.fromkeys((*origin.search_path, *self.common, "public")))


def _run(conn: Connection, statements: Iterable[Statement], paths: _Paths) -> Refused:
    """Run all, then again what was refused, until all is done or nothing moves."""
    tried, refused = _run_once(conn, statements, paths)
    while refused and (len(refused) < tried or any(statement.parts for statement, _ in refused)):
        tried, refused = _run_once(conn, _parts(statement for statement, _ in refused), paths)
    return refused


def _run_once(conn: Connection, statements: Iterable[Statement], paths: _Paths) -> tuple[int, Refused]:
    """How many there were, and what was refused. While the server works on some, the next ones are asked for and put together."""
    tried, refused, ended = 0, Refused(), _nothing
    for batch in _batches(statements):
        text = "".join(_texts(batch, paths))
        refused += ended()
        tried, ended = tried + len(batch), partial(_ended, conn, batch, begin(conn, text), paths)
    return tried, refused + ended()


def _nothing() -> Refused:
    return []


def _batches(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    every = iter(statements)
    while batch := list(islice(every, BATCH)):
        yield batch


def _ended(conn: Connection, batch: list[Statement], end: Callable[[], object], paths: _Paths) -> Refused:
    """What was refused of a batch that was sent; where that is anything, the server did nothing of it, and it is done one by one."""
    try:
        end()
    except psycopg.Error as error:
        return [(batch[0], error)] if len(batch) == 1 else _one_by_one(conn, batch, paths)
    return []


def _one_by_one(conn: Connection, batch: list[Statement], paths: _Paths) -> Refused:
    refused: Refused = []
    for statement in batch:
        try:
            conn.execute("".join(_texts([statement], paths)).encode())
        except psycopg.Error as error:
            refused.append((statement, error))
    return refused


def _path_text(path: str) -> str:
    return f"SET search_path TO {path};\n"


def _texts(batch: Iterable[Statement], paths: _Paths) -> Iterator[str]:
    current = None
    for statement in batch:
        if (path := paths.of(statement)) != current:
            yield _path_text(path)
            current = path
        yield f"{rehearsed(statement.sql)};\n"


def _problem(statement: Statement, error: psycopg.Error, written: State, paths: _Paths) -> Problem:
    blamed, place = _blamed_row(statement, error, written, paths) or (_blamed(statement, error, written, paths), None)
    origin = written.origins.get(blamed)
    message = f"{error.diag.message_primary or error} in {blamed}"
    if place is not None:
        return Problem(code="S016", message=message, where=place, hint=error.diag.message_hint or error.diag.message_detail)
    if isinstance(error, psycopg.errors.FeatureNotSupported) and "column reference in DEFAULT" in message:
        hint = "YAML takes quotes away: a text default is written with both kinds, default: \"'draft'\""
        return Problem(code="S022", message=message, where=origin.where if origin else None, hint=hint)
    hint_or_detail = error.diag.message_hint or error.diag.message_detail
    return Problem(code="S016", message=message, where=origin.where if origin else None, hint=hint_or_detail)


def _blamed_row(statement: Statement, error: psycopg.Error, written: State, paths: _Paths) -> tuple[ObjectId, Where | None] | None:
    """The value that the server stumbled over, of the row that is written or of one that a foreign key finds."""
    position = int(error.diag.statement_position or 0) - 1 - len(_path_text(paths.of(statement)))
    for kind in KINDS:
        if kind.contents is None:
            continue
        obj = written.objects.get(statement.object_id)
        if obj is not None and statement.object_id.kind == kind.name:
            part = kind.contents.part_at(obj, statement.sql, position) if position >= 0 else error.diag.column_name
            return obj.id, _place(written, obj.id, part)
        if found := kind.contents.offender(written, statement.object_id, error.diag.message_detail or ""):
            return found[0], _place(written, *found)
    return None


def _place(written: State, object_id: ObjectId, part: str | None) -> Where | None:
    origin = written.origins.get(object_id)
    return (part and origin.part and origin.part(part)) or origin.where if origin else None


def _blamed(statement: Statement, error: psycopg.Error, written: State, paths: _Paths) -> ObjectId:
    """The object whose line of the statement the server points at: a column, or a constraint, of the table that is created."""
    position = int(error.diag.statement_position or 0) - 1 - len(_path_text(paths.of(statement)))
    if position < 0:
        return statement.object_id
    line = statement.sql[statement.sql.rfind("\n", 0, position) + 1 :].lstrip().removeprefix("CONSTRAINT ")
    parts = [one for one in written.objects if one.path[:-1] == statement.object_id.path and line.startswith(name(one.name) + " ")]
    return next((one for one in parts if one in written.origins), statement.object_id)
