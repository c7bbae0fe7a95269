"""Reads a database, takes it down and builds it again with the kinds' own statements, in an order of its own making."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.kinds import KINDS
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Statement
from schemactl.planning.context import Planning

Connection = psycopg.Connection[tuple[object, ...]]


def connect(url: str) -> Connection:
    conn: Connection = psycopg.connect(url, autocommit=True)
    conn.execute("SET search_path TO pg_catalog, pg_temp")
    conn.execute("SET check_function_bodies TO off")
    return conn


def in_order(state: State) -> Iterator[Object]:
    done: set[ObjectId] = set()

    def visit(object_id: ObjectId) -> Iterator[Object]:
        if object_id not in done and object_id in state.objects:
            done.add(object_id)
            for used in sorted(state.uses.get(object_id, ()), key=lambda one: KINDS.rank[one.kind]):
                yield from visit(used)
            yield state.objects[object_id]

    for object_id in sorted(state.objects, key=lambda one: KINDS.rank[one.kind]):
        yield from visit(object_id)


def is_there(obj: Object) -> bool:
    return obj.id == ObjectId("schema", ("public",)) or KINDS[obj.id.kind].about


def rebuilt(conn: Connection) -> tuple[State, State]:
    """The state as it was, and as it is after everything was dropped and created again."""
    before = introspect(conn)
    take_down(conn, before)
    build(conn, before)
    return before, introspect(conn)


def take_down(conn: Connection, state: State) -> None:
    ctx = Planning(state, State(major=state.major))
    for obj in reversed([obj for obj in in_order(state) if not is_there(obj)]):
        run(conn, KINDS[obj.id.kind].drop(obj, ctx))


def build(conn: Connection, state: State) -> None:
    ctx = Planning(State(major=state.major), state)
    for obj in in_order(state):
        if not is_there(obj):
            run(conn, KINDS[obj.id.kind].create(obj, ctx))


def changed(conn: Connection, kind: str, *statements: str) -> list[str]:
    """What the kind's rules say, and do, to lead to what the statements make of the database; REPLACE is said as such."""
    before = introspect(conn)
    for statement in statements:
        conn.execute(statement)
    desired = introspect(conn)
    said = list(rules(before, desired, kind))
    if "REPLACE" not in said:
        take_down(conn, desired)
        build(conn, before)
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


def run(conn: Connection, statements: Iterator[Statement]) -> None:
    for statement in statements:
        conn.execute(statement.sql)


def loaded(files: dict[str, str]) -> State:
    """What the files say."""
    return load_files([FileText(name=name, data=text.encode()) for name, text in files.items()])
