"""What a project does not manage: never planned, there where it is needed, and in nobody's way."""

from __future__ import annotations

import pytest

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import ProofError, SchemaError
from schemactl.live.fingerprint import fingerprints, live_fingerprints
from schemactl.live.introspect import introspect
from schemactl.live.runner import run
from schemactl.live.within import within
from schemactl.model.scope import Scope
from schemactl.model.state import State
from schemactl.planning.importing import import_state
from schemactl.planning.work import EVERYTHING, propose, wanted
from schemactl.scratch.server import ScratchServer


def led(server: ScratchServer, before: str, text: str, scope: Scope) -> list[str]:
    """The plan from a database made by SQL to schema files; it is run, and planning again finds nothing."""

    def written() -> State:
        return load_files([FileText(name="all.yaml", data=text.encode())])

    with server.database() as conn:
        conn.execute(before.encode())
        statements = propose(server, introspect(conn), wanted(server, written(), scope), accepted=(EVERYTHING,)).statements
        for one in statements:
            run(conn, one.sql)
        after, target = introspect(conn), wanted(server, written(), scope)
        assert [one.sql for one in propose(server, after, target).statements] == []
        assert live_fingerprints(conn, target.scope) == fingerprints(within(after, target.scope), target.scope)
        return [one.sql for one in statements]


IGNORED = """
CREATE SCHEMA app;
CREATE TABLE app."tmp Q""x" (id serial PRIMARY KEY, note text DEFAULT 'a' CHECK (note <> ''));
CREATE INDEX ON app."tmp Q""x" (note);
COMMENT ON COLUMN app."tmp Q""x".note IS 'x';
GRANT SELECT ON app."tmp Q""x" TO PUBLIC;
CREATE TABLE app.kept (id integer);
"""


def test_an_ignored_table_takes_everything_of_it_out_of_sight(server: ScratchServer) -> None:
    scope = Scope(ignore=("table:app.tmp*",))
    assert led(server, IGNORED, "schema: app\ntables:\n  kept: {columns: {id: integer}}\n", scope) == []


def test_a_schema_with_something_ignored_in_it_is_not_dropped_over_it(server: ScratchServer) -> None:
    with pytest.raises(ProofError) as caught:
        led(server, IGNORED, "schemas:\n  other:\n", Scope(ignore=("table:app.tmp*",)))
    assert 'app."tmp Q""x"' in str(caught.value.problems)


TOOLS = """
CREATE SCHEMA app;
CREATE SCHEMA hdb;
CREATE FUNCTION hdb.notify() RETURNS trigger LANGUAGE plpgsql AS $$begin return new; end$$;
CREATE TABLE app.orders (id integer PRIMARY KEY, note text);
CREATE TRIGGER "notify_hdb_On_INSERT" AFTER INSERT ON app.orders FOR EACH ROW EXECUTE FUNCTION hdb.notify();
CREATE PUBLICATION "Cdc pub" FOR TABLE app.orders;
CREATE FUNCTION hdb.ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$begin end$$;
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION hdb.ddl();
"""


def test_tools_hang_their_things_on_managed_tables(server: ScratchServer) -> None:
    scope = Scope(schemas=("app",), ignore=("trigger:*.notify_hdb_*", "publication:Cdc*", "event_trigger:*"))
    text = "schema: app\ntables:\n  orders: {columns: {id: integer primary key, note: varchar(9), more: text}}\n"
    said = led(server, TOOLS, text, scope)
    assert said == [
        "ALTER TABLE app.orders ALTER COLUMN note SET DATA TYPE character varying(9)",
        "ALTER TABLE app.orders ADD COLUMN more text",
    ]


