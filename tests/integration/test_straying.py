"""What somebody else keeps of a table that gets another name: out of scope by both names, or the plan is refused."""

from __future__ import annotations

import msgspec
import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import RefusedError
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.live.runner import run
from schemactl.model.scope import Scope
from schemactl.planning.work import EVERYTHING, Proposal, propose, wanted
from schemactl.scratch.server import ScratchServer

TOOLS = """
CREATE SCHEMA app;
CREATE TABLE app."Odd ""T x" (id integer PRIMARY KEY, a integer DEFAULT 4, theirs integer DEFAULT 3);
ALTER TABLE app."Odd ""T x" ENABLE ROW LEVEL SECURITY;
CREATE POLICY their_p ON app."Odd ""T x" USING (a > 0);
CREATE TRIGGER their_t BEFORE UPDATE ON app."Odd ""T x" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE INDEX their_i ON app."Odd ""T x" (a);
GRANT SELECT ON app."Odd ""T x" TO pg_monitor;
COMMENT ON TRIGGER their_t ON app."Odd ""T x" IS 'theirs';
INSERT INTO app."Odd ""T x" VALUES (1, 1, 1);
"""
THEIRS = (
    'policy:app.Odd "T x.their_p',
    'trigger:app.Odd "T x.their_t',
    'index:app.Odd "T x.their_i',
    'column:app.Odd "T x.theirs',
    'default:app.Odd "T x.a',
    'privilege:table.app.Odd "T x.pg_monitor',
)
RENAMED = """
schema: app
tables:
  new: {renamed_from: 'Odd "T x', row_level_security: enabled, columns: {id: integer primary key, a: integer}}
"""


def planned(server: ScratchServer, conn: Connection, text: str, scope: Scope) -> Proposal:
    target = wanted(server, load_files([FileText(name="all.yaml", data=text.encode())]), scope)
    return propose(server, introspect(conn), target, accepted=(EVERYTHING,))


def refused(server: ScratchServer, conn: Connection, text: str, scope: Scope) -> list[str]:
    """The lines that the refusal asks for, without what all of them begin with."""
    with pytest.raises(RefusedError) as caught:
        planned(server, conn, text, scope)
    assert {one.code for one in caught.value.problems} == {"S322"}
    return [(one.hint or "").partition(" = ")[2] for one in caught.value.problems]


def test_each_thing_that_a_rename_brings_into_scope_is_asked_for_by_its_new_name(server: ScratchServer) -> None:
    with server.database() as conn:
        conn.execute(TOOLS.encode())
        lines = refused(server, conn, RENAMED, Scope(ignore=THEIRS))
    assert sorted(lines) == [
        "['column:app.new.theirs']",
        "['default:app.new.a']",
        "['index:app.new.their_i']",
        "['policy:app.new.their_p']",
        "['privilege:table.app.new.pg_monitor']",
        "['trigger:app.new.their_t']",
    ]


def test_nothing_of_it_is_touched_once_both_names_are_out_of_scope(server: ScratchServer) -> None:
    with server.database() as conn:
        conn.execute(TOOLS.encode())
        asked = refused(server, conn, RENAMED, Scope(ignore=THEIRS))
        scope = Scope(ignore=(*THEIRS, *(one[2:-2] for one in asked)))
        plan = planned(server, conn, RENAMED, scope)
        assert not any("DROP" in one.sql or "their" in one.sql for one in plan.statements)
        for one in plan.statements:
            run(conn, one.sql)
        again = planned(server, conn, RENAMED, scope).statements
        rows = conn.execute("SELECT * FROM app.new").fetchall()
        kept = [one for one in introspect(conn).objects if "their" in one.name or one.name == "pg_monitor"]
    assert again == []
    assert rows == [(1, 1, 1)]
    assert sorted(one.kind for one in kept) == ["column", "comment", "index", "policy", "privilege", "trigger"]


def test_patterns_that_fit_both_names_are_enough(server: ScratchServer) -> None:
    anywhere = ("*:*.their*", "default:app.*.a", "privilege:*.pg_monitor")
    with server.database() as conn:
        conn.execute(TOOLS.encode())
        plan = planned(server, conn, RENAMED, Scope(ignore=anywhere))
    assert not any("DROP" in one.sql for one in plan.statements)


def test_second_names_bring_nothing_into_scope_either(server: ScratchServer) -> None:
    with server.database() as conn:
        conn.execute(TOOLS.encode())
        text = RENAMED.replace("renamed_from", "both_names: true, renamed_from")
        with pytest.raises(RefusedError) as caught:
            planned(server, conn, text, Scope(ignore=THEIRS))
    assert {one.code for one in caught.value.problems} <= {"S322", "S316"}


def test_partitions_of_somebody_else_stay_theirs(server: ScratchServer) -> None:
    parted = """
    CREATE TABLE public."Ev ""E x" (id integer, at integer) PARTITION BY RANGE (at);
    CREATE TABLE public.ev1 PARTITION OF public."Ev ""E x" FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (at);
    CREATE TABLE public.ev11 PARTITION OF public.ev1 FOR VALUES FROM (0) TO (5);
    CREATE TABLE public.ev2 PARTITION OF public."Ev ""E x" FOR VALUES FROM (10) TO (20);
    """
    text = "tables: {events: {renamed_from: 'Ev \"E x', partition_by: range (at), columns: {id: integer, at: integer}}}"
    scope = Scope(unmanaged_partitions=('public.Ev "E x',))
    with server.database() as conn:
        conn.execute(parted.encode())
        assert refused(server, conn, text, scope) == ["['public.events']"]
        both = msgspec.structs.replace(scope, unmanaged_partitions=(*scope.unmanaged_partitions, "public.events"))
        plan = planned(server, conn, text, both)
    assert [one.sql for one in plan.statements] == ['ALTER TABLE public."Ev ""E x" RENAME TO events']


def test_a_table_that_goes_to_another_schema_with_its_own(server: ScratchServer) -> None:
    with server.database() as conn:
        conn.execute(b'CREATE SCHEMA "Old ""S x"; CREATE TABLE "Old ""S x".tmp_1 (id integer); CREATE TABLE "Old ""S x".kept (id integer);')
        text = "schemas: {new: {renamed_from: 'Old \"S x'}}\nschema: new\ntables: {kept: {columns: {id: integer}}}"
        assert refused(server, conn, text, Scope(ignore=('table:Old "S x.tmp_*',))) == ["['table:new.tmp_*']"]


def test_what_another_database_may_hold_counts_by_its_pattern(server: ScratchServer) -> None:
    """Plans are made in development, where a tool's trigger may be lacking, and run in production, where it is."""
    bare = 'CREATE SCHEMA app; CREATE TABLE app."Odd ""T x" (id integer PRIMARY KEY, a integer); ALTER TABLE app."Odd ""T x" ENABLE ROW LEVEL SECURITY'
    lacking = ('trigger:app.Odd "T x.their_*', 'column:app."Odd ""T x".theirs')
    with server.database() as conn:
        conn.execute(bare.encode())
        assert sorted(refused(server, conn, RENAMED, Scope(ignore=lacking))) == ["['column:app.new.theirs']", "['trigger:app.new.their_*']"]
        said = (*lacking, "trigger:*.their_*", "column:app.new.theirs", 'function:app.Odd "T x', "policy:app.other.theirs")
        assert planned(server, conn, RENAMED, Scope(ignore=said)).statements
