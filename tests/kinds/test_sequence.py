"""Sequences and the columns that own them, on real servers."""

from __future__ import annotations

import pytest
from moves import comes_back, database, moved, rebuilt, roles, state_of
from rows import kept, refused

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.kinds import sequence, sequence_text
from schemactl.kinds.sequence import Sequence
from schemactl.kinds.sequence_owner import SequenceOwner
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

LONG = "n" * 60
SEQUENCES = f"""
CREATE SCHEMA "A b";
CREATE SEQUENCE public.plain;
CREATE SEQUENCE public.{LONG} AS smallint INCREMENT -1;
CREATE SEQUENCE "A b"."S ""x" AS integer START 1000 INCREMENT 10 MINVALUE 5 MAXVALUE 5000 CACHE 20 CYCLE;
CREATE SEQUENCE public.far MINVALUE -9223372036854775808 MAXVALUE 9223372036854775807 START 0;
CREATE TABLE public.t (id serial PRIMARY KEY, "N ""o" bigserial, identified int GENERATED ALWAYS AS IDENTITY,
  free bigint DEFAULT nextval('public.plain'));
CREATE TABLE "A b"."T x" (id bigint DEFAULT nextval('"A b"."S ""x"'));
ALTER SEQUENCE "A b"."S ""x" OWNED BY "A b"."T x".id;
COMMENT ON SEQUENCE public.plain IS 'commented';
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, SEQUENCES)
    assert 'CREATE SEQUENCE "A b"."S ""x" AS integer START WITH 1000 INCREMENT BY 10 MINVALUE 5 MAXVALUE 5000 CACHE 20 CYCLE' in said
    assert f"CREATE SEQUENCE public.{LONG} AS smallint INCREMENT BY -1" in said
    assert not [one for one in said if "identified_seq" in one]


def test_unlogged(server: ScratchServer) -> None:
    logged, unlogged = "CREATE SEQUENCE public.s", "CREATE UNLOGGED SEQUENCE public.s"
    assert moved(server, logged, unlogged) == ["ALTER SEQUENCE public.s SET UNLOGGED"]
    assert moved(server, unlogged, logged) == ["ALTER SEQUENCE public.s SET LOGGED"]
    rebuilt(server, unlogged)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "START 1000"),
        ("START 1000", ""),
        ("", "MINVALUE 1000"),
        ("MINVALUE 1000", ""),
        ("", "AS smallint"),
        ("AS smallint", ""),
        ("AS smallint MAXVALUE 9", "AS integer"),
        ("AS smallint MAXVALUE 32767", "AS integer MAXVALUE 32767"),
        ("", "INCREMENT -1"),
        ("INCREMENT -1", ""),
        ("INCREMENT -2 CYCLE", "INCREMENT 5 CACHE 7"),
        ("AS smallint", "AS bigint START 100000 MINVALUE 50000"),
        ("MINVALUE 1000", "MINVALUE 1 MAXVALUE 500"),
        ("INCREMENT -1 MAXVALUE 100 START 100", "INCREMENT -1 MAXVALUE 50"),
        ("CACHE 5", "CYCLE"),
    ],
)
def test_options_change_in_place(each_server: ScratchServer, before: str, after: str) -> None:
    said = moved(each_server, f"CREATE SEQUENCE public.s {before}", f"CREATE SEQUENCE public.s {after}")
    assert not [one for one in said if one.startswith(("CREATE", "DROP"))]


def test_a_sequence_that_counted_goes_on(server: ScratchServer) -> None:
    before = "CREATE SEQUENCE public.s; SELECT setval('public.s', 4711)"
    assert kept(server, before, "CREATE SEQUENCE public.s MINVALUE 1000 CACHE 1", "SELECT nextval('public.s')")[1] == [(4712,)]
    assert kept(server, "CREATE SEQUENCE public.s", "CREATE SEQUENCE public.s MINVALUE 1000", "SELECT nextval('public.s')")[1] == [(1000,)]


@pytest.mark.parametrize(
    ("made", "value", "narrowed"),
    [
        ("CREATE SEQUENCE public.s", "public.s", " AS integer"),
        ("CREATE TABLE public.t (id bigint GENERATED ALWAYS AS IDENTITY", "public.t_id_seq", " (MAXVALUE 2147483647)"),
    ],
)
def test_what_was_given_out_is_not_given_out_again(server: ScratchServer, made: str, value: str, narrowed: str) -> None:
    end = ")" if "TABLE" in made else ""
    said = refused(server, f"{made}{end}; SELECT setval('{value}', 3000000000)", f"{made}{narrowed}{end}")
    assert "cannot be greater than MAXVALUE" in said


PLAIN = "CREATE TABLE public.t (id integer NOT NULL)"
SERIAL = "CREATE TABLE public.t (id serial)"


def test_a_serial_comes_and_goes(each_server: ScratchServer) -> None:
    assert moved(each_server, PLAIN, SERIAL) == [
        "CREATE SEQUENCE public.t_id_seq AS integer",
        "ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass)",
        "ALTER SEQUENCE public.t_id_seq OWNER TO postgres",
        "ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id",
        "SELECT pg_catalog.setval('public.t_id_seq', max(id)) FROM public.t WHERE id >= 1",
    ]
    assert moved(each_server, SERIAL, PLAIN)[-1] == "DROP SEQUENCE public.t_id_seq"
    assert moved(each_server, SERIAL, "SELECT") == ["DROP TABLE public.t"]
    assert moved(each_server, SERIAL, "CREATE TABLE public.t ()") == ["ALTER TABLE public.t DROP COLUMN id"]


def test_a_sequence_outlives_the_table_that_owned_it(server: ScratchServer) -> None:
    said = moved(server, SERIAL, "CREATE SEQUENCE public.t_id_seq AS integer")
    assert said[:2] == ["ALTER SEQUENCE public.t_id_seq OWNED BY NONE", "DROP TABLE public.t"]


def test_another_column_becomes_the_owner(server: ScratchServer) -> None:
    before = "CREATE TABLE public.t (a int, b int); CREATE SEQUENCE public.s OWNED BY public.t.a"
    after = "CREATE TABLE public.t (a int, b int); CREATE SEQUENCE public.s OWNED BY public.t.b"
    assert moved(server, before, after) == ["ALTER SEQUENCE public.s OWNED BY public.t.b"]


def test_a_table_that_somebody_else_owns_gets_a_serial(server: ScratchServer) -> None:
    with database(server) as conn:
        roles(conn, "sequence_owner")
    owned = "; ALTER TABLE public.t OWNER TO sequence_owner"
    assert "ALTER SEQUENCE public.t_id_seq OWNER TO sequence_owner" in moved(server, PLAIN + owned, SERIAL + owned)


def test_a_new_table_under_the_old_name_takes_its_sequence_back(server: ScratchServer) -> None:
    with database(server) as conn:
        roles(conn, "sequence_owner")
    owned = "; ALTER TABLE public.t OWNER TO sequence_owner"
    said = moved(server, SERIAL + owned, SERIAL + " PARTITION BY LIST (id)" + owned)
    assert said[-1].startswith("ALTER TABLE")
    assert not [one for one in said if "SEQUENCE" in one and one.startswith(("CREATE", "DROP"))]


YAML = """
schema: app
tables:
  orders: {columns: {invoice_no: bigint, id: serial}}
