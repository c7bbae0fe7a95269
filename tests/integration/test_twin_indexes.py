"""Alike indexes of a partitioned table, in the order in which a database happens to hold them: a new partition's go with the right ones."""

from __future__ import annotations

import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.planning.diff import diff
from schemactl.planning.prove import content, pin
from schemactl.planning.work import propose, wanted
from schemactl.scratch.server import ScratchServer

TEXT = """
schema: app
tables:
  'Par "T x':
    columns: {id: integer not null}
    partition_by: range (id)
    indexes: {first: {columns: [id], only: true}, second: {columns: [id], only: true}}
  low:
    columns: {id: integer not null}
    partition_of: 'app."Par ""T x" for values from (0) to (100)'
    indexes:
      a: {columns: [id], partition_of: app.second}
      b: {columns: [id], partition_of: app.first}
"""


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_a_new_partitions_twins(server: ScratchServer, order: tuple[str, str]) -> None:
    target = wanted(server, load_files([FileText(name="schema.yaml", data=TEXT.encode())]), Scope())
    with server.database() as conn:
        pin(conn)
        conn.execute(b'CREATE SCHEMA app; CREATE TABLE app."Par ""T x" (id integer NOT NULL) PARTITION BY RANGE (id)')
        for name in order:
            conn.execute(f'CREATE INDEX {name} ON app."Par ""T x" (id)'.encode())
        for step in propose(server, introspect(conn, whole_server=True), scenario._again(target)).steps:
            scenario._run(conn, step)
        scenario._check_state(introspect(conn, whole_server=True), target)


def test_a_copy_is_another_where_twins_were_made_in_another_order(server: ScratchServer) -> None:
    found = []
    for order in (("elder", "younger"), ("younger", "elder")):
        with server.database() as conn:
            conn.execute(b"CREATE SCHEMA app; CREATE TABLE app.t (id integer)")
            for name in order:
                conn.execute(f"CREATE UNIQUE INDEX {name} ON app.t (id)".encode())
            found.append(introspect(conn))
    assert diff(*found) == []
    assert content(found[0]) != content(found[1])


def test_a_foreign_key_stands_on_the_elder_of_two_keys(server: ScratchServer) -> None:
    text = """
schema: app
tables:
  'Par "T x':
    columns: {id: integer not null}
    unique: {elder: [id]}
    foreign_keys: {itself: '(id) references app."Par ""T x" (id)'}
"""
    target = wanted(server, load_files([FileText(name="schema.yaml", data=text.encode())]), Scope())
    with server.database() as conn:
        pin(conn)
        conn.execute(b"""
            CREATE SCHEMA app; CREATE TABLE app."Par ""T x" (id integer NOT NULL CONSTRAINT elder UNIQUE);
            ALTER TABLE app."Par ""T x" ADD CONSTRAINT younger PRIMARY KEY (id), ADD CONSTRAINT itself FOREIGN KEY (id) REFERENCES app."Par ""T x" (id)
        """)
        (step,) = propose(server, introspect(conn, whole_server=True), scenario._again(target)).steps
        assert [statement.sql for statement in step.statements] == ['ALTER TABLE app."Par ""T x" DROP CONSTRAINT younger']
        scenario._run(conn, step)
        scenario._check_state(introspect(conn, whole_server=True), target)
