"""NOT NULL constraints of partitions: their names, which they do not always share with their parent's, and whose they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import scenario

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import RefusedError
from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.ground import Wanted
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


KEYED = BEFORE.replace("partition_by: range (id)", "partition_by: range (id)\n    primary_key: [id, old]")


def target(server: ScratchServer, text: str) -> Wanted:
    return wanted(server, load_files([FileText(name="schema.yaml", data=text.encode())]), Scope())


def names(conn: Connection) -> list[tuple[object, ...]]:
    return conn.execute(
        "SELECT conrelid::regclass::text, conname, convalidated FROM pg_constraint WHERE contype = 'n' AND conkey[1] > 1 AND connamespace = 'app'::regnamespace ORDER BY 1"
    ).fetchall()


@pytest.mark.parametrize("busy", [lambda live: live, scenario.everything_is_busy], ids=["quiet", "busy"])
def test_each_table_gets_the_name_that_it_shall_have(server: ScratchServer, busy: Callable[[State], State]) -> None:
    """PostgreSQL renames the partition's with the table's where both are called the same, and not alone."""
    renamed = BEFORE.replace("old: text not null", "new: {type: text, not_null: true, renamed_from: old, not_null_comment: Said}")
    before, after = (
        target(server, BEFORE.replace("old: text not null", "old: {type: text, not_null: true, not_null_comment: Said}")),
        target(server, renamed),
    )
    back = target(server, renamed.replace("new:", "old:").replace("renamed_from: old", "renamed_from: new"))
    with server.database() as conn:
        pin(conn)
        scenario._build(conn, before)
        conn.execute(b"INSERT INTO app.low VALUES (1, 'a'), (2, 'b')")
        steps = propose(server, busy(introspect(conn, whole_server=True)), scenario._again(after)).steps
        for step in steps:
            scenario._run(conn, step)
        assert names(conn) == [('app."Par ""T x"', 'Par "T x_new_not_null', True), ("app.low", "low_new_not_null", True)]
        scenario._check_state(introspect(conn, whole_server=True), after)
        assert propose(server, busy(introspect(conn, whole_server=True)), scenario._again(after)).statements == []
        for step in propose(server, busy(introspect(conn, whole_server=True)), scenario._again(back)).steps:
            scenario._run(conn, step)
        scenario._check_state(introspect(conn, whole_server=True), before)
        assert names(conn) == [('app."Par ""T x"', 'Par "T x_old_not_null', True), ("app.low", "low_old_not_null", True)]


def test_a_name_in_a_key_that_a_partition_does_not_share_is_kept_or_refused(server: ScratchServer) -> None:
    renamed = KEYED.replace("[id, old]", "[id, new]").replace("old: text not null", "new: {type: text, not_null: true, renamed_from: old}")
    kept = renamed.replace("renamed_from: old}", "renamed_from: old, not_null_name: 'Par \"T x_old_not_null'}", 1)
    with server.database() as conn:
        pin(conn)
        scenario._build(conn, target(server, KEYED))
        live = introspect(conn, whole_server=True)
        with pytest.raises(RefusedError, match=r"low_old_not_null.* drops neither for primary_key") as refused:
            propose(server, live, scenario._again(target(server, renamed)))
        assert refused.value.problems[0].code == "S307"
        for step in propose(server, live, scenario._again(target(server, kept))).steps:
            scenario._run(conn, step)
        scenario._check_state(introspect(conn, whole_server=True), target(server, kept))


def test_a_partition_that_had_it_before_its_parent_loses_it_too(server: ScratchServer) -> None:
    nullable = BEFORE.replace("old: text not null", "old: text")
    wish = target(server, nullable)
    with server.database() as conn:
        pin(conn)
        conn.execute(b"""
            CREATE SCHEMA app;
            CREATE TABLE app."Par ""T x" (id integer NOT NULL, old text) PARTITION BY RANGE (id);
            CREATE TABLE app.low (id integer NOT NULL, old text NOT NULL);
            ALTER TABLE app."Par ""T x" ATTACH PARTITION app.low FOR VALUES FROM (0) TO (100);
            ALTER TABLE app."Par ""T x" ALTER COLUMN old SET NOT NULL
        """)
        for step in propose(server, introspect(conn, whole_server=True), scenario._again(wish)).steps:
            scenario._run(conn, step)
        scenario._check_state(introspect(conn, whole_server=True), wish)