sequences:
  invoice_no: {as: bigint, start: 1000, cache: 20, owned_by: orders.invoice_no}
  plain:
"""


def test_yaml() -> None:
    state = load_files([FileText(name="a.yaml", data=YAML.encode())])
    invoice = ObjectId("sequence", ("app", "invoice_no"))
    column = ("app", "orders", "invoice_no")
    assert state.objects[invoice] == Sequence(id=invoice, start=1000, cache=20, owner_column=column)
    assert sequence.KIND.belongs
    assert sequence.KIND.belongs(state.objects[invoice]) == ObjectId("column", column)
    owner = invoice.child("sequence_owner", "owned_by")
    assert state.objects[owner] == SequenceOwner(id=owner, column=column)
    serial = ObjectId("sequence", ("app", "orders_id_seq"))
    assert state.objects[serial] == Sequence(id=serial, as_="integer", owner_column=("app", "orders", "id"))
    assert ObjectId("sequence", ("app", "plain")) in state


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Orders.id", ("app", "orders", "id")),
        ('other."T ""x"."C.d"', ("other", 'T "x', "C.d")),
        ("t.name", ("app", "t", "name")),
    ],
)
def test_owned_by(text: str, parts: tuple[str, ...]) -> None:
    assert sequence_text.owner(text, "app") == parts


@pytest.mark.parametrize("text", ["id", "a.b.c.d", "none", "t.c increment 5", "t.c; select 1", ""])
def test_what_is_no_column(text: str) -> None:
    with pytest.raises(ValueError, match=r"table\.column"):
        sequence_text.owner(text, "app")


def test_renaming(server: ScratchServer) -> None:
    state = comes_back(state_of(server, SEQUENCES))
    free = state.objects[ObjectId("sequence", ("public", "plain"))]
    owned = state.objects[ObjectId("sequence", ("public", "t_id_seq"))]
    after = Sequence(id=ObjectId("sequence", ("A b", "Y")))
    assert [one.sql for one in sequence.rename(free, after, None)] == [  # type: ignore[arg-type]
        'ALTER SEQUENCE public.plain SET SCHEMA "A b"',
        'ALTER SEQUENCE "A b".plain RENAME TO "Y"',
    ]
    assert [one.sql for one in sequence.rename(owned, after, None)] == ['ALTER SEQUENCE public.t_id_seq RENAME TO "Y"']  # type: ignore[arg-type]
