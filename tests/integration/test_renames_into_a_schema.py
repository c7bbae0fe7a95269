"""What goes to another schema with its table has its name there, too: who has that one before gives it up, or it comes without it."""

from __future__ import annotations

from test_renames_done import planned

from schemactl.scratch.server import ScratchServer

TABLE = "tables: {t: {renamed_from: x.t, columns: {id: integer primary key, v: text}, indexes: {'Odd \"T x': (v)}}"
LIVE = 'CREATE SCHEMA x; CREATE TABLE x.t (id integer PRIMARY KEY, v text); CREATE INDEX "Odd ""T x" ON x.t (v); INSERT INTO x.t VALUES (1, \'a\');'


def test_the_place_of_another_one_that_has_a_new_name(server: ScratchServer) -> None:
    live = f"{LIVE} CREATE TABLE app.t (id serial PRIMARY KEY)"
    sql = planned(server, live, f"schemas: {{x: }}\n{TABLE}, old: {{renamed_from: t, columns: {{id: serial primary key}}}}}}")
    assert sql == [
        "ALTER TABLE app.t RENAME CONSTRAINT t_pkey TO old_pkey",
        "ALTER TABLE app.t RENAME TO old",
        "ALTER TABLE x.t SET SCHEMA app",
        "ALTER SEQUENCE app.t_id_seq RENAME TO old_id_seq",
        "ALTER TABLE app.old RENAME CONSTRAINT t_id_not_null TO old_id_not_null",
    ]


def test_the_place_of_another_one_that_goes(server: ScratchServer) -> None:
    sql = planned(server, f"{LIVE} CREATE TABLE app.t (id integer PRIMARY KEY)", f"schemas: {{x: }}\n{TABLE}}}")
    assert sql == [
        "ALTER TABLE app.t RENAME CONSTRAINT t_pkey TO t_pkey_old",
        "ALTER TABLE app.t RENAME TO t_old",
        "ALTER TABLE x.t SET SCHEMA app",
        "DROP TABLE app.t_old",
    ]


def test_an_index_that_has_a_new_name(server: ScratchServer) -> None:
    live = f'{LIVE} CREATE TABLE app.u (v text); CREATE INDEX "Odd ""T x" ON app.u (v); CREATE INDEX t_pkey ON app.u (v desc)'
    other = "u: {columns: {v: text}, indexes: {u_desc: (v desc), u_v: {columns: [v], renamed_from: 'Odd \"T x'}}}"
    assert planned(server, live, f"schemas: {{x: }}\n{TABLE}, {other}}}") == [
        "ALTER INDEX app.t_pkey RENAME TO u_desc",
        'ALTER INDEX app."Odd ""T x" RENAME TO u_v',
        "ALTER TABLE x.t SET SCHEMA app",
    ]


def test_an_index_that_keeps_its_name(server: ScratchServer) -> None:
    """Then the one that comes has its new name before."""
    live = f'{LIVE} CREATE TABLE app.u (v text); CREATE INDEX "Odd ""T x" ON app.u (v); CREATE INDEX t_pkey ON app.u (v desc)'
    table = (
        TABLE.replace("'Odd \"T x'", "t_v").replace("t: {", "t: {primary_key: {name: t_key, columns: [id]}, ").replace(" primary key", "")
    )
    other = "u: {columns: {v: text}, indexes: {t_pkey: (v desc), 'Odd \"T x': (v)}}"
    assert planned(server, live, f"schemas: {{x: }}\n{table}, {other}}}") == [
        "ALTER TABLE x.t RENAME CONSTRAINT t_pkey TO t_key",
        'ALTER INDEX x."Odd ""T x" RENAME TO t_v',
        "ALTER TABLE x.t SET SCHEMA app",
    ]


def test_a_sequence_that_has_a_new_name(server: ScratchServer) -> None:
    schema = "schemas: {x: }\ntables: {'Odd \"T x': {renamed_from: 'x.Odd \"T x', columns: {id: serial}}}\nsequences: {nr: {renamed_from: 'Odd \"T x_id_seq'}}"
    live = 'CREATE SCHEMA x; CREATE TABLE x."Odd ""T x" (id serial); CREATE SEQUENCE app."Odd ""T x_id_seq"'
    assert planned(server, live, schema) == [
        'ALTER SEQUENCE app."Odd ""T x_id_seq" RENAME TO nr',
        'ALTER TABLE x."Odd ""T x" SET SCHEMA app',
    ]
