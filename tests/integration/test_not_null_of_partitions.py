"""NOT NULL constraints of partitions: their names, which they do not always share with their parent's, and whose they are."""

from __future__ import annotations

import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import RefusedError
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.planning.prove import pin
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer

BEFORE = """
schema: app
tables:
  'Par "T x':
    columns: {id: integer not null, old: text not null}
    partition_by: range (id)
  low:
    columns: {id: integer not null, old: text not null}
    partition_of: 'app."Par ""T x" for values from (0) to (100)'
"""


def test_a_name_that_a_partition_does_not_share_is_kept_or_refused(server: ScratchServer) -> None:
    renamed = BEFORE.replace("old: text not null", "new: {type: text, not_null: true, renamed_from: old}")
    kept = renamed.replace("renamed_from: old}", "renamed_from: old, not_null_name: 'Par \"T x_old_not_null'}", 1)
    targets = [wanted(server, load_files([FileText(name="schema.yaml", data=text.encode())]), Scope()) for text in (BEFORE, renamed, kept)]
    with server.database() as conn:
        pin(conn)
        scenario._build(conn, targets[0])
        live = introspect(conn, whole_server=True)
        with pytest.raises(RefusedError, match=r'not_null" on app\.low|low_old_not_null') as refused:
            propose(server, live, scenario._again(targets[1]))
        assert refused.value.problems[0].code == "S307"
        for step in propose(server, live, scenario._again(targets[2])).steps:
            scenario._run(conn, step)
        scenario._check_state(introspect(conn, whole_server=True), targets[2])


def test_a_partition_that_had_it_before_its_parent_loses_it_too(server: ScratchServer) -> None:
    nullable = BEFORE.replace("old: text not null", "old: text")
    target = wanted(server, load_files([FileText(name="schema.yaml", data=nullable.encode())]), Scope())
    with server.database() as conn:
        pin(conn)
        conn.execute(b"""
            CREATE SCHEMA app;
            CREATE TABLE app."Par ""T x" (id integer NOT NULL, old text) PARTITION BY RANGE (id);
            CREATE TABLE app.low (id integer NOT NULL, old text NOT NULL);
            ALTER TABLE app."Par ""T x" ATTACH PARTITION app.low FOR VALUES FROM (0) TO (100);
            ALTER TABLE app."Par ""T x" ALTER COLUMN old SET NOT NULL
        """)
        for step in propose(server, introspect(conn, whole_server=True), scenario._again(target)).steps:
            scenario._run(conn, step)
        scenario._check_state(introspect(conn, whole_server=True), target)
