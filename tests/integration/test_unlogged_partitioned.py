"""A partitioned table has the mark UNLOGGED before 18, and ALTER changes nothing of it there; from then on PostgreSQL refuses it."""

from __future__ import annotations

import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import SchemaError
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.planning.prove import pin
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer

SCHEMA = """
schema: app
tables:
  'Odd "T x':
    unlogged: true
    columns: {a: integer}
    partition_by: range (a)
    partitions: {part: for values from (0) to (10)}
"""
LIVE = """
CREATE SCHEMA app; CREATE TABLE app."Odd ""T x" (a integer) PARTITION BY RANGE (a);
CREATE TABLE app.part PARTITION OF app."Odd ""T x" FOR VALUES FROM (0) TO (10); INSERT INTO app.part VALUES (1);
"""
REFUSED = 18


def test_the_mark_changes_with_a_new_table_around_the_same_partitions(each_server: ScratchServer) -> None:
    files = load_files([FileText(name="schema.yaml", data=SCHEMA.encode())])
    if each_server.major >= REFUSED:
        with pytest.raises(SchemaError):
            wanted(each_server, files, Scope())
        return
    target = wanted(each_server, files, Scope())
    with each_server.database() as conn:
        pin(conn)
        conn.execute(LIVE.encode())
        for step in propose(each_server, introspect(conn, whole_server=True), scenario._again(target)).steps:
            scenario._run(conn, step)
        assert conn.execute("SELECT relpersistence::text, relkind::text FROM pg_class WHERE relname = 'Odd \"T x'").fetchall() == [
            ("u", "p")
        ]
        assert conn.execute('SELECT count(*)::text FROM app."Odd ""T x"').fetchall() == [("1",)]
        assert not propose(each_server, introspect(conn, whole_server=True), scenario._again(target)).steps
