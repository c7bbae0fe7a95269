"""What `diff` compares: live, schema, plans, plan@N, git:REF, a URL, a SQL file → a State each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from schemactl.cli.context import App
from schemactl.cli.output import shown
from schemactl.cli.project import Live, elsewhere, live, project, scratch
from schemactl.errors import SchemaError, UsageError, Where

if TYPE_CHECKING:
    from schemactl.live.connection import Connection
    from schemactl.model.content import Content
    from schemactl.model.identity import ObjectId
    from schemactl.model.scope import Scope
    from schemactl.model.state import State
    from schemactl.scratch.server import ScratchServer

_PLAN = re.compile(r"plan@(?P<name>\w+)(?:\.sql)?\Z")
# What pg_dump 18 writes for psql alone.
_FOR_PSQL = re.compile(r"^\\(un)?restrict\b.*$", re.MULTILINE)
_GIT = "git:"
KNOWN = "live, schema, plans, plan@N, git:REF, a URL, or a file that ends in .sql"


class Side(NamedTuple):
    """One side; `scope` is what it speaks of, by its own word or by the configuration's."""

    state: State
    scope: Scope
    own_scope: bool = False


class Sources(NamedTuple):
    """What is open while both sides are read."""

    live: Live | None
    elsewhere: dict[str, Connection]
    server: ScratchServer


def check(name: str) -> None:
    """UsageError for what is no side."""
    if name in ("live", "schema", "plans") or _PLAN.match(name) or name.startswith(_GIT) or _is_url(name) or name.endswith(".sql"):
        return
    raise UsageError(f"{name!r} is nothing that can be compared", hint=f"use {KNOWN}")


def is_of_files(name: str) -> bool:
    """Is it described by schema files, which say whose rows and owners count?"""
    return name == "schema" or name.startswith(_GIT)


def _is_url(name: str) -> bool:
    return not name.startswith(_GIT) and ("://" in name or ("=" in name and not name.endswith(".sql")))


@contextmanager
def opened(app: App, names: Sequence[str], *, mismatch: bool) -> Iterator[Sources]:
    """The databases that the sides need, and a scratch server of their major version."""
    with ExitStack() as stack:
        found = stack.enter_context(live(app)) if "live" in names else None
        others = {name: stack.enter_context(elsewhere(name)) for name in names if _is_url(name)}
        majors = [conn.info.server_version // 10000 for conn in others.values()]
        server = stack.enter_context(scratch(app, found, major=None if found else next(iter(majors), None), mismatch=mismatch))
        yield Sources(found, others, server)


def read(app: App, name: str, sources: Sources, contents: Mapping[ObjectId, Content]) -> Side:
    """The state of one side, with the rows of those tables."""
    from schemactl.desired.loader import load_files
    from schemactl.planning.seen import seen
    from schemactl.planning.work import wanted
    from schemactl.plans.make import read_schema
    from schemactl.plans.schema_files import at_revision

    files = project(app)
    if name == "schema":
        target = wanted(sources.server, read_schema(files), files.scope)
        return Side(target.state, target.scope, own_scope=True)
    if name.startswith(_GIT):
        target = wanted(sources.server, load_files(at_revision(files, name.removeprefix(_GIT))), files.scope)
        return Side(target.state, target.scope, own_scope=True)
    if name == "live":
        assert sources.live
        state = seen(sources.live.conn, contents)
    elif _is_url(name):
        state = seen(sources.elsewhere[name], contents)
    elif name.endswith(".sql") and not _PLAN.match(name):
        state = _of_file(sources.server, Path(name), contents)
    else:
        return _of_plans(app, sources.server, name, contents)
    return Side(state, files.scope)


def _of_plans(app: App, server: ScratchServer, name: str, contents: Mapping[ObjectId, Content]) -> Side:
    """`plans`: after the last one; `plan@2`: after that one."""
    from schemactl.model.state import State
    from schemactl.plans.directory import find_plan
    from schemactl.plans.make import checked_plans, read_schema, replayed_for

    files = project(app)
    plans = checked_plans(files)
    if found := _PLAN.match(name):
        plans = plans[: plans.index(find_plan(plans, found["name"])) + 1]
    scope = plans[-1].plan().header.scope if plans else files.scope
    written = read_schema(files) if files.schema.is_dir() else State()
    return Side(replayed_for(server, plans, written, scope, contents), scope, own_scope=bool(plans))


def _of_file(server: ScratchServer, file: Path, contents: Mapping[ObjectId, Content]) -> State:
    """A script, run in an empty scratch database as psql would."""
    import psycopg

    from schemactl.live.introspect import introspect

    try:
        text = _FOR_PSQL.sub("", file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise SchemaError(f"{shown(file)} is not UTF-8 text", where=Where(file=str(file), line=1, column=1)) from error
    with server.database() as conn:
        conn.execute("SET check_function_bodies = off; SET client_min_messages = error; SET search_path TO public")
        try:
            conn.execute(text.encode())
        except psycopg.Error as error:
            position = int(error.diag.statement_position or 1)
            line = text.count("\n", 0, position - 1) + 1
            raise SchemaError(
                f"{error.diag.message_primary or error}",
                where=Where(file=str(file), line=line, column=1),
                hint=error.diag.message_hint,
                code="S016",
            ) from error
        return introspect(conn, contents)
