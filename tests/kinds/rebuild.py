"""Reads a database, takes it down and builds it again, and runs one kind's rules."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.kinds import KINDS
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning.compose import plan_steps
from schemactl.planning.context import Planning

Connection = psycopg.Connection[tuple[object, ...]]


def connect(url: str) -> Connection:
    conn: Connection = psycopg.connect(url, autocommit=True)
    conn.execute("SET search_path TO pg_catalog, pg_temp")
    conn.execute("SET check_function_bodies TO off")
    return conn


def nothing(state: State) -> State:
    """What a new database holds: the schema public, and what is said about it."""
    public = ObjectId("schema", ("public",))
    kept = {one.id: one for one in state if one.id == public or (KINDS[one.id.kind].about and one.id.path[:2] == ("schema", "public"))}
    return State(major=state.major, objects=kept, uses={one: state.uses[one] & kept.keys() for one in kept})


def lead(conn: Connection, before: State, after: State) -> None:
    """Run the plan."""
    _, steps = plan_steps(before, after)
    for statement in (statement for step in steps for statement in step.statements):
        conn.execute(statement.sql)


def rebuilt(conn: Connection) -> tuple[State, State]:
    """The state as it was, and as it is after everything was dropped and created again."""
    before = introspect(conn)
    lead(conn, before, nothing(before))
    lead(conn, nothing(before), before)
    return before, introspect(conn)


def changed(conn: Connection, kind: str, *statements: str) -> list[str]:
    """What the kind's rules say, and do, to lead to what the statements make of the database; REPLACE is said as such."""
    before = introspect(conn)
    for statement in statements:
        conn.execute(statement)
    desired = introspect(conn)
    said = list(rules(before, desired, kind))
    if "REPLACE" not in said:
        lead(conn, desired, nothing(desired))
        lead(conn, nothing(before), before)
        for sql in said:
            conn.execute(sql)
        assert introspect(conn).objects == desired.objects
    return said


def rules(before: State, desired: State, kind: str) -> Iterator[str]:
    ctx = Planning(before, desired)
    for obj in desired:
        was = before.objects.get(obj.id)
        if obj.id.kind == kind and was is not None and was != obj:
            fields = [field for field in obj.__struct_fields__ if getattr(was, field) != getattr(obj, field)]
            for rule in dict.fromkeys(KINDS[kind].alter[field] for field in fields):
                function = getattr(rule, "function", rule)
                outcome = function(was, obj, ctx) if callable(function) else function
                yield from (statement.sql for statement in outcome) if isinstance(outcome, Iterator) else ("REPLACE",)


def loaded(files: dict[str, str]) -> State:
    """What the files say."""
    return load_files([FileText(name=name, data=text.encode()) for name, text in files.items()])