PARTITIONED = """
CREATE SCHEMA app;
CREATE SCHEMA parts;
CREATE TABLE app."Ev ""E" (id bigint NOT NULL, at date NOT NULL, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX ev_note ON app."Ev ""E" (note);
CREATE TABLE app.ev_1 PARTITION OF app."Ev ""E" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY HASH (id);
CREATE TABLE app.ev_1_0 PARTITION OF app.ev_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE parts.ev_2 (LIKE app."Ev ""E" INCLUDING ALL);
ALTER TABLE app."Ev ""E" ATTACH PARTITION parts.ev_2 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
CREATE INDEX own ON app.ev_1_0 (at);
INSERT INTO app."Ev ""E" VALUES (1, '2026-05-05', 'a'), (2, '2027-05-05', 'b');
"""
PARTITIONED_YAML = """
schema: app
schemas:
  parts:
tables:
  'Ev "E':
    partition_by: range (at)
    columns: {id: bigint not null, at: date not null, note: text%s}
    primary_key: [id, at]
    indexes: {ev_note: (note)%s}
    partitions: unmanaged
"""


def test_partitions_that_somebody_else_makes_are_left_alone(server: ScratchServer) -> None:
    assert led(server, PARTITIONED, PARTITIONED_YAML % ("", ""), Scope()) == []


def test_the_parent_of_unmanaged_partitions_changes_with_them(server: ScratchServer) -> None:
    more = ", more: integer not null default 7"
    with server.database() as conn:
        conn.execute(PARTITIONED.encode())
        target = wanted(server, load_files([FileText(name="a", data=(PARTITIONED_YAML % (more, ", ev_more: (more)")).encode())]), Scope())
        for one in propose(server, introspect(conn), target).statements:
            run(conn, one.sql)
        rows = conn.execute('SELECT id, more FROM app."Ev ""E" ORDER BY id').fetchall()
        valid = conn.execute("SELECT bool_and(indisvalid) FROM pg_index").fetchone()
    assert rows == [(1, 7), (2, 7)]
    assert valid == (True,)


def test_import_with_unmanaged_partitions(server: ScratchServer) -> None:
    with server.database() as conn:
        conn.execute(PARTITIONED.encode())
        imported = import_state(server, introspect(conn), Scope(unmanaged_partitions=("app.Ev*",)))
    assert sorted(imported.files) == ["_database.yaml", "app/tables/ev__e.yaml"]
    assert imported.unsettled == []


EXTENSION = """
CREATE SCHEMA tool;
CREATE SCHEMA app;
CREATE EXTENSION vector SCHEMA public;
ALTER EXTENSION vector ADD SCHEMA tool;
CREATE TABLE tool.config (id integer PRIMARY KEY, note text);
CREATE FUNCTION tool.run() RETURNS integer LANGUAGE sql AS 'SELECT 1';
ALTER EXTENSION vector ADD TABLE tool.config;
CREATE INDEX config_note ON tool.config (note);
CREATE TABLE app.metrics (id integer, at date);
CREATE TABLE tool.chunk_1 (CHECK (at < '2026-01-01')) INHERITS (app.metrics);
CREATE INDEX ON tool.chunk_1 (at);
"""


def test_what_stands_in_an_extension_s_schema_is_the_extension_s(server: ScratchServer) -> None:
    text = "schema: app\nextensions:\n  vector: {schema: public}\ntables:\n  metrics: {columns: {id: integer, at: date, more: text}}\n"
    written = load_files([FileText(name="all.yaml", data=text.encode())])
    with server.database() as conn:
        conn.execute(EXTENSION.encode())
        live = introspect(conn)
        assert [one for one in live.objects if one.path[0] == "tool"] == []
        assert live.unmodelled == ("2 objects in schema tool, which belongs to extension vector",)
        statements = propose(server, live, wanted(server, written, Scope())).statements
    assert [one.sql for one in statements] == ["ALTER TABLE app.metrics ADD COLUMN more text"]


ROLES = """
CREATE SCHEMA app;
DO $$begin if not exists (select from pg_roles where rolname = 'tool "Q x') then create role "tool ""Q x"; end if; end$$;
DO $$begin if not exists (select from pg_roles where rolname = 'scope_ours') then create role scope_ours; end if; end$$;
CREATE TABLE app.kept (id integer);
GRANT SELECT ON app.kept TO "tool ""Q x";
GRANT SELECT ON app.kept TO scope_ours;
ALTER DEFAULT PRIVILEGES FOR ROLE "tool ""Q x" GRANT ALL ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT ALL ON TABLES TO "tool ""Q x";
"""


