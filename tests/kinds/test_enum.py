"""Enumerated types on real servers."""

from __future__ import annotations

import pytest
from moves import comes_back, database, moved, rebuilt, roles, state_of
from rows import kept, refused

from schemactl.kinds import enum
from schemactl.kinds.enum import Enum
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

LONG = "n" * 60
TYPES = f"""
CREATE SCHEMA "A b";
CREATE TYPE public.e AS ENUM ('a', 'it''s', 'back\\slash', 'no', '1', '');
CREATE TYPE "A b"."E ""x" AS ENUM ('B', 'a');
CREATE TYPE public.{LONG} AS ENUM ();
CREATE TYPE public."Said" AS ENUM ('x');
COMMENT ON TYPE "A b"."E ""x" IS 'commented';
CREATE TABLE public.t (one public.e DEFAULT 'a', many "A b"."E ""x"[]);
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, TYPES)
    assert "CREATE TYPE public.e AS ENUM ('a', 'it''s', E'back\\\\slash', 'no', '1', '')" in said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("'a'", "'a', 'b'", ["ADD VALUE 'b'"]),
        ("'a'", "'x', 'y', 'a'", ["ADD VALUE 'x' BEFORE 'a'", "ADD VALUE 'y' AFTER 'x'"]),
        ("'a', 'c'", "'a', 'b', 'c', 'd', 'e'", ["ADD VALUE 'b' AFTER 'a'", "ADD VALUE 'd'", "ADD VALUE 'e'"]),
        ("", "'a', 'b'", ["ADD VALUE 'a'", "ADD VALUE 'b'"]),
    ],
)
def test_values_are_added_in_place(server: ScratchServer, before: str, after: str, said: list[str]) -> None:
    around = "CREATE VIEW public.v AS SELECT c FROM public.t; CREATE FUNCTION public.f(e public.e) RETURNS int LANGUAGE sql AS 'SELECT 1'"
    old, new = (f"CREATE TYPE public.e AS ENUM ({values}); CREATE TABLE public.t (c public.e); {around}" for values in (before, after))
    assert moved(server, old, new) == [f"ALTER TYPE public.e {one}" for one in said]


def test_an_added_value_is_committed_before_anything_uses_it() -> None:
    e = ObjectId("enum", ("public", "e"))
    added = list(enum._add_values(Enum(id=e, values=("a",)), Enum(id=e, values=("a", "b"))))
    assert [one.commit_after for one in added] == [True]


AROUND = """
CREATE DOMAIN public.d AS public.e DEFAULT 'a' CHECK (VALUE <> 'b');
CREATE TYPE public.c AS (one public.e, two public.d);
CREATE TYPE public.r AS RANGE (subtype = public.e);
CREATE FUNCTION public.f(x public.e) RETURNS public.e LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE public.t (id int, one public.e NOT NULL DEFAULT 'a', many public.e[] DEFAULT '{a}', d public.d, c public.c,
  ds public.d[], r public.r, cs public.c[], g public.e GENERATED ALWAYS AS (one) STORED,
  CHECK (one <> 'b'), UNIQUE (one), PRIMARY KEY (id));
CREATE INDEX plain ON public.t (one);
CREATE INDEX partial ON public.t (id) WHERE one = 'c';
CREATE INDEX "by Function" ON public.t (public.f(one));
CREATE TABLE public.referring (one public.e REFERENCES public.t (one));
CREATE VIEW public.v AS SELECT one, public.f(one) AS g FROM public.t WHERE one = 'c';
CREATE MATERIALIZED VIEW public.m AS SELECT many FROM public.t;
CREATE VIEW public.on_v AS SELECT * FROM public.v;
CREATE TABLE public.p (one public.e, k int) PARTITION BY LIST (k);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
CREATE TABLE public.parent (one public.e);
CREATE TABLE public.child () INHERITS (public.parent);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY pol ON public.t USING (one = 'a');
COMMENT ON TYPE public.e IS 'kept';
COMMENT ON TYPE public.d IS 'kept too';
COMMENT ON VIEW public.v IS 'and this';
COMMENT ON CONSTRAINT d_check ON DOMAIN public.d IS 'check';
GRANT SELECT ON public.v TO enum_reader;
REVOKE USAGE ON TYPE public.e FROM PUBLIC;
ALTER TYPE public.e OWNER TO enum_reader;
ALTER DOMAIN public.d OWNER TO enum_reader;
"""
ROWS = """
INSERT INTO public.t VALUES (1, 'a', '{a,c}', 'c', '(a,c)', '{c,NULL}', '[a,c)', '{"(a,c)",NULL}'),
  (2, 'c', NULL, NULL, NULL, '{}', NULL, NULL);
