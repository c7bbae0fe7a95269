"""Composite types on real servers."""

from __future__ import annotations

import pytest
from moves import comes_back, moved, rebuilt, state_of
from rows import kept

from schemactl.errors import RefusedError
from schemactl.kinds import composite_text, composite_type
from schemactl.kinds.composite_type import CompositeType
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

LONG = "n" * 60
TYPES = f"""
CREATE SCHEMA "A b";
CREATE TYPE public.address AS (street text, zip varchar(5), country char(2));
CREATE TYPE "A b"."C ""x" AS ("Some Col" text COLLATE "C", n numeric(8,2)[], inner_one public.address, file text);
CREATE TYPE public.{LONG} AS ();
COMMENT ON TYPE public.address IS 'commented';
COMMENT ON COLUMN public.address.zip IS 'it''s a zip';
CREATE TABLE public.t (one public.address, many "A b"."C ""x"[]);
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, TYPES)
    assert "COMMENT ON COLUMN public.address.zip IS 'it''s a zip'" in said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("a int", "a int, b text", ["ALTER TYPE public.c ADD ATTRIBUTE b text"]),
        ("a int, b text", "b text", ["ALTER TYPE public.c DROP ATTRIBUTE a"]),
        ("a int, b text", "b text, c int", ["ALTER TYPE public.c DROP ATTRIBUTE a, ADD ATTRIBUTE c integer"]),
    ],
)
def test_changes_in_place(each_server: ScratchServer, before: str, after: str, said: list[str]) -> None:
    table = "CREATE TABLE public.t (c public.c); CREATE VIEW public.v AS SELECT c FROM public.t"
    old, new = (f"CREATE TYPE public.c AS ({text}); {table}" for text in (before, after))
    found = moved(each_server, old, new)
    assert [one for one in found if "TYPE" in one] == said


def test_a_type_no_column_uses_changes_attributes_in_place(server: ScratchServer) -> None:
    function = "CREATE FUNCTION public.f(x public.c) RETURNS int LANGUAGE sql AS 'SELECT 1'"
    old, new = (f"CREATE TYPE public.c AS ({text}); {function}" for text in ("a int, b text", 'a int, b text COLLATE "C"'))
    assert 'ALTER TYPE public.c ALTER ATTRIBUTE b SET DATA TYPE text COLLATE pg_catalog."C"' in moved(server, old, new)
    moved(server, "CREATE TYPE public.c AS (a int, b text)", "CREATE TYPE public.c AS (b text, a int)")


def test_comments_of_attributes(server: ScratchServer) -> None:
    bare = "CREATE TYPE public.c AS (a int, b int);"
    said = f"{bare} COMMENT ON COLUMN public.c.a IS 'x'"
    assert moved(server, bare, said) == ["COMMENT ON COLUMN public.c.a IS 'x'"]
    assert moved(server, said, bare) == ["COMMENT ON COLUMN public.c.a IS NULL"]


AROUND = """
CREATE FUNCTION public.f(x public.c) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE DOMAIN public.d AS public.c;
CREATE TYPE public.over AS (one public.c);
CREATE TABLE public.t (id int, c public.c, o public.over, d public.d);
CREATE VIEW public.v AS SELECT (c).a, public.f(c) FROM public.t;
COMMENT ON TYPE public.c IS 'kept';
"""


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        ("a int, b text", "b text, a int", [(1, 7, "x"), (2, None, None), (3, None, None)]),
        ("a int, b text", "a bigint, b varchar(3)", [(1, 7, "x"), (2, None, None), (3, None, None)]),
        ("a int, b text", "z int, a int, b text", [(1, 7, "x"), (2, None, None), (3, None, None)]),
    ],
)
def test_another_order_or_type_swaps_the_type(each_server: ScratchServer, before: str, after: str, rows: list[tuple[object, ...]]) -> None:
    old, new = (f"CREATE TYPE public.c AS ({text}); {AROUND}" for text in (before, after))
    # By way of text, only the same number of attributes in the same order fits.
    rest = "'(\"(7,x)\")', '(7,x)'" if "bigint" in after else "NULL, NULL"
    insert = f"INSERT INTO public.t VALUES (1, '(7,x)', {rest}), (2, '(,)', NULL, NULL), (3, NULL, NULL, NULL)"
    query = "SELECT id, (c).a, (c).b FROM public.t ORDER BY id"
    assert kept(each_server, old + insert, new, query)[1] == rows
    assert kept(each_server, old + insert, new, "SELECT c IS NOT DISTINCT FROM NULL FROM public.t ORDER BY id")[1] == [
        (False,),
        (False,),
        (True,),
    ]


def test_tables_of_the_type_follow(server: ScratchServer) -> None:
    old, new = (f"CREATE TYPE public.c AS ({text}); CREATE TABLE public.t OF public.c;" for text in ("a int, b int", "a bigint, c int"))
    said, rows = kept(server, old + "INSERT INTO public.t VALUES (1, 2)", new, "SELECT a, c FROM public.t")
    assert rows == [(1, None)]
    assert said[0].endswith("ADD ATTRIBUTE c integer CASCADE")


BELOW = """
CREATE FUNCTION public.difference({0} float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT {0} - b';
CREATE TYPE public.span AS RANGE (subtype = float8, subtype_diff = public.difference);
CREATE TYPE public.c AS (s public.span, {1});
CREATE TABLE public.t (c public.c{2});
"""


@pytest.mark.parametrize("after", ["w text, q text", "w text", "n int, w text, q text"])
def test_values_find_their_attributes_where_the_type_is_away_for_a_while(server: ScratchServer, after: str) -> None:
    """What a function is called by below a range cannot change while the range is there."""
    old, new = BELOW.format("a", "q text, w text", ""), BELOW.format("aa", after, "")
    insert = """INSERT INTO public.t VALUES ('("[1,2)",Q,W)'), (NULL), ('(,,)');"""
    query = "SELECT (c).w, (c).s::text, c IS NOT DISTINCT FROM NULL FROM public.t ORDER BY 1, 3"
    assert kept(server, old + insert, new, query)[1] == [("W", "[1,2)", False), (None, None, False), (None, None, True)]


def test_arrays_of_values_whose_type_is_away_are_left_alone(server: ScratchServer) -> None:
    old, new = BELOW.format("a", "q text, w text", "[]"), BELOW.format("aa", "w text, q text", "[]")
    with pytest.raises(RefusedError, match=r"t\.c holds arrays or ranges of public\.c") as caught:
        moved(server, old, new)
    assert caught.value.problems[0].code == "S306"


@pytest.mark.parametrize("computed", ["generated always as (a * 2) stored", "generated always as identity"])
def test_no_computed_column_comes_where_rows_are_values_elsewhere(server: ScratchServer, computed: str) -> None:
    old, new = (f"CREATE TABLE public.t (a int{more}); CREATE TABLE public.u (x public.t)" for more in ("", f", b int {computed}"))
    with pytest.raises(RefusedError, match=r"public\.u\.x holds rows of public\.t") as caught:
        moved(server, old, new)
    assert caught.value.problems[0].code == "S321"


def test_reading() -> None:
    at = ("app", "address")
    short = {"street": "text", "zip": 'text collate "C"', "country": {"type": "char(2)", "comment": "ISO"}}
    wanted = [["street", "text", None, None], ["zip", "text", '"C"', None], ["country", "char(2)", None, "ISO"]]
    assert composite_text.read(short, at) == {"attributes": wanted}
    assert composite_text.read({"attributes": short, "comment": "c"}, at) == {"attributes": wanted, "comment": "c"}
    assert composite_text.read({"attributes": "text"}, at) == {"attributes": [["attributes", "text", None, None]]}
    assert composite_text.read(None, at) == {"attributes": []}
    with pytest.raises(ValueError, match="only a type"):
        composite_text.read({"a": "text not null"}, at)


def test_renaming(server: ScratchServer) -> None:
    state = comes_back(state_of(server, TYPES))
    before = state.objects[ObjectId("composite_type", ("A b", 'C "x'))]
    said = composite_type.rename(before, CompositeType(id=ObjectId("composite_type", ("public", "Y"))), None)  # type: ignore[arg-type]
    assert [one.sql for one in said] == ['ALTER TYPE "A b"."C ""x" SET SCHEMA public', 'ALTER TYPE public."C ""x" RENAME TO "Y"']
