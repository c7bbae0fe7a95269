"""Lets a statement that runs functions find what these name without a schema: plans run under `pg_catalog` alone, their callers do not.

PostgreSQL keeps a body as text and looks its names up under the search_path of whoever calls it. Knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from schemactl.kinds import KINDS
from schemactl.kinds.sql import names
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.model.statement import Statement
from schemactl.planning.context import Planning
from schemactl.planning.rehearsed import SETTING

PINNED = ("pg_catalog", "pg_temp")


def with_lookups(statements: Iterable[Statement], ctx: Planning) -> Iterator[Statement]:
    """The same statements; around those that need it, search_path is set and set back."""
    homes: dict[str, list[str]] | None = None
    for statement in statements:
        functions = _called(statement, ctx) if statement.evaluates or KINDS[statement.object_id.kind].contents else []
        if functions:
            homes = homes if homes is not None else _homes(ctx.desired)
        # A batch runs under the path of the step; any other statement stands among those of the pinned one.
        path = _path(functions, homes or {}, ctx.desired) or (() if statement.batches else statement.sees)
        if path:
            yield _setting(statement, path)
            statement = msgspec.structs.replace(statement, asks=())
        yield statement
        if path:
            yield _setting(statement, PINNED)


def _setting(statement: Statement, path: tuple[str, ...]) -> Statement:
    return Statement(sql=f"{SETTING} {names(path)}", object_id=statement.object_id, verb="~")


def _called(statement: Statement, ctx: Planning) -> list[ObjectId]:
    """The functions that run, however far behind what the statement says; a table is only named."""
    state = ctx.desired
    about = [one.object_id for one in statement.parts or (statement,)]
    if KINDS[about[0].kind].contents:
        # What is said of the table runs for each of its rows: triggers, defaults, checks.
        about += [one.id for one in ctx.siblings(about[0])]
    queue = [*about, *(inside for one in about for inside in ctx.inlined.get(one, ()))]
    seen, found = set(queue), []
    while queue:
        user = queue.pop()
        for used in sorted(state.uses.get(user, set()) | state.follows.get(user, set())):
            if used in seen or used not in state or KINDS[used.kind].holds_rows:
                continue
            seen.add(used)
            queue.append(used)
            if KINDS[used.kind].looks_up:
                found.append(used)
    return sorted(found)


def _homes(state: State) -> dict[str, list[str]]:
    """The schemas of what has a name."""
    found: dict[str, list[str]] = {}
    for one in state.objects:
        if KINDS[one.kind].schema_scoped:
            schemas = found.setdefault(one.path[1], [])
            if one.path[0] not in schemas:
                schemas.append(one.path[0])
    return found


def _path(functions: Iterable[ObjectId], homes: dict[str, list[str]], state: State) -> tuple[str, ...]:
    """Where the names are that the functions look up; of several schemas a function's own comes first, and temporary objects last."""
    found: dict[str, None] = {}
    for function in functions:
        looks_up = KINDS[function.kind].looks_up
        for name in sorted(looks_up(state.objects[function])) if looks_up else ():
            schemas = homes.get(name, [])
            found.update(dict.fromkeys(function.path[:1] if function.path[0] in schemas else sorted(schemas)))
    return (*found, "pg_temp") if found else ()