INSERT INTO public.referring VALUES ('c'); INSERT INTO public.p VALUES ('c', 1); INSERT INTO public.child VALUES ('c');
"""


@pytest.mark.parametrize("values", ["'a', 'b', 'c'", "'c', 'b', 'a', 'z'", "'a', 'c', 'b'"])
def test_another_order_or_fewer_values_swap_the_type_under_everything(each_server: ScratchServer, values: str) -> None:
    with database(each_server) as conn:
        roles(conn, "enum_reader")
    before = f"CREATE TYPE public.e AS ENUM ('a', 'b', 'gone', 'c'); {AROUND}"
    after = f"CREATE TYPE public.e AS ENUM ({values}); {AROUND}"
    query = "SELECT id, one::text, many::text, d::text, c::text, ds::text, r::text, cs::text, g::text FROM public.t ORDER BY id"
    if values.startswith("'c'"):
        before, after = (one.replace("'[a,c)'", "'empty'") for one in (before, after))
    _, rows = kept(each_server, before + ROWS.replace("'[a,c)'", "'empty'"), after, query)
    assert rows == [
        (1, "a", "{a,c}", "c", "(a,c)", "{c,NULL}", "empty", '{"(a,c)",NULL}', "a"),
        (2, "c", None, None, None, "{}", None, None, "c"),
    ]


def test_a_value_in_use_is_not_lost(server: ScratchServer) -> None:
    table = "CREATE TABLE public.t (c public.e);"
    before = f"CREATE TYPE public.e AS ENUM ('a', 'b'); {table} INSERT INTO public.t VALUES ('b')"
    assert 'invalid input value for enum public.e: "b"' in refused(server, before, f"CREATE TYPE public.e AS ENUM ('a'); {table}")


def test_a_type_without_columns_is_replaced(server: ScratchServer) -> None:
    said = moved(server, "CREATE TYPE public.e AS ENUM ('a', 'b')", "CREATE TYPE public.e AS ENUM ('b')")
    assert said[:2] == ["DROP TYPE public.e", "CREATE TYPE public.e AS ENUM ('b')"]


def test_renamed_values_keep_their_rows(server: ScratchServer) -> None:
    table = "CREATE TABLE public.t (c public.e DEFAULT '{}'); CREATE VIEW public.v AS SELECT c FROM public.t;"
    before = f"CREATE TYPE public.e AS ENUM ('a', 'store'); {table.format('store')} INSERT INTO public.t VALUES ('store')"
    after = f"CREATE TYPE public.e AS ENUM ('a', 'shop', 'z'); {table.format('shop')}"
    said, rows = kept(server, before, after, "SELECT c::text FROM public.t", {"e": {"shop": "store"}})
    assert rows == [("shop",)]
    assert said[:2] == ["ALTER TYPE public.e RENAME VALUE 'store' TO 'shop'", "ALTER TYPE public.e ADD VALUE 'z'"]
    assert len(said) <= 3


def test_renamed_and_removed_values(server: ScratchServer) -> None:
    table = "CREATE TABLE public.t (c public.e);"
    before = f"CREATE TYPE public.e AS ENUM ('a', 'store', 'x'); {table} INSERT INTO public.t VALUES ('store')"
    after = f"CREATE TYPE public.e AS ENUM ('shop', 'a'); {table}"
    _, rows = kept(server, before, after, "SELECT c::text FROM public.t", {"e": {"shop": "store"}})
    assert rows == [("shop",)]


def test_a_column_that_leaves_the_type_while_it_changes(server: ScratchServer) -> None:
    before = (
        "CREATE TYPE public.e AS ENUM ('a', 'b'); CREATE TABLE public.t (c public.e, d public.e); INSERT INTO public.t VALUES ('a', 'b')"
    )
    after = "CREATE TYPE public.e AS ENUM ('b', 'a'); CREATE TABLE public.t (c text, d public.e)"
    assert kept(server, before, after, "SELECT c::text, d::text FROM public.t")[1] == [("a", "b")]


def test_reading_and_writing() -> None:
    e = ObjectId("enum", ("app", "e"))
    assert enum.read(["a", "b"], e.path) == {"values": ["a", "b"]}
    assert enum.write(Enum(id=e, values=("no", "1")), {}) == ["no", "1"]
    assert enum.write(Enum(id=e, values=("no",)), {"comment": "c"}) == {"values": ["no"], "comment": "c"}
    assert enum.write(Enum(id=e), {}) == []


def test_renaming(server: ScratchServer) -> None:
    state = comes_back(state_of(server, TYPES))
    before = state.objects[ObjectId("enum", ("A b", 'E "x'))]
    said = enum.rename(before, Enum(id=ObjectId("enum", ("public", "Y"))), None)  # type: ignore[arg-type]
    assert [one.sql for one in said] == [
        'ALTER TYPE "A b"."E ""x" SET SCHEMA public',
        'ALTER TYPE public."E ""x" RENAME TO "Y"',
    ]