def test_what_an_ignored_role_holds_is_nobody_s_business(server: ScratchServer) -> None:
    text = "schema: app\ntables:\n  kept: {columns: {id: integer}, grants: {scope_ours: select}}\n  new: {columns: {id: integer}}\n"
    assert led(server, ROLES, text, Scope(ignore=("role:tool*",))) == ["CREATE TABLE app.new (\n  id integer\n)"]


MADE_ANEW = """
CREATE SCHEMA app;
CREATE TYPE app."State ""T x" AS ENUM ('a', 'b');
CREATE TABLE app.kept (id integer, state app."State ""T x", note text);
CREATE VIEW app.seen AS SELECT id, note FROM app.kept;
CREATE VIEW app.other AS SELECT id FROM app.kept;
"""
ANEW = """
schema: app
enums: {'State "T x': [a]}
tables: {kept: {columns: {id: integer, state: 'app."State ""T x"', note: varchar(20)}}}
views: {seen: 'select id from app.kept', other: 'select id from app.kept'}
"""


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        (Scope(grants=False), "grants = false"),
        (Scope(ignore=("role:tool*",)), "ignore 'role:tool*'"),
        (Scope(), None),
        (Scope(ignore=("*:audit.*",)), None),
    ],
)
def test_what_is_granted_by_others_goes_with_what_is_made_anew_and_the_plan_says_so(
    server: ScratchServer, scope: Scope, why: str | None
) -> None:
    with server.database() as conn:
        conn.execute(MADE_ANEW.encode())
        target = wanted(server, load_files([FileText(name="all.yaml", data=ANEW.encode())]), scope)
        proposal = propose(server, introspect(conn), target, accepted=(EVERYTHING,))
    said = {str(one): hazard.message for one, hazard in proposal.hazards if "what is granted on" in hazard.message}
    assert set(said) == ({"view app.seen", 'enum app."State ""T x"'} if why else set())
    assert all(f"({why})" in message for message in said.values())


def test_what_is_written_and_not_managed_is_an_error(server: ScratchServer) -> None:
    cases = {
        "schema: app\ntables:\n  tmp: {columns: {a: integer}}\n": (Scope(ignore=("table:app.tmp",)), "S025"),
        "schema: app\ntables:\n  t: {columns: {a: integer}, grants: {x: select}}\n": (Scope(grants=False), "S025"),
        "schema: app\ntables:\n  t: {columns: {a: integer}, grants: {x: select}}\n ": (Scope(ignore=("role:x",)), "S025"),
        "schema: app\ntables:\n  t: {owner: x, columns: {a: integer}}\n": (Scope(owners=False), "S025"),
        "schema: app\nexternal: true\ntables:\n  t: {columns: {a: integer}}\n": (Scope(), "S026"),
    }
    for text, (scope, code) in cases.items():
        with pytest.raises(SchemaError) as caught:
            wanted(server, load_files([FileText(name="all.yaml", data=text.encode())]), scope)
        assert {problem.code for problem in caught.value.problems} == {code}, text


def test_nothing_is_needed_that_a_scratch_server_lacks(server: ScratchServer) -> None:
    """Other extensions, other people's functions over them: only what is asked of a plan is copied."""
    before = """
    CREATE SCHEMA app; CREATE SCHEMA other;
    CREATE EXTENSION vector SCHEMA other;
    CREATE TABLE other.t (id integer PRIMARY KEY, v other.vector);
    CREATE TABLE app.a (id integer REFERENCES other.t);
    """
    from schemactl.planning.surroundings import needed, surrounded

    scope = Scope(schemas=("app",), ignore=("extension:*",))
    with server.database() as conn:
        conn.execute(before.encode())
        live = introspect(conn)
    assert [one for one in surrounded(live, scope, live, ()).objects if one.kind == "extension"] == []
    assert sorted(str(one) for one in needed(live, scope).objects) == [
        "column other.t.id",
        "primary_key other.t.t_pkey",
        "schema other",
        "table other.t",
    ]
